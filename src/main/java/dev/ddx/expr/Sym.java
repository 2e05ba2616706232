package dev.ddx.expr;

import java.util.Collection;
import java.util.List;

/**
 * A symbol: a variable or a parameter. Greek letters go by their ASCII name ({@code sigma}), a
 * subscript follows an underscore ({@code x_1}).
 */
public final class Sym extends Expr {

    private final String name;

    private Sym(String name) {
        super(name.hashCode(), List.of());
        this.name = name;
    }

    /**
     * @throws IllegalArgumentException if the name is not a letter followed by letters and digits, with
     *         subscripts after an underscore: nothing else can reach an output
     */
    public static Sym of(String name) {
        if (!isName(name)) {
            throw new IllegalArgumentException("not a name: a name is a letter followed by letters, digits and _subscripts");
        }
        return new Sym(name);
    }

    /** Whether {@code name} can be the name of a symbol or a function. */
    public static boolean isName(String name) {
        boolean inPart = false;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
            if (!(letter || i > 0 && (c >= '0' && c <= '9' || c == '_' && inPart))) {
                return false;
            }
            inPart = c != '_';
        }
        return inPart;
    }

    public String name() {
        return name;
    }

    /** A symbol of a name like this one's that is none of those. */
    public Sym other(Collection<Sym> taken) {
        int i = 1;
        while (taken.contains(of(name + "_" + i))) {
            i++;
        }
        return of(name + "_" + i);
    }

    @Override
    public List<Expr> children() {
        return List.of();
    }

    @Override
    public Expr withChildren(List<Expr> children) {
        expectChildren(children, 0);
        return this;
    }

    @Override
    boolean sameHead(Expr other) {
        return name.equals(((Sym) other).name);
    }
}
