package dev.ddx.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CurveCommandsTest {

    private record Run(int code, String out, String err) {
    }

    private static Run ddx(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = Main.run(arguments, new ByteArrayInputStream(new byte[0]), out, err);
        return new Run(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    @Test
    void the_lines_are_those_of_a_textbook() {
        Run run = ddx("implicit", "x^2 + x*y + y^3 = 7", "y", "x");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).startsWith("\\begin{aligned}\nx^2+xy+y^3 &= 7 &&\\text{Implicit differentiation: $y$ depends on $x$}")
                .contains("\\frac{d}{dx}\\left[x^2+xy+y^3\\right] &= \\frac{d}{dx}\\left[7\\right] &&\\text{Differentiate both sides with respect to $x$}")
                .contains("x\\cdot\\frac{dy}{dx}+3y^2\\cdot\\frac{dy}{dx} &= -2x-y &&\\text{Collect the terms with $\\frac{dy}{dx}$ on the left}")
                .contains("\\left(x+3y^2\\right)\\cdot\\frac{dy}{dx} &= -2x-y")
                .contains("\\boxed{-\\frac{2x+y}{x+3y^2}}").contains("for $x+3y^2\\ne 0$");
    }

    @Test
    void the_second_derivative_is_shortened_by_the_equation() {
        Run run = ddx("implicit", "x^2 + y^2 = 25", "-n", "2", "--verify");
        assertThat(run.out()).contains("\\frac{d^2y}{dx^2}").contains("\\text{Use the equation $x^2+y^2=25$}").contains("\\boxed{-\\frac{25}{y^3}}");
        assertThat(run.err()).contains("verified");
        assertThat(ddx("implicit", "x^2 + y(x)^2 = 25", "-n", "2", "--format", "infix").out()).isEqualTo("-25/y^3\n");
    }

    @Test
    void names_are_free() {
        assertThat(ddx("implicit", "p*V = 5", "V", "p", "--format", "infix").out()).isEqualTo("-V/p\n");
        assertThat(ddx("parametric", "X = s^2", "Z = s^3", "s", "--format", "infix").out()).isEqualTo("3*s/2\n");
        assertThat(ddx("inverse", "w = t^3 + t", "--format", "infix").out()).isEqualTo("1/(3*t^2 + 1)\n");
    }

    @Test
    void logarithmic_differentiation_says_so_where_it_begins() {
        assertThat(ddx("x^x").out()).contains("y &= x^x &&\\text{Logarithmic differentiation: name the function}");
        assertThat(ddx("x^x", "--language", "de").out()).contains("&&\\text{Logarithmisches Ableiten: Funktion benennen}");
    }

    @Test
    void its_json_can_be_checked_again(@TempDir Path folder) throws IOException {
        for (String[] command : new String[][] {{"implicit", "x^3 + y^3 = 6*x*y"}, {"parametric", "x = cos(t)", "y = sin(t)", "t", "-n", "2"}, {"polar", "r = 1 + cos(t)"},
            {"inverse", "x^3 + x"}}) {
            String[] all = java.util.Arrays.copyOf(command, command.length + 2);
            all[command.length] = "--format";
            all[command.length + 1] = "json";
            Path file = folder.resolve("derivation.json");
            String json = ddx(all).out();
            Files.writeString(file, json);
            assertThat(ddx("verify", file.toString()).code()).as(ddx("verify", file.toString()).out()).isZero();
            Files.writeString(file, json.replaceFirst("\"curve\"", "\"bend\""));
            assertThat(ddx("verify", file.toString()).code()).as("without what is given").isEqualTo(6);
        }
    }

    @Test
    void too_little_and_too_much_is_refused() {
        assertThat(ddx("implicit", "x^2+y^2=1", "y", "x", "z").err()).contains("one too many");
        assertThat(ddx("implicit").err()).contains("missing");
        assertThat(ddx("parametric", "x = cos(t)").err()).contains("two equations");
        assertThat(ddx("implicit", "x^2+y^2=1", "2").err()).contains("a variable is a name");
    }
}
