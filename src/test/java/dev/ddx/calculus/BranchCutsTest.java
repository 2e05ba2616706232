package dev.ddx.calculus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ddx.Ddx;
import dev.ddx.expr.Call;
import dev.ddx.expr.DdxException;
import dev.ddx.expr.Expr;
import dev.ddx.expr.FunctionDeclaration;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sym;
import dev.ddx.render.LatexPrinter;
import dev.ddx.render.LatexStyle;
import dev.ddx.render.TextPrinter;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apfloat.Apcomplex;
import org.apfloat.ApcomplexMath;
import org.apfloat.Apfloat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** In complex mode a derivative says that it does not hold on branch cuts, and that |z| and its like have one for real z alone. */
class BranchCutsTest {

    private static final Ddx DDX = Ddx.standard().withComplex(true);
    private static final Sym Z = Sym.of("z");
    private static final int DIGITS = 12;

    private static List<Relation> conditions(Ddx ddx, String f) {
        return ddx.derivation(ddx.parse(f), Z, 1, null).conditions();
    }

    /** Cuts by DLMF 4.2(i), 4.2(iv), 4.23(ii), 4.23(vii), 4.37(ii), 4.37(vi), 6.2, 4.13. */
    @ParameterizedTest
    @CsvSource(delimiter = '@', value = {
        "ln(z)               @ z not<= 0",
        "sqrt(z)             @ z not<= 0",
        "1/sqrt(z)           @ z not<= 0",
        "z^a                 @ z not<= 0",
        "z^(1/3)             @ z not<= 0",
        "1/z^3               @ ",
        "z^3                 @ ",
        "ln(1 - 2*z)         @ z not>= 1/2",
        "asin(z)             @ z not<= -1; z not>= 1",
        "acos(z)             @ z not<= -1; z not>= 1",
        "atanh(z)            @ z not<= -1; z not>= 1",
        "acosh(z)            @ z not<= 1",
        "asech(z)            @ z not<= 0; z not>= 1",
        "atan(z)             @ z^2 not<= -1",
        "asinh(z)            @ z^2 not<= -1",
        "acoth(z)            @ z != 0; 1/z^2 not>= 1",
        "log1p(z)            @ z not<= -1",
        "Ci(z)               @ z not<= 0",
        "besselj(a, z)       @ z not<= 0",
        "besselj(2, z)       @ ",
        "sin(z)*e^z          @ ",
        "ln(z)*sqrt(z)       @ z not<= 0",
        "softplus(z)         @ exp(z) not<= -1",
        "abs(z)              @ -oo < z < oo; z != 0",
        "abs(i*z)            @ -oo < i*z < oo; z != 0",
        "sign(3*z - 1)       @ -oo < z < oo; z != 1/3",
        "floor(z)            @ -oo < z < oo; sin(pi*z) != 0",
        "max(z, w)           @ -oo < z < oo; -oo < w < oo; z != w",
        "ln(abs(z))          @ abs(z) != 0; -oo < z < oo",
    })
    void conditions_in_complex_mode(String f, String conditions) {
        assertThat(conditions(DDX, f).stream().map(Expr::toString).collect(Collectors.joining("; "))).isEqualTo(conditions == null ? "" : conditions);
    }

    @Test
    void what_is_assumed_is_not_said_again() {
        assertThat(conditions(DDX.assuming("z > 0"), "ln(z)*abs(z)")).isEmpty();
        assertThat(conditions(DDX.assuming("z real"), "abs(z)")).hasToString("[z != 0]");
        assertThat(conditions(DDX.assuming("n integer"), "z^n")).isEmpty();
        assertThat(conditions(DDX.assuming("z not<= 1"), "ln(z)")).isEmpty();
        assertThat(conditions(DDX.assuming("z not<= -1"), "ln(z)")).hasToString("[z not<= 0]");
    }

