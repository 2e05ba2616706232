package dev.ddx.calculus;

import dev.ddx.expr.Call;
import dev.ddx.expr.Const;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Neg;
import dev.ddx.expr.Num;
import dev.ddx.expr.Power;
import dev.ddx.expr.Product;
import dev.ddx.expr.Quotient;
import dev.ddx.expr.Rational;
import dev.ddx.expr.Sum;
import dev.ddx.expr.Sym;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Expressions in x and a as people write them, the same for the same seed. */
public final class RandomExpressions {

    private static final String[] FUNCTIONS = {"sin", "cos", "tan", "ln", "sinh", "cosh", "tanh", "asin", "atan", "abs", "sec", "sigma", "asinh"};

    private final Random random;

    public RandomExpressions(long seed) {
        this.random = new Random(seed);
    }

    /** One of about that many operations. */
    public Expr next(int operations) {
        if (operations <= 0) {
            return switch (random.nextInt(6)) {
                case 0, 1, 2 -> Sym.of("x");
                case 3 -> Sym.of("a");
                case 4 -> Num.of(1 + random.nextInt(4));
                default -> Num.of(random.nextInt(3));
            };
        }
        int rest = operations - 1;
        return switch (random.nextInt(12)) {
            case 0, 1, 2 -> {
                List<Expr> terms = new ArrayList<>();
                for (int part : parts(rest, 2 + random.nextInt(2))) {
                    Expr t = next(part);
                    terms.add(random.nextInt(3) == 0 ? Neg.of(t) : t);
                }
                yield Sum.of(terms);
            }
            case 3, 4, 5 -> {
                List<Expr> factors = new ArrayList<>();
                for (int part : parts(rest, 2 + random.nextInt(2))) {
                    factors.add(next(part));
                }
                yield Product.of(factors);
            }
            case 6, 7 -> {
                int[] p = parts(rest, 2);
                yield Quotient.of(next(p[0]), next(p[1]));
            }
            case 8 -> Power.of(next(rest), Num.of(2 + random.nextInt(2)));
            case 9 -> Power.of(next(rest), Rational.of(1, 2).toExpr());
            case 10 -> Power.of(Const.E, next(rest));
            default -> Call.of(FUNCTIONS[random.nextInt(FUNCTIONS.length)], next(rest));
        };
    }

    private int[] parts(int operations, int n) {
        int[] out = new int[n];
        for (int i = 0; i < operations; i++) {
            out[random.nextInt(n)]++;
        }
        return out;
    }

    /** The same with the terms of each sum and the factors of each product in another order. */
    Expr shuffled(Expr e) {
        return e.mapBottomUp(node -> {
            if (!(node instanceof Sum || node instanceof Product)) {
                return node;
            }
            List<Expr> parts = new ArrayList<>(node.children());
            Collections.shuffle(parts, random);
            return node.withChildren(parts);
        });
    }

    Rational value() {
        return Rational.of(random.nextInt(4001) - 2000, 701);
    }
}
