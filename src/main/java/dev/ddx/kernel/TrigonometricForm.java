package dev.ddx.kernel;

import dev.ddx.expr.Call;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Num;
import dev.ddx.expr.Quotient;
import dev.ddx.expr.Rational;
import dev.ddx.expr.Sum;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The two ways to write polynomials in sines and cosines, circular and hyperbolic: by multiple angles, without
 * powers and products, or by powers of the functions of single angles. Both are exact; numerator and
 * denominator of a fraction are written each for itself.
 */
public final class TrigonometricForm {

    private static final Set<String> WAVES = Set.of("sin", "cos", "tan", "cot", "sec", "csc", "sinh", "cosh", "tanh", "coth", "sech", "csch");
    private static final int MAX_TERMS = 500;
    private static final int MAX_POWER = 64;
    private static final int MAX_MULTIPLE = 32;

    private final RationalArithmetic field = new RationalArithmetic(MAX_TERMS);

    private TrigonometricForm() {
    }

    /**
     * Products and powers by sums of functions of multiple angles: sin(x)^2 is (1 − cos(2x))/2.
     *
     * @throws NormalFormTooLarge if that has too many terms
     */
    public static Expr multipleAngles(Expr e) {
        return multipleAngles(form(e));
    }

    /** The same of what has a {@link #bySinesAndCosines form}. */
    public static Expr multipleAngles(RationalForm f) {
        TrigonometricForm t = new TrigonometricForm();
        Expr made = t.field.form(t.reduced(f.numerator()), t.reduced(f.denominator())).toExpr();
        return made instanceof Quotient q ? Quotient.of(constantFirst(q.numerator()), constantFirst(q.denominator())) : constantFirst(made);
    }

    /** 1 − cos(2x) rather than −cos(2x) + 1. */
    private static Expr constantFirst(Expr e) {
        if (!(e instanceof Sum s)) {
            return e;
        }
        List<Expr> terms = new ArrayList<>(s.terms());
        terms.sort((a, b) -> Boolean.compare(occursIn(a), occursIn(b)));
        return Sum.of(terms);
    }

    /**
     * Functions of sums and multiples of angles by those of single angles: sin(2x) is 2·sin(x)·cos(x). Then
     * even powers of cosines are written by sines, or those of sines by cosines.
     *
     * @throws NormalFormTooLarge if that has too many terms
     */
    public static Expr singleAngles(Expr e, boolean bySines) {
        return singleAngles(form(e), bySines);
    }

    /** The same of what has a {@link #bySinesAndCosines form}. */
    public static Expr singleAngles(RationalForm f, boolean bySines) {
        return pythagorean(new TrigonometricForm().split(f), bySines);
    }

    /**
     * Even powers of cosines by sines, or those of sines by cosines; the angles stay.
     *
     * @throws NormalFormTooLarge if that has too many terms
     */
    public static Expr pythagorean(Expr e, boolean bySines) {
        return pythagorean(form(e), bySines);
    }

    /** Whether there is anything to write: a sine, a cosine or a function of them. */
    public static boolean occursIn(Expr e) {
        return e.has(c -> c instanceof Call call && isWave(call));
    }

    /** Whether it is a sine, a cosine or a function of them, circular or hyperbolic. */
    public static boolean isWave(Call c) {
        return c.arguments().size() == 1 && !c.isDerivative() && WAVES.contains(c.name());
    }

    private static RationalForm form(Expr e) {
        return NormalForm.of(bySinesAndCosines(e), MAX_TERMS);
    }

    /** Tangents and the like by sines and cosines; its rational normal form is what the forms here are made of. */
    public static Expr bySinesAndCosines(Expr e) {
        return e.mapBottomUp(c -> {
            if (!(c instanceof Call call) || call.arguments().size() != 1 || call.isDerivative()) {
                return c;
            }
            String h = call.name().endsWith("h") ? "h" : "";
            Expr sin = Call.of("sin" + h, call.argument());
            Expr cos = Call.of("cos" + h, call.argument());
            return switch (call.name()) {
                case "tan", "tanh" -> Quotient.of(sin, cos);
                case "cot", "coth" -> Quotient.of(cos, sin);
                case "sec", "sech" -> Quotient.of(Num.ONE, cos);
                case "csc", "csch" -> Quotient.of(Num.ONE, sin);
                default -> c;
            };
        });
    }

    /** A sine or cosine, circular or hyperbolic, of an angle; null if the generator is none. */
    private record Wave(boolean sine, boolean hyperbolic, Expr angle) {

