package dev.ddx.cli;

import dev.ddx.Ddx;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Rational;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sym;
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
            throw ExpressionCommand.usage(field + " takes a range such as 'x in [-50, 50]'");
        }
        Expr low = ddx.read(m.group(2), Set.of(), false).expression();
        Expr high = ddx.read(m.group(3), Set.of(), false).expression();
        double from = number(ddx, low);
        double to = number(ddx, high);
        if (!(from < to) || Double.isInfinite(from) || Double.isInfinite(to)) {
            throw ExpressionCommand.usage("the ends of the range in '" + text.strip() + "' are numbers, the smaller one first");
        }
        return Relation.of(List.of(low, s, high), List.of(Relation.Op.LE, Relation.Op.LE));
    }

    private static double number(Ddx ddx, Expr e) {
        return e.isConstant() && !(e instanceof Relation) ? Rational.fromLiteral(e) instanceof Rational r ? r.doubleValue() : ddx.evaluate(e, Map.of()) : Double.NaN;
    }
}
