package dev.ddx.calculus;

import dev.ddx.expr.Call;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Neg;
import dev.ddx.expr.Num;
import dev.ddx.expr.Power;
import dev.ddx.expr.Product;
import dev.ddx.expr.Quotient;
import dev.ddx.expr.Sum;

/** How hard an expression is to read: the less, the better. */
final class Cost {

    private Cost() {
    }

    static long of(Expr e) {
        return e.<Long>fold((node, costs) -> {
            long total = switch (node) {
                case Num n -> 1 + n.value().precision() / 3;
                case Sum s -> 2L * (s.terms().size() - 1);
                case Product p -> p.factors().size() - 1;
                case Quotient q -> 2;
                case Power p -> 2;
                case Neg n -> 1;
                case Call c -> 2;
                default -> 1;
            };
            for (long c : costs) {
                total = Math.min(Long.MAX_VALUE / 4, total + c);
            }
            return total;
        });
    }
}
