package dev.ddx.render;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Breaks a formula into lines that are not wider than a measure: after a comma, before a plus or a minus sign that stands in
 * no bracket, then between factors, then within the largest bracket or fraction, whose lines are stacked.
 */
final class FormulaLines {

    /** What can be moved to a new line as a whole; marks around it are part of it. */
    private record Piece(String open, String inner, String close, double width, Notation notation) {

        String latex() {
            return open + inner + close;
        }
    }

    /** What a row is broken into, first the first. */
    private enum Parts {
        ARGUMENTS, TERMS, FACTORS
    }

    private static final Pattern SIGN = Pattern.compile("[=<>]|\\\\(ne|le|ge|to|approx)(?![a-zA-Z])");

    private static final Pattern MATRIX = Pattern.compile("\\\\begin\\{([pbvV]?matrix)}");
    /** Nothing is made narrower than that, in em. */
    private static final double NARROWEST = 3;

    private final FormulaWidth width;

    private FormulaLines(FormulaWidth width) {
        this.width = width;
    }

    /**
     * @param width how wide formulas are
     * @param first how wide the first line may be, in em
     * @param others how wide the others may be
     * @return at least one line; a line that cannot be broken may be wider
     */
    static List<String> of(String latex, FormulaWidth width, double first, double others) {
        return new FormulaLines(width).of(NotationReader.read(latex), first, others);
    }

    private List<String> of(Notation n, double first, double others) {
        if (width.of(n) <= first) {
            return List.of(n.latex());
        }
        List<Piece> pieces = new ArrayList<>();
        List<Piece> arguments = pieces(n, Parts.ARGUMENTS);
        if (arguments.size() > 1) {
            // What goes on of an argument stands below it, not below the others.
            for (Piece a : arguments) {
                String latex = a.width() <= others ? a.inner() : stacked(a.notation(), others);
                pieces.add(new Piece(a.open(), latex, a.close(), width.of(latex), a.notation()));
            }
            return filled(pieces, first, others, true);
        }
        List<Piece> terms = pieces(n, Parts.TERMS);
        for (int i = 0; i < terms.size(); i++) {
            Piece t = terms.get(i);
            if (t.width() <= (i == 0 ? first : others)) {
                pieces.add(t);
            } else {
                List<Piece> factors = pieces(t.notation(), Parts.FACTORS);
                for (Piece f : factors) {
                    double room = i == 0 && f == factors.get(0) ? first : others;
                    pieces.add(f.width() <= room ? f : shrunk(f, room));
                }
            }
        }
        return filled(pieces, first, others, false);
    }

    /** @param isList whether the pieces are no factors of each other */
    private static List<String> filled(List<Piece> pieces, double first, double others, boolean isList) {
        List<String> out = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        double used = 0;
        for (Piece p : pieces) {
            boolean fits = line.isEmpty() || used + p.width() + 0.25 <= (out.isEmpty() ? first : others);
            if (!fits) {
                out.add(line.toString());
                line.setLength(0);
                used = 0;
            }
            if (line.isEmpty() && !out.isEmpty()) {
                String above = out.get(out.size() - 1);
                boolean sign = isList || startsWithSign(p.latex()) || above.endsWith(",") || above.endsWith(";");
                line.append(sign ? "{}" : "{}\\cdot ");
                used += sign ? 0 : 0.75;
            }
            if (!line.isEmpty() && Character.isLetterOrDigit(p.latex().charAt(0)) && endsWithCommand(line)) {
                line.append(' ');
            }
            line.append(p.latex());
            used += p.width() + 0.2;
        }
        out.add(line.toString());
        return out;
    }

    private static boolean startsWithSign(String latex) {
        String bare = latex.replaceFirst("^(\\\\textcolor\\{[^}]*}\\{)+", "");
        return bare.startsWith("+") || bare.startsWith("-") || bare.startsWith("\\cdot") || SIGN.matcher(bare).lookingAt();
    }

    private static boolean endsWithCommand(CharSequence s) {
        int i = s.length();
        while (i > 0 && Character.isLetter(s.charAt(i - 1))) {
            i--;
        }
        return i > 0 && i < s.length() && s.charAt(i - 1) == '\\';
    }

    private List<Piece> pieces(Notation n, Parts kind) {
        List<Piece> out = new ArrayList<>();
        pieces(n, "", "", kind, out);
        return out;
    }

