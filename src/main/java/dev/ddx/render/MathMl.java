package dev.ddx.render;

import java.util.List;

/**
 * Writes a formula as presentation MathML, which browsers and screen readers know. Every {@code math} element has the
 * formula in one line of plain text as its {@code alttext}.
 */
public final class MathMl {

    private static final String UPRIGHT = "mi mathvariant=\"normal\"";

    private static final String APPLIED = "<mo>&#x2061;</mo>";
    private static final String TIMES = "<mo>&#x2062;</mo>";

    private final StringBuilder out = new StringBuilder();

    private MathMl() {
    }

    /**
     * @param latex as {@link LatexPrinter} writes it
     * @param isDisplay whether fractions have their full size
     * @throws dev.ddx.expr.DdxException of kind LIMIT if it is nested too deeply
     */
    public static String of(String latex, boolean isDisplay) {
        Notation n = NotationReader.read(latex);
        MathMl m = new MathMl();
        boolean large = latex.startsWith("\\displaystyle");
        m.out.append("<math").append(isDisplay ? " display=\"block\"" : large ? " displaystyle=\"true\"" : "").append(" alttext=\"").append(escaped(PlainFormula.of(n))).append("\">");
        m.write(n);
        return m.out.append("</math>").toString();
    }

    /** The formula in one line of plain text. */
    public static String plainText(String latex) {
        return PlainFormula.of(NotationReader.read(latex));
    }

    /** The first command in a formula that is none of those which every format knows, such as {@code \\input}; null if there is none. */
    public static String unknownCommand(String latex) {
        return NotationReader.unknownCommand(latex);
    }

