package dev.ddx.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Breaks are where a person makes them; that TeX finds room for the lines is seen by .ci/typeset. */
class FormulaLinesTest {

    private static List<String> lines(String latex, double measure) {
        List<String> out = FormulaLines.of(latex, FormulaWidth.NORMAL, measure, measure);
        // What was broken is there in the same order: breaking puts in nothing but lines, and a sign between factors.
        assertThat(bare(String.join("", out))).isEqualTo(bare(latex));
        return out;
    }

    private static String bare(String latex) {
        return latex.replaceAll("\\\\(begin|end)\\{aligned}|\\\\\\\\|&|\\\\quad|\\{}|\\\\cdot|\\[6pt]|\\\\left(?![a-z])|\\\\right(?![a-z])|\\s", "");
    }

    @Test
    void before_a_sign_first() {
        assertThat(lines("a^2+b^2-c^2+d^2", 5)).containsExactly("a^2+b^2", "{}-c^2+d^2");
    }

    @Test
    void between_factors_where_there_is_no_sign() {
        assertThat(lines("e^{x+y}(a+b)(c+d)", 7)).containsExactly("e^{x+y}(a+b)", "{}\\cdot (c+d)");
    }

    @Test
    void the_arguments_of_a_function_stay_with_it() {
        assertThat(lines("\\sin^2(a+b)\\cos(c+d)f_1(a+b)", 9)).containsExactly("\\sin^2(a+b)", "{}\\cdot \\cos(c+d)f_1(a+b)");
    }

    @Test
    void between_arguments() {
        assertThat(lines("\\max\\left(a+b+c,\\min\\left(u+v+w,x+y+z\\right)\\right)", 16)).singleElement().asString()
                .isEqualTo("\\max\\left(\\begin{aligned}&a+b+c,\\\\&\\quad {}\\min\\left(\\begin{aligned}&u+v+w,\\\\&\\quad {}x+y+z\\end{aligned}\\right)\\end{aligned}\\right)");
    }

    @Test
    void within_the_entries_of_a_matrix() {
        assertThat(lines("\\begin{pmatrix} a & x+y+z+u+v+w \\\\ b & c \\end{pmatrix}", 9)).singleElement().asString()
                .contains("a & \\begin{aligned}&x+y").contains("\\\\[6pt] b & c");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a+b+c+d+e+f+g+h+i+j+k", "\\frac{a+b+c+d+e+f+g+h+i+j}{a+b+c+d+e+f+g+h}", "12345678901234567890123456789012345678901234567890",
        "\\sqrt{a+b+c+d+e+f+g+h}", "\\left|a+b+c+d+e+f+g+h\\right|", "\\frac{(a+b+c+d+e+f)(a+b+c+d+e+f)}{2}"})
    void nothing_is_wider_than_it_may_be(String latex) {
        assertThat(lines(latex, 12)).allSatisfy(l -> assertThat(FormulaWidth.NORMAL.of(l)).isLessThanOrEqualTo(12));
    }
}
