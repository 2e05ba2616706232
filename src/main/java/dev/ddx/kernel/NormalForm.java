package dev.ddx.kernel;

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
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The rational normal form of an expression: a quotient of polynomials in symbols, function values,
 * roots and exponentials. e^(2x) and e^(−x) are powers of e^x; a fractional power of a product or of a
 * power is kept whole, so that √(x²) never becomes x.
 */
public final class NormalForm {

    public static final int DEFAULT_MAX_TERMS = 2000;
    private static final int MAX_REMEMBERED = 10_000;

    /** What is known of the functions. */
    private enum Mode {
        /** Functions stay as they are written. */
        PLAIN,
        /** Trigonometric functions by sin and cos, with cos² = 1 − sin²; hyperbolic ones by e^u. */
        IDENTITIES,
        /** Trigonometric functions by e^(iu): knows sums and multiples of angles. */
        EXPONENTIAL
    }

    private static final Set<String> ODD = Set.of("sin", "tan", "cot", "csc", "asin", "atan", "acot", "acsc",
            "sinh", "tanh", "coth", "csch", "asinh", "atanh", "acoth", "acsch", "erf", "cbrt", "sign");
    private static final Set<String> EVEN = Set.of("cos", "sec", "cosh", "sech", "abs");
    private static final Set<String> ZERO_AT_ZERO = Set.of("sin", "tan", "asin", "atan", "sinh", "tanh", "asinh",
            "atanh", "erf", "cbrt", "sign", "abs");
    private static final Set<String> ONE_AT_ZERO = Set.of("cos", "sec", "cosh", "sech");

    private final Mode mode;
    private final RationalArithmetic field;
    private final Map<Expr, RationalForm> known = new HashMap<>();
    private final Set<Expr> tooLarge = new HashSet<>();

    private NormalForm(Mode mode, int maxTerms) {
        this.mode = mode;
        this.field = new RationalArithmetic(maxTerms);
    }

    /** @throws NormalFormTooLarge if there is none, or none with so few terms */
    public static RationalForm of(Expr e) {
        return of(e, DEFAULT_MAX_TERMS);
    }

    /** @throws NormalFormTooLarge if there is none, or none with so few terms */
    public static RationalForm of(Expr e, int maxTerms) {
        return new NormalForm(Mode.PLAIN, maxTerms).form(e);
    }

    /**
     * The form after the identities between the trigonometric and between the hyperbolic functions.
     *
     * @throws NormalFormTooLarge if there is none, or none with so few terms
     */
    public static RationalForm withIdentities(Expr e, int maxTerms) {
        return new NormalForm(Mode.IDENTITIES, maxTerms).form(e);
    }

    /** For many expressions with common parts, whose forms are remembered: not for several threads. */
    static NormalForm plain(int maxTerms) {
        return new NormalForm(Mode.PLAIN, maxTerms);
    }

    /** The same {@linkplain #withIdentities with identities}. */
    static NormalForm identities(int maxTerms) {
        return new NormalForm(Mode.IDENTITIES, maxTerms);
    }

    /** @throws NormalFormTooLarge if there is no form, or none with so few terms */
    RationalForm remembered(Expr e) {
        if (tooLarge.contains(e)) {
            throw new NormalFormTooLarge("a form that was looked for before");
        }
        if (known.size() > MAX_REMEMBERED) {
            known.clear();
            tooLarge.clear();
        }
        field.restart();
        try {
            return form(e);
        } catch (NormalFormTooLarge failure) {
            tooLarge.add(e);
            throw failure;
        }
    }

    /** As {@link #provesEqual}, beginning with the forms that this object remembers, which are those with identities. */
    boolean provesEqualRemembered(Expr a, Expr b) {
        if (a.equals(b)) {
            return true;
        }
        try {
            if (field.minus(remembered(a), remembered(b)).isZero()) {
                return true;
            }
        } catch (NormalFormTooLarge more) {
            if (vanishes(a, b, Mode.IDENTITIES)) {
                return true;
            }
        }
        return vanishes(a, b, Mode.EXPONENTIAL);
    }

