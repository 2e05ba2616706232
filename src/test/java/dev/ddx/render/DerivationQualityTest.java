package dev.ddx.render;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.ddx.Ddx;
import dev.ddx.expr.DdxException;
import dev.ddx.expr.Derivative;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Limits;
import dev.ddx.expr.Sum;
import dev.ddx.expr.Sym;
import dev.ddx.rewrite.Derivation;
import dev.ddx.rewrite.Path;
import dev.ddx.rewrite.Step;
import dev.ddx.verify.Verification;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * What a teacher would object to in a derivation: a line twice, an unfinished last line, signs side by side, a
 * derivative worked out twice, a line that is not true. On the functions of the sample; with
 * {@code -Dddx.corpus=FOLDER} on those of deriv_pairs, feynman and panel in it, with their lengths.
 */
class DerivationQualityTest {

    private static final Pattern UNFINISHED = Pattern.compile("(?<![0-9.])[01]\\s*\\\\cdot|\\\\cdot\\s*[01](?![0-9.])");
    private static final Pattern SIGNS = Pattern.compile("[-+]\\s*[-+]");

    private record Question(String f, String variable) {
    }

    private final Ddx ddx = Ddx.standard().withLimits(Limits.DEFAULT.withTimeoutMillis(30_000));
    private final List<String> objections = new ArrayList<>();
    private final Map<String, Integer> counts = new TreeMap<>();
    private int longestLine;
    private int mostLines;
    private String longest;

    private static Set<Question> questions() throws IOException {
        Set<Question> out = new LinkedHashSet<>();
        String sample = new String(DerivationQualityTest.class.getResourceAsStream("/dev/ddx/verify/functions.txt").readAllBytes(), StandardCharsets.UTF_8);
        sample.lines().filter(l -> !l.startsWith("#") && !l.isBlank())
                .forEach(l -> out.add(new Question(l.substring(0, l.lastIndexOf(';')).strip(), l.substring(l.lastIndexOf(';') + 1).strip())));
        if (System.getProperty("ddx.corpus") == null) {
            return out;
        }
        out.clear();
        java.nio.file.Path folder = java.nio.file.Path.of(System.getProperty("ddx.corpus"));
        for (String file : List.of("deriv_pairs.jsonl", "feynman.jsonl")) {
            for (String line : Files.readAllLines(folder.resolve(file))) {
                Map<String, Object> row = JSON.std.mapFrom(line);
                out.add(new Question((String) row.get("f"), (String) row.get("var")));
            }
        }
        Files.readAllLines(folder.resolve("panel.txt")).stream().filter(l -> !l.isBlank() && !l.startsWith("#")).forEach(l -> out.add(new Question(l, "x")));
        return out;
    }

    @Test
    void nothing_to_object_to() throws IOException {
        for (Question q : questions()) {
            Derivation d;
            try {
                d = ddx.derivation(ddx.read(q.f(), Set.of(q.variable()), true).expression(), Sym.of(q.variable()), 1, null);
            } catch (DdxException refused) {
                counts.merge("refused", 1, Integer::sum);
                continue;
            }
            counts.merge("functions", 1, Integer::sum);
            for (Detail level : Detail.values()) {
                lines(q, d, level);
            }
            repeated(q, d, new HashSet<>());
            Verification v = ddx.verify(d);
            if (!v.accepted()) {
                objections.add(q.f() + ": " + v);
            }
        }
        System.out.println(counts + ", longest line " + longestLine + " characters of LaTeX, longest derivation " + mostLines + " lines: " + longest);
        assertThat(objections).isEmpty();
        assertThat(counts.get("functions")).isGreaterThan(20);
    }

    private void lines(Question q, Derivation d, Detail level) {
        LatexPrinter latex = new LatexPrinter(ddx.functions(), LatexStyle.TEXTBOOK);
        List<Lines.Line> lines = Lines.of(d, level, Mastered.NOTHING, latex::print);
        counts.merge("lines " + level, lines.size(), Integer::sum);
        String before = null;
        for (int i = 0; i < lines.size(); i++) {
            Lines.Line line = lines.get(i);
            String right = latex.print(line.right());
            longestLine = Math.max(longestLine, right.length());
            String whole = line.depth() + " " + right + (line.left() == null ? "" : " of " + latex.print(line.left()));
            boolean same = right.equals(before) && line.shownLeft() == null;
            if (same) {
                objections.add(q.f() + ", " + level + ": a line twice: " + whole);
            }
            if (SIGNS.matcher(right).find()) {
                objections.add(q.f() + ", " + level + ": signs side by side: " + right);
            }
            if (i == lines.size() - 1 && UNFINISHED.matcher(right).find()) {
                objections.add(q.f() + ", " + level + ": unfinished: " + right);
            }
            before = right;
        }
        if (level == Detail.NORMAL && lines.size() > mostLines) {
            mostLines = lines.size();
            longest = q.f();
        }
    }

    /** A derivative that is more than a look at the table is worked out once. */
    private void repeated(Question q, Derivation d, Set<Expr> seen) {
        for (Step s : d.steps()) {
            Expr part = Path.at(s.before(), s.path());
            if (part instanceof Derivative e && !s.rule().equals("again") && !isTabulated(e) && !seen.add(e)) {
                objections.add(q.f() + ": twice " + part + " by " + s.rule());
            }
            if (!s.rule().equals("polynomial")) {
                s.sides().forEach(side -> repeated(q, side, seen));
            }
        }
    }

    private static boolean isTabulated(Derivative d) {
        Sym x = d.variables().get(0);
        Expr u = d.operand();
        return u.isFreeOf(x) || u.children().stream().allMatch(c -> c.equals(x) || c.isFreeOf(x)) || !(u instanceof Sum) && isMonomial(u, x);
    }

    private static boolean isMonomial(Expr u, Sym x) {
        return u.subexpressions().stream().filter(e -> e.dependsOn(x)).allMatch(e -> e.equals(x) || e instanceof dev.ddx.expr.Product
                || e instanceof dev.ddx.expr.Neg || e instanceof dev.ddx.expr.Power || e instanceof dev.ddx.expr.Quotient);
    }
}
