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

    private static Run ddx(String... arguments) {
        return Run.of("", arguments);
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
    void at_a_point() {
        assertThat(ddx("implicit", "x^2 + y^2 = 25", "--at", "x = 3, y = 4", "--verify").out()).contains("\\left.\\frac{dy}{dx}\\right|_{x=3,\\,y=4} &= \\boxed{-\\frac{3}{4}}");
        assertThat(ddx("implicit", "x^3 + y^3 = 6*x*y", "-n", "2", "--at", "x = 3, y = 3", "--format", "infix").out()).isEqualTo("-16/3\n");
        assertThat(ddx("parametric", "x = t^2", "y = t^3", "--at", "t = 2", "--format", "infix").out()).isEqualTo("3\n");
        assertThat(ddx("inverse", "x^3 + x", "--at", "y = 2", "--verify", "--format", "infix").out()).isEqualTo("1/4\n");
        // The root of x^3 + x - 3 and 1/(3 x^2 + 1) there by mpmath.
        assertThat(ddx("inverse", "x^3 + x", "--at", "y = 3", "--format", "text").out()).contains("x = 1.21341166276223, found numerically").contains("about 0.1846004942");
    }

    @Test
    void points_that_are_none_are_refused() {
        assertThat(ddx("implicit", "x^2 + y^2 = 25", "--at", "x = 5, y = 1").err()).contains("not known to be a point of the curve: there, x^2 + y^2 is 26 and 25 is 25");
        assertThat(ddx("implicit", "x^2 + y^2 = 25", "--at", "x = 5, y = 0").err()).contains("vertical");
        assertThat(ddx("implicit", "x^3 + y^3 = 6*x*y", "--at", "x = 0, y = 0").err()).contains("both partial derivatives");
        assertThat(ddx("implicit", "x^2 + y^2 = 25", "--at", "x = 3").err()).contains("several points");
        assertThat(ddx("implicit", "x^2 + y^2 = 25", "--at", "x = 7").err()).contains("no point with x = 7");
        assertThat(ddx("inverse", "x^2", "--at", "y = 4").err()).contains("several points");
        assertThat(ddx("inverse", "x^2", "--at", "x = 2, y = 4", "--format", "infix").out()).isEqualTo("1/4\n");
        assertThat(ddx("parametric", "x = cos(t)", "y = sin(t)", "--at", "x = 1").err()).contains("given by t");
        assertThat(ddx("parametric", "x = cos(t)", "y = sin(t)", "--at", "t = 0").err()).contains("does not hold at t = 0");
    }

    @Test
    void with_respect_to_a_function() {
        Run run = ddx("diff", "sin(x)^2", "--with-respect-to", "cos(x)", "--verify");
        assertThat(run.out()).contains("\\frac{dw}{dz}").contains("\\boxed{-2\\cos x}");
        assertThat(ddx("x^2", "--with-respect-to", "3").err()).contains("has to depend on x");
        assertThat(ddx("x^2", "--with-respect-to", "x^3", "-n", "2").err()).contains("first derivative");
    }

    @Test
    void notations() {
        assertThat(ddx("f(x, y(x))", "--function", "f", "--function", "y", "--notation", "leibniz").out())
                .contains("\\boxed{\\frac{\\partial f}{\\partial x}+\\frac{\\partial f}{\\partial y}\\cdot\\frac{dy}{dx}}");
        assertThat(ddx("implicit", "x^2 + y^2 = 25", "--notation", "lagrange").out()).contains("2y\\cdot y' &= -2x");
    }

    @Test
    void many_at_once() {
        assertThat(batch("implicit", "{\"id\":1,\"f\":\"x^2+y^2=25\",\"at\":{\"x\":3,\"y\":4},\"verify\":true}"))
                .contains("\"derivative\":\"-x/y\"").contains("\"value\":\"-3/4\"").contains("\"conditions\":[\"y != 0\"]").contains("\"unchecked\":0");
        assertThat(batch("implicit", "{\"id\":1,\"f\":\"x^2=25\"}")).contains("\"error\"");
        assertThat(batch("parametric", "{\"x\":\"cos(t)\",\"y\":\"sin(t)\",\"order\":2}")).contains("\"derivative\":\"-1/sin(t)^3\"");
        assertThat(batch("polar", "{\"f\":\"r = e^t\"}")).contains("\"derivative\"");
        assertThat(batch("inverse", "{\"f\":\"x^3+x\",\"at\":{\"y\":2}}")).contains("\"value\":\"1/4\"");
        assertThat(batch("diff", "{\"f\":\"x^6\",\"with_respect_to\":\"x^3\"}")).contains("\"derivative\":\"2*x^3\"");
    }

    private static String batch(String operation, String line) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Main.run(new String[] {"batch", "--op", operation}, new ByteArrayInputStream(line.getBytes(StandardCharsets.UTF_8)), out, new ByteArrayOutputStream());
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void too_little_and_too_much_is_refused() {
        assertThat(ddx("implicit", "x^2+y^2=1", "y", "x", "z").err()).contains("one too many");
        assertThat(ddx("implicit").err()).contains("missing");
        assertThat(ddx("parametric", "x = cos(t)").err()).contains("two equations");
        assertThat(ddx("implicit", "x^2+y^2=1", "2").err()).contains("a variable is a name");
    }
}
