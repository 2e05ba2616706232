package dev.ddx.kernel;

import dev.ddx.expr.Rational;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The operations so far; atoms and powers, of which several places may need the same, are there once. */
final class OperationList {

    private static final int MAX_UNROLLED_POWER = 64;
    private static final BigInteger TWO = BigInteger.TWO;
    private static final BigInteger THREE = BigInteger.valueOf(3);

    private record Multiplied(int base, int exponent) {
    }

    private final Dag dag;
    private final List<Operation> all = new ArrayList<>();
    private final Map<Object, Integer> known = new HashMap<>();

    OperationList(Dag dag) {
        this.dag = dag;
    }

    int add(Operation o) {
        if (o.isAtom()) {
            return known.computeIfAbsent(o, k -> append(o));
        }
        return append(o);
    }

    private int append(Operation o) {
        all.add(o);
        return all.size() - 1;
    }

    Operation get(int i) {
        return all.get(i);
    }

    int constant(int node) {
        return add(new Operation.Constant(node));
    }

    int binary(Operation.Arithmetic operator, int left, int right) {
        return add(new Operation.Binary(operator, left, right));
    }

    int multiply(int left, int right) {
        return binary(Operation.Arithmetic.MULTIPLY, left, right);
    }

    int function(String name, Integer... arguments) {
        return add(new Operation.Function(name, List.of(arguments), false));
    }

    /** A function of a base, once for all powers that are made of it. */
    private int root(String name, int base) {
        return known.computeIfAbsent(Map.entry(name, base), k -> function(name, base));
    }

    /** base^n for n &gt; 0. */
    private int multiplied(int base, int n) {
        if (n == 1) {
            return base;
        }
        Multiplied key = new Multiplied(base, n);
        Integer made = known.get(key);
        if (made == null) {
            if (n % 2 == 0) {
                int half = multiplied(base, n / 2);
                made = multiply(half, half);
            } else {
                made = multiply(multiplied(base, n - 1), base);
            }
            known.put(key, made);
        }
        return made;
    }

    /** base^exponent for a positive exponent. */
    int power(int base, Rational exponent) {
        BigInteger p = exponent.numerator();
        if (p.bitLength() <= 31 && p.intValue() <= MAX_UNROLLED_POWER) {
            int n = p.intValue();
            if (exponent.isInteger()) {
                return multiplied(base, n);
            }
            if (exponent.denominator().equals(TWO)) {
                int root = root("sqrt", base);
                return n == 1 ? root : multiply(multiplied(base, n / 2), root);
            }
            if (exponent.denominator().equals(THREE)) {
                return multiplied(root("cbrt", base), n);
            }
        }
        return known.computeIfAbsent(Map.entry(exponent, base), k -> append(new Operation.RationalPower(base, exponent)));
    }

    /** Functions of two arguments, of more taken two at a time. */
    int call(String name, boolean derivative, List<Integer> arguments) {
        if (!derivative && arguments.size() > 2 && (name.equals("max") || name.equals("min"))) {
            int value = arguments.get(0);
            for (int a : arguments.subList(1, arguments.size())) {
                value = function(name, value, a);
            }
            return value;
        }
        return add(new Operation.Function(name, arguments, derivative));
    }

    Program program(int... results) {
        return Program.of(dag, all, results);
    }
}
