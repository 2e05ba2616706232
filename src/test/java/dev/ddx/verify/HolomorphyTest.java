package dev.ddx.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ddx.Ddx;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sym;
import dev.ddx.rewrite.Derivation;
import dev.ddx.rewrite.Step;
import dev.ddx.verify.core.Verdict;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.apfloat.Apcomplex;
import org.apfloat.ApcomplexMath;
import org.apfloat.Apfloat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** In complex mode a derivation that holds where the function has no complex derivative is refused. */
class HolomorphyTest {

    private static final Ddx DDX = Ddx.standard().withComplex(true);
    private static final Sym Z = Sym.of("z");

    private static Derivation derivation(Ddx ddx, String f) {
        return ddx.derivation(ddx.parse(f), Z, 1, null);
    }

    /** With other conditions in the place of each; null for none. */
    private static Derivation with(Derivation d, UnaryOperator<Relation> other) {
        List<Step> steps = d.steps().stream().map(s -> new Step(s.rule(), s.path(), s.before(), s.after(), s.reason(),
                s.conditions().stream().map(other).filter(c -> c != null).toList(), s.sides().stream().map(side -> with(side, other)).toList(), s.shownFrom())).toList();
        return new Derivation(d.start(), steps, d.unneeded(), d.opening(), d.curve(), d.names());
    }

    private static Set<Relation> conditions(Derivation d) {
        Set<Relation> all = new LinkedHashSet<>();
        with(d, c -> {
            all.add(c);
            return c;
        });
        return all;
    }

