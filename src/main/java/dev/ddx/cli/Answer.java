package dev.ddx.cli;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.ddx.Ddx;
import dev.ddx.expr.Abbreviated;
import dev.ddx.expr.Call;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Limits;
import dev.ddx.expr.Neg;
import dev.ddx.expr.Num;
import dev.ddx.expr.Power;
import dev.ddx.expr.Quotient;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sum;
import dev.ddx.expr.Sym;
import dev.ddx.render.DerivationPrinter;
import dev.ddx.render.FieldPrinter;
import dev.ddx.render.LatexPrinter;
import dev.ddx.render.LatexStyle;
import dev.ddx.rewrite.Derivation;
import dev.ddx.rewrite.Exposition;
import dev.ddx.rewrite.Field;
import dev.ddx.rewrite.Step;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes expressions and derivations in a format, never more than the limit on output. */
final class Answer {

    private static final long SURE_TO_PRINT = 10_000;
    /** Up to this height recursion is harmless. */
    private static final int SHALLOW = 64;

    private final Ddx ddx;
    private final Format format;
    private final LatexStyle style;

    Answer(Ddx ddx, Format format) {
        this(ddx, format, LatexStyle.TEXTBOOK);
    }

    Answer(Ddx ddx, Format format, LatexStyle style) {
        this.ddx = ddx;
        this.format = format;
        this.style = style;
    }

    private String latex(Expr e) {
        return new LatexPrinter(ddx.functions(), style).print(e);
    }

    String expression(Expr e, List<Relation> conditions) {
        check(ddx.limits(), e);
        String text = switch (format) {
            case LATEX -> latex(e) + "\n";
            case DOCUMENT -> "\\documentclass{article}\n\\usepackage{amsmath,amssymb}\n\\begin{document}\n\\[\n"
                    + latex(e) + "\n\\]\n\\end{document}\n";
            case TEXT -> ddx.toText(e) + "\n";
            case MARKDOWN -> "$$\n" + latex(e) + "\n$$\n";
            case INFIX -> e + "\n";
            case JSON -> json(e, conditions);
        };
        return check(ddx.limits(), text);
    }

    private String json(Expr e, List<Relation> conditions) {
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("result", forms(e));
        out.put("conditions", conditions.stream().map(this::forms).toList());
        return json(out);
    }

