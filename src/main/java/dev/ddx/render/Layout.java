package dev.ddx.render;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * A printed expression and where its parts stand in it. While it is printed, characters that no formula has stand around
 * each part.
 */
final class Layout {

    private static final char OPEN = '\uE000';
    private static final char LAST_OPEN = '\uF7FF';
    private static final char SCATTERED = '\uF800';
    private static final char LAST_SCATTERED = '\uF87F';
    private static final char BRACKET = '\uF8FD';
    private static final char END = '\uF8FE';

    /** The place of a part. */
    static final class Box {

        /** Which child of the part around it this is. */
        private final int index;
        /** Whether this is all that is printed of the part. */
        private final boolean isWhole;
        private final List<Box> parts = new ArrayList<>();
        private final int start;
        private int end;
        private int innerStart;
        private int innerEnd;

        private Box(int index, boolean isWhole, int start) {
            this.index = index;
            this.isWhole = isWhole;
            this.start = start;
            this.innerStart = -1;
        }

        int index() {
            return index;
        }

        /** Whether nothing else stands between the ends: not so for sin u in {@code \sin^2 u}. */
        boolean isWhole() {
            return isWhole;
        }

        List<Box> parts() {
            return parts;
        }

        int start() {
            return start;
        }

        int end() {
            return end;
        }

        /** Where the part begins within the brackets around it. */
        int innerStart() {
            return innerStart;
        }

        int innerEnd() {
            return innerEnd;
        }

        /** The same without the brackets around it. */
        Box inner() {
            Box out = new Box(index, isWhole, innerStart);
            out.end = innerEnd;
            out.innerStart = innerStart;
            out.innerEnd = innerEnd;
            out.parts.addAll(parts);
            return out;
        }
    }

    private final String text;
    private final Box whole;

    private Layout(String text, Box whole) {
        this.text = text;
        this.whole = whole;
    }

    String text() {
        return text;
    }

    Box whole() {
        return whole;
    }

    /** Reads what was printed with the characters around the parts. */
    static Layout of(String traced) {
        StringBuilder text = new StringBuilder();
        ArrayDeque<Box> open = new ArrayDeque<>();
        open.push(new Box(0, true, 0));
        ArrayDeque<Boolean> brackets = new ArrayDeque<>();
        for (int i = 0; i < traced.length(); i++) {
            char c = traced.charAt(i);
            if (c >= OPEN && c <= LAST_SCATTERED) {
                boolean whole = c <= LAST_OPEN;
                Box box = new Box(whole ? c - OPEN : c - SCATTERED, whole, text.length());
                open.peek().parts.add(box);
                open.push(box);
                brackets.push(false);
            } else if (c == BRACKET) {
                open.peek().innerStart = text.length();
                brackets.push(true);
            } else if (c == END && brackets.pop()) {
                open.peek().innerEnd = text.length();
            } else if (c == END) {
                finish(open.pop(), text.length());
            } else {
                text.append(c);
            }
        }
        finish(open.peek(), text.length());
        return new Layout(text.toString(), open.peek());
    }

    private static void finish(Box box, int end) {
        box.end = end;
        if (box.innerStart < 0) {
            box.innerStart = box.start;
            box.innerEnd = end;
        }
    }

    /** An expression of which nothing is known but what it looks like. */
    static Layout opaque(String text) {
        return of(text);
    }

    /** The text of a part, which is that child of the part around it. */
    static String part(int child, String text) {
        return child > LAST_OPEN - OPEN ? text : (char) (OPEN + child) + text + END;
    }

    /** Some text of a part of which more stands elsewhere. */
    static String some(int child, String text) {
        return (char) (SCATTERED + child) + text + END;
    }

    /** Whether all of the text is one part. */
    static boolean isPart(String text) {
        if (text.isEmpty() || text.charAt(0) < OPEN || text.charAt(0) > LAST_OPEN) {
            return false;
        }
        int depth = 0;
        for (int i = 0; i < text.length() - 1; i++) {
            char c = text.charAt(i);
            depth += c == END ? -1 : c >= OPEN && c <= BRACKET ? 1 : 0;
            if (depth == 0) {
                return false;
            }
        }
        return true;
    }

    /** A part with brackets of its own. */
    static String bracketed(String part, String open, String close) {
        return part.charAt(0) + open + BRACKET + part.substring(1, part.length() - 1) + END + close + END;
    }

    static boolean isPrinted(char c) {
        return c < OPEN || c > END;
    }

    /** What is printed. */
    static String bare(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isPrinted(text.charAt(i))) {
                StringBuilder out = new StringBuilder(text.length());
                text.chars().filter(c -> isPrinted((char) c)).forEach(c -> out.append((char) c));
                return out.toString();
            }
        }
        return text;
    }
}
