package dev.ddx.kernel;

import dev.ddx.expr.FunctionDeclaration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The functions of a graph by number: first those that are declared, with the same numbers in every graph
 * of a table, then derivatives of functions and functions of which only the name is known.
 */
final class Operators {

    private final Declarations declarations;
    private final List<Operator> others = new ArrayList<>();
    private final Map<Operator, Integer> index = new HashMap<>();

    Operators(Declarations declarations) {
        this.declarations = declarations;
    }

    Declarations declarations() {
        return declarations;
    }

    boolean isDeclared(int index) {
        return index < declarations.count();
    }

    Operator get(int index) {
        return isDeclared(index) ? declarations.operator(index) : others.get(index - declarations.count());
    }

    /** The declaration of a function that is not differentiated, or null. */
    FunctionDeclaration declaration(int index) {
        return isDeclared(index) ? declarations.declaration(index) : null;
    }

    /** @param name a name or an alias */
    int index(String name, List<Integer> orders) {
        int declared = declarations.find(name, orders.size());
        if (declared >= 0 && Operator.isPlain(orders)) {
            return declared;
        }
        return index(new Operator(declared < 0 ? name : declarations.operator(declared).name(), orders));
    }

    /** The number of a derivative, or of a function that is not declared. */
    int index(Operator op) {
        Integer known = index.get(op);
        if (known == null) {
            known = declarations.count() + others.size();
            others.add(op);
            index.put(op, known);
        }
        return known;
    }
}
