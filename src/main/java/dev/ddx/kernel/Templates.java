package dev.ddx.kernel;

import dev.ddx.expr.DdxException;
import dev.ddx.expr.Expr;
import dev.ddx.expr.FunctionDeclaration;
import dev.ddx.expr.Sym;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The derivatives of functions as they are declared, each compiled once into a list of operations that is
 * replayed with the arguments at hand.
 */
final class Templates {

    private final Dag dag;
    private final Map<Integer, Template[]> byOperator = new HashMap<>();

    Templates(Dag dag) {
        this.dag = dag;
    }

    /** Forgets the templates that hold nodes from {@code size} on. */
    void forget(int size) {
        byOperator.values().removeIf(templates -> {
            for (Template t : templates) {
                if (t != null && t.tape().node(t.tape().length() - 1) >= size) {
                    return true;
                }
            }
            return false;
        });
    }

    /** What stays the same from use to use. */
    private record Template(Tape tape, int[] parameters) {
    }

    /** The derivative of the call by its k-th argument. */
    int partial(int call, int k) {
        Dag.Operator op = dag.operator(call);
        FunctionDeclaration f = dag.functions().lookup(op.name());
        int[] arguments = new int[dag.arity(call)];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = dag.argument(call, i);
        }
        if (op.isDerivative() || f == null || f.arity() != arguments.length) {
            List<Integer> orders = new ArrayList<>(op.orders());
            orders.set(k, orders.get(k) + 1);
            return dag.call(dag.operatorIndex(op.name(), orders), arguments);
        }
        Template[] templates = byOperator.computeIfAbsent(dag.operatorLabel(call), o -> new Template[arguments.length]);
        if (templates[k] == null) {
            templates[k] = compile(f, k);
        }
        return replay(templates[k], arguments);
    }

    /** {@code root} with the bodies of the functions in place of those that have no numeric value of their own. */
    int unfolded(int root) {
        Tape tape = Tape.of(dag, root);
        int[] result = new int[tape.length()];
        for (int i = 0; i < result.length; i++) {
            int node = tape.node(i);
            int[] arguments = new int[tape.arity(i)];
            boolean same = true;
            for (int k = 0; k < arguments.length; k++) {
                arguments[k] = result[tape.argument(i, k)];
                same &= arguments[k] == dag.argument(node, k);
            }
            FunctionDeclaration f = tape.kind(i) == Dag.CALL ? bodyNeeded(node, arguments.length) : null;
            if (f != null) {
                Map<String, Integer> parameters = new HashMap<>();
                for (int k = 0; k < arguments.length; k++) {
                    parameters.put(f.parameters().get(k).name(), arguments[k]);
                }
                result[i] = unfolded(new ExprReader(dag, parameters).read(f.body()));
            } else {
                result[i] = same ? node : dag.rebuild(node, arguments);
            }
        }
        return result[result.length - 1];
    }

    private FunctionDeclaration bodyNeeded(int call, int arity) {
        Dag.Operator op = dag.operator(call);
        FunctionDeclaration f = dag.functions().lookup(op.name());
        boolean needed = f != null && f.isDefinition() && !op.isDerivative() && f.arity() == arity
                && NumericFunctions.of(op.name(), arity) == null;
        return needed ? f : null;
    }

    private Template compile(FunctionDeclaration f, int k) {
        Map<String, Integer> parameters = new HashMap<>();
        int[] nodes = new int[f.arity()];
        for (int i = 0; i < nodes.length; i++) {
            // No symbol of an input contains this character.
            nodes[i] = dag.symbol("#" + i);
            parameters.put(f.parameters().get(i).name(), nodes[i]);
        }
        Expr declared = f.derivatives().get(k);
        int root;
        if (declared != null) {
            root = new ExprReader(dag, parameters).read(declared);
        } else if (f.isDefinition()) {
            root = ofDefinition(f, k, parameters, nodes);
        } else {
            throw new DdxException(DdxException.Kind.NOT_DIFFERENTIABLE, "the derivative of " + f.name() + " is not known");
        }
        return new Template(Tape.of(dag, root), nodes);
    }

    /** By the function's own value where that is possible, because the value is there already. */
    private int ofDefinition(FunctionDeclaration f, int k, Map<String, Integer> parameters, int[] nodes) {
        int body = new ExprReader(dag, parameters).read(f.body());
        int derivative = new Differentiator(dag, this).derivative(body, nodes[k]);
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

    private int replay(Template t, int[] arguments) {
        Tape tape = t.tape();
        int[] result = new int[tape.length()];
        for (int i = 0; i < result.length; i++) {
            int node = tape.node(i);
            int parameter = tape.arity(i) == 0 ? parameter(t, node) : -1;
            if (parameter >= 0) {
                result[i] = arguments[parameter];
            } else if (tape.arity(i) == 0) {
                result[i] = node;
            } else {
                int[] inner = new int[tape.arity(i)];
                for (int k = 0; k < inner.length; k++) {
                    inner[k] = result[tape.argument(i, k)];
                }
                result[i] = dag.rebuild(node, inner);
            }
        }
        return result[result.length - 1];
    }

    private static int parameter(Template t, int node) {
        for (int i = 0; i < t.parameters().length; i++) {
            if (t.parameters()[i] == node) {
                return i;
            }
        }
        return -1;
    }
}
