package dev.ddx.render;

import static dev.ddx.render.Derivations.DDX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ddx.expr.DdxException;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Sym;
import dev.ddx.rewrite.Derivation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A coarser level, and what the reader knows, only leave lines out. */
class LinesTest {

    private static final List<String> FAMILIES = List.of("chain", "product", "quotient", "power", "sum", "constant", "constant-multiple", "exponential",
            "identity", "function", "chain-power", "limit", "cancel", "one-product");

    private record Printed(Expr left, Expr right, int depth) {
    }

    private static List<Printed> printed(Derivation d, Detail detail, Mastered mastered) {
        return Lines.of(d, detail, mastered).stream().map(l -> new Printed(l.left(), l.right(), l.depth())).toList();
    }

    private static boolean isAmong(List<Printed> coarse, List<Printed> fine) {
        int i = 0;
        for (Printed p : fine) {
            i += i < coarse.size() && coarse.get(i).equals(p) ? 1 : 0;
        }
        return i == coarse.size();
    }

    private static Mastered random(Random random) {
        List<String> names = new ArrayList<>(FAMILIES);
        java.util.Collections.shuffle(names, random);
        return Mastered.of(names.subList(0, 1 + random.nextInt(names.size() - 1)).stream()
                .filter(n -> DDX.rules().stream().anyMatch(r -> r.name().startsWith(n))).toList(), DDX.rules());
    }

    private static void checkSubset(Derivation d, List<Printed> coarse, List<Printed> fine) {
        assertThat(isAmong(coarse, fine)).as("%s:%n%s%namong%n%s", d.start(), coarse, fine).isTrue();
    }

    @Test
    void the_lines_of_a_coarser_level_are_among_those_of_a_finer_one() throws IOException {
        Random random = new Random(3);
        int fewer = 0;
        List<Derivation> all = Derivations.all(1);
        assertThat(all).hasSizeGreaterThanOrEqualTo(500);
        for (Derivation d : all) {
            List<Mastered> readers = List.of(Mastered.NOTHING, Mastered.of(List.of("product", "chain"), DDX.rules()), random(random), random(random));
            for (Mastered m : readers) {
                List<Printed> brief = printed(d, Detail.BRIEF, m);
                List<Printed> normal = printed(d, Detail.NORMAL, m);
                List<Printed> full = printed(d, Detail.FULL, m);
                assertThat(brief).hasSize(1);
                checkSubset(d, brief, normal);
                checkSubset(d, normal, full);
                for (Detail level : Detail.values()) {
                    List<Printed> without = printed(d, level, Mastered.NOTHING);
                    List<Printed> with = printed(d, level, m);
                    checkSubset(d, with, without);
                    assertThat(with.get(with.size() - 1)).isEqualTo(without.get(without.size() - 1));
                    fewer += with.size() < without.size() ? 1 : 0;
                }
            }
        }
        assertThat(fewer).isGreaterThan(all.size());
    }

    @Test
    void no_line_is_that_before_it() throws IOException {
        for (Derivation d : Derivations.all(2).subList(0, 200)) {
            for (Detail level : Detail.values()) {
                List<Printed> lines = printed(d, level, Mastered.NOTHING);
                for (int i = 1; i < lines.size(); i++) {
                    assertThat(lines.get(i)).as("%s", d.start()).isNotEqualTo(lines.get(i - 1));
                }
            }
        }
    }

    private static List<String> reasons(String f, Detail detail, String... names) {
        Derivation d = DDX.derivation(DDX.parse(f), Sym.of("x"), 1, null);
        return Lines.of(d, detail, Mastered.of(List.of(names), DDX.rules())).stream().flatMap(l -> l.reasons().stream()).map(r -> r.fill(e -> e.toString())).toList();
    }

    @Test
    void what_the_reader_knows_is_not_told() {
        assertThat(reasons("x^2*sin(x)", Detail.NORMAL)).anyMatch(r -> r.startsWith("Product rule"));
        assertThat(reasons("x^2*sin(x)", Detail.NORMAL, "product")).isNotEmpty().noneMatch(r -> r.startsWith("Product rule"));
        assertThat(reasons("(x^2+1)^3", Detail.NORMAL)).anyMatch(r -> r.startsWith("Chain rule"));
        assertThat(reasons("(x^2+1)^3", Detail.NORMAL, "chain")).isNotEmpty().noneMatch(r -> r.startsWith("Chain rule"));
        assertThat(reasons("sin(x^2)", Detail.NORMAL, "chain")).isNotEmpty().noneMatch(r -> r.startsWith("Chain rule"));
        assertThat(reasons("ln(x)/x", Detail.NORMAL)).anyMatch(r -> r.contains("into the quotient rule"));
        assertThat(reasons("ln(x)/x", Detail.NORMAL, "quotient")).isNotEmpty().noneMatch(r -> r.toLowerCase(java.util.Locale.ROOT).contains("quotient rule"));
        // A line for several rules names those that are not known.
        assertThat(reasons("x^3+2*x+1", Detail.NORMAL)).anyMatch(r -> r.contains("power rule") && r.startsWith("Sum rule"));
        assertThat(reasons("x^3+2*x+1", Detail.NORMAL, "sum", "constant")).anyMatch(r -> r.startsWith("Power rule") && !r.contains("onstant rule"));
        // Nor is a side computation that needs nothing else.
        assertThat(reasons("1/(1+e^-x)", Detail.NORMAL, "constant")).noneMatch(r -> r.equals("Constant rule"));
    }

    @Test
    void a_name_of_no_rule_is_refused() {
        assertThatThrownBy(() -> Mastered.of(List.of("chian"), DDX.rules())).isInstanceOf(DdxException.class).hasMessageContaining("'chian'")
                .hasMessageContaining("chain-power").hasMessageContaining(" product");
    }
}
