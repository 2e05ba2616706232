package dev.ddx.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.ddx.expr.Abbreviated;
import dev.ddx.Ddx;
import dev.ddx.expr.DdxException;
import dev.ddx.expr.Limits;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.hipparchus.analysis.differentiation.Gradient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KernelTest {

    private final Ddx ddx = Ddx.standard();
    private final Kernel kernel = new Kernel(ddx.functions(), Limits.DEFAULT);
    private final Dag dag = kernel.dag();
    private final int x = kernel.symbol("x");

    private int read(String text) {
        return kernel.read(ddx.parse(text));
    }

    @ParameterizedTest(name = "{0} and {1} are one node")
    @CsvSource({"x+y, y+x", "2*x+3*x, 5x", "x*x^2, x^3", "x/x, 1", "a*b/a, b", "x-x, 0", "sin(-x), -sin(x)", "cos(-x), cos(x)",
        "sqrt(8), 2*sqrt(2)", "(x*y)^2, x^2*y^2", "e^(2*x)*e^x, e^(3*x)", "1/3+1/6, 1/2", "(a+b)-(a+b), 0",
        "tanh(x)^2*tanh(x), tanh(x)^3"})
    void equalExpressionsAreOneNode(String a, String b) {
        assertThat(read(a)).isEqualTo(read(b));
    }

    @ParameterizedTest(name = "{0} and {1} are two nodes")
    @CsvSource({"sqrt(x^2), x", "ln(x*y), ln(x)+ln(y)", "(x^2)^(1/2), x", "x^0.5*y^0.5, (x*y)^0.5", "abs(x), x", "asin(sin(x)), x"})
    void whatHoldsOnAPartOfTheDomainAloneIsNotDone(String a, String b) {
        assertThat(read(a)).isNotEqualTo(read(b));
    }

    @Test
    void theOrderOfInsertionDoesNotMatter() {
        Random random = new Random(1);
        List<String> terms = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            terms.add("sin(a_" + i + ")*b_" + i % 7 + "^" + (i % 5 + 1));
        }
        int first = read(String.join("+", terms));
        String written = kernel.write(first).toString();
        for (int round = 0; round < 20; round++) {
            Collections.shuffle(terms, random);
            assertThat(read(String.join("+", terms))).isEqualTo(first);
            Kernel other = new Kernel(ddx.functions(), Limits.DEFAULT);
            int node = other.read(ddx.parse(String.join("+", terms)));
            assertThat(other.write(node).toString()).isEqualTo(written);
        }
    }

    @ParameterizedTest(name = "{0} has the derivative {1}")
    @CsvSource({"x^x, x^x*(ln(x)+1)", "tanh(x), 1/cosh(x)^2", "ln(1+exp(x)), 1/(1+exp(-x))", "3, 0", "atan(x), 1/(1+x^2)",
        "asin(x), 1/sqrt(1-x^2)", "x^(1/3), 1/(3*x^(2/3))", "tan(x)^2, 2*tan(x)/cos(x)^2", "'log(x, 2)', 1/(x*ln(2))",
        "x*y/(x+y), y^2/(x+y)^2", "abs(x), x/abs(x)", "x^2*sin(1/x), 2*x*sin(1/x)-cos(1/x)", "'atan2(x, y)', y/(x^2+y^2)"})
    void derivativesAreThoseOfTheTables(String f, String expected) {
        int y = kernel.symbol("y");
        int d = kernel.derivative(read(f), x);
        int e = read(expected);
        for (double at : new double[] {0.31, 0.74}) {
            assertThat(kernel.evaluator(d).evaluate(new int[] {x, y}, at, 1.3)[0])
                    .isEqualTo(kernel.evaluator(e).evaluate(new int[] {x, y}, at, 1.3)[0], within(1e-12));
        }
    }

    @Test
    void tanhIsDifferentiatedInTermsOfItself() {
        assertThat(kernel.derivative(read("tanh(x)"), x)).isEqualTo(read("1-tanh(x)^2"));
    }

    @Test
    void anUnknownFunctionRaisesItsOrder() {
        Ddx known = ddx.withFunction("f");
        int f = kernel.read(known.read("f(x^2)", java.util.Set.of("x"), true).expression());
        assertThat(kernel.write(kernel.derivative(f, x, 2)).toString()).contains("f");
    }

    @Test
    void aDefinitionKeepsItsParametersInEveryGraphOfItsTable() {
        Ddx logistic = ddx.define("f(x) = L/(1+e^(-k*(x-c)))");
        for (String argument : new String[] {"x", "x^2"}) {
            Kernel k = new Kernel(logistic.functions(), Limits.DEFAULT);
            int at = k.symbol("x");
            int d = k.derivative(k.read(logistic.read("f(" + argument + ")", java.util.Set.of("x"), false).expression()), at);
            int[] symbols = {k.symbol("c"), k.symbol("k"), k.symbol("L"), at};
            double u = argument.equals("x") ? 0.8 : 0.64;
            double inner = argument.equals("x") ? 1 : 1.6;
            double e = Math.exp(-2 * (u - 0.3));
            assertThat(k.evaluator(d).evaluate(symbols, 0.3, 2, 5, 0.8)[0])
                    .isEqualTo(5 * 2 * e / Math.pow(1 + e, 2) * inner, within(1e-12));
        }
    }

    @ParameterizedTest(name = "depth {0}")
    @ValueSource(ints = {1_000, 100_000})
    void depthIsBoundedByMemoryAlone(int depth) {
        int node = x;
        for (int i = 0; i < depth; i++) {
            node = dag.call("sin", node);
        }
        int d = kernel.derivative(node, x);
        assertThat(kernel.count(d)).isLessThan(3 * depth + 10);
        assertThat(kernel.write(d).children()).isNotEmpty();
    }

    @Test
    void theLogisticMapTakesAtMostSixNodesAnIteration() {
        int l = x;
        int d1 = 0;
        int size = 0;
        for (int k = 1; k <= 2_000; k++) {
            if (k == 1_000) {
                d1 = kernel.derivative(l, x);
                size = kernel.count(d1);
            }
            l = dag.product(dag.number(4), l, dag.subtract(dag.number(1), l));
        }
        assertThat((kernel.count(kernel.derivative(l, x)) - size) / 1_001.0).isLessThanOrEqualTo(6.0);
    }

    @Test
    void termsThatDifferInACoefficientDeepInsideDoNotCollide() {
        int terms = 100_000;
        int sum = dag.open();
        for (int i = 1; i <= terms; i++) {
            dag.term(ExactNumbers.ONE, dag.product(dag.number(i), dag.call("sin", dag.product(dag.number(i), x))));
        }
        int f = dag.closeSum(sum);
        int d = kernel.derivative(f, x);
        assertThat(dag.arity(d)).isEqualTo(terms);
        assertThat(java.util.stream.IntStream.range(0, terms).map(i -> dag.call("sin", dag.product(dag.number(i + 1), x))).distinct().count())
                .isEqualTo(terms);
        assertThat(java.util.stream.IntStream.range(0, terms).map(i -> dag.hash(dag.argument(f, i))).distinct().count())
                .isGreaterThan(terms * 9L / 10);
    }

    @Test
    void theTwentiethDerivativeOfXToTheXIsSmall() {
        assertThat(kernel.count(kernel.derivative(read("x^x"), x, 20))).isLessThan(1_500);
    }

    @Test
    void aBinaryNodeTakesAtMost32Bytes() {
        int node = x;
        int before = dag.size();
        long bytes = dag.bytes();
        for (int i = 0; i < 400_000; i++) {
            node = i % 2 == 0 ? dag.power(node, x) : dag.sum(node, x);
        }
        assertThat((dag.bytes() - bytes) / (double) (dag.size() - before)).isLessThanOrEqualTo(32);
    }

    @ParameterizedTest(name = "product of {0} variables")
    @ValueSource(ints = {2, 3, 10, 1_000, 10_000})
    void aProductAndItsGradientTake3nMinus5Multiplications(int n) {
        int[] symbols = new int[n];
        for (int i = 0; i < n; i++) {
            symbols[i] = kernel.symbol("x_" + i);
        }
        dev.ddx.kernel.Gradient g = kernel.gradient(dag.product(symbols), symbols);
        Operations operations = kernel.operations(g.all());
        assertThat(operations.multiplications()).isEqualTo(n == 2 ? 1 : 3L * n - 5);
        assertThat(operations.additions() + operations.functions()).isZero();
    }

    @Test
    void theGradientOfRosenbrockIsCheapAndItsHessianTridiagonal() {
        int n = 200;
        int[] v = new int[n];
        for (int i = 0; i < n; i++) {
            v[i] = kernel.symbol("v_" + i);
        }
        int f = dag.zero;
        for (int i = 0; i + 1 < n; i++) {
            int a = dag.power(dag.subtract(dag.one, v[i]), dag.number(2));
            int b = dag.power(dag.subtract(v[i + 1], dag.power(v[i], dag.number(2))), dag.number(2));
            f = dag.sum(f, a, dag.product(dag.number(100), b));
        }
        Hessian h = kernel.hessian(f, v);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                assertThat(h.entry(i, j) != dag.zero).isEqualTo(Math.abs(i - j) <= 1);
            }
        }
        assertThat(h.entries()).hasSize(2 * n - 1);
        double ratio = (double) kernel.operations(h.gradient().partials()).total() / kernel.operations(f).total();
        assertThat(ratio).isLessThanOrEqualTo(1.3);
    }

    @Test
    void theJacobianKnowsItsZeros() {
        int y = kernel.symbol("y");
        int[][] j = kernel.jacobian(new int[] {read("sin(x)"), read("x*y"), read("e^y")}, x, y);
        assertThat(j[0][1]).isEqualTo(dag.zero);
        assertThat(j[2][0]).isEqualTo(dag.zero);
        assertThat(j[1]).containsExactly(y, x);
        assertThat(j[0][0]).isEqualTo(read("cos(x)"));
    }

    @Test
    void compiledFunctionsAgreeWithAutomaticDifferentiation() {
        String text = "x*y^3*sin(x*y) + e^(x/y) - sqrt(1+x^2)/ln(2+y^2) + tanh(x-y) + atan(x)^y";
        int y = kernel.symbol("y");
        CompiledFunction f = kernel.compile(read(text), x, y);
        Random random = new Random(7);
        for (int i = 0; i < 100; i++) {
            double a = 0.2 + 2 * random.nextDouble();
            double b = 0.2 + 2 * random.nextDouble();
            Gradient gx = Gradient.variable(2, 0, a);
            Gradient gy = Gradient.variable(2, 1, b);
            Gradient expected = gx.multiply(gy.pow(3)).multiply(gx.multiply(gy).sin()).add(gx.divide(gy).exp())
                    .subtract(gx.multiply(gx).add(1).sqrt().divide(gy.multiply(gy).add(2).log())).add(gx.subtract(gy).tanh())
                    .add(gx.atan().pow(gy));
            double[] gradient = new double[2];
            assertThat(f.value(new double[] {a, b})).isEqualTo(expected.getValue(), within(1e-12 * Math.max(1, Math.abs(expected.getValue()))));
            assertThat(f.valueAndGradient(new double[] {a, b}, gradient)).isEqualTo(expected.getValue(), within(1e-12 * Math.max(1, Math.abs(expected.getValue()))));
            assertThat(gradient[0]).isEqualTo(expected.getPartialDerivative(1, 0), within(1e-11 * Math.max(1, Math.abs(gradient[0]))));
            assertThat(gradient[1]).isEqualTo(expected.getPartialDerivative(0, 1), within(1e-11 * Math.max(1, Math.abs(gradient[1]))));
        }
    }

    @Test
    void aLargeFunctionIsCutIntoMethods() {
        int n = 5_000;
        int[] v = new int[n];
        double[] at = new double[n];
        for (int i = 0; i < n; i++) {
            v[i] = kernel.symbol("v_" + i);
            at[i] = i / 5_000.0;
        }
        int sum = dag.open();
        double expected = 0;
        for (int i = 0; i + 1 < n; i++) {
            dag.term(ExactNumbers.ONE, dag.call("sin", dag.product(v[i], v[i + 1])));
            expected += Math.sin(at[i] * at[i + 1]);
        }
        CompiledFunction f = kernel.compile(dag.closeSum(sum), v);
        double[] gradient = new double[n];
        assertThat(f.value(at)).isEqualTo(expected, within(1e-9));
        assertThat(f.valueAndGradient(at, gradient)).isEqualTo(expected, within(1e-9));
        assertThat(gradient[17]).isEqualTo(at[16] * Math.cos(at[16] * at[17]) + at[18] * Math.cos(at[17] * at[18]), within(1e-12));
    }

    @Test
    void conditionsAreCompiled() {
        CompiledFunction f = kernel.compile(read("piecewise(x^2, x > 0; -x, x <= 0)"), x);
        double[] gradient = new double[1];
        assertThat(f.valueAndGradient(new double[] {3}, gradient)).isEqualTo(9);
        assertThat(gradient[0]).isEqualTo(6);
        assertThat(f.valueAndGradient(new double[] {-3}, gradient)).isEqualTo(3);
        assertThat(gradient[0]).isEqualTo(-1);
    }

    /** Beside its case a branch may have no finite value or derivative; what it contributes is 0 all the same. */
    @Test
    void aBranchThatIsNotTakenDoesNotTouchTheGradient() {
        assertThat(gradient("piecewise(sqrt(x), x > 0; 2*x)", -1)).isEqualTo(2);
        assertThat(gradient("piecewise(sqrt(x), x > 0; 2*x)", 4)).isEqualTo(0.25);
        assertThat(gradient("piecewise(x, x > 0; e^x - 1)", 1000)).isEqualTo(1);
        assertThat(gradient("piecewise(x, x > 0; e^x - 1)", -1)).isEqualTo(Math.exp(-1));
        assertThat(gradient("3*piecewise(ln(x)*piecewise(1/x, x > 2; x^2), x > 1; x^3)", 0)).isEqualTo(0);
        assertThat(gradient("3*piecewise(ln(x)*piecewise(1/x, x > 2; x^2), x > 1; x^3)", 3))
                .isEqualTo(3 * (1 - Math.log(3)) / 9, within(1e-15));
        assertThat(gradient("3*piecewise(ln(x)*piecewise(1/x, x > 2; x^2), x > 1; x^3)", 1.5))
                .isEqualTo(3 * (1.5 + 2 * 1.5 * Math.log(1.5)), within(1e-14));
    }

    private double gradient(String f, double at) {
        double[] gradient = new double[1];
        kernel.compile(read(f), x).valueAndGradient(new double[] {at}, gradient);
        return gradient[0];
    }

    @Test
    void whatCannotBeCompiledIsSaid() {
        assertThatThrownBy(() -> kernel.compile(read("x*q"), x)).isInstanceOf(DdxException.class).hasMessageContaining("q");
    }

    @Test
    void sharedPartsGetNames() {
        int f = x;
        for (int k = 0; k < 60; k++) {
            f = dag.sum(dag.call("sin", f), dag.product(x, f));
        }
        Abbreviated a = kernel.abbreviate(kernel.derivative(f, x));
        assertThat(a.definitions().size()).isBetween(60, 300);
        assertThat(a.definitions().values()).allSatisfy(e -> assertThat(e.size()).isLessThan(40));
        assertThat(a.expressions().get(0).size()).isLessThan(60);
    }

    @Test
    void aMarkIsReturnedTo() {
        int f = read("sin(x)^3");
        int d = kernel.derivative(f, x);
        Dag.Mark mark = dag.mark();
        int[] first = Arrays.stream(new String[] {"ln(y)*x^7/3", "tan(x)", "123456789012345678901/7*x"}).mapToInt(t -> kernel.derivative(read(t), x)).toArray();
        int size = dag.size();
        kernel.reset(mark);
        assertThat(dag.size()).isEqualTo(mark.nodes());
        assertThat(kernel.derivative(f, x)).isEqualTo(d);
        assertThat(Arrays.stream(new String[] {"ln(y)*x^7/3", "tan(x)", "123456789012345678901/7*x"}).mapToInt(t -> kernel.derivative(read(t), x)).toArray()).isEqualTo(first);
        assertThat(dag.size()).isEqualTo(size);
    }

    @Test
    void theBudgetIsHonoured() {
        Kernel small = new Kernel(ddx.functions(), Limits.DEFAULT.withMaxNodes(1_000));
        int node = small.read(ddx.parse("x^x"));
        assertThatThrownBy(() -> small.derivative(node, small.symbol("x"), 60))
                .isInstanceOf(DdxException.class).hasMessageContaining("--max-nodes");
    }
}
