package dev.ddx.calculus;

import dev.ddx.expr.Call;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Neg;
import dev.ddx.expr.Num;
import dev.ddx.expr.Power;
import dev.ddx.expr.Product;
import dev.ddx.expr.Quotient;
import dev.ddx.expr.Rational;
import dev.ddx.kernel.Facts;
import dev.ddx.rewrite.Reason;
import dev.ddx.rewrite.Rewrite;
import dev.ddx.rewrite.Rule;
import java.util.ArrayList;
import java.util.List;

/** Takes out of a square root what is a square, as an absolute value unless its sign is known. */
final class Roots implements Rule {

    private static final Rational HALF = Rational.of(1, 2);

    @Override
    public String name() {
        return "root-of-square";
    }

    @Override
    public String title() {
        return "Take the square out of the root";
    }

    @Override
    public String group() {
        return "simplification";
    }

    @Override
    public String statement() {
        return "sqrt(a^2*b) -> abs(a)*sqrt(b)";
    }

    @Override
    public Rewrite apply(Expr e, Facts facts) {
        if (!(e instanceof Power p) || !HALF.equals(Rational.fromLiteral(p.exponent()))
                || !(p.base() instanceof Power || p.base() instanceof Product || p.base() instanceof Quotient)) {
            return null;
        }
        List<Expr> above = new ArrayList<>();
        List<Expr> below = new ArrayList<>();
        boolean any;
        if (p.base() instanceof Quotient q) {
            List<Expr> insideAbove = new ArrayList<>();
            List<Expr> insideBelow = new ArrayList<>();
            any = split(q.numerator(), above, insideAbove, facts);
            boolean anyBelow = split(q.denominator(), below, insideBelow, facts);
            any |= anyBelow;
            // The parts of a quotient have roots of their own only if one of them is not negative.
            if (any && !insideAbove.isEmpty() && !insideBelow.isEmpty()) {
                above.add(root(Quotient.of(Product.join(insideAbove), Product.join(insideBelow))));
            } else if (!insideAbove.isEmpty()) {
                above.add(root(Product.join(insideAbove)));
            } else if (!insideBelow.isEmpty()) {
                below.add(root(Product.join(insideBelow)));
            }
        } else {
            List<Expr> inside = new ArrayList<>();
            any = split(p.base(), above, inside, facts);
            if (!inside.isEmpty()) {
                above.add(root(Product.join(inside)));
            }
        }
        if (!any) {
            return null;
        }
        Expr made = below.isEmpty() ? Product.join(above) : Quotient.of(Product.join(above), Product.join(below));
        return Rewrite.of(made, Reason.of(this));
    }

    private static Expr root(Expr e) {
        return Power.of(e, HALF.toExpr());
    }

    /** Puts the roots of squares outside; true if there is any. */
    private static boolean split(Expr e, List<Expr> outside, List<Expr> inside, Facts facts) {
        boolean any = false;
        for (Expr f : e instanceof Product p ? p.factors() : List.of(e)) {
            if (f instanceof Num n && n.toRational().isInteger() && n.toRational().signum() > 0) {
                java.math.BigInteger[] r = n.toRational().numerator().sqrtAndRemainder();
                if (r[1].signum() == 0) {
                    any |= !n.toRational().isOne();
                    if (!n.toRational().isOne()) {
                        outside.add(Num.of(r[0]));
                    }
                    continue;
                }
            }
            Rational n = f instanceof Power p ? Rational.fromLiteral(p.exponent()) : null;
            if (n != null && n.isInteger() && n.bitLength() < 20 && n.signum() > 0 && !n.isOne() && facts.isReal(((Power) f).base())) {
                Expr u = ((Power) f).base();
                int half = n.numerator().intValue() / 2;
                boolean odd = n.numerator().testBit(0);
                Expr size = half % 2 == 0 && !odd || facts.isNotNegative(u) || odd ? u
                        : facts.range(u).isNotPositive() ? Neg.of(u) : Call.of("abs", u);
                if (odd && !facts.isNotNegative(u)) {
                    inside.add(f);
                    continue;
                }
                outside.add(half == 1 ? size : Power.of(size, Num.of(half)));
                if (odd) {
                    inside.add(u);
                }
                any = true;
            } else {
                inside.add(f);
            }
        }
        return any;
    }
}
