package dev.ddx.parse;

import dev.ddx.expr.FunctionTable;
import dev.ddx.expr.Limits;
import java.util.Set;

/**
 * How an input is to be read.
 *
 * @param functions the functions that are known
 * @param variables names that are variables even before a bracket: x(x+1) is a product
 * @param complex whether i is the imaginary unit
 * @param undeclaredFunctions whether g(x) may be read as an unknown function
 * @param limits how large the input may be
 */
public record ParseOptions(FunctionTable functions, Set<String> variables, boolean complex,
        boolean undeclaredFunctions, Limits limits) {

    public static ParseOptions of(FunctionTable functions) {
        return new ParseOptions(functions, Set.of("x"), false, false, Limits.DEFAULT);
    }

    public ParseOptions withVariables(Set<String> names) {
        return new ParseOptions(functions, Set.copyOf(names), complex, undeclaredFunctions, limits);
    }

    public ParseOptions withComplex(boolean on) {
        return new ParseOptions(functions, variables, on, undeclaredFunctions, limits);
    }

    public ParseOptions withUndeclaredFunctions(boolean on) {
        return new ParseOptions(functions, variables, complex, on, limits);
    }

    public ParseOptions withLimits(Limits l) {
        return new ParseOptions(functions, variables, complex, undeclaredFunctions, l);
    }
}
