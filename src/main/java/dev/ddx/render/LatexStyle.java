package dev.ddx.render;

/**
 * Local custom in LaTeX output.
 *
 * @param upright whether d and e are upright, as ISO 80000-2 has them
 * @param notation how derivatives are written
 */
public record LatexStyle(boolean upright, Notation notation) {

    /** How derivatives are written. */
    public enum Notation {
        /** d/dx before what is differentiated, f′ and f_x for unknown functions. */
        TEXTBOOK,
        /** df/dx and ∂f/∂x for unknown functions too. */
        LEIBNIZ,
        /** Primes: y′ and (…)′, with the variable as an index if it is not x. */
        LAGRANGE;

        /** Lower case, as it is typed. */
        @Override
        public String toString() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    public static final LatexStyle TEXTBOOK = new LatexStyle(false, Notation.TEXTBOOK);

    public static final LatexStyle ISO = new LatexStyle(true, Notation.TEXTBOOK);

    /** This with derivatives in that notation. */
    public LatexStyle with(Notation other) {
        return new LatexStyle(upright, other);
    }
}
