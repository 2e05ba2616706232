package dev.ddx.fuzz;

import java.util.List;

/** Bytes as choices; when they are used up, the choice is always the first. */
final class Choices {

    private static final List<String> NAMES = List.of("x", "x", "x", "a", "b", "theta", "x_1", "alpha_12", "abc", "y'", "Delta", "k_max", "_", "dx", "e", "pi", "i", "oo");
    private static final List<String> NUMBERS = List.of("0", "1", "2", "3", "-1", "1/2", "0.5", "1e3", "10", "-2/3", "100!", "7");
    private static final List<String> FUNCTIONS = List.of("sin", "cos", "tan", "exp", "ln", "sqrt", "abs", "asin", "atan", "cosh", "tanh", "sigma", "floor", "sign", "gamma",
            "erf", "cbrt", "f", "besselj", "relu", "softplus", "factorial");


    private final byte[] data;
    private int used;

    Choices(byte[] data) {
        this.data = data;
    }

    int next(int n) {
        return used < data.length ? (data[used++] & 0xff) % n : 0;
    }

    String of(List<String> all) {
        return all.get(next(all.size()));
    }

    String expression(int depth) {
        if (depth == 0) {
            return next(3) == 2 ? of(NUMBERS) : of(NAMES);
        }
        String u = expression(depth - 1 - next(2) * (depth > 1 ? 1 : 0));
        return switch (next(16)) {
            case 0 -> u;
            case 1, 2 -> "(" + u + ")*(" + expression(depth - 1) + ")";
            case 3 -> "(" + u + ")/(" + expression(depth - 1) + ")";
            case 4, 5 -> "(" + u + ") + (" + expression(depth - 1) + ")";
            case 6 -> "(" + u + ") - (" + expression(depth - 1) + ")";
            case 7 -> "(" + u + ")^(" + expression(0) + ")";
            case 8 -> "-(" + u + ")";
            case 9 -> "|" + u + "|";
            case 10 -> "sum(" + u + ", k, 1, " + of(NUMBERS) + ")";
            case 11 -> "integral(" + u + ", t, 0, " + expression(0) + ")";
            case 12 -> "piecewise(" + u + ", x > " + of(NUMBERS) + "; " + expression(0) + ")";
            case 13 -> "diff(" + u + ", x)";
            default -> of(FUNCTIONS) + "(" + u + ")";
        };
    }
}
