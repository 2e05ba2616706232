package dev.ddx.verify;

import dev.ddx.expr.Assumptions;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sym;
import dev.ddx.kernel.Evaluator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apfloat.Apfloat;
import org.apfloat.ApfloatMath;

/** Whether two lines say the same wherever the conditions hold: by exact algebra, else by numbers. */
final class Comparison {

    /** Beyond this the exact way may take too long. */
    private static final long LARGE = 4_000;
    private static final int GUARD = 20;
    private static final int MORE = 30;
    private static final int POINTS_TRIED = 44;
    private static final int POINTS_SEARCHED = 400;

    private final Equality equality;
    private final Unfolding unfolding;
    private final Domain domain;

    private final Assumptions assumptions;

    Comparison(Equality equality, Unfolding unfolding, Evaluator evaluator, Assumptions assumptions) {
        this.assumptions = assumptions;
        this.equality = equality;
        this.unfolding = unfolding;
        this.domain = new Domain(evaluator);
    }

    /** @param domains whether the two must be defined in the same places as well */
    Verdict compare(Unfolding.Plain before, Unfolding.Plain after, List<Relation> stated, boolean domains) {
        if (before.value().equals(after.value()) && before.needs().equals(after.needs())) {
            return Verdict.EXACT;
        }
        boolean proved = before.value().equals(after.value())
                || before.value().size() + after.value().size() <= LARGE && equality.proves(before.value(), after.value());
        List<Relation> given = unfolding.all(stated);
        Unfolding any = unfolding.standingIn(lines(before, after, given), c -> !SpecialValues.knows(c.name(), c.arguments().size()));
        return any == null ? atPoints(before, after, given, proved, domains)
                : atPoints(any.of(before), any.of(after), any.all(given), proved, domains);
    }

    private static List<Expr> lines(Unfolding.Plain before, Unfolding.Plain after, List<Relation> given) {
        List<Expr> all = new ArrayList<>(List.of(before.value(), after.value()));
        all.addAll(before.needs());
        all.addAll(after.needs());
        all.addAll(given);
        return all;
    }

    private Verdict atPoints(Unfolding.Plain before, Unfolding.Plain after, List<Relation> stated, boolean proved, boolean domains) {
        // In double precision, where points are looked for, a special function is as good as another.
        Unfolding any = unfolding.standingIn(lines(before, after, stated), c -> !Domain.knows(c));
        List<Relation> given = any == null ? stated : any.all(stated);
        Unfolding.Plain rough = any == null ? before : any.of(before);
        Unfolding.Plain roughAfter = any == null ? after : any.of(after);
        Set<Expr> first = Domain.parts(rough);
        Set<Expr> second = Domain.parts(roughAfter);
        boolean sameDomain = first.equals(second);
        // In complex mode the lines have values where the real ones end.
        boolean enough = sameDomain || !domains || assumptions.isComplex();
        Set<Sym> symbols = Points.symbols(lines(before, after, stated));
        int wanted = proved ? 2 : Verifier.POINTS;
        int compared = 0;
        Verdict.Failed gap = null;
        for (int i = 0; i < (symbols.isEmpty() ? 1 : POINTS_SEARCHED); i++) {
            if (compared >= wanted && (proved && enough || i >= POINTS_TRIED)) {
                break;
            }
            Points.Point p = Points.at(symbols, assumptions::isInteger, i);
            if (!domain.allow(given, p)) {
                continue;
            }
            Boolean there = domain.isDefined(first, p);
            Boolean then = sameDomain ? there : domain.isDefined(second, p);
            if (Boolean.TRUE.equals(there) && Boolean.TRUE.equals(then)) {
                // Double precision looks at every point: it may find a difference, or a mistake of the exact way.
                boolean looked = any == null ? looksEqual(before.value(), after.value(), p) : proved;
                if (any == null && !looked || compared < wanted) {
                    Boolean equal = looked && proved ? Boolean.TRUE : equal(before.value(), after.value(), p);
                    if (Boolean.FALSE.equals(equal)) {
                        return new Verdict.Failed("the values differ", p.decimals());
                    }
                    compared += equal == null ? 0 : 1;
                }
            } else if (!enough && gap == null && there != null && then != null && !there.equals(then)
                    && isGap(before, after, p, there)) {
                gap = new Verdict.Failed(there ? "the line is not defined where the one before it is"
                        : "the line is defined where the one before it is not, and no condition says so", p.decimals());
            }
        }
        if (gap != null) {
            return gap;
        }
        Points.Point lost = enough ? null : domain.lost(first, second, given, symbols, assumptions::isInteger);
        if (lost != null) {
            return new Verdict.Failed("the line before divides by zero there and this one does not, and no condition says so", lost.decimals());
        }
        return proved ? Verdict.EXACT : compared > 0 ? new Verdict.Numeric(compared, Verifier.DIGITS)
                : new Verdict.Unchecked("no real point was found at which both lines have values");
    }

    private static boolean isGap(Unfolding.Plain before, Unfolding.Plain after, Points.Point p, boolean beforeIsDefined) {
        HighPrecision exact = new HighPrecision(p.decimals(), Verifier.DIGITS);
        return isDefined(before, exact) == beforeIsDefined && isDefined(after, exact) != beforeIsDefined;
    }

    private static boolean isDefined(Unfolding.Plain line, HighPrecision at) {
        return at.value(line.value()) != null && line.needs().stream().allMatch(e -> at.value(e) != null);
    }

    private boolean looksEqual(Expr a, Expr b, Points.Point p) {
        double x = domain.value(a, p);
        double y = domain.value(b, p);
        return !(Math.abs(x - y) > 1e-6 * Math.max(1, Math.max(Math.abs(x), Math.abs(y))));
    }

    /** Null where it could not be found out. */
    private static Boolean equal(Expr a, Expr b, Points.Point p) {
        Map<Sym, String> decimals = p.decimals();
        Apfloat[] low = values(a, b, decimals, Verifier.DIGITS + GUARD);
        if (low == null) {
            return null;
        }
        Apfloat difference = ApfloatMath.abs(low[0].subtract(low[1]));
        Apfloat scale = ApfloatMath.max(ApfloatMath.abs(low[0]), ApfloatMath.abs(low[1]));
        if (difference.signum() != 0 && difference.compareTo(scale.multiply(tenTo(-6))) > 0 && difference.compareTo(tenTo(-Verifier.DIGITS)) > 0) {
            return false;
        }
        Apfloat[] high = values(a, b, decimals, Verifier.DIGITS + GUARD + MORE);
        if (high == null) {
            return null;
        }
        Apfloat better = ApfloatMath.abs(high[0].subtract(high[1]));
        if (better.signum() == 0 || better.compareTo(difference.multiply(tenTo(-MORE / 2))) < 0
                || better.compareTo(scale.multiply(tenTo(-Verifier.DIGITS - MORE))) < 0) {
            return true;
        }
        boolean stays = difference.signum() != 0 && ApfloatMath.abs(better.subtract(difference)).compareTo(difference.multiply(tenTo(-3))) < 0;
        return stays ? Boolean.FALSE : null;
    }

    private static Apfloat[] values(Expr a, Expr b, Map<Sym, String> point, int digits) {
        HighPrecision at = new HighPrecision(point, digits);
        Apfloat x = at.value(a);
        Apfloat y = x == null ? null : at.value(b);
        return y == null ? null : new Apfloat[] {x, y};
    }

    private static Apfloat tenTo(int n) {
        return new Apfloat("1e" + n, 10);
    }
}
