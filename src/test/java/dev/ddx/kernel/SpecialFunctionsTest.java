package dev.ddx.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ddx.calculus.StandardLibrary;
import dev.ddx.expr.Expr;
import dev.ddx.expr.FunctionDeclaration;
import dev.ddx.expr.Sym;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apfloat.Apcomplex;
import org.apfloat.ApcomplexMath;
import org.apfloat.Apfloat;
import org.apfloat.ApfloatMath;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values from mpmath 1.3 in 40 digits, with whose functions those of the table agree in name and branch. */
class SpecialFunctionsTest {

    private static final int DIGITS = 30;

    @ParameterizedTest
    @CsvSource({
        "sinc 0.75, 0.908851680031112222310989270373", "lngamma 0.75, 0.203280951431295371481432971862",
        "digamma 0.75, -1.08586087978647216962688676282", "digamma -1.25, 3.71413912021352783037311323718",
        "trigamma 0.75, 2.54187964767160649839766288042", "polygamma 2 0.75, -5.30263321633763963143270691044",
        "harmonic 0.75, 0.824688118448394024312958660599", "beta 0.75 1.25, 1.11072073453959156175397024752",
        "uppergamma 0.75 0.5, 0.578473750222577838282073485379", "uppergamma -0.5 0.5, 0.590691306732599344401389367953",
        "lowergamma 0.75 0.5, 0.646942952242599806847024817984", "erfi 0.75, 1.03575728441196296786015312166",
        "erfinv 0.75, 0.813419847597618541690289359893", "erfcinv 0.75, 0.225312055012178104725014013952",
        "fresnels 0.75, 0.208877111233383570222392977122", "fresnelc 0.75, 0.693525990787135897485875908994",
        "Ei 0.75, 1.207332816001221882759442382", "Ei -0.75, -0.34034081291123000780653576868",
        "li 0.5, -0.378671043061087976727207184637", "li 1.5, 0.125064986315296355994350004796",
        "Si 0.75, 0.726954247150086979012385601465", "Ci 0.75, 0.152163600980330236553095431749",
        "Shi 0.75, 0.773836814456225945282989075337", "Chi 0.75, 0.433496001544995937476453306658",
        "expint 2 0.75, 0.217110943057592201283144724434", "expint 0.5 0.75, 0.451637796663009840029264798626",
        "besselj 0 0.75, 0.864242275166648623555731103821", "besselj 0.5 0.75, 0.628005876375886905918642215374",
        "besselj 1 -0.75, -0.349243602174862192523281016426", "bessely 0.5 0.75, -0.674117929144544691142457577688",
        "besseli 0.5 0.75, 0.757614986389914007324539011422", "besselk 0.5 0.75, 0.683610060349524698155271034599",
        "airyai 0.75, 0.179336305478645233614976377518", "airyaiprime 0.75, -0.193175208104376456281375897102",
        "airybi 0.75, 1.00693090863321636624223310041", "airybiprime -0.75, 0.554475065257595660894431634497",
        "LambertW 0.75, 0.469150210694988233321058459044", "LambertW -0.25, -0.357402956181388903068811104056",
        "LambertW -1 -0.25, -2.15329236411034964916909915009", "polylog 2 0.5, 0.58224052646501250590265632016",
        "polylog 0.5 -0.75, -0.500779486473393165044652708686", "zeta 3, 1.20205690315959428539973816151",
        "zeta 0.5, -1.46035450880958681288949915252", "zeta -1.5, -0.0254852018898330359495429869107",
        "zeta 3 0.75, 2.65131660816881981571635345522", "ellipticF 0.75 0.5, 0.785381841639308415040695231202",
        "ellipticF 2.5 0.5, 3.04440847748726132858987154921", "ellipticF 0.75 -1.5, 0.677563467116464884759567837991",
        "ellipticE 0.5, 1.35064388104767550252017473534", "ellipticE 0.75 0.5, 0.717350716077166616604159258952",
        "ellipticE -2.5 0.5, -2.08055954975884435579014696047", "ellipticK 0.5, 1.8540746773013719184338503472",
        "ellipticK -2.5, 1.12088100360300672423111113895", "ellipticPi 0.25 0.5, 2.16761936076655595990615757154",
        "ellipticPi 0.25 0.75 0.5, 0.822123275003178642874257705388",
        "ellipticPi -0.25 2.5 0.5, 2.6417064593553287221875867137", "hyp2f1 0.5 0.25 1.5 0.5, 1.05260350991335252922692523787",
        "hyp2f1 1 0.25 1.25 -2.5, 0.768330065485265404349168376049", "hyp1f1 0.5 1.5 0.75, 1.31796020107847596376614623029",
        "hyp0f1 1.5 0.75, 1.58058656356666802423204271786", "legendre 3 0.75, -0.0703125",
        "legendre 0.5 0.75, 0.902294877073156547956575075773", "hermite 3 0.75, -5.625",
        "hermite 0.5 0.75, 1.31600493243945732659146758339", "laguerre 3 0.75, -0.4765625",
        "laguerre 2.5 0.5 0.75, 0.0427545685240566488226998372376", "chebyshevt 3 0.75, -0.5625",
        "chebyshevt 0.5 0.75, 0.935414346693485346395937183079", "chebyshevu 3 0.75, 0.375",
        "chebyshevu 0.5 0.75, 1.3363062095621219234227674044"})
    void hasRealValues(String call, String expected) {
        String[] parts = call.split(" ");
        NumericFunction f = NumericFunctions.of(parts[0], parts.length - 1);
        Apfloat[] x = Arrays.stream(parts).skip(1).map(s -> new Apfloat(s, DIGITS)).toArray(Apfloat[]::new);
        Apfloat value = f.real().at(x);
        assertThat(isNear(value, new Apfloat(expected, DIGITS))).as("%s", value).isTrue();
        double d = f.at(Arrays.stream(parts).skip(1).mapToDouble(Double::parseDouble).toArray());
        assertThat(d).isCloseTo(Double.parseDouble(expected), within(1e-14 * Math.max(1e-3, Math.abs(d))));
    }

