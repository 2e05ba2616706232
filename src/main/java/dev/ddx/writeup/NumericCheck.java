package dev.ddx.writeup;

import dev.ddx.Ddx;
import dev.ddx.expr.DdxException;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Num;
import dev.ddx.expr.Rational;
import dev.ddx.expr.Sum;
import dev.ddx.expr.Neg;
import dev.ddx.expr.Sym;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apfloat.Apfloat;

/**
 * A derivative beside the central difference quotient of its function at some points: f is evaluated with many digits,
 * so that what differs is the h² of the quotient.
 */
final class NumericCheck {

    static final int STEP_DIGITS = 4;
    private static final int DIGITS = 24;
    private static final int POINTS = 5;
    private static final double MOST_RELATIVE_ERROR = 1e-3;
    private static final List<Rational> CANDIDATES = List.of(Rational.of(1), Rational.of(-1), Rational.of(2), Rational.of(-2), Rational.of(1, 2), Rational.of(-1, 2),
            Rational.of(3), Rational.of(1, 4), Rational.of(3, 4), Rational.of(-3), Rational.of(-1, 4), Rational.of(5), Rational.of(1, 10), Rational.of(10),
            Rational.of(-3, 4), Rational.of(-5), Rational.of(7, 4), Rational.of(25), Rational.of(-10), Rational.of(100));
    private static final List<Rational> PARAMETERS = List.of(Rational.of(2), Rational.of(1), Rational.of(3), Rational.of(1, 2), Rational.of(3, 2), Rational.of(5, 2), Rational.of(4),
            Rational.of(-1), Rational.of(-2), Rational.of(-1, 2));

    /** @param deviation of the quotient from the derivative */
    record Row(Rational x, BigDecimal derivative, BigDecimal quotient, BigDecimal deviation) {
    }

    private final Ddx ddx;
    private final Expr f;
    private final Expr derivative;
    private final Sym x;
    private final Map<Sym, Expr> values;

    NumericCheck(Ddx ddx, Expr f, Expr derivative, Sym x, Map<Sym, Expr> values) {
        this.ddx = ddx;
        this.f = f;
        this.derivative = derivative;
        this.x = x;
        this.values = values;
    }

    /** Values for all symbols but x: those that are given, else small numbers for which the function has values. */
    static Map<Sym, Expr> values(Ddx ddx, Expr f, Sym x, Map<Sym, Expr> given) {
        List<Sym> free = f.freeSymbols().stream().filter(s -> !s.equals(x) && !given.containsKey(s)).toList();
        Map<Sym, Expr> out = new LinkedHashMap<>(given);
        for (int turn = 0; turn < PARAMETERS.size(); turn++) {
            Map<Sym, Double> numbers = numbers(ddx, given);
            for (int i = 0; i < free.size(); i++) {
                for (int k = 0; k < PARAMETERS.size(); k++) {
                    Rational value = PARAMETERS.get((i + turn + k) % PARAMETERS.size());
                    out.put(free.get(i), value.toExpr());
                    numbers.put(free.get(i), value.doubleValue());
                    if (isAssumed(ddx, numbers)) {
                        break;
                    }
                }
            }
            int seen = 0;
            for (Rational r : CANDIDATES) {
                numbers.put(x, r.doubleValue());
                seen += isAssumed(ddx, numbers) && Double.isFinite(ddx.evaluate(f, numbers)) ? 1 : 0;
            }
            if (seen >= 3 || free.isEmpty()) {
                break;
            }
        }
        return out;
    }

    /** Whether nothing that is assumed of symbols with a value is wrong. */
    static boolean isAssumed(Ddx ddx, Map<Sym, Double> values) {
        return ddx.assumptions().relations().stream().filter(r -> values.keySet().containsAll(r.freeSymbols())).allMatch(r -> ddx.evaluate(r, values) != 0);
    }

    static Map<Sym, Double> numbers(Ddx ddx, Map<Sym, Expr> values) {
        Map<Sym, Double> out = new HashMap<>();
        values.forEach((s, e) -> out.put(s, ddx.evaluate(e, Map.of())));
        return out;
    }

