package dev.ddx.expr;

/** Characters that a terminal would obey or not show: control and format characters, and halves of pairs. */
public final class ControlCharacter {

    private ControlCharacter() {
    }

    /** Whether the code point is one. */
    public static boolean is(int codePoint) {
        return Character.isISOControl(codePoint) || Character.getType(codePoint) == Character.FORMAT || Character.getType(codePoint) == Character.SURROGATE;
    }

    /** Whether there is one in the text. */
    public static boolean isIn(String text) {
        return text.codePoints().anyMatch(ControlCharacter::is);
    }
}