    @Test
    void real_mode_has_intervals() {
        assertThat(conditions(Ddx.standard(), "asin(z)*ln(z)")).hasToString("[-1 < z < 1, z > 0]");
        assertThat(conditions(Ddx.standard().assuming("z not<= 0"), "ln(z)")).isEmpty();
        assertThat(conditions(Ddx.standard(), "abs(z)")).hasToString("[z != 0]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '@', value = {
        "z not<= 0      @ z ∉ (-∞, 0]   @ z\\notin(-\\infty,0]",
        "z^2 not>= -1/2 @ z² ∉ [-1/2, ∞) @ z^2\\notin[-\\frac{1}{2},\\infty)",
        "-oo < z < oo   @ z ∈ ℝ         @ z\\in\\mathbb{R}",
        "z ≰ 0          @ z ∉ (-∞, 0]   @ z\\notin(-\\infty,0]",
        "1/gamma(z + 1) != 0 @ z + 1 ∉ {0, -1, -2, …} @ z+1\\notin\\{0,-1,-2,\\dots\\}",
        "sin(pi*z/2) != 0 @ sin(π·z/2) ≠ 0 @ \\sin\\left(\\frac{\\pi z}{2}\\right)\\ne 0",
        "sin(pi*(2*z)) != 0 @ 2z ∉ ℤ @ 2z\\notin\\mathbb{Z}",
        "sin(pi*z) = 0 @ sin(π·z) = 0 @ \\sin\\left(\\pi z\\right)=0",
        "sin(pi*z) > 0 @ sin(π·z) > 0 @ \\sin\\left(\\pi z\\right)>0",
        "1/floor(ceil(z)/2) != 1 @ 1/floor(ceil(z)/2) ≠ 1 @ \\frac{1}{\\left\\lfloor\\frac{\\lceil z\\rceil}{2}\\right\\rfloor}\\ne 1",
    })
    void notation(String infix, String text, String latex) {
        Expr r = DDX.parse(infix);
        assertThat(new TextPrinter(DDX.functions()).print(r)).isEqualTo(text);
        assertThat(new LatexPrinter(DDX.functions(), LatexStyle.TEXTBOOK).print(r)).isEqualTo(latex);
        assertThat(DDX.parse(r.toString())).isEqualTo(r);
    }

    static Stream<String> functions() {
        return DDX.functions().all().stream().filter(f -> f.arity() == 1 && f.source().startsWith("DLMF 4.")).map(FunctionDeclaration::name);
    }

    /** Along both axes, of elementary functions and the Lambert W function: where the principal value jumps from one side to the other, a condition excludes the place. */
    @ParameterizedTest
    @MethodSource("functions")
    void no_jump_is_left_out(String name) {
        Expr f = Call.of(name, Z);
        List<Relation> conditions;
        try {
            conditions = DDX.derivation(f, Z, 1, null).conditions();
        } catch (DdxException notDifferentiable) {
            assertThat(notDifferentiable.kind()).isEqualTo(DdxException.Kind.NOT_DIFFERENTIABLE);
            return;
        }
        for (int k : new int[] {-13, -7, 7, 13}) {
            for (boolean imaginary : new boolean[] {false, true}) {
                String place = k + "/10" + (imaginary ? "*i" : "");
                Apcomplex one = value(f, place + (imaginary ? "+" : "+i*") + "1/10^9");
                Apcomplex other = value(f, place + (imaginary ? "-" : "-i*") + "1/10^9");
                boolean jump = one != null && other != null
                        && ApcomplexMath.abs(one.subtract(other)).compareTo(new Apfloat("1e-6").multiply(ApcomplexMath.abs(one).add(Apcomplex.ONE.real()))) > 0;
                if (jump) {
                    assertThat(conditions).as(name + " jumps at " + place).anyMatch(r -> !holds(r, place));
                }
            }
        }
    }

    private static Apcomplex value(Expr e, String z) {
        try {
            return DDX.evaluateComplex(e, Map.of(Z, DDX.parse(z)), DIGITS).orElse(null);
        } catch (DdxException noValue) {
            return null;
        }
    }

    private static boolean holds(Relation r, String z) {
        if (r.isReal() != null) {
            return isReal(value(r.isReal(), z));
        }
        for (int i = 0; i < r.ops().size(); i++) {
            Apcomplex a = value(r.operands().get(i), z);
            Apcomplex b = value(r.operands().get(i + 1), z);
            if (a == null || b == null) {
                return false;
            }
            int order = isReal(a) && isReal(b) ? a.real().compareTo(b.real()) : 2;
            boolean holds = switch (r.ops().get(i)) {
                case NOT_LE -> order > 0;
                case NOT_GE -> order < 0 || order == 2;
                case NE -> order != 0;
                default -> order != 2 && r.ops().get(i).holds(order, 0);
            };
            if (!holds) {
                return false;
            }
        }
        return true;
    }

    private static boolean isReal(Apcomplex z) {
        return z != null && ApcomplexMath.abs(z.subtract(z.real())).compareTo(new Apfloat("1e-9")) < 0;
    }
}
