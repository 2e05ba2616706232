package dev.ddx.render;

/**
 * Local custom in LaTeX output.
 *
 * @param upright whether d and e are upright, as ISO 80000-2 has them
 */
public record LatexStyle(boolean upright) {

    public static final LatexStyle TEXTBOOK = new LatexStyle(false);

    public static final LatexStyle ISO = new LatexStyle(true);
}
