package dev.ddx.kernel;

import dev.ddx.expr.DdxException;
import dev.ddx.expr.Expr;
import dev.ddx.expr.FunctionDeclaration;
import dev.ddx.expr.FunctionTable;
import dev.ddx.expr.Limits;
import dev.ddx.expr.Sym;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The functions of a table as every graph of that table has them: numbered, with their derivatives compiled
 * once, when they are first needed. Safe to share between threads.
 */
final class Declarations {

    private final FunctionTable functions;
    private final List<FunctionDeclaration> declared;
    private final Operator[] operators;
    /** For each name and alias the numbers of the functions, by how many arguments they take; −1 where there is none. */
    private final Map<String, int[]> byName = new HashMap<>();
    private final AtomicReferenceArray<Template[]> partials;

    private Declarations(FunctionTable functions) {
        this.functions = functions;
        this.declared = functions.all();
        this.operators = new Operator[declared.size()];
        this.partials = new AtomicReferenceArray<>(operators.length);
        for (int i = 0; i < operators.length; i++) {
            FunctionDeclaration f = declared.get(i);
            operators[i] = new Operator(f.name(), Collections.nCopies(f.arity(), 0));
        }
        Map<FunctionDeclaration, Integer> numbers = new IdentityHashMap<>();
        for (int i = 0; i < operators.length; i++) {
            numbers.put(declared.get(i), i);
        }
        for (FunctionDeclaration f : declared) {
            byName.computeIfAbsent(f.name(), n -> byArity(n, numbers));
            f.aliases().forEach(alias -> byName.computeIfAbsent(alias, n -> byArity(n, numbers)));
        }
    }

    private int[] byArity(String name, Map<FunctionDeclaration, Integer> numbers) {
        List<FunctionDeclaration> named = functions.named(name);
        int[] out = new int[named.stream().mapToInt(FunctionDeclaration::arity).max().orElseThrow() + 1];
        Arrays.fill(out, -1);
        for (FunctionDeclaration f : named) {
            out[f.arity()] = numbers.get(f);
        }
        return out;
    }

    static Declarations of(FunctionTable functions) {
        return functions.derived(Declarations.class, Declarations::new);
    }

    int count() {
        return operators.length;
    }

    Operator operator(int index) {
        return operators[index];
    }

    FunctionDeclaration declaration(int index) {
        return declared.get(index);
    }

    /** The number of the function of that name or alias, −1 if there is none of that arity. */
    int find(String name, int arity) {
        int[] numbers = byName.get(name);
        return numbers != null && arity < numbers.length ? numbers[arity] : -1;
    }

    /**
     * The derivative of the function by its k-th argument.
     *
     * @throws DdxException of kind NOT_DIFFERENTIABLE if it is not known; of kind LIMIT
     */
    Template partial(int index, int k, Limits limits) {
        Template[] known = partials.get(index);
        if (known != null && known[k] != null) {
            return known[k];
        }
        Template made = compile(declared.get(index), k, limits);
        // Two threads may compile the same; what either finds is the same too.
        partials.updateAndGet(index, old -> {
            Template[] all = old == null ? new Template[declared.get(index).arity()] : old.clone();
            all[k] = made;
            return all;
        });
        return made;
    }

    private Template compile(FunctionDeclaration f, int k, Limits limits) {
        Dag dag = new Dag(functions, limits);
        Map<String, Integer> parameters = new HashMap<>();
        int[] nodes = new int[f.arity()];
        for (int i = 0; i < nodes.length; i++) {
            // No symbol of an input contains this character.
            nodes[i] = dag.symbol("#" + i);
            parameters.put(f.parameters().get(i).name(), nodes[i]);
        }
        Expr derivative = f.derivatives().get(k);
        int root;
        if (derivative != null) {
            root = new ExprReader(dag, parameters).read(derivative);
        } else if (f.isDefinition()) {
            root = ofDefinition(dag, f, k, parameters, nodes);
        } else {
            throw f.unknownDerivative(k);
        }
        return Template.of(dag, root, nodes);
    }

    /** By the function's own value where that is possible, because the value is there already. */
    private static int ofDefinition(Dag dag, FunctionDeclaration f, int k, Map<String, Integer> parameters, int[] nodes) {
        int body = new ExprReader(dag, parameters).read(f.body());
        int derivative = new Differentiator(dag).derivative(body, nodes[k]);
        if (f.arity() != 1) {
            return derivative;
        }
        Sym x = f.parameters().get(0);
        Expr plain = new ExprWriter(dag, Map.of(nodes[0], x)).write(derivative);
        InTermsOf.PolynomialIn p = plain.size() > 200 ? null : InTermsOf.polynomialIn(plain, f.body(), x);
        if (p == null || p.degree() == 0) {
            return derivative;
        }
        int value = dag.call(f.name(), nodes[0]);
        int frame = dag.open();
        for (int i = 0; i <= p.degree(); i++) {
            int coefficient = new ExprReader(dag, parameters).read(p.coefficients().get(i));
            dag.term(ExactNumbers.ONE, dag.product(coefficient, dag.power(value, dag.number(i))));
        }
        return dag.closeSum(frame);
    }
}