    /** Text as it may stand in HTML, in attributes too. */
    public static String escaped(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            switch (c) {
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '&' -> out.append("&amp;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.appendCodePoint(c < 32 && c != '\n' && c != '\t' || c >= 0xD800 && c <= 0xDFFF || c == 0xFFFE || c == 0xFFFF ? 0xFFFD : c);
            }
        });
        return out.toString();
    }

    private void element(String name, String text) {
        out.append('<').append(name).append('>').append(escaped(text)).append("</").append(name.replaceFirst(" .*", "")).append('>');
    }

    /** Exactly one element. */
    private void write(Notation n) {
        switch (n) {
            case Notation.Sign s -> sign(s, false);
            case Notation.Row r -> row(r.parts(), null);
            case Notation.Fraction f -> {
                out.append("<mfrac>");
                write(f.above());
                write(f.below());
                out.append("</mfrac>");
            }
            case Notation.Root r -> {
                out.append(r.index() == null ? "<msqrt>" : "<mroot>");
                write(r.radicand());
                if (r.index() != null) {
                    write(r.index());
                }
                out.append(r.index() == null ? "</msqrt>" : "</mroot>");
            }
            case Notation.Scripts s -> scripts(s);
            case Notation.Fenced f -> {
                out.append("<mrow>");
                // Brackets that could grow have a space within, even if they do not.
                boolean grows = f.isLarge() && FormulaWidth.height(f.body()) > 0;
                bracket(f.open(), "prefix", grows);
                write(f.body());
                bracket(f.close(), "postfix", grows);
                out.append("</mrow>");
            }
            case Notation.Grid g -> grid(g);
            case Notation.Words w -> {
                out.append("<mrow>");
                for (Notation p : w.parts()) {
                    if (p instanceof Notation.Sign s) {
                        element("mtext", s.text().replace(' ', '\u00a0'));
                    } else {
                        write(p);
                    }
                }
                out.append("</mrow>");
            }
            case Notation.Marked m -> {
                out.append(switch (m.mark()) {
                    case BOX -> "<mrow class=\"box\">";
                    case CANCEL -> "<mrow class=\"cancel\">";
                    case COLOR -> m.color().matches("[a-z0-9]+") ? "<mrow class=\"" + m.color() + "\">" : "<mrow>";
                });
                write(m.body());
                out.append("</mrow>");
            }
        }
    }

    /** Something marked: what stands before it stands before its first part. */
    private void marked(Notation.Marked m, Notation before) {
        if (m.mark() != Notation.Mark.BOX && m.body() instanceof Notation.Row r) {
            out.append(m.mark() == Notation.Mark.CANCEL ? "<mrow class=\"cancel\">" : m.color().matches("[a-z0-9]+") ? "<mrow class=\"" + m.color() + "\">" : "<mrow>");
            row(r.parts(), before);
            out.append("</mrow>");
        } else {
            write(m);
        }
    }

    private void bracket(String b, String form, boolean isLarge) {
        if (!b.isEmpty()) {
            element("mo form=\"" + form + "\" fence=\"true\" stretchy=\"" + isLarge + "\" lspace=\"0\" rspace=\"0\"", b);
        }
    }

    private void sign(Notation.Sign s, boolean isPrefix) {
        switch (s.kind()) {
            // Greek capitals are upright in formulas by LaTeX.
            case LETTER -> element(s.text().compareTo("Α") >= 0 && s.text().compareTo("Ω") <= 0 ? UPRIGHT : "mi", s.text());
            case NAME -> element(s.text().codePointCount(0, s.text().length()) == 1 ? UPRIGHT : "mi", s.text());
            case NUMBER -> element("mn", s.text());
            case SPACE -> out.append("<mspace width=\"").append(s.text()).append("em\"></mspace>");
            case BINARY -> element(isPrefix ? "mo form=\"prefix\"" : "mo form=\"infix\"", s.text());
            case BRACKET -> element("mo stretchy=\"false\"", s.text());
            case OTHER -> element("mo lspace=\"0\" rspace=\"0\"", s.text());
            default -> element("mo", s.text());
        }
    }

    private void scripts(Notation.Scripts s) {
        boolean limit = s.base() instanceof Notation.Sign name && name.text().equals("lim");
        boolean stacked = s.base() instanceof Notation.Sign large && large.kind() == Notation.Kind.LARGE && !large.text().equals("∫");
        String tag = stacked ? s.above() == null ? "munder" : s.below() == null ? "mover" : "munderover" : limit ? "munder" : s.below() == null ? "msup" : s.above() == null ? "msub" : "msubsup";
        out.append('<').append(tag).append('>');
        write(s.base());
        if (s.below() != null) {
            write(s.below());
        }
        if (s.above() instanceof Notation.Sign side && side.kind() == Notation.Kind.BINARY) {
            // The side of a limit is no operation.
            element("mo lspace=\"0\" rspace=\"0\"", side.text());
        } else if (s.above() != null && !limit) {
            write(s.above());
        }
        out.append("</").append(tag).append('>');
    }

    private void grid(Notation.Grid g) {
        out.append("<mrow>");
        if (g.isCases()) {
            element("mo form=\"prefix\" fence=\"true\" stretchy=\"true\"", "{");
        }
        out.append("<mtable class=\"").append(g.isCases() ? "cases" : "lines").append("\">");
        for (List<Notation> cells : g.rows()) {
            out.append("<mtr>");
            for (Notation cell : cells) {
                out.append("<mtd>");
                write(cell);
                out.append("</mtd>");
            }
            out.append("</mtr>");
        }
        out.append("</mtable></mrow>");
    }

    /** @param outside what stands before the first part, or null */
    private void row(List<Notation> parts, Notation outside) {
        out.append("<mrow>");
        for (int i = 0; i < parts.size(); i++) {
            Notation n = parts.get(i);
            if (n instanceof Notation.Sign s && s.kind() == Notation.Kind.PRIME && i > 0) {
                sign(s, false);
                continue;
            }
            Notation before = i == 0 ? outside : parts.get(i - 1);
            Notation next = i + 1 < parts.size() ? parts.get(i + 1) : null;
            boolean opens = n instanceof Notation.Marked m && m.mark() != Notation.Mark.BOX && m.body() instanceof Notation.Row;
            if (before != null && !opens) {
                join(before, n);
            }
            if (next instanceof Notation.Sign prime && prime.kind() == Notation.Kind.PRIME) {
                out.append("<mrow>");
                write(n);
                StringBuilder primes = new StringBuilder();
                while (i + 1 < parts.size() && parts.get(i + 1) instanceof Notation.Sign p && p.kind() == Notation.Kind.PRIME) {
                    primes.append(p.text());
                    i++;
                }
                element("mo lspace=\"0\" rspace=\"0\"", primes.toString().replace("′′′", "‴").replace("′′", "″"));
                out.append("</mrow>");
            } else if (n instanceof Notation.Sign s) {
                sign(s, s.kind() == Notation.Kind.BINARY && isOperand(before) < 0);
            } else if (n instanceof Notation.Marked m) {
                marked(m, before);
            } else {
                write(n);
            }
        }
        out.append("</mrow>");
    }

    /** 1 for what can be a factor, 0 for the name of a function, -1 for a sign between operands. */
    static int isOperand(Notation n) {
        return switch (n) {
            case null -> -1;
            case Notation.Sign s -> switch (s.kind()) {
                case LETTER, NUMBER, PRIME -> 1;
                case NAME, LARGE -> 0;
                default -> -1;
            };
            case Notation.Scripts s when s.base() instanceof Notation.Row r && r.parts().isEmpty() -> -1;
            case Notation.Scripts s -> isOperand(s.base());
            case Notation.Words w -> -1;
            case Notation.Marked m when m.body() instanceof Notation.Row r && !r.parts().isEmpty() -> isOperand(r.parts().get(r.parts().size() - 1));
            case Notation.Marked m -> isOperand(m.body());
            default -> 1;
        };
    }

    /** The sign that is not seen and is read aloud. */
    private void join(Notation before, Notation n) {
        int left = isOperand(before);
        if (isLarge(before)) {
            return;
        }
        if (left < 0 || isOperand(n) < 0 || n instanceof Notation.Sign s && s.kind() == Notation.Kind.PRIME) {
            return;
        }
        boolean maybeArgument = n instanceof Notation.Fenced;
        if (left == 0) {
            out.append(APPLIED);
            if (!maybeArgument) {
                // The gap after a name is not made by all browsers.
                out.append("<mspace width=\"0.167em\"></mspace>");
            }
        } else if (!(maybeArgument && before instanceof Notation.Sign) && !(before instanceof Notation.Sign d && (d.text().equals("d") || d.text().equals("∂")))) {
            out.append(TIMES);
            if (isOperand(n instanceof Notation.Marked m ? m.body() : n) == 0) {
                out.append("<mspace width=\"0.167em\"></mspace>");
            }
        }
    }

    /** The sign of an integral, a sum or a product, with or without its bounds. */
    private static boolean isLarge(Notation n) {
        return n instanceof Notation.Sign s && s.kind() == Notation.Kind.LARGE || n instanceof Notation.Scripts p && isLarge(p.base());
    }
}
