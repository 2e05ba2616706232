package dev.ddx.calculus;

import dev.ddx.calculus.Zeros.Zero;
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
import dev.ddx.kernel.Factorization;
import dev.ddx.kernel.Generator;
import dev.ddx.kernel.NormalForm;
import dev.ddx.kernel.NormalFormTooLarge;
import dev.ddx.kernel.Polynomial;
import dev.ddx.kernel.TrigonometricForm;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The zeros of trigonometric polynomials, with their periods. All angles are written as multiples of one angle θ; the
 * polynomial in sin θ and cos θ is factored, and a factor solved as a polynomial in one of the two, as A cos θ + B sin θ + C,
 * or as a polynomial in tan(θ/2).
 */
final class TrigonometricZeros {

    private static final int MAX_TERMS = 100;
    private static final double NEAR = 1e-9;
    private static final Sym T = Sym.of("t");
    private static final Expr TURN = Product.of(Num.TWO, Const.PI);

    private final Sym x;
    private final Numbers numbers;
    private final PolynomialRoots roots;

    TrigonometricZeros(Sym x, Numbers numbers, PolynomialRoots roots) {
        this.x = x;
        this.numbers = numbers;
        this.roots = roots;
    }

    // ---- one function

    /** c = v for a circular function of a linear argument; null if it is none. */
    List<Zero> of(Call c, Place v) {
        LinearArgument line = LinearArgument.of(c.argument(), x, numbers);
        Integer sign = roots.sign(v);
        if (line == null || sign == null) {
            return null;
        }
        List<Zero> angles = switch (c.name()) {
            case "sin" -> sine(v, sign);
            case "cos" -> cosine(v, sign);
            case "tan" -> List.of(half(v.map(numbers, t -> SpecialAngles.arctangent(t, sign))));
            case "cot" -> sign == 0 ? List.of(half(Place.of(SpecialAngles.angle(Rational.of(1, 2)))))
                    : List.of(half(v.map(numbers, t -> SpecialAngles.arctangent(inverse(t), sign))));
            case "sec" -> sign == 0 ? List.of() : cosine(v.map(numbers, TrigonometricZeros::inverse), sign);
            case "csc" -> sign == 0 ? List.of() : sine(v.map(numbers, TrigonometricZeros::inverse), sign);
            default -> null;
        };
        return angles == null ? null : angles.stream().map(z -> solved(z, line)).toList();
    }

    private static Expr inverse(Expr v) {
        return Quotient.of(Num.ONE, v);
    }

    private static Zero half(Place angle) {
        return new Zero(angle, Const.PI);
    }

    private static Zero turn(Place angle) {
        return new Zero(angle, TURN);
    }

    /** The sign of 1 − v²; null if it is not known. */
    private Integer inside(Place v) {
        if (v.isExact()) {
            return numbers.sign(Numbers.difference(Num.ONE, Power.of(v.exact(), Num.TWO)));
        }
        double gap = 1 - Math.abs(v.number(numbers.functions()));
        return Math.abs(gap) < NEAR ? null : (int) Math.signum(gap);
    }

    private List<Zero> sine(Place v, int sign) {
        Integer inside = inside(v);
        if (inside == null || inside < 0) {
            return inside == null ? null : List.of();
        }
        Place angle = v.map(numbers, t -> SpecialAngles.arcsine(t, sign));
        if (sign == 0) {
            return List.of(half(angle));
        }
        return inside == 0 ? List.of(turn(angle)) : List.of(turn(angle), turn(angle.map(numbers, t -> Numbers.difference(Const.PI, t))));
    }

    private List<Zero> cosine(Place v, int sign) {
        Integer inside = inside(v);
        if (inside == null || inside < 0) {
            return inside == null ? null : List.of();
        }
        Place angle = v.map(numbers, t -> SpecialAngles.arccosine(t, sign));
        if (sign == 0) {
            return List.of(half(angle));
        }
        return inside == 0 ? List.of(turn(angle)) : List.of(turn(angle), turn(angle.map(numbers, t -> Neg.of(t))));
    }

    /** The zero in x of one in the argument, moved into the first period from 0 on. */
    private Zero solved(Zero z, LinearArgument line) {
        Expr period = line.period(z.period());
        return new Zero(firstFrom(z.place().map(numbers, line::solved), period), period);
    }

