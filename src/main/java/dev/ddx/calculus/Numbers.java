package dev.ddx.calculus;

import dev.ddx.expr.Call;
import dev.ddx.expr.DdxException;
import dev.ddx.expr.Expr;
import dev.ddx.expr.FunctionTable;
import dev.ddx.expr.Limits;
import dev.ddx.expr.Neg;
import dev.ddx.expr.Num;
import dev.ddx.expr.Piecewise;
import dev.ddx.expr.Power;
import dev.ddx.expr.Product;
import dev.ddx.expr.Rational;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sum;
import dev.ddx.kernel.Evaluator;
import dev.ddx.kernel.Facts;
import dev.ddx.kernel.Kernel;
import dev.ddx.kernel.Range;
import dev.ddx.kernel.ZeroTest;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apfloat.Apfloat;

/**
 * Numbers that are given by expressions without the variable: their signs, which are proved, and the form in which they are
 * easiest to read. Other symbols in them are parameters, whose signs are those that the facts tell.
 */
final class Numbers {

    private static final int DIGITS = 20;
    /** Rational numbers with larger denominators are not looked for. */
    private static final int MAX_DENOMINATOR = 12;
    /** Bits of a denominator that is not shown where a decimal can be. */
    private static final int LONG = 10;
    private static final double SMALL = 1e-6;
    private static final double MAX_GUESSED = 1e6;
    private static final double TINY = 1e-12;
    private static final long MAX_SIZE = 500;

    private final Differentiation differentiation;
    private final StandardLibrary library;
    private final Facts facts;
    private final Limits limits;
    private final Kernel kernel;
    private final Map<Expr, Optional<Integer>> signs = new HashMap<>();
    private final Map<Expr, Expr> simple = new HashMap<>();
    private final Set<Expr> unknownSigns = new LinkedHashSet<>();

    Numbers(Differentiation differentiation, StandardLibrary library, Facts facts, Limits limits) {
        this.differentiation = differentiation;
        this.library = library;
        this.facts = facts;
        this.limits = limits;
        this.kernel = new Kernel(library.functions(), limits);
    }

    FunctionTable functions() {
        return library.functions();
    }

    Limits limits() {
        return limits;
    }

    /** a − b; its zeros are where they are equal. */
    static Expr difference(Expr a, Expr b) {
        return b.equals(Num.ZERO) ? a : Sum.of(a, Neg.of(b));
    }

    /** A number without |u| and other functions by cases, which digits cannot settle where u is 0. */
    Expr settled(Expr number) {
        return !number.has(functions()::hasCases) ? number : number.fold((node, parts) -> {
            Expr made = node.children().isEmpty() ? node : node.withChildren(parts);
            Piecewise cases = functions().cases(made);
            Expr value = cases == null ? null : Piecewise.chosen(cases.children(), r -> r.holds((a, b) -> sign(difference(a, b))));
            return value == null ? made : value;
        });
    }

    /** The sign of a number; null if it has no value or its sign is not known. */
    Integer sign(Expr number) {
        Optional<Integer> known = signs.get(number);
        if (known == null) {
            known = Optional.ofNullable(signOf(settled(number)));
            signs.put(number, known);
        }
        if (known.isEmpty() && !number.freeSymbols().isEmpty()) {
            unknownSigns.add(number);
        }
        return known.orElse(null);
    }

    private Integer signOf(Expr number) {
        Rational r = Rational.fromLiteral(number);
        if (r != null) {
            return r.signum();
        }
        if (number.size() > MAX_SIZE) {
            return null;
        }
        if (!number.freeSymbols().isEmpty()) {
            return signWithParameters(number);
        }
        Range range = facts.range(number);
        if ((range.isPositive() || range.isNegative()) && facts.domain(number).isEmpty()) {
            return range.isPositive() ? 1 : -1;
        }
        try {
            int node = kernel.read(number);
            Rational exact = Rational.fromLiteral(kernel.write(node));
            if (exact != null) {
                return exact.signum();
            }
            double about = new Evaluator(library.functions()).evaluate(number, Map.of());
            if (Double.isNaN(about)) {
                return null;
            }
            if (Math.abs(about) < SMALL) {
                // Digits of 0 are looked for in vain.
                if (ZeroTest.proves(number, facts, limits)) {
                    return 0;
                }
            }
            return kernel.evaluate(node, DIGITS, Map.of()).map(Apfloat::signum).filter(s -> s != 0).orElse(null);
        } catch (DdxException none) {
            return null;
        }
    }

