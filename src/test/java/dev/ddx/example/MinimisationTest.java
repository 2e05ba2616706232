package dev.ddx.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ddx.Ddx;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Sym;
import dev.ddx.kernel.CompiledFunction;
import java.util.function.DoubleUnaryOperator;
import org.hipparchus.optim.InitialGuess;
import org.hipparchus.optim.MaxEval;
import org.hipparchus.optim.PointValuePair;
import org.hipparchus.optim.SimpleValueChecker;
import org.hipparchus.optim.nonlinear.scalar.GoalType;
import org.hipparchus.optim.nonlinear.scalar.ObjectiveFunction;
import org.hipparchus.optim.nonlinear.scalar.ObjectiveFunctionGradient;
import org.hipparchus.optim.nonlinear.scalar.gradient.NonLinearConjugateGradientOptimizer;
import org.junit.jupiter.api.Test;

/** How a compiled function and its gradient are used with another library. */
class MinimisationTest {

    @Test
    void rosenbrockIsMinimisedWithTheCompiledGradient() {
        Ddx ddx = Ddx.standard();
        CompiledFunction f = ddx.compile(ddx.parse("(1 - x)^2 + 100*(y - x^2)^2"), Sym.of("x"), Sym.of("y"));

        PointValuePair minimum = new NonLinearConjugateGradientOptimizer(
                NonLinearConjugateGradientOptimizer.Formula.POLAK_RIBIERE, new SimpleValueChecker(1e-14, 1e-14))
                .optimize(new MaxEval(10_000), new InitialGuess(new double[] {-1.2, 1}), GoalType.MINIMIZE,
                        new ObjectiveFunction(f::value), new ObjectiveFunctionGradient(f::gradient));

        assertThat(minimum.getPoint()).containsExactly(new double[] {1, 1}, within(1e-5));
        assertThat(minimum.getValue()).isCloseTo(0, within(1e-10));
    }

    @Test
    void aFunctionOfOneVariableIsAnOperatorAndSoIsItsDerivative() {
        Ddx ddx = Ddx.standard();
        Expr e = ddx.parse("x^2*sin(x)");
        DoubleUnaryOperator f = ddx.compile(e, Sym.of("x")).unary();
        DoubleUnaryOperator derivative = ddx.compile(e, Sym.of("x")).derivative();
        assertThat(f.applyAsDouble(2)).isCloseTo(4 * Math.sin(2), within(1e-15));
        assertThat(derivative.applyAsDouble(2)).isCloseTo(4 * Math.sin(2) + 4 * Math.cos(2), within(1e-14));
    }
}