    /** Whether {@code a − b} is found to be zero; false means not known. */
    public static boolean provesEqual(Expr a, Expr b) {
        return a.equals(b) || vanishes(a, b, Mode.IDENTITIES) || vanishes(a, b, Mode.EXPONENTIAL);
    }

    private static boolean vanishes(Expr a, Expr b, Mode mode) {
        try {
            NormalForm n = new NormalForm(mode, DEFAULT_MAX_TERMS);
            return n.field.minus(n.form(a), n.form(b)).isZero();
        } catch (NormalFormTooLarge e) {
            return false;
        }
    }

    private RationalForm form(Expr e) {
        return e.fold(known, this::form);
    }

    private RationalForm form(Expr e, List<RationalForm> parts) {
        return switch (e) {
            case Num n -> RationalForm.of(n.toRational());
            case Const c when c.equals(Const.I) -> generator(Generator.of(c, 2, RationalForm.of(Rational.of(-1))));
            case Sum s -> field.sum(parts);
            case Neg n -> field.negate(parts.get(0));
            case Product p -> {
                RationalForm product = parts.get(0);
                for (int i = 1; i < parts.size(); i++) {
                    product = field.times(product, parts.get(i));
                }
                yield product;
            }
            case Quotient q -> field.over(parts.get(0), parts.get(1));
            case Power p -> power(parts.get(0), parts.get(1));
            case Call c when !c.isDerivative() -> call(c, parts);
            case Call c -> generator(Generator.of(c.withChildren(parts.stream().map(RationalForm::toExpr).toList())));
            default -> generator(Generator.of(e));
        };
    }

    private static RationalForm generator(Generator g) {
        return RationalForm.of(Polynomial.of(g));
    }

    private RationalForm monomial(Generator g, Rational exponent) {
        return field.form(Polynomial.of(Monomial.of(g, exponent), Rational.ONE), Polynomial.ONE);
    }

    // ---- powers

    private RationalForm power(RationalForm base, RationalForm exponent) {
        Rational r = exponent.asRational();
        if (r != null) {
            return power(base, r);
        }
        if (base.numerator().isOne() && base.denominator().isOne()) {
            return RationalForm.ONE;
        }
        if (base.isZero()) {
            return generator(Generator.of(Power.of(Num.ZERO, exponent.toExpr())));
        }
        Rational number = base.asRational();
        if (number != null && number.signum() > 0) {
            RationalForm product = RationalForm.ONE;
            for (Map.Entry<BigInteger, Integer> f : Factors.of(number).entrySet()) {
                RationalForm w = field.times(exponent, RationalForm.of(Rational.of(f.getValue())));
                product = field.times(product, split(RationalForm.of(Rational.of(f.getKey())), w));
            }
            return product;
        }
        Map.Entry<Generator, Rational> only = onlyFactor(base);
        if (only != null && only.getKey().kind() == Generator.Kind.EXPONENTIAL && only.getKey().isPositive()) {
            RationalForm inner = form(((Power) only.getKey().expr()).exponent());
            RationalForm scaled = field.times(inner, RationalForm.of(only.getValue()));
            return split(generator(Generator.of(Const.E)), field.times(scaled, exponent));
        }
        return split(base, exponent);
    }

    /** The one factor of a form that is a power of a generator, possibly divided by; else null. */
    private static Map.Entry<Generator, Rational> onlyFactor(RationalForm f) {
        if (f.numerator().size() != 1 || f.denominator().size() != 1 || !f.numerator().leadingCoefficient().isOne()
                || !f.denominator().leadingCoefficient().isOne()) {
            return null;
        }
        Monomial m = f.numerator().leadingMonomial().over(f.denominator().leadingMonomial());
        return m.exponents().size() == 1 ? m.exponents().entrySet().iterator().next() : null;
    }

