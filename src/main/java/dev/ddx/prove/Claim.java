package dev.ddx.prove;

import dev.ddx.expr.Derivative;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sym;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A theorem: under the hypotheses the function has that derivative. Calls of functions that are not declared are calls of
 * any functions that have derivatives, primes for these.
 *
 * @param name the name of the theorem, before what Coq needs is added to it
 * @param comment what is said above it; may be empty
 * @param given numbers that are the derivatives of formulas, by hypothesis
 * @param naturals symbols that stand for natural numbers
 * @param integers symbols that stand for integers
 */
record Claim(String name, String comment, Expr function, Sym variable, Expr derivative, List<Relation> hypotheses,
        Map<Sym, Derivative> given, Set<Sym> naturals, Set<Sym> integers) {

    Claim {
        hypotheses = List.copyOf(hypotheses);
    }
}
