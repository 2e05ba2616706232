package dev.ddx.render;

import static dev.ddx.render.Derivations.DDX;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ddx.expr.Sym;
import dev.ddx.rewrite.Derivation;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Marks alter nothing, and what they do not surround is the same in the line before. */
class MarkingTest {

    private static final LatexPrinter LATEX = new LatexPrinter(DDX.functions(), LatexStyle.TEXTBOOK);
    private static final String ONE = "\\textcolor{#111111}{";
    private static final String OTHER = "\\textcolor{#222222}{";
    private static final String CANCEL = "\\cancel{";
    private static final List<String> MARKS = List.of(ONE, OTHER, CANCEL, "\\boxed{");

    /** The text without marks, and of some also without what they surround. */
    private static String without(String text, Predicate<String> surrounded) {
        StringBuilder out = new StringBuilder();
        ArrayDeque<String> open = new ArrayDeque<>();
        int i = 0;
        while (i < text.length()) {
            String rest = text.substring(i);
            String mark = MARKS.stream().filter(rest::startsWith).findFirst().orElse(null);
            boolean hidden = open.stream().anyMatch(surrounded);
            if (mark != null) {
                open.push(mark);
                i += mark.length();
                if (!hidden && surrounded.test(mark)) {
                    // Where something was is seen.
                    out.append('|');
                }
                continue;
            }
            char c = text.charAt(i++);
            if (c == '{') {
                open.push("{");
            } else if (c == '}' && !open.pop().equals("{")) {
                continue;
            }
            if (!hidden) {
                out.append(c);
            }
        }
        assertThat(open).isEmpty();
        return out.toString();
    }

    private static String unmarked(String text) {
        return without(text, m -> false);
    }

    /** What stands outside of the marks of a change. */
    private static String outside(String text, String color, boolean before) {
        return without(text, m -> m.equals(color) || before && m.equals(CANCEL)).replace("|", "");
    }

    private static void checkBalanced(String text) {
        for (String mark : MARKS) {
            for (int at = text.indexOf(mark); at >= 0; at = text.indexOf(mark, at + 1)) {
                int depth = 1;
                int left = 0;
                for (int i = at + mark.length(); depth > 0; i++) {
                    depth += text.charAt(i) == '{' ? 1 : text.charAt(i) == '}' ? -1 : 0;
                    left += text.startsWith("\\left", i) && !Character.isLetter(text.charAt(i + 5)) ? 1 : text.startsWith("\\right", i) ? -1 : 0;
                    assertThat(left).as(text).isNotNegative();
                }
                assertThat(left).as(text).isZero();
                // It is no script by itself, and none hangs on it.
                assertThat(at == 0 || "^_".indexOf(text.charAt(at - 1)) < 0).as(text).isTrue();
            }
        }
        assertThat(text).doesNotContain("{}");
    }

    @Test
    void marks_alter_nothing_and_the_rest_is_the_same() throws IOException {
        int changes = 0;
        int whole = 0;
        for (Derivation d : Derivations.all(4)) {
            for (Detail level : List.of(Detail.NORMAL, Detail.FULL)) {
                List<Lines.Line> lines = Lines.of(d, level);
                List<Marking.Row> rows = Marking.inColors(LATEX, "#111111", "#222222").rows(lines, true);
                List<Marking.Row> boxes = Marking.inBoxes(LATEX).rows(lines, false);
                Map<Integer, Integer> last = new HashMap<>();
                for (int i = 0; i < lines.size(); i++) {
                    Lines.Line line = lines.get(i);
                    String right = rows.get(i).right();
                    assertThat(unmarked(right)).isEqualTo(LATEX.print(line.right()));
                    assertThat(unmarked(rows.get(i).left())).isEqualTo(LATEX.print(line.left()));
                    assertThat(unmarked(boxes.get(i).right())).isEqualTo(LATEX.print(line.right()));
                    checkBalanced(right);
                    checkBalanced(boxes.get(i).right());
                    Integer above = last.put(line.block(), i);
                    if (above != null && lines.get(above).left().equals(line.left())) {
                        String before = rows.get(above).right();
                        assertThat(List.of(ONE, OTHER)).as("%s%n%s", before, right)
                                .anyMatch(color -> outside(before, color, true).equals(outside(right, color, false)));
                        changes++;
                        whole += List.of(ONE, OTHER).stream().allMatch(color -> !outside(before, color, true).equals(outside(right, color, false))
                                || outside(right, color, false).isEmpty()) ? 1 : 0;
                    }
                }
            }
        }
        assertThat(whole).isLessThan(changes / 2);
    }