    private Place firstFrom(Place p, Expr period) {
        double ratio = p.number(numbers.functions()) / Place.of(period).number(numbers.functions());
        double whole = Math.floor(ratio + NEAR);
        return whole == 0 ? p : p.map(numbers, t -> Sum.of(t, Neg.of(Product.of(Rational.of((long) whole).toExpr(), period))));
    }

    // ---- polynomials

    /** Of what is built from circular functions of linear arguments and numbers; null if they are not all found. */
    List<Zero> of(Expr e) {
        Set<Expr> arguments = new LinkedHashSet<>();
        e.subexpressions().forEach(c -> {
            if (c instanceof Call call && TrigonometricForm.isWave(call) && !call.isFreeOf(x)) {
                arguments.add(call.argument());
            }
        });
        LinearArgument angle = common(arguments);
        if (angle == null) {
            return null;
        }
        Expr inAngle = e.mapBottomUp(c -> c instanceof Call call && arguments.contains(call.argument()) ? call.withChildren(List.of(inAngle(call.argument(), angle))) : c);
        inAngle = SpecialAngles.valued(TrigonometricForm.bySinesAndCosines(inAngle));
        for (boolean bySines : new boolean[] {false, true}) {
            List<Zero> angles = angles(inAngle, bySines);
            if (angles != null) {
                return angles.stream().map(z -> solved(z, angle)).toList();
            }
        }
        return null;
    }

    /** The angle θ of which all arguments are multiples, but for constants. */
    private LinearArgument common(Set<Expr> arguments) {
        LinearArgument first = null;
        BigInteger below = BigInteger.ONE;
        boolean sameConstants = true;
        for (Expr u : arguments) {
            LinearArgument line = LinearArgument.of(u, x, numbers);
            if (line == null) {
                return null;
            }
            first = first == null ? line : first;
            Rational r = ratio(line, first);
            if (r == null || r.bitLength() > 12) {
                return null;
            }
            below = below.multiply(r.denominator()).divide(below.gcd(r.denominator()));
            sameConstants &= Integer.valueOf(0).equals(numbers.sign(Numbers.difference(line.constant(), Product.of(r.toExpr(), first.constant()))));
        }
        Expr part = Rational.ONE.over(Rational.of(below)).toExpr();
        return first == null ? null : new LinearArgument(numbers.simplest(Product.of(part, first.slope())),
                sameConstants ? numbers.simplest(Product.of(part, first.constant())) : Num.ZERO, numbers);
    }

    private Rational ratio(LinearArgument a, LinearArgument b) {
        return Rational.fromLiteral(numbers.simplest(Quotient.of(a.slope(), b.slope())));
    }

    /** nθ, or nθ plus a constant, where θ is called x. */
    private Expr inAngle(Expr argument, LinearArgument angle) {
        LinearArgument line = LinearArgument.of(argument, x, numbers);
        Rational n = ratio(line, angle);
        Expr rest = numbers.simplest(Numbers.difference(line.constant(), Product.of(n.toExpr(), angle.constant())));
        Expr multiple = n.isOne() ? x : Product.of(n.toExpr(), x);
        return rest.equals(Num.ZERO) ? multiple : Sum.of(multiple, rest);
    }

    private List<Zero> angles(Expr e, boolean bySines) {
        try {
            // The addition formulas leave sines and cosines of the constants.
            Expr single = SpecialAngles.valued(TrigonometricForm.singleAngles(e, bySines));
            List<Zero> out = new ArrayList<>();
            for (Factorization.Factor f : NormalForm.of(single, MAX_TERMS).numerator().factor().factors()) {
                List<Zero> zeros = ofFactor(f.base());
                if (zeros == null) {
                    return null;
                }
                out.addAll(zeros);
            }
            return out;
        } catch (NormalFormTooLarge tooLarge) {
            return null;
        }
    }

    private List<Zero> ofFactor(Polynomial p) {
        Generator sin = null;
        Generator cos = null;
        for (Generator g : p.generators()) {
            if (!g.expr().isFreeOf(x)) {
                if (!(g.expr() instanceof Call c) || !c.argument().equals(x)) {
                    return null;
                }
                sin = c.name().equals("sin") ? g : sin;
                cos = c.name().equals("cos") ? g : cos;
            }
        }
        if (sin == null && cos == null) {
            Integer sign = numbers.sign(p.toExpr());
            return sign == null || sign == 0 ? null : List.of();
        }
        if (sin == null || cos == null) {
            return inOne(p, sin == null ? cos : sin, sin != null);
        }
        List<Zero> linear = linear(p, sin, cos);
        return linear != null ? linear : byHalfAngle(p, sin, cos);
    }