        static Wave of(Generator g) {
            return !(g.expr() instanceof Call c) || c.arguments().size() != 1 || c.isDerivative() ? null : switch (c.name()) {
                case "sin" -> new Wave(true, false, c.argument());
                case "cos" -> new Wave(false, false, c.argument());
                case "sinh" -> new Wave(true, true, c.argument());
                case "cosh" -> new Wave(false, true, c.argument());
                default -> null;
            };
        }

        Generator generator() {
            return Generator.of(Call.of((sine ? "sin" : "cos") + (hyperbolic ? "h" : ""), angle));
        }
    }

    // ---- multiple angles

    private Polynomial reduced(Polynomial p) {
        return reduced(reduced(p, false), true);
    }

    /** Coefficients of the cosine and the sine of an angle. */
    private record Pair(Polynomial cos, Polynomial sin) {

        Pair plus(Pair o) {
            return new Pair(cos.plus(o.cos), sin.plus(o.sin));
        }
    }

    private Polynomial reduced(Polynomial p, boolean hyperbolic) {
        Map<RationalForm, Pair> sum = new LinkedHashMap<>();
        List<Polynomial> parts = new ArrayList<>();
        for (Map.Entry<Monomial, Rational> term : p.terms().entrySet()) {
            if (waves(term.getKey(), hyperbolic).compareTo(Rational.ONE) <= 0) {
                parts.add(Polynomial.of(term.getKey(), term.getValue()));
                continue;
            }
            Monomial rest = term.getKey().only(g -> Wave.of(g) == null || Wave.of(g).hyperbolic() != hyperbolic);
            Map<RationalForm, Pair> series = new LinkedHashMap<>();
            series.put(RationalForm.ZERO, new Pair(Polynomial.of(rest, term.getValue()), Polynomial.ZERO));
            for (Map.Entry<Generator, Rational> factor : term.getKey().over(rest).exponents().entrySet()) {
                Wave w = Wave.of(factor.getKey());
                if (!factor.getValue().isInteger() || factor.getValue().compareTo(Rational.of(MAX_POWER)) > 0) {
                    throw new NormalFormTooLarge("a power of " + factor.getKey());
                }
                RationalForm angle = NormalForm.of(w.angle());
                for (int i = 0; i < factor.getValue().numerator().intValue(); i++) {
                    series = times(series, w, angle);
                }
            }
            series.forEach((angle, pair) -> sum.merge(angle, pair, Pair::plus));
        }
        if (sum.isEmpty()) {
            return p;
        }
        sum.forEach((angle, pair) -> {
            if (angle.isZero()) {
                parts.add(pair.cos());
            } else {
                Expr a = angle.toExpr();
                parts.add(pair.cos().times(Polynomial.of(new Wave(false, hyperbolic, a).generator())));
                parts.add(pair.sin().times(Polynomial.of(new Wave(true, hyperbolic, a).generator())));
            }
        });
        return Polynomial.sum(parts);
    }

    /** How many sines and cosines are multiplied, powers counted; a fraction of one counts as more than one. */
    private static Rational waves(Monomial m, boolean hyperbolic) {
        Rational count = Rational.ZERO;
        for (Map.Entry<Generator, Rational> e : m.exponents().entrySet()) {
            Wave w = Wave.of(e.getKey());
            if (w != null && w.hyperbolic() == hyperbolic) {
                count = count.plus(e.getValue().isInteger() ? e.getValue() : Rational.of(2));
            }
        }
        return count;
    }

    /** The product-to-sum formulas. */
    private Map<RationalForm, Pair> times(Map<RationalForm, Pair> series, Wave w, RationalForm angle) {
        Map<RationalForm, Pair> out = new LinkedHashMap<>();
        Rational half = Rational.of(1, 2);
        series.forEach((theta, pair) -> {
            Polynomial c = pair.cos().times(half);
            Polynomial s = pair.sin().times(half);
            RationalForm up = field.plus(theta, angle);
            RationalForm down = field.minus(theta, angle);
            if (!w.sine()) {
                add(out, up, new Pair(c, s));
                add(out, down, new Pair(c, s));
            } else {
                // sin·sin and sinh·sinh differ in their sign.
                add(out, up, new Pair(w.hyperbolic() ? s : s.negate(), c));
                add(out, down, new Pair(w.hyperbolic() ? s.negate() : s, c.negate()));
            }
        });
        if (out.size() > MAX_TERMS) {
            throw new NormalFormTooLarge(out.size() + " angles");
        }
        return out;
    }

    private void add(Map<RationalForm, Pair> series, RationalForm angle, Pair pair) {
        boolean negative = !angle.isZero() && angle.numerator().leadingCoefficient().signum() < 0;
        series.merge(negative ? field.negate(angle) : angle, negative ? new Pair(pair.cos(), pair.sin().negate()) : pair, Pair::plus);
    }

