package dev.ddx.cli;

import dev.ddx.Ddx;
import dev.ddx.expr.DdxException;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Rational;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sym;
import dev.ddx.parse.Source;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Ranges of symbols as they are typed: {@code x in [-50,50]}. */
final class Ranges {

    private static final Pattern RANGE = Pattern.compile("\\s*(\\w+)\\s+in\\s+\\[(.+),(.+)]\\s*");

    private Ranges() {
    }

    static Map<Sym, double[]> of(Ddx ddx, List<String> domain) {
        Map<Sym, double[]> out = new LinkedHashMap<>();
        for (String text : domain) {
            Relation r = relation(ddx, text, "--domain");
            out.put((Sym) r.operands().get(1), new double[] {number(ddx, r.left()), number(ddx, r.right())});
        }
        return out;
    }

    /** This with the range as an assumption. */
    static Ddx within(Ddx ddx, String text, String field) {
        if (text == null) {
            return ddx;
        }
        return ddx.assuming(ddx.assumptions().with(relation(ddx, text, field)));
    }

    /** a &lt;= x &lt;= b. */
    private static Relation relation(Ddx ddx, String text, String field) {
        Matcher m = RANGE.matcher(text);
        if (!m.matches() || !(ddx.read(m.group(1), Set.of(), false).expression() instanceof Sym s)) {
            throw wrong(text, 0, text.length(), field + " takes a range such as 'x in [-50, 50]'");
        }
        Expr low = ddx.read(m.group(2), Set.of(), false).expression();
        Expr high = ddx.read(m.group(3), Set.of(), false).expression();
        double from = end(ddx, low, text, m, 2);
        double to = end(ddx, high, text, m, 3);
        if (from >= to) {
            throw wrong(text, m.start(2), m.end(3), "the smaller end of a range comes first");
        }
        return Relation.of(List.of(low, s, high), List.of(Relation.Op.LE, Relation.Op.LE));
    }

    /** The number that the group of the text is. */
    private static double end(Ddx ddx, Expr e, String text, Matcher m, int group) {
        double x = number(ddx, e);
        if (!Double.isFinite(x)) {
            throw wrong(text, m.start(group), m.end(group), "an end of a range is a number in double precision");
        }
        return x;
    }

    private static DdxException wrong(String text, int from, int to, String why) {
        String part = text.substring(from, to).stripTrailing();
        String stripped = part.strip();
        return Source.of(text).error(DdxException.Kind.USAGE, why, from + part.length() - stripped.length(), stripped.codePointCount(0, stripped.length()));
    }

    private static double number(Ddx ddx, Expr e) {
        return e.isConstant() && !(e instanceof Relation) ? Rational.fromLiteral(e) instanceof Rational r ? r.doubleValue() : ddx.evaluate(e, Map.of()) : Double.NaN;
    }
}
