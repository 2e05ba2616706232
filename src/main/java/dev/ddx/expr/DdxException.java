package dev.ddx.expr;

/** What ddx throws for input that it cannot take or mathematics that it cannot do. */
public final class DdxException extends RuntimeException {

    /** What went wrong; the command line has an exit code for each. */
    public enum Kind {
        SYNTAX("syntax", 3),
        CHARACTER("character", 3),
        CONFUSABLE("confusable", 3),
        UNKNOWN_FUNCTION("unknown function", 3),
        BAD_VARIABLE("bad variable", 2),
        USAGE("usage", 2),
        DIVISION_BY_ZERO("division by zero", 4),
        EMPTY_DOMAIN("empty domain", 4),
        NOT_DIFFERENTIABLE("not differentiable", 4),
        NO_RELATION("no relation", 4),
        LIMIT("limit", 5),
        /** A derivation that was given to be checked is not right, or could not be checked. */
        NOT_VERIFIED("not verified", 6),
        /** A file or standard output cannot be written. */
        OUTPUT("output", 74),
        /** A step of ddx's own is not right. */
        DEFECT("defect", 70);

        private final String label;
        private final int exitCode;

        Kind(String label, int exitCode) {
            this.label = label;
            this.exitCode = exitCode;
        }

        public String label() {
            return label;
        }

        public int exitCode() {
            return exitCode;
        }
    }

    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final transient Position position;
    private final transient Expr part;

    /** A place in a source text; line and column count from 1, columns in code points. */
    public record Position(String source, String lineText, int line, int column, int length) {
    }

    public DdxException(Kind kind, String explanation) {
        this(kind, explanation, null);
    }

    /** @param position where in the input, or null if it is not about a place */
    public DdxException(Kind kind, String explanation, Position position) {
        this(kind, explanation, position, null);
    }

    private DdxException(Kind kind, String explanation, Position position, Expr part) {
        super(visible(explanation));
        this.kind = kind;
        this.position = position;
        this.part = part;
    }

    /** This as an error about a part of an expression: who knows the text that the part was read from can say where it stands. */
    public DdxException about(Expr part) {
        return new DdxException(kind, getMessage(), position, part);
    }

    public Kind kind() {
        return kind;
    }

    /** Where, or null. */
    public Position position() {
        return position;
    }

    /** The part of an expression that it is about, or null. */
    public Expr part() {
        return part;
    }

    /** The whole message for a person: what, where (line, column, caret) and what to do. */
    public String describe() {
        if (position == null) {
            return kind.label() + ": " + getMessage();
        }
        StringBuilder out = new StringBuilder();
        if (position.source() != null) {
            out.append(visible(position.source())).append(", ");
        }
        out.append("line ").append(position.line()).append(", column ").append(position.column())
                .append(": ").append(kind.label()).append(": ").append(getMessage());
        String text = position.lineText();
        if (text != null) {
            // A long line is shown around the place.
            int column = position.column() - 1;
            int from = Math.max(0, column - 60);
            int[] points = text.codePoints().toArray();
            int to = Math.min(points.length, column + 60);
            String shown = visible(new String(points, from, to - from).replaceAll("[\n\t]", " "));
            out.append("\n  ").append(shown).append("\n  ").append(" ".repeat(Math.max(0, column - from)))
                    .append("^".repeat(Math.max(1, Math.min(position.length(), Math.max(1, to - column)))));
        }
        return out.toString();
    }

    /** With another character for each that a terminal would obey or not show. */
    private static String visible(String text) {
        return text == null ? null : text.codePoints().map(c -> c != '\n' && c != '\t' && ControlCharacter.is(c) ? 0xFFFD : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
    }
}
