package dev.ddx.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VerifyCommandTest {

    private static Run ddx(String input, String... arguments) {
        return Run.of(input, arguments);
    }

    private static String json(String... arguments) {
        String[] all = java.util.Arrays.copyOf(arguments, arguments.length + 2);
        all[arguments.length] = "--format";
        all[arguments.length + 1] = "json";
        Run run = ddx("", all);
        assertThat(run.code()).as(run.err()).isZero();
        return run.out();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1/(1+e^-x)", "x^x", "sin(x)^2*cos(x)", "abs(x)*x", "ln(1+e^x)", "max(x, a*x)", "piecewise(x^2, x > 0; -x, x <= 0)",
        "|x|^3 + sqrt(x)", "sin(3 x)/x^2"})
    void the_json_alone_is_enough(String f) {
        Run run = ddx(json(f), "verify", "-");
        assertThat(run.code()).as(run.out() + run.err()).isZero();
        assertThat(run.out()).contains("exact");
    }

    @Test
    void the_form_that_reuses_and_the_one_that_loses_less() {
        for (String[] command : new String[][] {{"superior", "1/(1+e^-x)"}, {"superior", "tanh(x)", "-n", "2"}, {"stable", "sqrt(x+1)-sqrt(x)"}}) {
            Run run = ddx(json(command), "verify", "-");
            assertThat(run.code()).as(run.out() + run.err()).isZero();
            assertThat(run.out()).contains("exact");
        }
        String json = json("superior", "1/(1+e^-x)");
        Run changed = ddx(json.replace("\"infix\" : \"y*(E*y)\"", "\"infix\" : \"y*(E+y)\""), "verify", "-");
        assertThat(changed.code()).as(changed.out()).isEqualTo(6);
    }

    @Test
    void each_derivation_of_an_answer_of_several_parts() {
        for (String[] command : new String[][] {{"tangent", "x^2", "--at", "x=1"}, {"taylor", "e^x", "--at", "x=0", "-n", "3"}, {"critical", "x^3-3x"},
            {"superior", "[r*cos(t), r*sin(t)]", "-x", "r,t"}, {"limit", "sqrt(x^2+x)-x", "--at", "x=oo"}, {"limit", "1/x", "--at", "x=0"}, {"limit", "1/x^2", "--at", "x=0"}}) {
            Run run = ddx(json(command), "verify", "-");
            assertThat(run.code()).as(String.join(" ", command) + run.out() + run.err()).isZero();
            assertThat(run.out()).contains("step");
        }
        String json = json("limit", "1/x", "--at", "x=0");
        assertThat(ddx(json.replace("\"infix\" : \"oo\"", "\"infix\" : \"-oo\""), "verify", "-").code()).isEqualTo(6);
        assertThat(ddx(json("limit", "sin(x)", "--at", "x=oo"), "verify", "-").code()).isEqualTo(2);
    }

    @Test
    void with_functions_of_ones_own() {
        String[] definition = {"L/(1+e^(-k*(x-c)))", "--define", "g(x) = L/(1+e^(-k*(x-c)))"};
        assertThat(ddx(json(definition), "verify", "-").code()).isZero();
        assertThat(ddx(json("x*f(x^2)", "--function", "f"), "verify", "-").code()).isZero();
    }

    @Test
    void what_was_assumed_to_be_real_is_in_the_file() {
        String json = json("abs(a*z)", "-x", "z", "--complex", "--assume", "z real", "--assume", "a real");
        assertThat(ddx(json, "verify", "-").code()).isZero();
        String written = "\"z real\"";
        assertThat(json).contains(written);
        assertThat(ddx(json.replace(written, "\"z != 1\""), "verify", "-").code()).isEqualTo(6);
        assertThat(json("abs(x)", "--assume", "x real")).doesNotContain("x real");
    }

    /** One without a condition that excludes a branch cut, or says that z is real, says too much. */
    @ParameterizedTest
    @CsvSource(delimiter = '@', value = {
        "ln(z) @ z not<= 0", "sqrt(z) @ z not<= 0", "z^a @ z not<= 0", "ln(1 - 2*z) @ z not>= 1/2", "asin(z) @ z not<= -1", "asin(z) @ z not>= 1",
        "acosh(z) @ z not<= 1", "atan(z) @ z^2 not<= -1", "acoth(z) @ 1/z^2 not>= 1", "abs(z) @ -oo < z < oo", "floor(z) @ -oo < z < oo", "sign(z) @ -oo < z < oo",
        "max(z, w) @ -oo < w < oo",
    })
    void in_complex_mode_the_conditions_count(String f, String condition) {
        String json = json(f, "-x", "z", "--complex");
        Run untouched = ddx(json, "verify", "-");
        assertThat(untouched.code()).as(untouched.out() + untouched.err()).isZero();
        String written = "\"infix\" : \"" + condition + "\"";
        assertThat(json).contains(written);
        Run without = ddx(json.replace(written, "\"infix\" : \"1 < 2\""), "verify", "-");
        assertThat(without.code()).as(without.out()).isEqualTo(6);
        assertThat(without.err()).contains("has no complex derivative there, and no condition says so, at z = ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '@', value = {
        "sigma(x)*(1 - sigma(x)) @ sigma(x)*(1 + sigma(x))",
        "1/(1 + exp(-x)) @ 1/(1 - exp(-x))",
        "(1 + exp(-x) - 1) @ (1 + exp(-x) - 2)",
        "\"v\" : \"1 + exp(-x)\" @ \"v\" : \"1\"",
        "\"rule\" : \"quotient\" @ \"rule\" : \"constant\"",
    })
    void a_file_that_was_changed_is_rejected(String right, String wrong) {
        String json = json("1/(1+e^-x)");
        assertThat(json).contains(right);
        int last = json.lastIndexOf(right);
        Run run = ddx(json.substring(0, last) + wrong + json.substring(last + right.length()), "verify", "-");
        assertThat(run.code()).as(run.out()).isEqualTo(6);
        assertThat(run.err()).startsWith("not verified: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[1]", "{", "{\"start\": 3}", "{\"start\": {\"infix\": \"x\"}, \"rules\": {}, \"steps\": 5}",
        "{\"start\": {\"infix\": \"x\"}, \"rules\": {\"a\": \"x\"}}", "{\"start\": {\"infix\": \"x\"}, \"rules\": {}, \"steps\": [{\"path\": [\"a\"]}]}"})
    void what_is_not_a_derivation_is_refused(String text) {
        Run run = ddx(text, "verify", "-");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("this is not a derivation");
    }

    @Test
    void what_a_terminal_would_obey_is_refused() {
        String certificate = json("x^2");
        for (String escape : java.util.List.of("\\u001b[2J", "\\u007f", "\\n9 steps: 9 exact", "\\u202e")) {
            Run run = ddx(certificate.replaceFirst("(\"rule\" ?: ?\")", "$1" + escape.replace("\\", "\\\\")), "verify", "-");
            assertThat(run.code()).isEqualTo(2);
            assertThat(run.err()).contains("control character");
        }
    }

    @Test
    void a_file_that_is_not_there() {
        assertThat(ddx("", "verify", "/no/such/file").code()).isEqualTo(2);
    }

    @Test
    void diff_and_simplify_verify_on_request() {
        Run run = ddx("", "x^2*sin(x)", "--verify", "--result");
        assertThat(run.code()).isZero();
        assertThat(run.err()).contains("verified").contains("exact");
        assertThat(ddx("", "simplify", "2*x+3*x", "--verify").err()).contains("verified");
        assertThat(ddx("", "x^2", "--format", "markdown", "--no-verify").err()).isEmpty();
    }

    @Test
    void a_wrong_rule_is_never_printed(@org.junit.jupiter.api.io.TempDir java.nio.file.Path folder) throws java.io.IOException {
        java.nio.file.Path rules = folder.resolve("wrong.txt");
        java.nio.file.Files.writeString(rules, "group differentiation\n\nrule wrong \"Wrong rule\": d/dx[sqrt(x)] -> 1/sqrt(x)\n");
        Run run = ddx("", "sqrt(x)", "--load", rules.toString(), "--verify");
        assertThat(run.code()).isEqualTo(70);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("please report it");
        assertThat(ddx("", "sqrt(x)", "--load", rules.toString(), "--format", "markdown").code()).isEqualTo(70);
    }

    @Test
    void a_batch_line_may_ask_for_it() {
        Run run = ddx("{\"f\":\"x*sin(x)\",\"verify\":true}\n{\"f\":\"x\",\"verify\":3}\n", "batch", "--op", "diff");
        assertThat(run.out()).contains("\"verified\":{\"steps\":").contains("\"error\":{\"kind\":\"usage\"");
    }
}
