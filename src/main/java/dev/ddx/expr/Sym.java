package dev.ddx.expr;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A symbol: a variable or a parameter. Greek letters go by their ASCII name ({@code sigma}), a
 * subscript follows an underscore ({@code x_1}).
 */
public final class Sym extends Expr {

    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9]*(_[A-Za-z0-9]+)*");

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
        return NAME.matcher(name).matches();
    }

    public String name() {
        return name;
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
