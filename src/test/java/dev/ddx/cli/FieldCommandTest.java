package dev.ddx.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldCommandTest {

    private static Run ddx(String... arguments) {
        return reading("", arguments);
    }

    private static Run reading(String input, String... arguments) {
        return Run.of(input, arguments);
    }

    private static String infix(String... arguments) {
        String[] all = java.util.Arrays.copyOf(arguments, arguments.length + 2);
        all[arguments.length] = "--format";
        all[arguments.length + 1] = "infix";
        Run run = ddx(all);
        assertThat(run.code()).as(run.err()).isZero();
        return run.out().strip();
    }

    @Test
    void a_gradient_shows_how_each_entry_was_found() {
        Run run = ddx("gradient", "x^2*y + sin(y)", "--verify");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.err()).contains("note: the variables are x, y").contains("verified").doesNotContain("not checked");
        assertThat(run.out()).startsWith("\\begin{aligned}\nf(x,y) &= x^2y+\\sin y \\\\\n\\frac{\\partial f}{\\partial x} &= \\frac{\\partial}{\\partial x}\\left[")
                .contains("\\nabla f &= \\boxed{\\begin{pmatrix} ").doesNotContain("\\frac{d}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "gradient|[x*y^2]|[y^2, 2*x*y]",
        "jacobian|[x*y, x + y]|[[y, x], [1, 1]]",
        "hessian|x*y^2|[[0, 2*y], [2*y, 2*x]]",
        "laplacian|x^2 + y^2 + z^2|6",
        "divergence|[x^2, y^2]|2*(x + y)",
        "curl|[-y, x]|2",
        "curl|[x, y, z]|[0, 0, 0]",
        "differential|x^2 + y|2*x*dx + dy",
    })
    void the_infix_form_is_a_list(String command, String functions, String expected) {
        assertThat(infix(command, functions)).isEqualTo(expected);
    }

    @Test
    void components_may_be_arguments_or_a_list() {
        assertThat(infix("jacobian", "x*y", "x+y")).isEqualTo(infix("jacobian", "[x*y, x+y]")).isEqualTo(infix("jacobian", "x*y, x+y"));
        assertThat(infix("jacobian", "(u = x*y, v = x+y)", "-x", "y,x")).isEqualTo("[[x, y], [1, 1]]");
    }

    @Test
    void coordinates_stand_in_the_order_of_the_alphabet() {
        assertThat(infix("gradient", "z*x^2*y")).isEqualTo("[2*x*y*z, x^2*z, x^2*y]");
        assertThat(ddx("gradient", "m*v^2*k", "--variables", "v", "--format", "text").out()).contains("2m·k·v");
    }

    @Test
    void at_a_point() {
        Run run = ddx("gradient", "x^2*y", "--at", "1,2");
        assertThat(run.out()).contains("\\left.\\frac{\\partial f}{\\partial x}\\right|_{x=1,\\,y=2} &= 2\\cdot 1\\cdot 2")
                .contains("\\left.\\nabla f\\right|_{(x,y)=(1,2)} &= \\boxed{\\begin{pmatrix} 4 \\\\ 1 \\end{pmatrix}}");
        assertThat(infix("gradient", "x^2*y", "--at", "y = 2, x = 1")).isEqualTo("[4, 1]");
        assertThat(infix("directional", "x^2*y", "--along", "3,4", "--at", "1,2")).isEqualTo("16/5");
        assertThat(infix("directional", "x^2*y", "--along", "3,4", "--no-unit", "--at", "1,2")).isEqualTo("16");
        Run kink = ddx("gradient", "abs(x)*y", "--at", "0,1");
        assertThat(kink.code()).isEqualTo(4);
        assertThat(kink.err()).contains("not differentiable");
    }

    @Test
    void a_hessian_in_a_terminal_is_a_matrix_and_says_that_it_is_symmetric() {
        assertThat(ddx("hessian", "x^2*y^3", "--format", "text").out()).contains("H = ⎡ ").contains("    ⎣ ").contains("— Symmetric by Schwarz's theorem");
        assertThat(ddx("hessian", "x^2*y^3", "--format", "text", "--language", "de").out()).contains("— Symmetrisch nach dem Satz von Schwarz");
    }

    @ParameterizedTest
    @ValueSource(strings = {"latex", "document", "text", "markdown", "json", "infix"})
    void every_operator_has_every_format(String format) {
        for (String[] command : new String[][] {{"gradient", "x*y"}, {"jacobian", "[x*y, y/x]"}, {"hessian", "x*y"}, {"laplacian", "x*y"},
            {"divergence", "[x*y, y]"}, {"curl", "[x*y, y, z]"}, {"differential", "x*y"}, {"directional", "x*y", "--along=1,1"}}) {
            String[] all = java.util.Arrays.copyOf(command, command.length + 1);
            all[command.length] = "--format=" + format;
            Run run = ddx(all);
            assertThat(run.code()).as(run.err()).isZero();
            assertThat(run.out()).isNotBlank().doesNotContain("null");
        }
    }

    @Test
    void its_json_can_be_checked_again_and_a_wrong_entry_is_found(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("field.json");
        Files.writeString(file, ddx("hessian", "x^2*sin(y)", "--format", "json").out());
        Run verified = ddx("verify", file.toString());
        assertThat(verified.code()).as(verified.out() + verified.err()).isZero();
        assertThat(verified.out()).contains("1:1 ").contains("5:");
        Files.writeString(file, Files.readString(file).replaceFirst("(\"entries\" : \\[ \\{\\s*\"infix\" : \")", "$13*"));
        assertThat(ddx("verify", file.toString()).code()).isEqualTo(6);
    }

    @Test
    void shared_parts_have_names() {
        assertThat(infix("hessian", "sin(x*y)*exp(x*y)", "--shared")).startsWith("let t_1 = exp(x*y); ").endsWith("]]");
        assertThat(infix("hessian", infix("gradient", "let t = x*y; t^2", "--shared").replaceAll("[\\[\\]]|, .*", ""))).isEqualTo("[[0, 4*y], [4*y, 4*x]]");
    }

    @Test
    void a_batch_answers_in_lists() {
        assertThat(reading("{\"id\":1,\"f\":[\"x*y\",\"x+y\"],\"verify\":true}\n", "batch", "--op", "jacobian").out())
                .startsWith("{\"id\":1,\"kind\":\"jacobian\",\"variables\":[\"x\",\"y\"],\"shape\":[2,2],\"result\":[[\"y\",\"x\"],[\"1\",\"1\"]]").contains("\"unchecked\":0");
        assertThat(reading("{\"id\":1,\"f\":\"x^2*y\",\"along\":\"3,4\",\"at\":{\"x\":1,\"y\":2}}\n", "batch", "--op", "directional").out()).contains("\"result\":\"16/5\"");
        assertThat(reading("{\"f\":\"[x*y, y\"}\n", "batch", "--op", "jacobian").out()).contains("\"kind\":\"syntax\"");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "gradient|3|no variable",
        "gradient|[x, y]|one function",
        "gradient|[]|the list is empty",
        "curl|[x, y, z, t]|two or three",
        "directional|x*y|direction is missing",
        "jacobian|x < y|as an equation that names it",
    })
    void what_does_not_fit_is_said(String command, String functions, String message) {
        Run run = ddx(command, functions);
        assertThat(run.code()).isIn(2, 3);
        assertThat(run.err()).contains(message);
    }

    @Test
    void the_jacobian_of_softmax_in_terms_of_itself() {
        // s_i(δ_ij − s_j), as in Goodfellow, Bengio and Courville, Deep Learning, 6.2.2.3, and in every course on neural networks.
        assertThat(infix("jacobian", "softmax(x, y, z)", "--in-terms-of", "s")).isEqualTo("[[s_1*(1 - s_1), -s_1*s_2, -s_1*s_3], "
                + "[-s_1*s_2, s_2*(1 - s_2), -s_2*s_3], [-s_1*s_3, -s_2*s_3, s_3*(1 - s_3)]]");
        assertThat(infix("jacobian", "softmax(x, y)", "--in-terms-of", "s")).isEqualTo("[[s_1*(1 - s_1), -s_1*s_2], [-s_1*s_2, s_2*(1 - s_2)]]");
        Run run = ddx("jacobian", "softmax(x, y, z)", "--in-terms-of", "s", "--verify");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.err()).contains("verified").doesNotContain("not checked");
        assertThat(run.out()).contains("In vector form $J = \\operatorname{diag}(s)-s\\,s^{\\mathsf T}$");
        assertThat(ddx("jacobian", "softmax(x, 2*y)", "--in-terms-of", "s").out()).doesNotContain("In vector form");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "jacobian|[r*cos(t), r*sin(t)]|r,t|P|[[cos(t), -P_2], [sin(t), P_1]]",
        "gradient|1/(1+e^-(a*x+b*y))|x,y|s|[a*s*(1 - s), b*s*(1 - s)]",
        "gradient|tanh(x+2y)|x,y|h|[1 - h^2, 2 - 2*h^2]",
    })
    void entries_in_terms_of_the_functions(String command, String functions, String variables, String name, String expected) {
        assertThat(infix(command, functions, "-x", variables, "--in-terms-of", name)).isEqualTo(expected);
    }

    @Test
    void what_is_no_polynomial_in_the_functions_is_said() {
        assertThat(ddx("gradient", "x*y", "--in-terms-of", "s").err()).contains("no entry is a polynomial in");
        assertThat(ddx("gradient", "x*y", "--in-terms-of", "y").err()).contains("occurs in the functions");
        assertThat(ddx("hessian", "x*y", "--in-terms-of", "s").code()).isEqualTo(2);
    }

    @Test
    void a_name_for_the_function_itself_is_verified() {
        Run run = ddx("y = L/(1+e^(-k*(x-c)))", "--in-terms-of", "y", "--verify", "--result", "--format", "infix");
        assertThat(run.out()).isEqualTo("k*y*(L - y)/L\n");
        assertThat(run.err()).contains("verified").doesNotContain("not checked");
    }

    @Test
    void norms_and_vectors_are_read() {
        assertThat(infix("gradient", "norm(x, y)")).isEqualTo("[x/sqrt(x^2 + y^2), y/sqrt(x^2 + y^2)]");
        assertThat(infix("gradient", "norm(x, y; 4)^4")).isEqualTo("[4*x^3, 4*y^3]");
        assertThat(infix("gradient", "logsumexp(x, y)")).isEqualTo("[exp(x)/(exp(x) + exp(y)), exp(y)/(exp(x) + exp(y))]");
        assertThat(infix("hessian", "a*x^2 + 2*b*x*y + c*y^2", "-x", "x,y")).isEqualTo("[[2*a, 2*b], [2*b, 2*c]]");
        assertThat(ddx("softmax(x, y)").err()).contains("softmax is a vector");
    }

    @Test
    void a_derivative_that_is_typed_is_carried_out() {
        Run run = ddx("diff(x^2*y, x, y)", "--result", "--format", "infix");
        assertThat(run.out()).isEqualTo("2*x\n");
        assertThat(run.err()).contains("note: the derivative that was typed is carried out");
        assertThat(infix("d/dx d/dy (x^2*y^2)")).isEqualTo("4*x*y");
        assertThat(infix("diff(x^2*y, x)", "-x", "x")).isEqualTo("2*y");
        assertThat(infix("x^2*y^3", "-x", "x,y")).isEqualTo("6*x*y^2");
        assertThat(infix("x^4*y^3", "-x", "x,2,y")).isEqualTo("36*x^2*y^2");
        assertThat(ddx("x^2*y^3", "-x", "x,y", "-n", "2").code()).isEqualTo(2);
        assertThat(ddx("x^2*y^3", "-x", "x,y").out()).contains("\\frac{\\partial^2}{\\partial x\\,\\partial y}").doesNotContain("\\frac{d}");
        assertThat(reading("{\"f\":\"diff(x^2*y, x, y)\"}\n{\"f\":\"x^3*y\",\"var\":\"x,x,y\"}\n", "batch", "--op", "diff").out())
                .contains("\"derivative\":\"2*x\"").contains("\"derivative\":\"6*x\"");
    }
}