    private List<Zero> inOne(Polynomial p, Generator g, boolean sine) {
        List<Place> values = roots.of(p, g);
        List<Zero> out = new ArrayList<>();
        for (Place v : values == null ? List.<Place>of() : values) {
            Integer sign = roots.sign(v);
            List<Zero> angles = sign == null ? null : sine ? sine(v, sign) : cosine(v, sign);
            if (angles == null) {
                return null;
            }
            out.addAll(angles);
        }
        return values == null ? null : out;
    }

    /** A cos θ + B sin θ + C is √(A² + B²) cos(θ − φ) + C with tan φ = B/A for A > 0. */
    private List<Zero> linear(Polynomial p, Generator sin, Generator cos) {
        if (!p.degree(sin).isOne() || !p.degree(cos).isOne()) {
            return null;
        }
        Polynomial b = p.coefficient(sin, Rational.ONE);
        Polynomial withoutSine = p.coefficient(sin, Rational.ZERO);
        Polynomial a = withoutSine.coefficient(cos, Rational.ONE);
        Expr c = withoutSine.coefficient(cos, Rational.ZERO).toExpr();
        if (!b.degree(cos).isZero()) {
            return null;
        }
        Integer signOfA = numbers.sign(a.toExpr());
        if (signOfA == null || signOfA == 0) {
            return null;
        }
        Expr tangent = numbers.simplest(Quotient.of(b.toExpr(), a.toExpr()));
        Integer signOfTangent = numbers.sign(tangent);
        Integer signOfC = numbers.sign(c);
        if (signOfTangent == null || signOfC == null) {
            return null;
        }
        Expr shift = SpecialAngles.arctangent(tangent, signOfTangent);
        Expr radius = numbers.simplest(Power.of(Sum.of(Power.of(a.toExpr(), Num.TWO), Power.of(b.toExpr(), Num.TWO)), Rational.of(1, 2).toExpr()));
        Expr value = numbers.simplest(Quotient.of(signOfA > 0 ? Neg.of(c) : c, radius));
        List<Zero> angles = cosine(Place.of(value), -signOfC * signOfA);
        return angles == null ? null : angles.stream().map(z -> new Zero(z.place().map(numbers, t -> Sum.of(t, shift)), z.period())).toList();
    }

    /** With t = tan(θ/2), cos θ = (1 − t²)/(1 + t²) and sin θ = 2t/(1 + t²); θ = π has no t. */
    private List<Zero> byHalfAngle(Polynomial p, Generator sin, Generator cos) {
        Expr square = Power.of(T, Num.TWO);
        Expr below = Sum.of(Num.ONE, square);
        Expr e = p.toExpr();
        Expr inTangent = e.mapBottomUp(c -> c.equals(sin.expr()) ? Quotient.of(Product.of(Num.TWO, T), below)
                : c.equals(cos.expr()) ? Quotient.of(Sum.of(Num.ONE, Neg.of(square)), below) : c);
        List<Zero> out = new ArrayList<>();
        Integer atPi = numbers.sign(e.mapBottomUp(c -> c.equals(sin.expr()) ? Num.ZERO : c.equals(cos.expr()) ? Neg.of(Num.ONE) : c));
        if (atPi == null) {
            return null;
        }
        if (atPi == 0) {
            out.add(turn(Place.of(Const.PI)));
        }
        for (Factorization.Factor f : NormalForm.of(inTangent, MAX_TERMS).numerator().factor().factors()) {
            Generator t = f.base().generators().stream().filter(g -> g.expr().equals(T)).findFirst().orElse(null);
            List<Place> values = t == null ? List.of() : roots.of(f.base(), t);
            if (values == null) {
                return null;
            }
            for (Place v : values) {
                Integer sign = roots.sign(v);
                if (sign == null) {
                    return null;
                }
                out.add(turn(v.map(numbers, u -> Product.of(Num.TWO, SpecialAngles.arctangent(u, sign)))));
            }
        }
        return out;
    }
}
