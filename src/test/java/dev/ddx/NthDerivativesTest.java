package dev.ddx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.ddx.cli.Run;
import dev.ddx.expr.DdxException;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Neg;
import dev.ddx.expr.NthDerivative;
import dev.ddx.expr.Num;
import dev.ddx.expr.Sym;
import dev.ddx.rewrite.Derivation;
import dev.ddx.rewrite.Rule;
import dev.ddx.rewrite.Step;
import dev.ddx.verify.Verification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NthDerivativesTest {

    private static final Ddx DDX = Ddx.standard();
    private static final Sym X = Sym.of("x");
    private static final Sym N = Sym.of("n");

    private static Run ddx(String input, String... arguments) {
        return Run.of(input, arguments);
    }

    /**
     * The least order for which the closed form holds, and the derivatives of order 0 to 6 at x = 0.7, a = 1.5, b = 0.2 and
     * p = 5/3 by SymPy 1.14.
     */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "sin(a*x+b) | 0 | 0.9489846193555862 0.472983543592903 -2.135215393550069 -1.0642129730840317 4.8042346354876555 2.3944791894390716 -10.809527929847224",
            "cos(3*x) | 0 | -0.5048461045998575 -2.5896280999466215 4.543614941398717 23.30665289951959 -40.89253447258845 -209.75987609567633 368.0328102532961",
            "e^(a*x) | 0 | 2.857651118063164 4.286476677094746 6.429715015642119 9.644572523463177 14.466858785194766 21.70028817779215 32.550432266688226",
            "x^p | 0 | 0.551861461417367 1.3139558605175405 1.251386533826229 -0.5958983494410615 1.1350444751258313 -3.783481583752771 18.01657897025129",
            "sqrt(x) | 0 | 0.8366600265340756 0.5976143046671968 -0.42686736047656915 0.9147157724497911 -3.2668420444635395 16.334210222317697 -105.0056371434709",
            "1/sqrt(2*x+1) | 0 | 0.6454972243679028 -0.2689571768199595 0.3361964710249494 -0.7004093146353112 2.042860501019658 -7.660726878823716 35.111664861275365",
            "1/(a*x+b) | 0 | 0.8 -0.96 2.304 -8.2944 39.81312 -238.87872 1719.926784",
            "5/x^3 | 0 | 14.577259475218659 -62.473969179508536 356.99410959719165 -2549.957925694226 21856.782220236222 -218567.82220236224 2497917.968026997",
            "ln(2*x) | 1 | 0.33647223662121295 1.4285714285714286 -2.0408163265306123 5.830903790087463 -24.989587671803417 142.79764383887667 -1019.9831702776904",
            "2^x | 0 | 1.624504792712471 1.1260209168747677 0.7804982237832697 0.5410001432474187 0.3749927239744748 0.259925149353401 0.1801663844309326",
            "sinh(2*x) | 0 | 1.904301501451534 4.301796930786281 7.617206005806136 17.207187723145125 30.468824023224546 68.8287508925805 121.87529609289818",
            "cosh(x) | 0 | 1.255169005630943 0.7585837018395335 1.255169005630943 0.7585837018395335 1.255169005630943 0.7585837018395335 1.255169005630943",
            "x*e^x | 0 | 1.4096268952293336 3.4233796026998102 5.437132310170287 7.450885017640763 9.46463772511124 11.478390432581715 13.492143140052193",
            "x^2*sin(3*x) | 0 | 0.42297258965794815 0.46636933954663284 -6.321041852262589 -35.03742997826875 17.36689917971388 701.9445816991295 758.75987438689",
            "(x^2+1)*e^(-x) | 0 | 0.7399121026492002 -0.04469267734122686 0.3426438596160726 -1.6337656494737374 3.918058046914221 -7.195521051937524 11.466154664543646",
            "x*ln(x) | 2 | -0.24967246075711266 0.6433250560612677 1.4285714285714286 -2.0408163265306123 5.830903790087463 -24.989587671803417 142.79764383887667",
            "e^x*sin(x) | 0 | 1.297295111875269 2.837498137307049 3.0804060508635596 0.4858158271130217 -5.189180447501076 -11.349992549228196 -12.321624203454238",
            "e^x*ln(x) | 1 | -0.7182551340435027 2.158534448057178 0.9256246271568862 7.325013697544115 -17.22414987915761 125.93357442695294 -893.7448096060217",
            "1/(x^2-1) | 0 | -1.9607843137254901 -5.3825451749327184 -37.240578661299196 -370.01117926873127 -4939.11676047154 -82302.04099740276 -1646099.3082202536",
            "(3*x+1)/(x^2-5*x+6) | 0 | 1.0367892976588629 2.2516526660775606 4.728535317873147 12.561292788148705 41.51845897487077 165.92187484438116 782.0597750476622",
            "sin(x)^2 | 1 | 0.4150164285498795 0.9854497299884601 0.33993428580048185 -3.9417989199538406 -1.3597371432019274 15.767195679815362 5.43894857280771",
            "sin(x)*cos(2*x) | 0 | 0.10949583970559136 -1.1396902505420303 -3.5623333063010865 7.19784350574032 34.637870505660544 -61.72122280252493 -314.31770529989564",
            "x^3+cos(x) | 4 | 1.1078421872844884 0.825782312762309 3.4351578127155116 6.644217687237691 0.7648421872844884 -0.644217687237691 -0.7648421872844884",
            "(e^x+1)^2 | 1 | 9.082705381785628 12.137905348630301 20.248305282319652 36.46910514969835 68.91070488445574 133.79390435397053 263.5603032930001",
            "e^(-x^2) | 0 | 0.6126263941844161 -0.8576769518581825 -0.024505055767376643 3.4650148855070575 -4.703990505105621 -21.13453237690859 76.62825037872823",
            "e^(-x^2/2) | 0 | 0.7827045382418681 -0.5478931767693077 -0.39917931450335276 1.3752118736909624 0.23488963192638462 -5.665270237112319 2.7912410063467",
            "e^(-a*x^2) | 0 | 0.4795054589748941 -1.0069614638472777 0.6761026971546007 4.621953119059004 -15.791025824415314 -22.302283197435887 283.7001820808451",
            "erf(x) | 1 | 0.6778011938374184 0.6912748604105385 -0.967784804574754 -0.02765099441642154 3.9098506104820063 -5.30788488817628 -23.847766040409258",
            "atan(2*x) | 1 | 0.9505468408120752 0.6756756756756757 -1.2783053323593865 3.010680512506663 -6.7230083221238734 2.0549735862347744 162.26398829572167",
            "1/(1+x^2) | 0 | 0.6711409395973155 -0.6306022251249944 0.28416399406399556 1.7383386413967683 -8.82192236281198 18.11186826291845 75.5154211247278",
            "lngamma(x) | 1 | 0.26086724653166654 -1.2200235536979347 2.8340491566946104 -6.434992874190923 25.87914967842773 -144.70825364302462 1025.3283541434714",
            "digamma(x) | 0 | -1.2200235536979347 2.8340491566946104 -6.434992874190923 25.87914967842773 -144.70825364302462 1025.3283541434714 -8761.043443078586",
            "besselj(0,2*x) | 0 | 0.5668551203742888 -1.083895427861709 -0.7189984416947134 3.1506908570072247 1.7604092694531372 -10.33655739585174 -5.224875267608113",
            "x^3/7 | 4 | 0.049 0.21 0.6 0.8571428571428571 0.0 0.0 0.0",
            "log(x,10) | 1 | -0.15490195998574316 0.6204206884332168 -0.8863152691903099 2.5323293405437424 -10.852840030901753 62.01622874801002 -442.9730624857859",
            "bessely(1,x) | 0 | -1.1032498719076334 1.3854063162449384 -3.1274323592741835 15.170017714666228 -89.495838794154 641.9570157251434 -5521.350136811834",
            "erfc(x) | 1 | 0.3221988061625815 -0.6912748604105385 0.967784804574754 0.02765099441642154 -3.9098506104820063 5.30788488817628 23.847766040409258",
            "polygamma(1,x) | 0 | 2.8340491566946104 -6.434992874190923 25.87914967842773 -144.70825364302462 1025.3283541434714 -8761.043443078586 87501.33472151977",
            "ln(abs(x)) | 1 | -0.3566749439387324 1.4285714285714286 -2.0408163265306123 5.830903790087463 -24.989587671803417 142.79764383887667 -1019.9831702776904",
            "x^a/5 | 0 | 0.11713240371477057 0.25099800796022265 0.17928429140015906 -0.12806020814297076 0.2744147317349373 -0.9800526133390618 4.9002630666953095",
            "1/x^p | 0 | 1.8120489831481648 -4.314402340828964 16.435818441253193 -86.09238231132626 573.9492154088417 -4646.255553309671 44250.05288866354",
            "-cos(x) | 0 | -0.7648421872844884 0.644217687237691 0.7648421872844884 -0.644217687237691 -0.7648421872844884 0.644217687237691 0.7648421872844884",
    })
    void closed_forms(String f, int least, String values) {
        Derivation d = DDX.nthDerivation(DDX.parse(f), X, N);
        assertThat(d.result().has(e -> e instanceof NthDerivative)).isFalse();
        String[] expected = values.split(" ");
        for (int order = 0; order < expected.length; order++) {
            Map<Sym, Double> at = new HashMap<>(Map.of(X, 0.7, Sym.of("a"), 1.5, Sym.of("b"), 0.2, Sym.of("p"), 5.0 / 3, N, (double) order));
            boolean allowed = d.conditions().stream().allMatch(r -> DDX.evaluate(r, at) == 1);
            assertThat(allowed).as("order %d allowed by %s", order, d.conditions()).isEqualTo(order >= least);
            if (allowed) {
                double wanted = Double.parseDouble(expected[order]);
                assertThat(DDX.evaluate(d.result(), at)).as("order %d of %s", order, d.result()).isCloseTo(wanted, org.assertj.core.data.Offset.offset(1e-9 * Math.max(1, Math.abs(wanted))));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sin(a*x+b)", "x^p", "ln(2*x)", "x^2*e^(3*x)", "e^x*ln(x)", "1/(x^2-1)", "sin(x)^2", "e^(-a*x^2)", "atan(x)"})
    void the_verifier_accepts_them_and_no_others(String f) {
        Derivation d = DDX.nthDerivation(DDX.parse(f), X, N);
        Verification v = DDX.verify(d);
        assertThat(v.accepted()).as(v.summary()).isTrue();
        List<Step> steps = new ArrayList<>(d.steps());
        Step last = steps.remove(steps.size() - 1);
        for (Expr wrong : List.of(Neg.of(last.after()), last.after().substitute(s -> s.equals(N) ? dev.ddx.expr.Sum.of(N, Num.ONE) : null))) {
            List<Step> changed = new ArrayList<>(steps);
            changed.add(new Step(last.rule(), last.path(), last.before(), wrong, last.reason(), last.conditions(), last.sides(), last.shownFrom()));
            assertThat(DDX.verify(new Derivation(d.start(), changed)).failed()).as(wrong.toString()).isNotEmpty();
        }
    }

    /** For all orders, as the derivative of the one of order n is that of order n + 1. */
    @ParameterizedTest
    @ValueSource(strings = {"sin(a*x+b)", "e^(a*x)", "1/(a*x+b)", "x^2*sin(3*x)", "ln(x)", "cosh(x)"})
    void induction_is_exact(String f) {
        Verification v = DDX.verify(DDX.nthDerivation(DDX.parse(f), X, N));
        assertThat(v.steps()).filteredOn(s -> s.rule().equals("induction")).isNotEmpty().allMatch(s -> s.verdict().describe().equals("exact"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tan(x)", "sin(x^2)", "abs(x)", "sigma(x)", "x^x", "e^sin(x)", "f(x)"})
    void what_has_none_is_said(String f) {
        assertThatThrownBy(() -> DDX.nthDerivation(DDX.read(f, Set.of("x"), true).expression(), X, N)).isInstanceOf(DdxException.class)
                .hasMessageContaining("no closed form is known");
    }

    @Test
    void the_order_is_a_letter_of_its_own() {
        assertThatThrownBy(() -> DDX.nthDerivation(DDX.parse("x^n"), X, N)).isInstanceOf(DdxException.class).hasMessageContaining("occurs in the function");
        assertThat(DDX.nthDerivation(DDX.parse("x^j"), X, Sym.of("m")).result()).isEqualTo(DDX.parse("x^(j-m)*product(j-j_1, j_1, 0, m-1)"));
    }

    @Test
    void each_rule_of_the_table_names_its_source() {
        assertThat(DDX.rules()).filteredOn(r -> r.title().startsWith("Table of")).hasSizeGreaterThan(20).allMatch(r -> r.source() != null);
        assertThat(DDX.rules()).extracting(Rule::source).contains("DLMF 4.20.7");
    }

    /** Each rule leads to one of the closed forms that are compared with values. */
    @Test
    void each_rule_is_met() throws NoSuchMethodException {
        Set<String> met = new HashSet<>();
        for (String row : getClass().getDeclaredMethod("closed_forms", String.class, int.class, String.class).getAnnotation(CsvSource.class).value()) {
            collect(DDX.nthDerivation(DDX.parse(row.split("\\|")[0]), X, N), met);
        }
        assertThat(met).containsAll(DDX.rules().stream().filter(r -> r.group().equals("orders")).map(Rule::name).toList())
                .contains("nth-linear", "nth-leibniz", "nth-leibniz-sum", "nth-polynomial", "nth-constant-factor", "apart", "multiple-angles", "expand");
    }

    private static void collect(Derivation d, Set<String> rules) {
        d.steps().forEach(s -> {
            rules.add(s.rule());
            s.sides().forEach(side -> collect(side, rules));
        });
    }

    @Test
    void notation() {
        Expr e = DDX.parse("d^n/dx^n sin(x)");
        assertThat(e).isEqualTo(NthDerivative.of(DDX.parse("sin(x)"), X, N)).isEqualTo(DDX.parse(e.toString()));
        assertThat(DDX.toText(e)).isEqualTo("dⁿ/dxⁿ[sin(x)]");
        assertThat(DDX.toLatex(e)).isEqualTo("\\frac{d^{n}}{dx^{n}}\\left[\\sin x\\right]");
        assertThat(DDX.toLatex(DDX.parse("binomial(n,k)"))).isEqualTo("\\binom{n}{k}");
        assertThat(dev.ddx.render.MathMl.of("\\binom{n}{k}", false)).contains("<mtr><mtd><mi>n</mi></mtd></mtr><mtr><mtd><mi>k</mi></mtd></mtr>");
    }

    @Test
    void command_line(@TempDir Path folder) throws IOException {
        Run run = ddx("", "sin(a*x+b)", "-n", "n", "-x", "x", "--format", "text", "--verify");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).contains("aⁿ·sin(a·x + b + π·n/2)", "n ≥ 0 (the order is an integer)");
        assertThat(ddx("", "d^m/dt^m ln(t)", "--format", "infix").out().strip()).isEqualTo("(-1)^(m - 1)*factorial(m - 1)/t^m");
        assertThat(ddx("", "x*ln(x)", "-n", "n", "--format", "text", "--language", "de").out()).contains("Leibnizregel", "n ≥ 2");
        assertThat(ddx("", "tan(x)", "-n", "n").code()).isEqualTo(4);
        assertThat(ddx("", "sin(x)", "-n", "2.5")).matches(r -> r.code() == 2 && r.err().contains("-n takes a whole number or the name of one"));
        assertThat(ddx("", "sin(x)", "-n", "n", "--at", "x = 1").code()).isEqualTo(2);
        assertThat(ddx("", "sin(x)", "-n", "2", "--result", "--format", "infix").out().strip()).isEqualTo("-sin(x)");
        Path json = folder.resolve("nth.json");
        Files.writeString(json, ddx("", "x*e^(2*x)", "-n", "n", "--format", "json").out());
        Run verified = ddx("", "verify", json.toString());
        assertThat(verified.code()).as(verified.out() + verified.err()).isZero();
        for (String format : List.of("latex", "markdown", "document")) {
            assertThat(ddx("", "e^x*ln(x)", "-n", "n", "--format", format).code()).as(format).isZero();
        }
    }

    @Test
    void batch() throws IOException {
        Run run = ddx("{\"f\":\"x*ln(x)\",\"order\":\"n\",\"verify\":true}", "batch", "--op", "diff");
        Map<String, Object> answer = JSON.std.mapFrom(run.out());
        assertThat(answer.get("conditions").toString()).contains("n >= 2");
        assertThat(DDX.evaluate(DDX.assuming("n integer").parse(answer.get("derivative").toString()), Map.of(X, 2.0, N, 2.0))).isEqualTo(0.5);
    }
}
