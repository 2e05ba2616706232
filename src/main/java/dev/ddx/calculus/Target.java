package dev.ddx.calculus;

/** The forms in which an expression can be asked for. */
public enum Target {
    EXPAND("Multiplies out products and powers of sums and collects like terms."),
    FACTOR("Writes as a product of factors that are irreducible over the rational numbers."),
    TOGETHER("Writes as one fraction in lowest terms."),
    APART("Writes as partial fractions in a variable."),
    COLLECT("Collects by powers of a variable or a sub-expression."),
    TRIG("Writes sines and cosines, hyperbolic ones too, in the way that is easiest to read."),
    MULTIPLE_ANGLES("Writes powers and products of sines and cosines by multiple angles."),
    SINGLE_ANGLES("Writes sines and cosines of sums and multiples of angles by powers.");

    private final String description;

    Target(String description) {
        this.description = description;
    }

    /** What is done, in one sentence. */
    public String description() {
        return description;
    }

    /** The name as it is typed: lower case with hyphens. */
    @Override
    public String toString() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    /** Whether it asks by what: a variable or a sub-expression. */
    public boolean isByPart() {
        return this == APART || this == COLLECT;
    }
}