    private static String json(Map<String, Object> object) {
        try {
            return JSON.std.asString(object) + "\n";
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private Map<String, Object> forms(Expr e) {
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("infix", e.toString());
        out.put("latex", latex(e));
        return out;
    }

    /** The expression with its shared parts named. */
    String shared(Expr e, List<Relation> conditions) {
        Abbreviated a = ddx.abbreviate(e);
        a.definitions().values().forEach(part -> check(ddx.limits(), part));
        check(ddx.limits(), a.expressions().get(0));
        return check(ddx.limits(), switch (format) {
            case LATEX -> ddx.toLatex(a) + "\n";
            case DOCUMENT -> "\\documentclass{article}\n\\usepackage{amsmath,amssymb}\n\\allowdisplaybreaks\n\\begin{document}\n"
                    + ddx.toLatex(a).replace("{aligned}", "{align*}") + "\n\\end{document}\n";
            case TEXT -> ddx.toText(a) + "\n";
            case MARKDOWN -> "$$\n" + ddx.toLatex(a) + "\n$$\n";
            case INFIX -> a.infix() + "\n";
            case JSON -> {
                Map<String, Object> out = new LinkedHashMap<>();
                out.put("shared", a.definitions().entrySet().stream().map(part -> {
                    Map<String, Object> named = new LinkedHashMap<>(Map.of("name", part.getKey().name()));
                    named.putAll(forms(part.getValue()));
                    return named;
                }).toList());
                out.put("result", forms(a.expressions().get(0)));
                out.put("conditions", conditions.stream().map(this::forms).toList());
                yield json(out);
            }
        });
    }

    String derivation(Derivation d, DerivationPrinter printer) {
        if (format == Format.INFIX) {
            return expression(d.result(), d.conditions());
        }
        checkLines(d);
        return check(ddx.limits(), switch (format) {
            case LATEX -> printer.latex(d);
            case DOCUMENT -> printer.latexDocument(d);
            case TEXT -> printer.text(d);
            case MARKDOWN -> printer.markdown(d);
            case JSON -> printer.json(d, ddx.formulas(), ddx.assumptions());
            case INFIX -> throw new AssertionError();
        });
    }

    private void checkLines(Derivation d) {
        check(ddx.limits(), d.start());
        for (Step s : d.steps()) {
            check(ddx.limits(), s.after());
        }
    }

    String exposition(Exposition e, DerivationPrinter printer) {
        e.derivations().forEach(this::checkLines);
        return check(ddx.limits(), switch (format) {
            case LATEX -> printer.latex(e);
            case DOCUMENT -> printer.latexDocument(e);
            case TEXT -> printer.text(e);
            case MARKDOWN -> printer.markdown(e);
            case JSON -> printer.json(e, ddx.formulas(), ddx.assumptions());
            case INFIX -> throw new AssertionError();
        });
    }

    /** @param onlyResult whether no lines are wanted */
    String field(Field field, DerivationPrinter lines, boolean onlyResult) {
        field.values().forEach(e -> check(ddx.limits(), e));
        FieldPrinter printer = FieldPrinter.of(lines, field);
        if (onlyResult || format == Format.INFIX) {
            return check(ddx.limits(), switch (format) {
                case LATEX -> printer.latexValue(field) + "\n";
                case DOCUMENT -> "\\documentclass{article}\n\\usepackage{amsmath,amssymb}\n\\begin{document}\n\\[\n" + printer.latexValue(field)
                        + "\n\\]\n\\end{document}\n";
                case TEXT -> String.join("\n", printer.textValue(field)) + "\n";
                case MARKDOWN -> "$$\n" + printer.latexValue(field) + "\n$$\n";
                case INFIX -> FieldPrinter.infix(field) + "\n";
                case JSON -> json(fieldResult(field, printer));
            });
        }
        field.parts().forEach(part -> checkLines(part.derivation()));
        return check(ddx.limits(), switch (format) {
            case LATEX -> printer.latex(field);
            case DOCUMENT -> printer.latexDocument(field);
            case TEXT -> printer.text(field);
            case MARKDOWN -> printer.markdown(field);
            case JSON -> printer.json(field, ddx.formulas(), ddx.assumptions());
            case INFIX -> throw new AssertionError();
        });
    }

    /** The results alone, one a line, or the last sentence if there is none. */
    String results(Exposition e, DerivationPrinter printer) {
        e.results().forEach(r -> check(ddx.limits(), r));
        if (format == Format.JSON) {
            Map<String, Object> out = new LinkedHashMap<>();
            out.put("results", e.results().stream().map(this::forms).toList());
            out.put("conditions", e.conditions().stream().map(this::forms).toList());
            return json(out);
        }
        if (e.results().isEmpty()) {
            return printer.text(new Exposition(e.parts().subList(Math.max(0, e.parts().size() - 1), e.parts().size()), List.of()));
        }
        StringBuilder out = new StringBuilder();
        for (Expr r : e.results()) {
            out.append(switch (format) {
                case TEXT -> ddx.toText(r);
                case INFIX -> r.toString();
                default -> ddx.toLatex(r);
            }).append('\n');
        }
        return check(ddx.limits(), switch (format) {
            case DOCUMENT -> "\\documentclass{article}\n\\usepackage{amsmath,amssymb}\n\\begin{document}\n"
                    + out.toString().lines().map(l -> "\\[" + l + "\\]\n").collect(Collectors.joining()) + "\\end{document}\n";
            case MARKDOWN -> out.toString().lines().map(l -> "$$\n" + l + "\n$$\n").collect(Collectors.joining("\n"));
            default -> out.toString();
        });
    }

    /** The entries of a field with their shared parts named. */
    String shared(Field field, DerivationPrinter lines) {
        Abbreviated a = Abbreviated.of(field.values());
        a.definitions().values().forEach(part -> check(ddx.limits(), part));
        a.expressions().forEach(e -> check(ddx.limits(), e));
        FieldPrinter printer = FieldPrinter.of(lines, field);
        String definitions = "\\begin{aligned}\n" + a.definitions().entrySet().stream()
                .map(d -> ddx.toLatex(d.getKey()) + " &= " + ddx.toLatex(d.getValue()) + " \\\\\n").collect(Collectors.joining());
        String latex = definitions + "&\\phantom{{}={}}" + printer.latexValue(field, a.expressions()) + "\n\\end{aligned}\n";
        return check(ddx.limits(), switch (format) {
            case LATEX -> latex;
            case DOCUMENT -> "\\documentclass{article}\n\\usepackage{amsmath,amssymb}\n\\allowdisplaybreaks\n\\begin{document}\n"
                    + latex.replace("{aligned}", "{align*}") + "\\end{document}\n";
            case TEXT -> a.definitions().entrySet().stream().map(d -> ddx.toText(d.getKey()) + " = " + ddx.toText(d.getValue()) + "\n")
                    .collect(Collectors.joining()) + String.join("\n", printer.textValue(field, a.expressions())) + "\n";
            case MARKDOWN -> "$$\n" + latex + "$$\n";
            case INFIX -> (a.definitions().isEmpty() ? "" : a.definitions().entrySet().stream().map(d -> d.getKey() + " = " + d.getValue())
                    .collect(Collectors.joining("; ", "let ", "; "))) + FieldPrinter.infix(field, a.expressions()) + "\n";
            case JSON -> {
                Map<String, Object> out = new LinkedHashMap<>();
                out.put("shared", a.definitions().entrySet().stream().map(part -> {
                    Map<String, Object> named = new LinkedHashMap<>(Map.of("name", part.getKey().name()));
                    named.putAll(forms(part.getValue()));
                    return named;
                }).toList());
                out.put("shape", field.shape());
                out.put("entries", a.expressions().stream().map(this::forms).toList());
                yield json(out);
            }
        });
    }

    /** The entries of a field and what they make. */
    static Map<String, Object> fieldResult(Field field, FieldPrinter printer) {
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("kind", field.kind().toString());
        out.put("variables", field.variables().stream().map(Sym::name).toList());
        out.put("shape", field.shape());
        out.put("result", switch (field.shape().size()) {
            case 0 -> field.value(0).toString();
            case 1 -> field.values().stream().map(Expr::toString).toList();
            default -> field.rows().stream().map(row -> row.stream().map(Expr::toString).toList()).toList();
        });
        out.put("latex", printer.latexValue(field));
        out.put("conditions", field.conditions().stream().map(Expr::toString).toList());
        return out;
    }

    /** Refuses what would be too long or, nested as deep as it is, too slow to print, before it is printed. */
    static void check(Limits limits, Expr e) {
        if (e.size() > limits.maxOutput() || e.size() > SURE_TO_PRINT && isLongerThan(limits.maxOutput(), e)) {
            throw tooLong(limits);
        }
    }

    /** Whether a lower bound on the characters in any format, counted along the tree, is beyond the limit. */
    private static boolean isLongerThan(long limit, Expr whole) {
        ArrayDeque<Expr> stack = new ArrayDeque<>();
        stack.push(whole);
        long length = 0;
        while (!stack.isEmpty() && length <= limit) {
            Expr e = stack.pop();
            if (e.height() <= SHALLOW) {
                length += lengthOfTree(e);
                continue;
            }
            length += own(e);
            List<Expr> parts = e.children();
            for (int i = 0; i < parts.size(); i++) {
                stack.push(parts.get(i));
            }
        }
        return length > limit;
    }

    private static long lengthOfTree(Expr e) {
        long length = own(e);
        List<Expr> parts = e.children();
        for (int i = 0; i < parts.size(); i++) {
            length += lengthOfTree(parts.get(i));
        }
        return length;
    }

    /** How many characters a node needs at least, its parts apart. */
    private static int own(Expr e) {
        return switch (e) {
            case Num n -> n.precision();
            case Neg n -> 1;
            case Quotient q -> 1;
            case Power p -> 1;
            case Sum s -> s.terms().size() - 1;
            case Call c -> 2;
            default -> e.children().isEmpty() ? 1 : 0;
        };
    }

    static String check(Limits limits, String text) {
        if (text.length() > limits.maxOutput()) {
            throw tooLong(limits);
        }
        return text;
    }

    private static RuntimeException tooLong(Limits limits) {
        return Limits.reached("the output is too long", limits.maxOutput(),
                "--max-output, or have the shared parts of the result named with --shared");
    }
}