    /** Null also if it may have no value. */
    private Integer signWithParameters(Expr number) {
        if (!isDefined(number)) {
            return null;
        }
        if (Boolean.TRUE.equals(facts.decide(Relation.of(number, Relation.Op.GT, Num.ZERO)))) {
            return 1;
        }
        if (Boolean.TRUE.equals(facts.decide(Relation.of(number, Relation.Op.LT, Num.ZERO)))) {
            return -1;
        }
        return ZeroTest.isZero(number, facts) ? 0 : null;
    }

    /** Whether it has a value, whatever its parameters are. */
    boolean isDefined(Expr number) {
        return number.freeSymbols().isEmpty()
                || facts.domain(number).stream().allMatch(r -> Boolean.TRUE.equals(facts.decide(r)));
    }

    /** Whether it is known to be 0; false for a number with parameters that may be 0 and need not. */
    boolean isZero(Expr number) {
        return number.freeSymbols().isEmpty() ? certainSign(number) == 0 : Integer.valueOf(0).equals(sign(number));
    }

    /** Whether it is known not to be 0. */
    boolean isNonZero(Expr number) {
        Integer s = sign(number);
        return s != null ? s != 0 : !number.freeSymbols().isEmpty() && isDefined(number)
                && Boolean.TRUE.equals(facts.decide(Relation.of(number, Relation.Op.NE, Num.ZERO)));
    }

    /** The simplest number with parameters whose sign was asked for in vain; null if there is none. */
    Expr unknownSign() {
        return unknownSigns.stream().min(Comparator.comparingLong(Expr::size)).orElse(null);
    }

    /** A number as it is easiest to read. */
    Expr simplest(Expr number) {
        Expr known = simple.get(number);
        if (known == null) {
            known = simplestOf(number);
            simple.put(number, known);
        }
        return known;
    }

    private Expr simplestOf(Expr written) {
        Expr number = SpecialAngles.valued(written);
        Expr computed = kernel.write(kernel.read(number));
        Rational exact = Rational.fromLiteral(computed);
        if (exact != null) {
            return exact.denominator().bitLength() > LONG && number.has(Numbers::isDecimal) ? decimal(exact) : computed;
        }
        double value = number.freeSymbols().isEmpty() ? new Evaluator(library.functions()).evaluate(number, Map.of())
                : Double.NaN;
        for (int k = 1; k <= MAX_DENOMINATOR && Math.abs(value) < MAX_GUESSED; k++) {
            Rational guess = Rational.of(Math.round(value * k), k);
            if (Math.abs(value - guess.doubleValue()) < TINY * Math.max(1, Math.abs(value))
                    && Integer.valueOf(0).equals(sign(difference(number, guess.toExpr())))) {
                return guess.toExpr();
            }
        }
        Expr simplified = differentiation.simplify(computed).result();
        return Cost.of(simplified) <= Cost.of(computed) ? simplified : computed;
    }

    private static boolean isDecimal(Expr e) {
        return e instanceof Num n && !n.isInteger();
    }

    /** Decimals give a decimal, if it has an end. */
    private static Expr decimal(Rational r) {
        try {
            Num n = Num.of(new BigDecimal(r.numerator().abs()).divide(new BigDecimal(r.denominator())));
            return r.signum() < 0 ? Neg.of(n) : n;
        } catch (ArithmeticException withoutEnd) {
            return r.toExpr();
        }
    }

    // ---- arithmetic

    /** As the kernel writes it. */
    Expr computed(Expr number) {
        if (number instanceof Num) {
            return number;
        }
        return kernel.write(kernel.read(number));
    }

    Expr plus(Expr a, Expr b) {
        Rational r = Rational.fromLiteral(a);
        Rational s = Rational.fromLiteral(b);
        return r != null && s != null ? r.plus(s).toExpr() : computed(Sum.of(a, b));
    }

    Expr times(Expr a, Expr b) {
        Rational r = Rational.fromLiteral(a);
        Rational s = Rational.fromLiteral(b);
        return r != null && s != null ? r.times(s).toExpr() : r != null && r.isOne() ? b : s != null && s.isOne() ? a
                : computed(Product.of(a, b));
    }

    Expr power(Expr a, Expr exponent) {
        return computed(Power.of(a, exponent));
    }

    /** The sign of what has one. */
    int certainSign(Expr number) {
        Integer s = sign(number);
        if (s == null) {
            throw new Undecided();
        }
        return s;
    }
}