    /** The parts of a row. Marks around several are put around each. */
    private void pieces(Notation n, String open, String close, Parts kind, List<Piece> out) {
        if (n instanceof Notation.Marked m && m.mark() == Notation.Mark.COLOR) {
            pieces(m.body(), open + "\\textcolor{" + m.color() + "}{", "}" + close, kind, out);
            return;
        }
        if (!(n instanceof Notation.Row r)) {
            out.add(new Piece(open, n.latex(), close, width.of(n), n));
            return;
        }
        List<Notation> parts = r.parts();
        int from = 0;
        for (int i = 0; i <= parts.size(); i++) {
            boolean end = i == parts.size();
            boolean colored = !end && parts.get(i) instanceof Notation.Marked m && m.mark() == Notation.Mark.COLOR && width.of(m) > 6;
            if (end || colored || i > from && isStart(parts, i, kind)) {
                if (i > from) {
                    add(parts.subList(from, i), open, close, out);
                }
                from = i;
            }
            if (colored) {
                pieces(parts.get(i), open, close, kind, out);
                from = i + 1;
            }
        }
    }

    private void add(List<Notation> parts, String open, String close, List<Piece> out) {
        String latex = joined(parts.stream().map(Notation::latex).toList());
        Notation n = parts.size() == 1 ? parts.get(0) : new Notation.Row(parts, latex);
        out.add(new Piece(open, latex, close, width.of(n) + (startsWithSign(latex) ? 0.444 : 0), n));
    }

    /** The parts one after the other, with a space where a command would swallow a letter. */
    private static String joined(List<String> parts) {
        StringBuilder latex = new StringBuilder();
        for (String p : parts) {
            if (endsWithCommand(latex) && !p.isEmpty() && Character.isLetterOrDigit(p.charAt(0))) {
                latex.append(' ');
            }
            latex.append(p);
        }
        return latex.toString();
    }

    private static boolean isStart(List<Notation> parts, int i, Parts kind) {
        return switch (kind) {
            case ARGUMENTS -> parts.get(i - 1) instanceof Notation.Sign comma && comma.kind() == Notation.Kind.PUNCTUATION;
            case TERMS -> isSign(parts, i);
            case FACTORS -> isNewFactor(parts, i);
        };
    }

    private static boolean isSign(List<Notation> parts, int i) {
        return parts.get(i) instanceof Notation.Sign s && (s.text().equals("+") || s.text().equals("−") || s.kind() == Notation.Kind.RELATION) && MathMl.isOperand(parts.get(i - 1)) >= 0;
    }

    private static boolean isNewFactor(List<Notation> parts, int i) {
        Notation n = parts.get(i);
        Notation before = parts.get(i - 1);
        if (n instanceof Notation.Sign s && s.text().equals("·")) {
            return true;
        }
        boolean factor = MathMl.isOperand(n) == 0 || n instanceof Notation.Fenced || n instanceof Notation.Fraction || n instanceof Notation.Scripts s && s.base() instanceof Notation.Fenced;
        // A name and its argument, a function and its brackets stay together, and so do a derivative and what it is of.
        boolean bound = MathMl.isOperand(before) == 0 || before instanceof Notation.Sign || before instanceof Notation.Scripts p && isName(p)
                || before instanceof Notation.Fraction && n instanceof Notation.Fenced f && f.open().equals("[");
        return factor && !bound;
    }

    /** Whether brackets behind it may hold its arguments, as those of f_1 or of the fourth derivative of f; a power such as e^x has none. */
    private static boolean isName(Notation.Scripts s) {
        return !(s.base() instanceof Notation.Fenced) && (s.above() == null || MathMl.isOperand(s.base()) == 0 || s.above().latex().startsWith("("));
    }

    /** The piece with its largest part on several lines. */
    private Piece shrunk(Piece p, double room) {
        String latex = shrunk(p.notation(), room, p.width());
        return latex == null ? p : new Piece(p.open(), latex, p.close(), width.of(latex), p.notation());
    }