    /** base^(Σ cᵢ·mᵢ) as Π (base^mᵢ)^cᵢ. */
    private RationalForm split(RationalForm base, RationalForm exponent) {
        Expr b = base.toExpr();
        RationalForm product = RationalForm.ONE;
        if (exponent.denominator().size() == 1) {
            Polynomial sum = exponent.numerator();
            Monomial below = exponent.denominator().leadingMonomial();
            Rational scale = exponent.denominator().leadingCoefficient();
            for (Map.Entry<Monomial, Rational> t : sum.terms().descendingMap().entrySet()) {
                product = field.times(product, powerOf(b, base, t.getKey().over(below), t.getValue().over(scale)));
            }
            return product;
        }
        Polynomial n = exponent.numerator().primitive();
        Polynomial d = exponent.denominator().primitive();
        Rational c = exponent.numerator().leadingCoefficient().over(n.leadingCoefficient())
                .over(exponent.denominator().leadingCoefficient().over(d.leadingCoefficient()));
        return monomial(Generator.power(b, new RationalForm(n, d).toExpr()), c);
    }

    private RationalForm powerOf(Expr b, RationalForm base, Monomial m, Rational c) {
        if (m.isOne()) {
            return power(base, c);
        }
        Expr e = PolynomialWriter.term(m, Rational.ONE);
        if (b.equals(Const.E) && e instanceof Call ln && ln.is("ln", 1)) {
            return power(form(ln.argument()), c);
        }
        return monomial(Generator.power(b, e), c);
    }

    private RationalForm power(RationalForm base, Rational r) {
        if (r.isInteger()) {
            return field.pow(base, r.numerator());
        }
        if (base.isZero()) {
            return field.pow(base, BigInteger.valueOf(r.signum()));
        }
        Map.Entry<Generator, Rational> only = onlyFactor(base);
        if (hasPower(only)) {
            return monomial(only.getKey(), only.getValue().times(r));
        }
        Rational content = base.numerator().content().over(base.denominator().content());
        RationalForm outside = RationalForm.ONE;
        for (Map.Entry<BigInteger, Integer> f : Factors.of(content).entrySet()) {
            Generator g = Generator.number(Num.of(f.getKey()));
            outside = field.times(outside, monomial(g, r.times(Rational.of(f.getValue()))));
        }
        Monomial positive = base.numerator().monomialContent().over(base.denominator().monomialContent())
                .only(Generator::isPositive);
        outside = field.times(outside, field.form(Polynomial.of(positive.pow(r), Rational.ONE), Polynomial.ONE));
        RationalForm inside = field.form(
                base.numerator().times(Monomial.ONE.over(positive), Rational.ONE.over(base.numerator().content())),
                base.denominator().times(Rational.ONE.over(base.denominator().content())));
        if (inside.equals(RationalForm.ONE)) {
            return outside;
        }
        only = onlyFactor(inside);
        RationalForm root = hasPower(only)
                ? monomial(only.getKey(), only.getValue().times(r))
                : monomial(Generator.root(inside.toExpr(), inside), r);
        return field.times(outside, root);
    }

    /** Whether (g^a)^b is g^(ab) wherever it is real; an even root has a base that is not negative. */
    private static boolean hasPower(Map.Entry<Generator, Rational> factor) {
        return factor != null && (factor.getValue().abs().isOne() || factor.getKey().isPositive()
                || !factor.getValue().denominator().testBit(0));
    }

    // ---- functions

    private RationalForm call(Call c, List<RationalForm> arguments) {
        if (arguments.size() == 1) {
            return call(c.name(), arguments.get(0));
        }
        if (c.is("log", 2)) {
            return field.over(call("ln", arguments.get(0)), call("ln", arguments.get(1)));
        }
        return generator(Generator.of(c.withChildren(arguments.stream().map(RationalForm::toExpr).toList())));
    }