    /** How many boxes there are, none of which may stand within another. */
    private static int boxes(String text) {
        int count = 0;
        ArrayDeque<Boolean> open = new ArrayDeque<>();
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '{') {
                boolean box = text.substring(0, i).endsWith("\\boxed");
                assertThat(box && open.contains(true)).as(text).isFalse();
                count += box ? 1 : 0;
                open.push(box);
            } else if (text.charAt(i) == '}') {
                open.pop();
            }
        }
        return count;
    }

    @Test
    void no_box_stands_within_another() throws IOException {
        int count = 0;
        for (Derivation d : Derivations.all(4)) {
            for (DerivationPrinter.Row r : new DerivationPrinter(DDX.functions(), Detail.FULL).marking(Mark.BOX).rows(d)) {
                count += boxes(r.boxedRight()) - (r.isResult() ? 1 : 0);
                assertThat(!r.isResult() && r.right().startsWith("\\boxed{") && r.right().indexOf('}') == r.right().length() - 1).as(r.right()).isFalse();
            }
        }
        assertThat(count).isPositive();
    }

    private static List<String> rights(String f) {
        Derivation d = DDX.derivation(DDX.parse(f), Sym.of("x"), 1, null);
        List<String> out = new ArrayList<>();
        Marking.inColors(LATEX, "#111111", "#222222").rows(Lines.of(d, Detail.NORMAL), true).forEach(r -> out.add(r.right()));
        return out;
    }

    @Test
    void the_parts_that_change_are_marked_in_both_lines() {
        List<String> rows = rights("x^2*sin(x)");
        // The dot goes with the derivative.
        assertThat(rows.get(0)).isEqualTo(ONE + "\\frac{d}{dx}\\left[x^2\\right]\\cdot}\\sin x+x^2\\cdot\\frac{d}{dx}\\left[\\sin x\\right]");
        assertThat(rows.get(1)).isEqualTo(ONE + "2x}\\sin x+x^2" + OTHER + "\\cdot\\frac{d}{dx}\\left[\\sin x\\right]}");
        assertThat(rows.get(2)).contains(OTHER + "\\cos x}");
    }

    @Test
    void what_is_cancelled_is_crossed_out_and_nothing_else() {
        assertThat(rights("x*ln(x)")).anyMatch(r -> r.contains(CANCEL) && r.contains("1}\\cdot}\\ln x"));
        // A factor that goes into a power of another is not cancelled.
        assertThat(rights("sin(x)^2*cos(x)^3")).noneMatch(r -> r.contains(CANCEL));
        assertThat(Marking.inColors(LATEX, "#111111", "#222222").rows(Lines.of(DDX.simplification(DDX.parse("a*b/(a*c)")), Detail.NORMAL), true).get(0).left())
                .isEqualTo("\\frac{" + CANCEL + "a}b}{" + CANCEL + "a}c}");
        // A part of a sum is never cancelled.
        assertThat(rights("1/(1+e^-x)")).anyMatch(r -> r.contains("\\frac{" + OTHER + "1+e^{-x}}")).noneMatch(r -> r.contains(CANCEL + "+"));
    }

    private static List<String> places(String a, String b) {
        return places(a, b, false);
    }

    private static List<String> places(String a, String b, boolean dropsOnly) {
        Layout x = LATEX.layout(DDX.parse(a));
        Layout y = LATEX.layout(DDX.parse(b));
        return Difference.of(DDX.parse(a), x, DDX.parse(b), y, dropsOnly).stream()
                .map(p -> x.text().substring(p.before().start(), p.before().end()) + " -> " + y.text().substring(p.after().start(), p.after().end())).toList();
    }

    @Test
    void the_smallest_places_that_leave_the_rest_as_it_is() {
        assertThat(places("x+sin(x)+1", "x+cos(x)+1")).containsExactly("\\sin x -> \\cos x");
        assertThat(places("a+b-c", "a-b-c")).containsExactly("+b -> -b");
        assertThat(places("a-b*x", "a-c*x")).containsExactly("b -> c");
        assertThat(places("a+b+c", "a+c")).containsExactly("+b -> ");
        assertThat(places("a+b+c", "b+c")).containsExactly("a+ -> ");
        assertThat(places("a*b/(a*c)", "b/c", true)).containsExactly("a -> ", "a -> ");
        assertThat(places("a+x^2", "a+x^3")).containsExactly("x^2 -> x^3");
        assertThat(places("a+e^(2*x)", "a+e^(3*x)")).containsExactly("2 -> 3");
        assertThat(places("sin(x+1)^2", "sin(x+2)^2")).containsExactly("1 -> 2");
        assertThat(places("(x+1)^2*a", "(x+2)^2*a")).containsExactly("1 -> 2");
        assertThat(places("a*(x+1)", "a*x")).containsExactly("(x+1) -> x");
        assertThat(places("0*a+b", "0+b")).containsExactly("0\\cdot a -> 0");
        assertThat(places("(1+a)/b", "1/b", true)).containsExactly("1+a -> 1");
        assertThat(places("x", "x")).isEmpty();
        assertThat(places("ln(x)", "sin(x)")).containsExactly("\\ln x -> \\sin x");
    }
}