    private String shrunk(Notation n, double room, double wide) {
        double rest = wide - width.of(n);
        return switch (n) {
            case Notation.Row r -> shrunk(r, wide - room);
            case Notation.Sign s when s.kind() == Notation.Kind.NUMBER -> digits(s.text(), room);
            case Notation.Fraction f -> "\\frac{" + stacked(f.above(), room - rest - 0.4) + "}{" + stacked(f.below(), room - rest - 0.4) + "}";
            case Notation.Fenced f when f.latex().startsWith("\\left") -> {
                String body = f.body().latex();
                int at = f.latex().indexOf(body, "\\left".length());
                yield at < 0 ? null : f.latex().substring(0, at) + stacked(f.body(), room - rest - 2) + f.latex().substring(at + body.length());
            }
            case Notation.Fenced f -> "\\left" + f.open() + stacked(f.body(), room - rest - 2) + "\\right" + f.close();
            case Notation.Scripts s when s.above() != null && s.below() == null && width.of(s.base()) > 0.5 * wide -> {
                String base = shrunk(s.base(), room - (wide - width.of(s.base())), width.of(s.base()));
                yield base == null ? null : base + s.latex().substring(s.base().latex().length());
            }
            case Notation.Root r -> r.index() == null ? "\\sqrt{" + stacked(r.radicand(), room - rest - 1) + "}" : null;
            case Notation.Grid g when g.isCases() -> {
                double values = g.rows().stream().mapToDouble(r -> width.of(r.get(0))).max().orElse(0);
                yield "\\begin{cases}" + String.join("\\\\", g.rows().stream().map(r -> r.get(0).latex() + "&" + (r.size() > 1 ? stacked(r.get(1), room - rest - values - 2.5) : ""))
                        .toList()) + "\\end{cases}";
            }
            case Notation.Grid g when MATRIX.matcher(g.latex()).lookingAt() -> matrix(g, room - rest);
            case Notation.Marked m when m.mark() == Notation.Mark.BOX -> "\\boxed{" + stacked(m.body(), room - rest - 0.8) + "}";
            case Notation.Marked m when m.mark() == Notation.Mark.COLOR -> {
                String inner = shrunk(m.body(), room - rest, width.of(m.body()));
                yield inner == null ? null : "\\textcolor{" + m.color() + "}{" + inner + "}";
            }
            default -> null;
        };
    }

    /** The row with its widest parts on several lines, as many of them as it takes to make it narrower by so much. */
    private String shrunk(Notation.Row r, double excess) {
        List<String> parts = new ArrayList<>(r.parts().stream().map(Notation::latex).toList());
        List<Integer> widest = IntStream.range(0, parts.size()).boxed().sorted(Comparator.comparingDouble(i -> -width.of(r.parts().get(i)))).toList();
        double left = excess;
        for (int i : widest) {
            double w = width.of(r.parts().get(i));
            if (left <= 0 || w < 2 * NARROWEST) {
                break;
            }
            String inner = shrunk(r.parts().get(i), Math.max(NARROWEST, w - left), w);
            if (inner != null) {
                left -= w - width.of(inner);
                parts.set(i, inner);
            }
        }
        return left < excess ? joined(parts) : null;
    }

    /** A matrix whose widest columns have entries on several lines. */
    private String matrix(Notation.Grid g, double room) {
        int columns = g.rows().stream().mapToInt(List::size).max().orElse(0);
        double[] widths = new double[columns];
        for (List<Notation> row : g.rows()) {
            for (int j = 0; j < row.size(); j++) {
                widths[j] = Math.max(widths[j], width.of(row.get(j)));
            }
        }
        // Narrow columns stay as they are, and the others share what is left.
        double left = room - columns - 1.7;
        double share = left / columns;
        int wide = columns;
        for (double w : Arrays.stream(widths).sorted().toArray()) {
            if (w > share) {
                break;
            }
            left -= w;
            wide--;
            share = wide == 0 ? w : left / wide;
        }
        double most = share;
        Matcher begin = MATRIX.matcher(g.latex());
        return begin.lookingAt() ? begin.group() + " " + g.rows().stream().map(row -> row.stream().map(c -> stacked(c, most)).collect(Collectors.joining(" & ")))
                .collect(Collectors.joining(" \\\\[6pt] ")) + " \\end{" + begin.group(1) + "}" : null;
    }

    /** A long number, whose digits go on in further lines. */
    private static String digits(String number, double room) {
        int most = Math.max(3, (int) (room / 0.5) - 3);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < number.length(); i += most) {
            lines.add(number.substring(i, Math.min(number.length(), i + most)));
        }
        return aligned(lines);
    }

    private String stacked(Notation n, double room) {
        return aligned(of(n, Math.max(room, NARROWEST), Math.max(room - 1, NARROWEST)));
    }

    private static String aligned(List<String> lines) {
        if (lines.size() == 1) {
            return lines.get(0);
        }
        StringBuilder out = new StringBuilder("\\begin{aligned}");
        for (int i = 0; i < lines.size(); i++) {
            out.append(i == 0 ? "&" : "\\\\&\\quad ").append(lines.get(i));
        }
        return out.append("\\end{aligned}").toString();
    }
}
