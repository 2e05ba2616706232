package dev.ddx.render;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Breaks a formula into lines that are not wider than a measure: before a plus or a minus sign that stands in no bracket,
 * then between factors, then within the largest bracket or fraction, whose lines are stacked.
 */
final class FormulaLines {

    /** What can be moved to a new line as a whole; marks around it are part of it. */
    private record Piece(String open, String inner, String close, double width, Notation notation) {

        String latex() {
            return open + inner + close;
        }
    }

    private static final Pattern SIGN = Pattern.compile("[=<>]|\\\\(ne|le|ge|to|approx)(?![a-zA-Z])");

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
        List<Piece> terms = new ArrayList<>();
        pieces(n, "", "", true, terms);
        List<Piece> pieces = new ArrayList<>();
        for (int i = 0; i < terms.size(); i++) {
            Piece t = terms.get(i);
            if (t.width() <= (i == 0 ? first : others)) {
                pieces.add(t);
            } else {
                List<Piece> factors = new ArrayList<>();
                pieces(t.notation(), "", "", false, factors);
                for (Piece f : factors) {
                    double room = i == 0 && f == factors.get(0) ? first : others;
                    pieces.add(f.width() <= room ? f : shrunk(f, room));
                }
            }
        }
        return filled(pieces, first, others);
    }

    private static List<String> filled(List<Piece> pieces, double first, double others) {
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
                boolean sign = startsWithSign(p.latex()) || above.endsWith(",") || above.endsWith(";");
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

    /** The terms of a row, or the factors of a term. Marks around several are put around each. */
    private void pieces(Notation n, String open, String close, boolean terms, List<Piece> out) {
        if (n instanceof Notation.Marked m && m.mark() == Notation.Mark.COLOR) {
            pieces(m.body(), open + "\\textcolor{" + m.color() + "}{", "}" + close, terms, out);
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
            if (end || colored || i > from && (terms ? isSign(parts, i) : isNewFactor(parts, i))) {
                if (i > from) {
                    add(parts.subList(from, i), open, close, out);
                }
                from = i;
            }
            if (colored) {
                pieces(parts.get(i), open, close, terms, out);
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

    private static boolean isSign(List<Notation> parts, int i) {
        return parts.get(i - 1) instanceof Notation.Sign comma && comma.kind() == Notation.Kind.PUNCTUATION
                || parts.get(i) instanceof Notation.Sign s && (s.text().equals("+") || s.text().equals("−") || s.kind() == Notation.Kind.RELATION) && MathMl.isOperand(parts.get(i - 1)) >= 0;
    }

    private static boolean isNewFactor(List<Notation> parts, int i) {
        Notation n = parts.get(i);
        Notation before = parts.get(i - 1);
        if (n instanceof Notation.Sign s && s.text().equals("·")) {
            return true;
        }
        boolean factor = MathMl.isOperand(n) == 0 || n instanceof Notation.Fenced || n instanceof Notation.Fraction || n instanceof Notation.Scripts s && s.base() instanceof Notation.Fenced;
        // A name and its argument, a function and its brackets stay together, and so do a derivative and what it is of.
        boolean bound = MathMl.isOperand(before) == 0 || before instanceof Notation.Sign || before instanceof Notation.Scripts p && !(p.base() instanceof Notation.Fenced)
                || before instanceof Notation.Fraction && n instanceof Notation.Fenced f && f.open().equals("[");
        return factor && !bound;
    }

    /** The piece with its largest part on several lines. */
    private Piece shrunk(Piece p, double room) {
        String latex = shrunk(p.notation(), room, p.width());
        return latex == null ? p : new Piece(p.open(), latex, p.close(), room, p.notation());
    }

    private String shrunk(Notation n, double room, double wide) {
        double rest = wide - width.of(n);
        return switch (n) {
            case Notation.Row r -> {
                int widest = -1;
                double most = 0;
                for (int i = 0; i < r.parts().size(); i++) {
                    double w = width.of(r.parts().get(i));
                    if (w > most) {
                        most = w;
                        widest = i;
                    }
                }
                String inner = widest < 0 || room - (wide - most) < 4 ? null : shrunk(r.parts().get(widest), room - (wide - most), most);
                if (inner == null) {
                    yield null;
                }
                List<String> parts = new ArrayList<>(r.parts().stream().map(Notation::latex).toList());
                parts.set(widest, inner);
                yield joined(parts);
            }
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
            case Notation.Marked m when m.mark() == Notation.Mark.BOX -> "\\boxed{" + stacked(m.body(), room - rest - 0.8) + "}";
            case Notation.Marked m when m.mark() == Notation.Mark.COLOR -> {
                String inner = shrunk(m.body(), room - rest, width.of(m.body()));
                yield inner == null ? null : "\\textcolor{" + m.color() + "}{" + inner + "}";
            }
            default -> null;
        };
    }

    private String stacked(Notation n, double room) {
        List<String> lines = of(n, Math.max(room, 3), Math.max(room - 1, 3));
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