    /** The cuts by DLMF 4.2(i), 4.2(iv), 4.23(ii) and 4.37(ii). */
    @ParameterizedTest
    @CsvSource(delimiter = '@', value = {
        "ln(z)                 @ z not<= 0",
        "1/sqrt(z)             @ z not<= 0",
        "z^a                   @ z not<= 0",
        "z^(1/3)               @ z not<= 0",
        "ln(1 - 2*z)           @ z not>= 1/2",
        "ln(z + 1000)          @ z not<= -1000",
        "asin(z)               @ z not<= -1; z not>= 1",
        "acos(z)               @ z not<= -1; z not>= 1",
        "atanh(z)              @ z not<= -1; z not>= 1",
        "acosh(z)              @ z not<= 1",
        "asech(z)              @ z not<= 0; z not>= 1",
        "atan(z)               @ z^2 not<= -1",
        "asinh(z)              @ z^2 not<= -1",
        "acoth(z)              @ 1/z^2 not>= 1",
        "acsch(z)              @ 1/z^2 not<= -1",
        "log1p(z)              @ z not<= -1",
        "softplus(z)           @ exp(z) not<= -1",
        "sqrt(z^2 + z + 1)     @ z^2 + z + 1 not<= 0",
        "sqrt(z^2 + a*z + b)   @ z^2 + a*z + b not<= 0",
        "ln(ln(z))             @ ln(z) not<= 0; z not<= 0",
        "abs(z)                @ -oo < z < oo",
        "abs(i*z)^2            @ -oo < i*z < oo",
        "sign(3*z - 1)         @ -oo < z < oo",
        "floor(z)              @ -oo < z < oo",
        "heaviside(z)          @ -oo < z < oo",
        "max(z, w)             @ -oo < z < oo; -oo < w < oo",
        "z*sin(abs(z)) + ln(z) @ -oo < z < oo",
    })
    void without_a_condition_it_is_refused(String f, String needed) {
        Derivation d = derivation(DDX, f);
        assertThat(DDX.verify(d).accepted()).as(DDX.verify(d).steps().toString()).isTrue();
        for (String text : needed.split(";")) {
            Relation condition = (Relation) DDX.parse(text.strip());
            assertThat(conditions(d)).contains(condition);
            Verification v = DDX.verify(with(d, c -> c.equals(condition) ? null : c));
            assertThat(v.failed()).as("without " + condition).isNotEmpty();
            assertThat(v.failed().get(0).verdict()).isInstanceOfSatisfying(Verdict.Failed.class, failed -> {
                assertThat(failed.why()).contains("no complex derivative");
                assertThat(failed.at()).containsKey(Z);
            });
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '@', value = {
        "ln(z)     @ z not<= 0     @ z not<= -1",
        "ln(z)     @ z not<= 0     @ z not<= -1/1000",
        "ln(z)     @ z not<= 0     @ z not>= 0",
        "ln(z)     @ z not<= 0     @ z != 0",
        "asin(z)   @ z not>= 1     @ z not>= 2",
        "atan(z)   @ z^2 not<= -1  @ z^2 not<= -4",
        "atan(z)   @ z^2 not<= -1  @ z^2 not<= -101/100",
        "sqrt(z+9) @ z not<= -9    @ z not<= -10",
        "abs(z)    @ -oo < z < oo  @ z not<= 0",
    })
    void a_condition_that_excludes_too_little_is_refused(String f, String right, String wrong) {
        Derivation d = derivation(DDX, f);
        Relation stated = (Relation) DDX.parse(right);
        assertThat(conditions(d)).contains(stated);
        assertThat(DDX.verify(with(d, c -> c.equals(stated) ? (Relation) DDX.parse(wrong) : c)).failed()).isNotEmpty();
    }

    /** These conditions hold at fewer places than needed, or the assumptions say enough. */
    @ParameterizedTest
    @CsvSource(delimiter = '@', value = {
        "ln(z)   @ z not<= 0 @ z not<= 1",
        "ln(z)   @ z not<= 0 @ z > 0",
        "sqrt(z) @ z not<= 0 @ 0 < z < 1",
        "atan(z) @ z^2 not<= -1 @ -oo < z < oo",
    })
    void a_condition_that_excludes_more_is_accepted(String f, String right, String other) {
        Derivation d = derivation(DDX, f);
        Relation stated = (Relation) DDX.parse(right);
        Verification v = DDX.verify(with(d, c -> c.equals(stated) ? (Relation) DDX.parse(other) : c));
        assertThat(v.accepted()).as(v.steps().toString()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '@', value = {"ln(z)*abs(z) @ z > 0", "z^n @ n integer", "abs(z) @ z real", "ln(z) @ z not<= 1", "sqrt(a*z) @ a > 0"})
    void what_is_assumed_need_not_be_said(String f, String assumption) {
        Ddx assumed = DDX.assuming(assumption);
        assertThat(assumed.verify(derivation(assumed, f)).failed()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sin(z)*e^z", "1/(z - 1)", "tan(z)", "z^3", "1/z^4", "atan(1/(z - 1))", "sqrt(z^2)", "ln(z^2)", "(z^2 - 1)^(1/2)/z", "z^z"})
    void what_is_right_is_accepted(String f) {
        Verification v = DDX.verify(derivation(DDX, f));
        assertThat(v.accepted()).as(v.steps().toString()).isTrue();
    }

    @Test
    void real_mode_has_no_cuts() {
        Ddx real = Ddx.standard();
        assertThat(real.verify(derivation(real, "atan(z)")).accepted()).isTrue();
        assertThat(conditions(derivation(real, "atan(z)"))).isEmpty();
    }

    /** Against apfloat. */
    @ParameterizedTest
    @ValueSource(strings = {"exp", "sqrt", "sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh", "tanh", "asinh", "acosh", "atanh", "ln", "cbrt"})
    void values(String name) {
        for (double[] p : new double[][] {{0.3, 0.4}, {-0.7, 0.2}, {1.7, -0.9}, {-2.3, 1.1}, {0.6, 0}, {0.2, -2}}) {
            Apcomplex z = new Apcomplex(new Apfloat(p[0], 30), new Apfloat(p[1], 30));
            Apcomplex expected = switch (name) {
                case "exp" -> ApcomplexMath.exp(z);
                case "sqrt" -> ApcomplexMath.sqrt(z);
                case "cbrt" -> ApcomplexMath.cbrt(z);
                case "ln" -> ApcomplexMath.log(z);
                case "sin" -> ApcomplexMath.sin(z);
                case "cos" -> ApcomplexMath.cos(z);
                case "tan" -> ApcomplexMath.tan(z);
                case "asin" -> ApcomplexMath.asin(z);
                case "acos" -> ApcomplexMath.acos(z);
                case "atan" -> ApcomplexMath.atan(z);
                case "sinh" -> ApcomplexMath.sinh(z);
                case "cosh" -> ApcomplexMath.cosh(z);
                case "tanh" -> ApcomplexMath.tanh(z);
                case "asinh" -> ApcomplexMath.asinh(z);
                case "acosh" -> ApcomplexMath.acosh(z);
                default -> ApcomplexMath.atanh(z);
            };
            PrincipalValue found = PrincipalValue.of(DDX.parse(name + "(z)"), Map.of(Z, new PrincipalValue(p[0], p[1])));
            assertThat(Math.hypot(found.re() - expected.real().doubleValue(), found.im() - expected.imag().doubleValue()))
                    .as(name + " at " + Arrays.toString(p) + ": " + found + ", " + expected).isLessThan(1e-12);
        }
    }
}
