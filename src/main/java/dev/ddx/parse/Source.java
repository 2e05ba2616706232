package dev.ddx.parse;

import dev.ddx.expr.ControlCharacter;
import dev.ddx.expr.DdxException;
import dev.ddx.expr.DdxException.Kind;
import java.util.Locale;

/** The text that is being read, where errors point. */
public record Source(String name, String text, int firstLine, int firstColumn) {

    /** A text that is all of the input. */
    public static Source of(String text) {
        return new Source(null, text, 1, 1);
    }

    /** An error at the characters from {@code index} on. */
    public DdxException error(Kind kind, String message, int index, int length) {
        int at = Math.max(0, Math.min(index, text.length()));
        int start = text.lastIndexOf('\n', at - 1) + 1;
        int end = text.indexOf('\n', at);
        String lineText = text.substring(start, end < 0 ? text.length() : end);
        int line = (int) text.substring(0, start).chars().filter(c -> c == '\n').count();
        int column = text.codePointCount(start, at) + (line == 0 ? firstColumn : 1);
        String shown = line == 0 ? " ".repeat(firstColumn - 1) + lineText : lineText;
        return new DdxException(kind, message, new DdxException.Position(name, shown, line + firstLine, column, Math.max(1, length)));
    }

    /** The column of a character in its line of the text, from 1 on. */
    int column(int index) {
        return index - text.lastIndexOf('\n', index);
    }

    /** A character as it can be shown in a message: quoted if it prints, always with its code point if not ASCII. */
    static String show(int codePoint) {
        String code = String.format(Locale.ROOT, "U+%04X", codePoint);
        boolean prints = !ControlCharacter.is(codePoint) && Character.isDefined(codePoint);
        return !prints ? code : codePoint < 128 ? "‘" + Character.toString(codePoint) + "’" : "‘" + Character.toString(codePoint) + "’ (" + code + ")";
    }
}
