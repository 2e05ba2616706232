package dev.ddx.calculus;

import dev.ddx.expr.Call;
import dev.ddx.expr.Derivative;
import dev.ddx.expr.Expr;
import dev.ddx.expr.FunctionDeclaration;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sym;
import dev.ddx.rewrite.Derivation;
import java.util.List;

/**
 * Why a rule of differentiation is right, or a function has the derivative that it has.
 *
 * @param name the name of the rule or function
 * @param derivation from the definition or from rules that are explained themselves
 * @param source where the formula is taken from, if it is not derived; else null
 * @param definitions functions that the lines use besides the known ones
 * @param integers symbols that stand for integers
 */
public record Explanation(String name, Derivation derivation, String source, List<FunctionDeclaration> definitions, List<Sym> integers) {

    public Explanation {
        definitions = List.copyOf(definitions);
        integers = List.copyOf(integers);
    }

    /** What is explained, as an equation. */
    public Relation statement() {
        Expr start = derivation.start();
        Expr derivative = start instanceof Relation r ? Derivative.of(r.left() instanceof Call ? r.left() : r.right(), variable(derivation.end())) : start;
        return Relation.of(derivative, Relation.Op.EQ, derivation.result());
    }

    private static Sym variable(Expr end) {
        return end.subexpressions().stream().filter(Derivative.class::isInstance).map(e -> ((Derivative) e).variables().get(0)).findFirst().orElseThrow();
    }
}
