package dev.ddx.prove;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.ddx.Ddx;
import dev.ddx.expr.DdxException;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Sym;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What is written for Coq, and where coqc is installed what it says to it. With -Dddx.coq=all every rule and every function
 * is checked, and that none of these theorems is proved with another derivative, or without its domain; and with
 * -Dddx.corpus=FOLDER the derivatives of deriv_pairs.jsonl and, by the first variable, of feynman.jsonl there; -Dddx.files=feynman
 * takes one of them.
 */
class CoqProofsTest {

    private static final Ddx DDX = Ddx.standard();
    private static final String PROOF = "Proof. derivative. Qed.";
    private static final Pattern THEOREM = Pattern.compile("Theorem (\\w+) : (forall.*?),\n(.*?)  (is_derive \\(fun [^\n]*)\n    \\((.*?)\\)\\.\nProof\\. derivative\\. Qed\\.", Pattern.DOTALL);

    /** For one call of coqc; -Dddx.seconds=N for another limit. */
    private static final int SECONDS = Integer.getInteger("ddx.seconds", 300);
    private static final int OUT_OF_TIME = -1;

    @TempDir
    Path folder;

    private record Checked(int code, String out) {
    }

    private static boolean isInstalled() {
        try {
            Process p = new ProcessBuilder("coqc", "-where").redirectErrorStream(true).start();
            Path where = Path.of(new String(p.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip());
            return p.waitFor() == 0 && Files.isDirectory(where.resolve("user-contrib/Coquelicot"));
        } catch (IOException | InterruptedException none) {
            return false;
        }
    }

    private Checked coqc(String text) throws Exception {
        assumeTrue(isInstalled(), "coqc and Coquelicot are not installed");
        Path file = folder.resolve("ddx_proof.v");
        Files.writeString(file, text);
        Path out = folder.resolve("out.txt");
        Process p = new ProcessBuilder("coqc", "-q", file.toString()).directory(folder.toFile()).redirectErrorStream(true).redirectOutput(out.toFile()).start();
        if (!p.waitFor(SECONDS, TimeUnit.SECONDS)) {
            p.destroyForcibly().waitFor();
            return new Checked(OUT_OF_TIME, "not decided in " + SECONDS + " s");
        }
        return new Checked(p.exitValue(), Files.readString(out));
    }

    private static String coq(String f, int order) {
        return DDX.coq(DDX.parse(f), Sym.of("x"), order);
    }

    private static String theorem(String text) {
        return text.substring(text.indexOf("(* Theorems. *)"));
    }

    // ---- what is written

    @Test
    void the_flagship() {
        String text = coq("1/(1+e^-x)", 1);
        assertThat(text).contains("Definition sigma (x : R) : R := 1 / (1 + exp (- x)).");
        assertThat(theorem(text)).contains("forall (x : R),\n  is_derive (fun x => 1 / (1 + exp (- x))) x\n    (sigma x * (1 - sigma x)).\n" + PROOF);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '@', value = {
        "ln(x) @ x > 0 ->",
        "1/x @ x <> 0 ->",
        "sqrt(x) @ x > 0 ->",
        "x^n @ x > 0 ->",
        "asin(x) @ - 1 < x /\\ x < 1 ->",
        "tan(x) @ cos x <> 0 ->",
        "x^(2/3) @ root 3 x ^ 2",
        "x^(-3) @ / x ^ 3",
        "0.25*x @ (25 / 100) * x",
        "-x^2 @ - x ^ 2",
    })
    void domains_and_powers(String f, String written) {
        assertThat(theorem(coq(f, 1))).contains(written);
    }

    @Test
    void assumptions_are_hypotheses() {
        Ddx positive = DDX.assuming("a > 0").assuming("n integer");
        String text = theorem(positive.coq(positive.parse("a*x^n"), Sym.of("x"), 1));
        assertThat(text).contains("(x a : R) (n : Z)", "a > 0 ->", "powerRZ x n", "IZR n");
    }

    @Test
    void names_that_mean_something_in_Coq() {
        String text = theorem(coq("fun*x + forall_1*sin(x) + R + exp_1", 1));
        assertThat(text).contains("fun_ * x", "R_");
        assertThat(text).doesNotContain("fun *");
    }

    @Test
    void unknown_functions_have_derivatives_by_hypothesis() {
        Ddx ddx = DDX.withFunction("g");
        String text = theorem(ddx.coq(ddx.parse("g(x^2)"), Sym.of("x"), 1));
        assertThat(text).contains("(g g' : R -> R)", "(forall t, is_derive g t (g' t)) ->", "g' (x ^ 2)");
    }

    @Test
    void a_definition_with_a_parameter_from_outside() {
        Ddx ddx = DDX.define("g(x) = c*x^2");
        String text = ddx.coq(ddx.parse("g(x)"), Sym.of("x"), 1);
        assertThat(text).contains("Definition g (c x : R) : R := c * x ^ 2.", "is_derive (fun x => g c x) x");
    }

    @Test
    void what_Coq_lacks_is_named() {
        assertThatThrownBy(() -> coq("erf(x) + gamma(x)", 1)).isInstanceOfSatisfying(DdxException.class, e -> {
            assertThat(e.kind()).isEqualTo(DdxException.Kind.UNKNOWN_FUNCTION);
            assertThat(e.getMessage()).contains("erf", "gamma");
        });
        assertThatThrownBy(() -> coq("piecewise(x, x > 0; 0)", 1)).hasMessageContaining("piecewise");
        assertThatThrownBy(() -> DDX.withComplex(true).coq(Sym.of("x"), Sym.of("x"), 1)).hasMessageContaining("--complex");
        assertThatThrownBy(() -> coq("x", 0)).hasMessageContaining("order");
        assertThatThrownBy(() -> coq("d^n/dx^n sin(x)", 1)).isInstanceOf(DdxException.class).hasMessageContaining("given orders");
    }

    /** Each rule of differentiation and each function is a theorem or is named as left out. */
    @Test
    void nothing_is_skipped() {
        String text = DDX.coqRules();
        String theorems = theorem(text);
        String leftOut = theorems.substring(theorems.indexOf("(* Left out"));
        DDX.rules().stream().filter(r -> r.group().equals("differentiation")).forEach(r ->
                assertThat(Pattern.compile("Theorem rule_" + r.name().replace('-', '_') + "(_natural)? ").matcher(theorems).find()
                        || leftOut.contains("the rule " + r.name() + " (by ")).as(r.name()).isTrue());
        assertThat(leftOut).doesNotContain("the rule product (", "the rule quotient (", "the rule power (");
        DDX.functions().all().forEach(f ->
                assertThat(theorems.contains("Theorem function_" + f.name() + " ") || Pattern.compile("\\W" + f.name() + "\\W").matcher(leftOut).find()).as(f.name()).isTrue());
        assertThat(leftOut).contains("erf", "gamma", "relu (by piecewise)");
    }

    // ---- what Coq says

    @Test
    void coqc_accepts_the_flagship_and_no_other_derivative() throws Exception {
        String text = coq("1/(1+e^-x)", 1);
        Checked right = coqc(text);
        assertThat(right.code()).as(right.out()).isZero();
        Checked wrong = coqc(text.replace("(sigma x * (1 - sigma x)).\n", "(sigma x * (1 + sigma x)).\n"));
        assertThat(wrong.code()).isNotZero();
        assertThat(wrong.out()).contains("Error", "line " + (1 + text.substring(0, text.lastIndexOf(PROOF)).lines().count()));
    }

    @Test
    void coqc_rejects_a_right_derivative_without_its_domain() throws Exception {
        String text = coq("x*ln(x)", 1);
        String without = text.replace("  x > 0 ->\n  is_derive (fun x => x * ln x)", "  is_derive (fun x => x * ln x)");
        assertThat(without).isNotEqualTo(text);
        Checked wrong = coqc(without);
        assertThat(wrong.code()).isNotZero();
        assertThat(wrong.out()).contains("Error", "line " + (1 + without.substring(0, without.lastIndexOf(PROOF)).lines().count()));
    }

    @Test
    void coqc_accepts_each_order() throws Exception {
        Checked right = coqc(coq("x^2*sin(x)/(x - 1)", 2));
        assertThat(right.code()).as(right.out()).isZero();
    }

    /** The theorems of a text with one thing changed in each, none of which may be proved. */
    private static String mutants(String text) {
        StringBuilder out = new StringBuilder(text);
        Matcher m = THEOREM.matcher(text);
        int n = 0;
        while (m.find()) {
            List<String> domain = new ArrayList<>();
            List<String> other = new ArrayList<>();
            m.group(3).lines().forEach(l -> (l.contains("is_derive") || l.contains("%nat") ? other : domain).add(l));
            String given = String.join("\n", other) + "\n";
            List<String> wrong = new ArrayList<>(List.of(m.group(3) + m.group(4) + "\n    (" + m.group(5) + " + 1).", m.group(3) + m.group(4) + "\n    (3 * (" + m.group(5) + ") + 5)."));
            if (!domain.isEmpty()) {
                wrong.add(given + m.group(4) + "\n    (" + m.group(5) + ").");
            }
            for (String w : wrong) {
                out.append("\nTheorem wrong_").append(++n).append(" : ").append(m.group(2)).append(",\n").append(w).append("\nProof. Fail derivative. Abort.\n");
            }
        }
        assertThat(n).isGreaterThan(1);
        return out.toString();
    }

    @Test
    void coqc_accepts_every_rule_and_no_mutant_of_one() throws Exception {
        assumeTrue("all".equals(System.getProperty("ddx.coq")), "-Dddx.coq=all checks all");
        String text = DDX.coqRules();
        Checked rules = coqc(text);
        assertThat(rules.code()).as(rules.out()).isZero();
        String mutants = mutants(text);
        Checked none = coqc(mutants);
        assertThat(none.code()).as(none.out()).isZero();
        System.out.println("Coq accepts " + THEOREM.matcher(text).results().count() + " theorems on rules and functions and rejects "
                + Pattern.compile("Theorem wrong_").matcher(mutants).results().count() + " mutants");
    }

    @Test
    void coqc_accepts_what_others_test() throws Exception {
        String corpus = System.getProperty("ddx.corpus");
        assumeTrue(corpus != null && "all".equals(System.getProperty("ddx.coq")), "-Dddx.coq=all -Dddx.corpus=FOLDER checks the corpus");
        List<String> notProved = new ArrayList<>();
        List<String> lacking = new ArrayList<>();
        int proved = 0;
        for (String name : System.getProperty("ddx.files", "deriv_pairs,feynman").split(",")) {
            for (String line : Files.readAllLines(Path.of(corpus, name + ".jsonl"))) {
                Map<String, Object> row = JSON.std.mapFrom(line);
                String f = (String) row.get("f");
                String by = row.get("vars") instanceof List<?> all ? (String) all.get(0) : (String) row.get("var");
                long start = System.nanoTime();
                String said;
                try {
                    Expr e = DDX.read(f, Set.of(by), true).expression();
                    Checked c = coqc(DDX.coq(e, Sym.of(by), (Integer) row.getOrDefault("order", 1)));
                    said = c.code() == 0 ? "proved" : "NOT PROVED: " + c.out().strip();
                    if (c.code() == 0) {
                        proved++;
                    } else {
                        notProved.add(f + "\n" + c.out());
                    }
                } catch (DdxException e) {
                    said = "lacking: " + e.getMessage();
                    lacking.add(f + ": " + e.getMessage());
                }
                System.out.printf("%s by %s, %.1f s, %s%n", f, by, (System.nanoTime() - start) / 1e9, said);
            }
        }
        System.out.println("proved " + proved + ", not proved " + notProved.size() + ", not in Coq's library " + lacking.size());
        // A proof that is not found is no wrong derivative; most are found.
        assertThat(notProved.size()).as(String.join("\n", notProved)).isLessThanOrEqualTo((proved + notProved.size()) / 10);
    }
}