    private RationalForm call(String name, RationalForm u) {
        switch (name) {
            case "sqrt":
                return power(u, Rational.of(1, 2));
            case "exp":
                return power(generator(Generator.of(Const.E)), u);
            case "ln":
                return logarithm(u);
            default:
                break;
        }
        if (u.isZero() && ZERO_AT_ZERO.contains(name)) {
            return RationalForm.ZERO;
        }
        if (u.isZero() && ONE_AT_ZERO.contains(name)) {
            return RationalForm.ONE;
        }
        if (u.numerator().size() > 0 && u.numerator().leadingCoefficient().signum() < 0) {
            if (ODD.contains(name)) {
                return field.negate(call(name, field.negate(u)));
            }
            if (EVEN.contains(name)) {
                return call(name, field.negate(u));
            }
        }
        return switch (name) {
            case "abs" -> generator(Generator.of(Call.of(name, u.toExpr()), 2, field.times(u, u)));
            case "cbrt" -> generator(Generator.of(Call.of(name, u.toExpr()), 3, u));
            default -> mode == Mode.PLAIN ? function(name, u) : elementary(name, u);
        };
    }

    private static RationalForm function(String name, RationalForm u) {
        return generator(Generator.of(Call.of(name, u.toExpr())));
    }

    private RationalForm elementary(String name, RationalForm u) {
        return switch (name) {
            case "sin" -> mode == Mode.EXPONENTIAL ? field.over(exponentials(times(u, Const.I), -1), twice(Const.I)) : function(name, u);
            case "cos" -> mode == Mode.EXPONENTIAL ? half(exponentials(times(u, Const.I), 1)) : cosine(u);
            case "tan" -> field.over(call("sin", u), call("cos", u));
            case "cot" -> field.over(call("cos", u), call("sin", u));
            case "sec" -> field.over(RationalForm.ONE, call("cos", u));
            case "csc" -> field.over(RationalForm.ONE, call("sin", u));
            case "sinh" -> half(exponentials(u, -1));
            case "cosh" -> half(exponentials(u, 1));
            case "tanh" -> field.over(exponentials(u, -1), exponentials(u, 1));
            case "coth" -> field.over(exponentials(u, 1), exponentials(u, -1));
            case "sech" -> field.over(RationalForm.of(Rational.of(2)), exponentials(u, 1));
            case "csch" -> field.over(RationalForm.of(Rational.of(2)), exponentials(u, -1));
            default -> function(name, u);
        };
    }

    private RationalForm cosine(RationalForm u) {
        RationalForm sin = function("sin", u);
        RationalForm square = field.minus(RationalForm.ONE, field.times(sin, sin));
        return generator(Generator.of(Call.of("cos", u.toExpr()), 2, square));
    }

    /** e^u + sign·e^(−u). */
    private RationalForm exponentials(RationalForm u, int sign) {
        RationalForm e = generator(Generator.of(Const.E));
        RationalForm down = power(e, field.negate(u));
        return field.plus(power(e, u), sign < 0 ? field.negate(down) : down);
    }

    private RationalForm times(RationalForm u, Const c) {
        return field.times(u, form(c));
    }

    private RationalForm twice(Const c) {
        return field.times(RationalForm.of(Rational.of(2)), form(c));
    }

    private RationalForm half(RationalForm u) {
        return field.times(u, RationalForm.of(Rational.of(1, 2)));
    }

    private RationalForm logarithm(RationalForm u) {
        Rational r = u.asRational();
        if (r != null && r.signum() > 0) {
            List<RationalForm> terms = new ArrayList<>();
            Factors.of(r).forEach((p, n) -> terms.add(field.times(RationalForm.of(Rational.of(n)),
                    function("ln", RationalForm.of(Rational.of(p))))));
            return field.sum(terms);
        }
        Map.Entry<Generator, Rational> only = onlyFactor(u);
        if (only != null && only.getKey().expr().equals(Const.E)) {
            return RationalForm.of(only.getValue());
        }
        if (only != null && only.getKey().kind() == Generator.Kind.EXPONENTIAL && only.getKey().isPositive()) {
            return field.times(RationalForm.of(only.getValue()), form(((Power) only.getKey().expr()).exponent()));
        }
        return function("ln", u);
    }
}
