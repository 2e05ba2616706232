package dev.ddx.verify;

import dev.ddx.expr.Call;
import dev.ddx.expr.Const;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Piecewise;
import dev.ddx.expr.Power;
import dev.ddx.expr.Rational;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sym;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apfloat.Apcomplex;
import org.apfloat.Apfloat;
import org.apfloat.ApfloatMath;
import org.apfloat.ApfloatRuntimeException;

/** Real values of expressions to many digits. An odd root of a negative number is real, as elsewhere in ddx. */
final class HighPrecision {

    private final int digits;
    private final Map<Sym, Apfloat> point = new HashMap<>();
    private final Map<Expr, Apfloat> known = new HashMap<>();

    /** @param point decimals */
    HighPrecision(Map<Sym, String> point, int digits) {
        this.digits = digits;
        point.forEach((s, v) -> this.point.put(s, new Apfloat(v, digits)));
    }

    /** The value; null where the expression has none, or it could not be computed. */
    Apfloat value(Expr e) {
        return e.fold((node, c) -> {
            Apfloat done = known.get(node);
            if (done == null && !known.containsKey(node)) {
                known.put(node, done = compute(node, c));
            }
            return done;
        });
    }

    private Apfloat compute(Expr node, List<Apfloat> c) {
        boolean total = !(node instanceof Piecewise);
        if (total && c.contains(null)) {
            return null;
        }
        try {
            Apfloat value = switch (node) {
                case dev.ddx.expr.Num n -> new Apfloat(n.value(), digits);
                case Sym s -> point.get(s);
                case Const k -> k.equals(Const.E) ? ApfloatMath.exp(number(1)) : k.equals(Const.PI) ? ApfloatMath.pi(digits) : null;
                case dev.ddx.expr.Neg n -> c.get(0).negate();
                case dev.ddx.expr.Sum s -> c.stream().reduce(Apfloat::add).orElseThrow();
                case dev.ddx.expr.Product p -> c.stream().reduce(Apfloat::multiply).orElseThrow();
                case dev.ddx.expr.Quotient q -> c.get(0).divide(c.get(1));
                case Power p -> power(p, c.get(0), c.get(1));
                case Call f when f.isDerivative() -> derivative(f, c);
                case Call f -> SpecialValues.of(f.name(), c.toArray(Apfloat[]::new));
                case Piecewise p -> piecewise(c);
                case Relation r -> number(holds(r, c) ? 1 : 0);
                default -> null;
            };
            return value == null ? null : value.precision() > digits ? value.precision(digits) : value;
        } catch (ArithmeticException | ApfloatRuntimeException | IllegalArgumentException e) {
            return null;
        }
    }

    private Apfloat number(long n) {
        return new Apfloat(n, digits);
    }

    private Apfloat power(Power p, Apfloat base, Apfloat exponent) {
        if (p.base().equals(Const.E)) {
            return ApfloatMath.exp(exponent);
        }
        Rational n = Rational.fromLiteral(p.exponent());
        boolean whole = exponent.isInteger() && ApfloatMath.abs(exponent).compareTo(number(1_000_000)) < 0;
        if (exponent.signum() == 0) {
            return number(1);
        }
        if (base.signum() == 0) {
            return exponent.signum() > 0 ? Apfloat.ZERO : null;
        }
        if (whole) {
            return ApfloatMath.pow(base, exponent.longValue());
        }
        if (base.signum() < 0) {
            if (n == null || !n.denominator().testBit(0)) {
                return null;
            }
            Apfloat magnitude = ApfloatMath.pow(base.negate(), exponent);
            return n.numerator().testBit(0) ? magnitude.negate() : magnitude;
        }
        return ApfloatMath.pow(base, exponent);
    }

    private static Apfloat piecewise(List<Apfloat> parts) {
        for (int i = 0; i + 1 < parts.size(); i += 2) {
            if (parts.get(i + 1) == null) {
                return null;
            }
            if (parts.get(i + 1).signum() != 0) {
                return parts.get(i);
            }
        }
        return parts.size() % 2 == 1 ? parts.get(parts.size() - 1) : null;
    }

    private static boolean holds(Relation r, List<Apfloat> v) {
        for (int i = 0; i < r.ops().size(); i++) {
            if (!r.ops().get(i).holds(v.get(i).compareTo(v.get(i + 1)), 0)) {
                return false;
            }
        }
        return true;
    }

    /** A derivative of a function of which only values are known: differences by one argument after the other. */
    private Apfloat derivative(Call f, List<Apfloat> at) {
        int order = f.orders().stream().mapToInt(Integer::intValue).sum();
        if (order > 4) {
            return null;
        }
        // The error of a central difference is h²; each order costs as many digits as h has.
        int places = digits / 2 + 5;
        Apfloat h = new Apfloat("1e-" + places, Apcomplex.INFINITE);
        long working = digits + (order + 1L) * places;
        Apfloat[] x = at.stream().map(a -> a.precision(working)).toArray(Apfloat[]::new);
        return difference(f.name(), f.orders().stream().mapToInt(Integer::intValue).toArray(), x, h, working).precision(digits - 8L);
    }

    private static Apfloat difference(String name, int[] orders, Apfloat[] x, Apfloat h, long working) {
        int i = 0;
        while (i < orders.length && orders[i] == 0) {
            i++;
        }
        if (i == orders.length) {
            Apfloat value = SpecialValues.of(name, x);
            if (value == null) {
                throw new ArithmeticException("no value");
            }
            return value.precision() > working ? value.precision(working) : value;
        }
        int[] less = orders.clone();
        less[i]--;
        Apfloat[] up = x.clone();
        Apfloat[] down = x.clone();
        up[i] = x[i].add(h).precision(working);
        down[i] = x[i].subtract(h).precision(working);
        return difference(name, less, up, h, working).subtract(difference(name, less, down, h, working))
                .divide(h.multiply(new Apfloat(2, working)));
    }
}
