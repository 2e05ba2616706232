package dev.ddx.render;

import java.util.List;

/** A formula in one line of plain text, for those who do not see it. */
final class PlainFormula {

    private final StringBuilder out = new StringBuilder();

    private PlainFormula() {
    }

    static String of(Notation n) {
        PlainFormula p = new PlainFormula();
        p.write(n);
        return p.out.toString().replaceAll("\\s+", " ").replaceAll("(?<=[(\\[_^/√]) ", "").strip();
    }

    private void write(Notation n) {
        switch (n) {
            case Notation.Sign s -> out.append(switch (s.kind()) {
                case BINARY, RELATION -> " " + s.text() + " ";
                case SPACE -> " ";
                case NAME, LARGE -> " " + s.text() + " ";
                case PUNCTUATION -> s.text() + " ";
                default -> s.text();
            });
            case Notation.Row r -> r.parts().forEach(this::write);
            case Notation.Fraction f -> {
                single(f.above());
                out.append('/');
                single(f.below());
            }
            case Notation.Root r -> {
                if (r.index() != null) {
                    write(r.index());
                }
                out.append(r.index() == null ? '√' : "-√");
                single(r.radicand());
            }
            case Notation.Scripts s -> {
                write(s.base());
                if (s.below() != null) {
                    trim();
                    out.append('_');
                    single(s.below());
                }
                if (s.above() != null) {
                    trim();
                    out.append('^');
                    single(s.above());
                }
                if (MathMl.isOperand(s.base()) == 0) {
                    out.append(' ');
                }
            }
            case Notation.Fenced f -> {
                trim();
                out.append(f.open());
                write(f.body());
                trim();
                out.append(f.close());
            }
            case Notation.Grid g -> {
                for (List<Notation> cells : g.rows()) {
                    cells.forEach(this::write);
                    out.append("; ");
                }
            }
            case Notation.Words w -> w.parts().forEach(this::write);
            case Notation.Marked m -> write(m.body());
        }
    }

    private void trim() {
        while (out.length() > 0 && out.charAt(out.length() - 1) == ' ' && !(out.length() > 1 && "+−·=<>≤≥≠→".indexOf(out.charAt(out.length() - 2)) >= 0)) {
            out.setLength(out.length() - 1);
        }
    }

    /** In brackets if it is more than one sign. */
    private void single(Notation n) {
        if (n instanceof Notation.Sign s && s.kind() == Notation.Kind.BINARY) {
            out.append(s.text());
        } else if (n instanceof Notation.Sign || n instanceof Notation.Fenced f && !f.open().isEmpty()) {
            write(n);
        } else {
            out.append('(');
            write(n);
            out.append(')');
        }
    }
}
