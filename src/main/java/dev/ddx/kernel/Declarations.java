package dev.ddx.kernel;

import dev.ddx.expr.DdxException;
import dev.ddx.expr.Expr;
import dev.ddx.expr.FunctionDeclaration;
import dev.ddx.expr.FunctionTable;
import dev.ddx.expr.Limits;
import dev.ddx.expr.Sym;
import java.util.Collections;
import java.util.HashMap;
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
    private final Map<String, Integer> byName = new HashMap<>();
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
        // As the table looks names up: an alias gives way to a name, and to a later alias.
        for (int i = 0; i < operators.length; i++) {
            for (String alias : declared.get(i).aliases()) {
                byName.put(alias, i);
            }
        }
        for (int i = 0; i < operators.length; i++) {
            byName.put(operators[i].name(), i);
        }
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

    FunctionDeclaration lookup(String nameOrAlias) {
        return functions.lookup(nameOrAlias);
    }

    /** The number of the function of that name or alias, −1 if there is none of that arity. */
    int find(String name, int arity) {
        Integer index = byName.get(name);
        return index != null && declared.get(index).arity() == arity ? index : -1;
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
            throw new DdxException(DdxException.Kind.NOT_DIFFERENTIABLE, "the derivative of " + f.name() + " is not known");
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
