package dev.ddx.kernel;

import dev.ddx.expr.Rational;
import dev.ddx.expr.Relation;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.IntUnaryOperator;

/** One operation of a {@link Program}. Operands are the numbers of earlier operations. */
public sealed interface Operation {

    /** An expression without symbols, as a node: {@link Program#value} tells its value. */
    record Constant(int node) implements Operation {
    }

    /** The value of a symbol, given as a node. */
    record Input(int symbol) implements Operation {
    }

    /** No value. */
    record Undefined() implements Operation {
    }

    /** Of two operands. */
    enum Arithmetic { ADD, SUBTRACT, MULTIPLY, DIVIDE }

    record Binary(Arithmetic operator, int left, int right) implements Operation {
    }

    record Negation(int operand) implements Operation {
    }

    /**
     * A function by the name under which ddx knows it, or one of exp, sqrt, cbrt, expm1, log1p, pow(base, exponent).
     *
     * @param derivative whether it is a derivative of that function of which no formula is known
     */
    record Function(String name, List<Integer> arguments, boolean derivative) implements Operation {
        public Function {
            arguments = List.copyOf(arguments);
        }
    }

    /** A power with a positive exponent; where the denominator is odd, a negative base has a real one. */
    record RationalPower(int base, Rational exponent) implements Operation {
    }

    /** One value if all comparisons hold, else the other. */
    record Choice(List<Comparison> conditions, int then, int otherwise) implements Operation {
        public Choice {
            conditions = List.copyOf(conditions);
        }
    }

    record Comparison(Relation.Op operator, int left, int right) {
    }

    /** Whether it is there without computing anything. */
    default boolean isAtom() {
        return this instanceof Constant || this instanceof Input || this instanceof Undefined;
    }

    /** Each operand, as often as it is one. */
    default void operands(IntConsumer action) {
        switch (this) {
            case Binary b -> {
                action.accept(b.left);
                action.accept(b.right);
            }
            case Negation n -> action.accept(n.operand);
            case Function f -> f.arguments.forEach(action::accept);
            case RationalPower p -> action.accept(p.base);
            case Choice c -> {
                c.conditions.forEach(r -> {
                    action.accept(r.left);
                    action.accept(r.right);
                });
                action.accept(c.then);
                action.accept(c.otherwise);
            }
            case Constant c -> { }
            case Input i -> { }
            case Undefined u -> { }
        }
    }

    /** The same with other operands. */
    default Operation renumbered(IntUnaryOperator number) {
        return switch (this) {
            case Binary b -> new Binary(b.operator, number.applyAsInt(b.left), number.applyAsInt(b.right));
            case Negation n -> new Negation(number.applyAsInt(n.operand));
            case Function f -> new Function(f.name, f.arguments.stream().map(number::applyAsInt).toList(), f.derivative);
            case RationalPower p -> new RationalPower(number.applyAsInt(p.base), p.exponent);
            case Choice c -> new Choice(c.conditions.stream().map(r -> new Comparison(r.operator, number.applyAsInt(r.left),
                    number.applyAsInt(r.right))).toList(), number.applyAsInt(c.then), number.applyAsInt(c.otherwise));
            case Constant c -> c;
            case Input i -> i;
            case Undefined u -> u;
        };
    }
}
