package dev.ddx.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ddx.Ddx;
import dev.ddx.expr.DdxException;
import dev.ddx.expr.Expr;
import dev.ddx.expr.FunctionTable;
import dev.ddx.expr.Limits;
import dev.ddx.expr.Sym;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apfloat.Apcomplex;
import org.apfloat.Apfloat;
import org.apfloat.ApfloatMath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class PreciseEvaluatorTest {

    private static final Ddx DDX = Ddx.standard();

    private static Optional<Apfloat> value(String text, int digits) {
        return DDX.evaluate(DDX.read(text, java.util.Set.of("x"), false).expression(), Map.of(), digits);
    }

    private static Optional<Apfloat> at(String text, String x) {
        return DDX.evaluate(DDX.read(text, java.util.Set.of("x"), false).expression(), Map.of(Sym.of("x"), DDX.read(x, java.util.Set.of(), false).expression()), 15);
    }

    /** Values of mpmath 1.3 with 100 digits; where terms cancel, by hand. */
    @ParameterizedTest
    @CsvSource({
        "x + 1, sin(10^60*e), 1.78812515732403", "x, floor(100*sqrt(2)), 141", "x, 1 + abs(sqrt(2) + sqrt(3) - sqrt(5 + 2*sqrt(6))), 1",
        "x + 1, floor(sqrt(2) + sqrt(3) - sqrt(5 + 2*sqrt(6))), 1",
    })
    void the_value_that_a_symbol_stands_for_is_as_exact_as_it_has_to_be(String f, String x, String expected) {
        assertClose(at(f, x).orElseThrow(), new Apfloat(expected, 15), 14);
    }

    /** 1/0, and e^(ln 3) = 3, which is where a step begins: not told is not the same as no value. */
    @Test
    void a_value_that_is_not_told_is_not_taken_for_none() {
        assertThat(at("x + 1", "1/(sqrt(2) + sqrt(3) - sqrt(5 + 2*sqrt(6)))")).isEmpty();
        assertThatThrownBy(() -> at("x", "floor(exp(ln(3)))")).isInstanceOf(DdxException.class).hasMessageContaining("a step");
        assertThatThrownBy(() -> at("x + 1", "9^9^9^9")).isInstanceOf(DdxException.class).hasMessageContaining("too large");
    }

    /** Γ(ε) = 1/ε − γ + …, DLMF 5.7.1; x + 1 has thirty digits less than x. */
    @ParameterizedTest
    @ValueSource(ints = {20, 29, 30, 31, 32, 40})
    void fewer_digits_than_wanted_are_not_taken_for_the_value(int digits) {
        assertClose(value("factorial(-1 + 10^-30)", digits).orElseThrow(), new Apfloat("999999999999999999999999999999.4227843350984671393934879099", 60), digits - 1);
    }

    /** Γ(1 + ε) is 1 to all digits. */
    @Test
    void a_small_number_costs_no_more_digits_than_are_wanted() {
        assertThat(value("factorial(sin(1000)/factorial(1000))", 15).orElseThrow()).isEqualTo(Apcomplex.ONE);
    }

    private static void assertClose(Apcomplex found, Apcomplex expected, int digits) {
        Apcomplex difference = found.subtract(expected);
        assertThat(difference.equals(Apcomplex.ZERO) || difference.scale() <= expected.scale() - digits)
                .as("%s instead of %s", found, expected).isTrue();
    }

    /** Values of mpmath 1.3. */
    @ParameterizedTest
    @CsvSource({
        "sin, 0.7, 0.6442176872376910536726143513987201830658",
        "cos, 0.7, 0.7648421872844884262558599901918649092682",
        "tan, 0.7, 0.8422883804630794481281350022129377171872",
        "cot, 0.7, 1.1872418321266793536723626936911574421",
        "sec, 0.7, 1.307459259733593869874672835305311454228",
        "csc, 0.7, 1.552270326957103911989973640954927830636",
        "asin, 0.7, 0.7753974966107530637403533527149871135558",
        "acos, 0.7, 0.7953988301841435554909683389247643285428",
        "atan, 0.7, 0.6107259643892086165437588764902360938185",
        "acot, -0.7, -0.9600703624056880026875628151495153482801",
        "asec, 2.3, 1.120999466370538918884813450511903076014",
        "acsc, 2.3, 0.4497968604243577003465082411278483660851",
        "sinh, 0.7, 0.7585837018395335034598746475927681541549",
        "cosh, 0.7, 1.255169005630943018164674740990297115863",
        "tanh, 0.7, 0.6043677771171634963086871831038264750156",
        "tanh, 12.5, 0.9999999999722241122704577087802638987905",
        "tanh, -3.25, -0.9969976354865260169322759264395722730592",
        "tanh, 1000000000, 1",
        "erf, 4.25, 0.9999999981494258626132574799441619284713",
        "erf, -2.5, -0.9995930479825550410604357842600250872797",
        "erf, 1000000, 1",
        "coth, 0.7, 1.654621635802629404713224280805494729354",
        "sech, 0.7, 0.7967054599928750252113020491821918288424",
        "csch, 0.7, 1.31824609146629719165164762154575013838",
        "asinh, 0.7, 0.6526665660823557868086863441096758974424",
        "acosh, 2.3, 1.475044781241425079951043152436327976148",
        "atanh, 0.7, 0.8673005276940531944271446904753004154704",
        "acoth, 2.3, 0.465779102002471749701850686661168199832",
        "asech, 0.7, 0.8955880995299758224096299146133231717037",
        "acsch, 0.7, 1.154477394237068449033699024437752985214",
        "ln, 2.3, 0.8329091229351040067887613771258319108413",
        "cbrt, 2.3, 1.320006121795912397691449331000338727577",
        "erf, 0.7, 0.6778011938374184729756288092441513967163",
        "erfc, 2.3, 0.001143176597356651465347459380769140194149",
        "gamma, -0.7, -4.27366998241084375473216645129273970159",
        "factorial, 0.7, 0.9086387328532904499768198254069681324489"
    })
    void realValues(String name, String x, String expected) {
        Kernel kernel = new Kernel(FunctionTable.EMPTY, Limits.DEFAULT);
        int symbol = kernel.symbol("x");
        Apfloat found = kernel.evaluate(kernel.dag().call(name, symbol), 35, Map.of(symbol, new Apfloat(x))).orElseThrow();
        assertClose(found, new Apfloat(expected), 34);
    }

    /** Values of mpmath 1.3 at 0.7 − 1.2i. */
    @ParameterizedTest
    @CsvSource({
        "sin, 1.16645634196575813755968877868, -1.15449972469485473706431722378",
        "cos, 1.38486576453121110799252363212, 0.972421703358300286193006835083",
        "tan, 0.172073419763034900129924844633, -0.954480705998940553817615391658",
        "cot, 0.182931758719386135045497016204, 1.0147112462375576629754697301",
        "sec, 0.483634183995211736372549493793, -0.339597085181844139499363389621",
        "csc, 0.433065033378570366195338420624, 0.428625953516573632831064976739",
        "asin, 0.435613579079741510332120864458, -1.09276478575773714591052720808",
        "acos, 1.13518274771515510889920082718, 1.09276478575773714591052720808",
        "atan, 1.07857438341189218774437079964, -0.577057377653430676443945418893",
        "sinh, 0.274878686781175835815482944793, -1.16986657274265651387285125484",
        "cosh, 0.454820222369147765419033941636, -0.70702966009215376824109553598",
        "tanh, 1.34721973990611916300418064448, -0.477864103832636554030784334424",
        "coth, 0.659317472803418737956395266791, 0.233862482822853846205949127613",
        "sech, 0.643535470845503936827951307293, 1.00039233708444956487070893008",
        "csch, 0.190339944549689112882940248419, 0.810074950494928913106228301233",
        "asinh, 0.978654595593673876893175932222, -0.911354189531560115679035468562",
        "acosh, 1.09276478575773714591052720808, -1.13518274771515510889920082718",
        "atanh, 0.260074951652513595920064870564, -0.970240307795098984973851301627",
        "ln, 0.328760001458397091909474072007, -1.04272187836853695241752592488",
        "cbrt, 1.04909297220248833942909267931, -0.380067103324181383895048494291",
        "erf, 1.8292613519315315358926215602, -0.639342772366131628283955759124",
        "erfc, -0.829261351931531535892621560198, 0.639342772366131628283955759124",
        "gamma, 0.312774473282679970839429128566, 0.237076145640031301123744831399",
        "factorial, 0.503433506065913540936094187676, -0.2093760659911940542206935723"
    })
    void principalValues(String name, String real, String imaginary) {
        Kernel kernel = new Kernel(FunctionTable.EMPTY, Limits.DEFAULT);
        int symbol = kernel.symbol("z");
        Apcomplex z = new Apcomplex(new Apfloat("0.7"), new Apfloat("-1.2"));
        Apcomplex found = kernel.evaluateComplex(kernel.dag().call(name, symbol), 25, Map.of(symbol, z)).orElseThrow();
        assertClose(found, new Apcomplex(new Apfloat(real), new Apfloat(imaginary)), 24);
    }

    /** OEIS A060295 less its integer part: 12 digits cancel. */
    @Test
    void whatCancelsCostsNoDigits() {
        assertThat(value("e^(pi*sqrt(163)) - 262537412640768744", 20).orElseThrow().toString())
                .isEqualTo("-7.4992740280181431112e-13");
        assertThat(value("1/(exp(10^-80) - 1) - 10^80", 10).orElseThrow().toString(true)).isEqualTo("-0.5");
        assertThat(value("1e50 + 1 - 1e50", 5).orElseThrow().toString(true)).isEqualTo("1");
    }

    /** OEIS A001620 and A000796. */
    @Test
    void givesTheDigitsOfTheBook() {
        assertThat(value("pi", 60).orElseThrow().toString(true))
                .isEqualTo("3.14159265358979323846264338327950288419716939937510582097494");
        assertThat(value("e^1", 40).orElseThrow().toString(true)).isEqualTo("2.718281828459045235360287471352662497757");
        assertThat(value("1/3", 5).orElseThrow().toString(true)).isEqualTo("0.33333");
        assertThat(value("sin(10^22)", 15).orElseThrow().toString(true)).isEqualTo("-0.852200849767189");
    }

    @Test
    void zeroStaysZero() {
        assertThat(value("sin(1)^2 + cos(1)^2 - 1", 30).orElseThrow().signum()).isZero();
        assertThat(value("sin(pi)", 30).orElseThrow().signum()).isZero();
    }

    /** What cannot be written for its size has a value all the same. */
    @ParameterizedTest
    @ValueSource(strings = {"ln(0.106^(10^200))", "1/0.106^(10^200)", "ln(2*0.106^(10^200))", "abs(ln(pi*e^(-10^30)))"})
    void aValueThatIsTooSmallIsNoZero(String text) {
        assertThatThrownBy(() -> value(text, 12)).isInstanceOfSatisfying(DdxException.class, e -> assertThat(e.kind()).isEqualTo(DdxException.Kind.LIMIT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ln(-1)", "ln(0*pi)", "sqrt(-2)", "asin(2)", "(-2)^pi", "1/(sin(1)^2+cos(1)^2-1)", "acosh(1/2)", "x", "0*ln(-1)+0*sqrt(-pi) + ln(-3)"})
    void hasNoRealValue(String text) {
        assertThat(value(text, 20)).isEmpty();
    }

    @Test
    void aStepIsNotGuessed() {
        assertThatThrownBy(() -> value("floor(acos(sin(3)^2 + cos(3)^2))", 10)).isInstanceOf(DdxException.class);
        assertThat(value("floor(exp(ln(3)*1.0 + ln(5)) - 15/exp(0*x+ln(1)))", 10).orElseThrow().intValue()).isZero();
        assertThat(value("floor(exp(1))", 10).orElseThrow().intValue()).isEqualTo(2);
        assertThat(value("sign(-3)", 10).orElseThrow().intValue()).isEqualTo(-1);
        assertThat(value("piecewise(0, pi < 4; 1) + 2*piecewise(1, pi < 3; 0)^2", 10)).contains(Apfloat.ZERO);
        assertThat(value("piecewise(1, pi > 3; 2)", 10).orElseThrow().intValue()).isEqualTo(1);
    }

    @Test
    void rootsOverTheRealsAndPrincipalOnes() {
        Sym x = Sym.of("x");
        Expr root = DDX.parse("x^(1/3)");
        Map<Sym, Expr> at = Map.of(x, DDX.parse("-8"));
        assertThat(DDX.evaluate(root, at, 20).orElseThrow().toString(true)).isEqualTo("-2");
        assertClose(DDX.evaluateComplex(root, at, 20).orElseThrow(),
                new Apcomplex(new Apfloat(1, 20), ApfloatMath.sqrt(new Apfloat(3, 20))), 19);
        Expr euler = DDX.withComplex(true).read("e^(i*pi)", java.util.Set.of(), false).expression();
        assertThat(DDX.evaluateComplex(euler, Map.of(), 20).orElseThrow()).isEqualTo(new Apfloat(-1));
    }

    @Test
    void limits() {
        assertThatThrownBy(() -> value("pi", 1_000_000)).isInstanceOf(DdxException.class).hasMessageContaining("--max-bits");
        assertThatThrownBy(() -> value("exp(exp(exp(10)))", 10)).isInstanceOf(DdxException.class)
                .extracting(e -> ((DdxException) e).kind()).isEqualTo(DdxException.Kind.LIMIT);
        assertThatThrownBy(() -> DDX.withFunction("g").evaluate(dev.ddx.expr.Call.of("g", Sym.of("x")), Map.of(), 10))
                .isInstanceOf(DdxException.class).hasMessageContaining("g");
    }

    @Test
    void eachNodeOnce() {
        Kernel kernel = new Kernel(FunctionTable.EMPTY, Limits.DEFAULT);
        int x = kernel.symbol("x");
        int chain = x;
        for (int i = 0; i < 60; i++) {
            chain = kernel.dag().sum(kernel.dag().product(chain, chain), kernel.dag().call("sin", chain));
        }
        assertThat(kernel.evaluate(chain, 20, Map.of(x, new Apfloat("0.001")))).isPresent();
    }
}