    // ---- single angles

    private RationalForm split(RationalForm f) {
        RationalForm out = f;
        for (Polynomial part : List.of(f.numerator(), f.denominator())) {
            for (Generator g : part.generators()) {
                Wave w = Wave.of(g);
                Polynomial by = w == null ? null : split(w);
                if (by != null) {
                    out = field.over(substituted(out.numerator(), g, by), substituted(out.denominator(), g, by));
                }
            }
        }
        return out;
    }

    private RationalForm substituted(Polynomial p, Generator g, Polynomial by) {
        RationalForm sum = RationalForm.ZERO;
        for (Map.Entry<Rational, Polynomial> c : p.coefficients(g).entrySet()) {
            if (!c.getKey().isInteger()) {
                throw new NormalFormTooLarge("a root of " + g);
            }
            sum = field.plus(sum, field.times(RationalForm.of(c.getValue()), field.pow(RationalForm.of(by), c.getKey().numerator())));
        }
        return sum;
    }

    /** The addition formulas; null if there is but one angle. */
    private Polynomial split(Wave w) {
        RationalForm angle = NormalForm.of(w.angle());
        if (angle.denominator().size() != 1) {
            return null;
        }
        Polynomial cos = Polynomial.ONE;
        Polynomial sin = Polynomial.ZERO;
        int parts = 0;
        for (Map.Entry<Monomial, Rational> t : angle.numerator().terms().descendingMap().entrySet()) {
            Rational c = t.getValue().over(angle.denominator().leadingCoefficient());
            BigInteger times = c.numerator().abs();
            if (times.bitLength() > 16 || times.intValue() > MAX_MULTIPLE) {
                throw new NormalFormTooLarge(times + " times an angle");
            }
            parts += times.intValue();
            Expr single = field.form(Polynomial.of(t.getKey(), Rational.ONE),
                    Polynomial.of(angle.denominator().leadingMonomial(), Rational.of(c.denominator()))).toExpr();
            Polynomial u = Polynomial.of(new Wave(false, w.hyperbolic(), single).generator());
            Polynomial v = Polynomial.of(new Wave(true, w.hyperbolic(), single).generator()).times(Rational.of(c.signum()));
            for (int i = 0; i < times.intValue(); i++) {
                Polynomial product = sin.times(v);
                Polynomial next = cos.times(u).plus(w.hyperbolic() ? product : product.negate());
                sin = sin.times(u).plus(cos.times(v));
                cos = next;
                if (cos.size() + sin.size() > MAX_TERMS) {
                    throw new NormalFormTooLarge(parts + " angles in a sum");
                }
            }
        }
        return parts == 1 ? null : w.sine() ? sin : cos;
    }

    // ---- squares

    /** The same of what has a {@link #bySinesAndCosines form}. */
    public static Expr pythagorean(RationalForm f, boolean bySines) {
        RationalArithmetic field = new RationalArithmetic(MAX_TERMS);
        return field.form(pythagorean(f.numerator(), bySines), pythagorean(f.denominator(), bySines)).toExpr();
    }

    private static Polynomial pythagorean(Polynomial p, boolean bySines) {
        Polynomial out = p;
        for (Generator g : p.generators()) {
            Wave w = Wave.of(g);
            if (w == null || w.sine() == bySines || out.degree(g).compareTo(Rational.of(2)) < 0) {
                continue;
            }
            Polynomial square = Polynomial.of(Monomial.of(new Wave(!w.sine(), w.hyperbolic(), w.angle()).generator(), Rational.of(2)), Rational.ONE);
            // cos² = 1 − sin², sin² = 1 − cos², cosh² = 1 + sinh², sinh² = cosh² − 1
            Polynomial by = !w.hyperbolic() ? Polynomial.ONE.minus(square) : w.sine() ? square.minus(Polynomial.ONE) : square.plus(Polynomial.ONE);
            Polynomial sum = Polynomial.ZERO;
            for (Map.Entry<Rational, Polynomial> c : out.coefficients(g).entrySet()) {
                if (!c.getKey().isInteger() || c.getKey().compareTo(Rational.of(MAX_POWER)) > 0) {
                    throw new NormalFormTooLarge("a power of " + g);
                }
                int k = c.getKey().numerator().intValue();
                sum = sum.plus(c.getValue().times(Monomial.of(g, Rational.of(k & 1)), Rational.ONE).times(by.pow(k / 2)));
            }
            out = sum;
        }
        return out;
    }
}
