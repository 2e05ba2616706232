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
            Matcher m = RANGE.matcher(text);
            if (!m.matches() || !(ddx.read(m.group(1), Set.of(), false).expression() instanceof Sym s)) {
                throw ExpressionCommand.usage("--domain takes a range such as 'x in [-50, 50]'");
            }
            double from = end(ddx, m.group(2));
            double to = end(ddx, m.group(3));
            if (!(from < to) || Double.isInfinite(from) || Double.isInfinite(to)) {
                throw ExpressionCommand.usage("the ends of the range in '" + text.strip() + "' are numbers, the smaller one first");
            }
            out.put(s, new double[] {from, to});
        }
        return out;
    }

    private static double end(Ddx ddx, String text) {
        Expr e = ddx.read(text, Set.of(), false).expression();
        return e.isConstant() && !(e instanceof Relation) ? Rational.fromLiteral(e) instanceof Rational r ? r.doubleValue() : ddx.evaluate(e, Map.of()) : Double.NaN;
    }
}