    @ParameterizedTest
    @CsvSource({
        "gamma 0.75+0.5i, 0.834929965973746848174887820134, -0.40638188005813243326385035539",
        "digamma 0.75+0.5i, -0.609401355854648678266554690685, 0.981852634216929943190065494514",
        "erfi 0.5+0.25i, 0.571286622394334193313131056345, 0.351186659381380454527139646034",
        "Ei 0.75+0.5i, 1.28777204180638904791496424795, 1.32045495180091187082458179736",
        "Ci -0.75+0.5i, 0.390543845929306356708729943537, 2.73616179109802368065408754844",
        "besselj 0.5 0.75+0.5i, 0.711094623449138814894747885871, 0.119489145714393370993684032918",
        "hankel1 0.5 0.75, 0.628005876375886905918642215374, -0.674117929144544691142457577688",
        "LambertW -1 0.75+0.5i, -1.49817314057394050690171943964, -3.74372246942249041422735187262",
        "polylog 2 1.5+0.5i, 1.52908107406654910235101267752, 1.59114598548192120277614693869",
        "uppergamma 0.75 -0.5+0.25i, 1.56341983304267065730270990614, -1.02258928058968746318730077684",
        "hyp2f1 0.5 0.25 1.5 1.5+0.5i, 1.09605285631599811248981590207, 0.182550389162504830874114995173",
        "ellipticF 0.75+0.5i 0.5, 0.737442889828728473143824759034, 0.56099978831827976756518315816",
        "ellipticE 2.5+0.5i 0.5+0.25i, 2.08708703866872442071519428043, 0.202092227398906323800580197634",
        "ellipticPi 0.25 0.75+0.25i 0.5, 0.797415687481817558161251513587, 0.320245246088306925601357071426",
        "zeta 0.5+14i, 0.022241142609993589246213199204, -0.103258123266450057902363095553"})
    void hasComplexValues(String call, String real, String imaginary) {
        String[] parts = call.split(" ");
        NumericFunction f = NumericFunctions.of(parts[0], parts.length - 1);
        Apcomplex value = f.complex().at(Arrays.stream(parts).skip(1).map(SpecialFunctionsTest::complex).toArray(Apcomplex[]::new));
        assertThat(isNear(value, new Apcomplex(new Apfloat(real, DIGITS), new Apfloat(imaginary, DIGITS)))).as("%s", value).isTrue();
    }

    private static Apcomplex complex(String s) {
        if (!s.endsWith("i")) {
            return new Apfloat(s, DIGITS);
        }
        String[] parts = s.substring(0, s.length() - 1).split("\\+");
        return new Apcomplex(new Apfloat(parts[0], DIGITS), new Apfloat(parts[1], DIGITS));
    }