    private Optional<Apfloat> value(Expr e, Expr at) {
        Map<Sym, Expr> all = new LinkedHashMap<>(values);
        all.put(x, at);
        try {
            return ddx.evaluate(e, all, DIGITS);
        } catch (DdxException none) {
            if (none.kind() == DdxException.Kind.LIMIT && none.getMessage().contains("--timeout")) {
                throw none;
            }
            return Optional.empty();
        }
    }

    /**
     * Up to five rows, from left to right.
     *
     * @throws DdxException of kind DEFECT if the two are not the same
     */
    List<Row> rows() {
        List<Row> out = new ArrayList<>();
        Map<Sym, Double> rough = numbers(ddx, values);
        for (Rational at : CANDIDATES) {
            if (out.size() == POINTS) {
                break;
            }
            rough.put(x, at.doubleValue());
            double quick = isAssumed(ddx, rough) ? ddx.evaluate(f, rough) : Double.NaN;
            double slope = ddx.evaluate(derivative, rough);
            if (!(Math.abs(quick) < 1e6 && Math.abs(slope) < 1e6)) {
                continue;
            }
            Row row = row(at, Rational.of(new BigDecimal(1).movePointLeft(STEP_DIGITS)));
            if (row == null) {
                continue;
            }
            if (!agrees(row)) {
                Rational step = Rational.of(new BigDecimal(1).movePointLeft(3 * STEP_DIGITS));
                Row nearer = row(at, step);
                if (nearer != null && !agrees(nearer) && isSmooth(at, step)) {
                    throw new DdxException(DdxException.Kind.DEFECT, "the derivative of " + f + " at " + x.name() + " = " + at + " is not near its difference quotient: "
                            + row.derivative() + " and " + row.quotient() + ". This is a defect of ddx; please report it together with the command");
                }
                continue;
            }
            out.add(row);
        }
        out.sort(Comparator.comparing(Row::x));
        return out;
    }

    private static boolean agrees(Row r) {
        return agree(r.derivative(), r.quotient());
    }

    private static boolean agree(BigDecimal a, BigDecimal b) {
        return a.subtract(b).abs().doubleValue() <= MOST_RELATIVE_ERROR * Math.max(1, a.abs().doubleValue());
    }

    /** Whether the quotients from the two sides agree: not so at a jump or a kink, where nothing is to be compared. */
    private boolean isSmooth(Rational at, Rational step) {
        Optional<Apfloat> here = value(f, at.toExpr());
        Optional<Apfloat> right = value(f, Sum.of(at.toExpr(), step.toExpr()));
        Optional<Apfloat> left = value(f, Sum.of(at.toExpr(), Neg.of(step.toExpr())));
        if (here.isEmpty() || right.isEmpty() || left.isEmpty()) {
            return false;
        }
        BigDecimal h = new BigDecimal(step.numerator()).divide(new BigDecimal(step.denominator()));
        return agree(decimal(right.get()).subtract(decimal(here.get())).divide(h), decimal(here.get()).subtract(decimal(left.get())).divide(h));
    }

    private Row row(Rational at, Rational step) {
        Expr here = at.toExpr();
        Optional<Apfloat> d = value(derivative, here);
        Optional<Apfloat> right = d.isEmpty() ? d : value(f, Sum.of(here, step.toExpr()));
        Optional<Apfloat> left = right.isEmpty() ? right : value(f, Sum.of(here, Neg.of(step.toExpr())));
        if (left.isEmpty()) {
            return null;
        }
        BigDecimal h = new BigDecimal(step.numerator()).divide(new BigDecimal(step.denominator()));
        BigDecimal quotient = decimal(right.get()).subtract(decimal(left.get())).divide(h.multiply(BigDecimal.TWO));
        BigDecimal derivativeThere = decimal(d.get());
        return new Row(at, derivativeThere, quotient, quotient.subtract(derivativeThere));
    }

    private static BigDecimal decimal(Apfloat a) {
        return a.signum() == 0 ? BigDecimal.ZERO : new BigDecimal(a.toString(false));
    }
}