    @ParameterizedTest
    @CsvSource({"lngamma, -0.5", "Ci, -1", "gamma, -2", "LambertW, -1", "polygamma, 0.5 1", "ellipticK, 2", "erfinv, 2", "bessely, 0.5 -1"})
    void hasNoRealValueOutsideOfItsDomain(String name, String arguments) {
        double[] x = Arrays.stream(arguments.split(" ")).mapToDouble(Double::parseDouble).toArray();
        assertThat(NumericFunctions.of(name, x.length).at(x)).isNaN();
    }

    /** Of every argument whose derivative is declared, at a point in the domain. */
    @ParameterizedTest
    @CsvSource({
        "sinc, 0.75", "gamma, 0.75", "gamma, -1.25", "lngamma, 0.75", "polygamma, 1 0.75", "factorial, 0.75", "harmonic, 0.75",
        "beta, 0.75 1.25", "uppergamma, 0.75 0.5", "lowergamma, 0.75 0.5", "erf, 0.75", "erfc, 0.75", "erfi, 0.75", "erfinv, 0.75",
        "erfcinv, 0.75", "fresnels, 0.75", "fresnelc, 0.75", "Ei, -0.75", "li, 0.5", "Si, 0.75", "Ci, 0.75", "Shi, 0.75", "Chi, 0.75",
        "expint, 1.5 0.75", "besselj, 0.5 0.75", "bessely, 0.5 0.75", "besseli, 0.5 0.75", "besselk, 0.5 0.75", "airyai, 0.75",
        "airyaiprime, -0.75", "airybi, 0.75", "airybiprime, -0.75", "LambertW, 0.75", "LambertW, -1 -0.25", "polylog, 2.5 0.5",
        "zeta, 3 0.75", "ellipticF, 0.75 0.5", "ellipticE, 0.75 0.5", "ellipticE, 0.5", "ellipticK, -0.5", "ellipticPi, 0.25 0.5",
        "ellipticPi, 0.25 0.75 0.5", "hyp2f1, 0.5 0.25 1.5 0.5", "hyp1f1, 0.5 1.5 0.75", "hyp0f1, 1.5 0.75", "legendre, 1.5 0.75",
        "hermite, 3 0.75", "laguerre, 3 0.75", "laguerre, 2.5 0.5 0.75", "chebyshevt, 2.5 0.75", "chebyshevu, 2.5 0.75"})
    void hasTheDerivativeThatIsDeclared(String name, String arguments) {
        double[] x = Arrays.stream(arguments.split(" ")).mapToDouble(Double::parseDouble).toArray();
        FunctionDeclaration f = StandardLibrary.standard().functions().lookup(name, x.length);
        NumericFunction values = NumericFunctions.of(name, x.length);
        Map<Sym, Double> at = new HashMap<>();
        for (int i = 0; i < x.length; i++) {
            at.put(f.parameters().get(i), x[i]);
        }
        List<String> checked = new ArrayList<>();
        for (int k = 0; k < x.length; k++) {
            Expr declared = f.derivatives().get(k);
            if (declared == null || declared.toString().contains("partial")) {
                continue;
            }
            double expected = centralDifference(values, x, k);
            double found = new Evaluator(StandardLibrary.standard().functions()).evaluate(declared, at);
            assertThat(found).as("by %s", f.parameters().get(k)).isCloseTo(expected, within(1e-11 * Math.max(1, Math.abs(expected))));
            checked.add(f.parameters().get(k).name());
        }
        assertThat(checked).isNotEmpty();
    }

    /** In 30 digits with a step of 10⁻⁸: wrong from the 16th digit on. */
    private static double centralDifference(NumericFunction f, double[] x, int k) {
        Apfloat h = new Apfloat("1e-8", DIGITS);
        Apfloat[] up = Arrays.stream(x).mapToObj(v -> new Apfloat(Double.toString(v), DIGITS)).toArray(Apfloat[]::new);
        Apfloat[] down = up.clone();
        up[k] = up[k].add(h);
        down[k] = down[k].subtract(h);
        return f.real().at(up).subtract(f.real().at(down)).divide(h).doubleValue() / 2;
    }

    private static boolean isNear(Apcomplex value, Apcomplex expected) {
        return ApfloatMath.abs(ApcomplexMath.abs(value.subtract(expected)))
                .compareTo(ApcomplexMath.abs(expected).multiply(new Apfloat("1e-25", DIGITS))) < 0;
    }
}
