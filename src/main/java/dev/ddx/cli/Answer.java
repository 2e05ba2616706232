package dev.ddx.cli;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.ddx.Ddx;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Limits;
import dev.ddx.expr.Relation;
import dev.ddx.render.DerivationPrinter;
import dev.ddx.render.Detail;
import dev.ddx.rewrite.Derivation;
import dev.ddx.rewrite.Step;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes expressions and derivations in a format, never more than the limit on output. */
final class Answer {

    private final Ddx ddx;
    private final Format format;

    Answer(Ddx ddx, Format format) {
        this.ddx = ddx;
        this.format = format;
    }

    String expression(Expr e, List<Relation> conditions) {
        check(ddx.limits(), e);
        String text = switch (format) {
            case LATEX -> ddx.toLatex(e) + "\n";
            case DOCUMENT -> "\\documentclass{article}\n\\usepackage{amsmath,amssymb}\n\\begin{document}\n\\[\n"
                    + ddx.toLatex(e) + "\n\\]\n\\end{document}\n";
            case TEXT -> ddx.toText(e) + "\n";
            case MARKDOWN -> "$$\n" + ddx.toLatex(e) + "\n$$\n";
            case INFIX -> e + "\n";
            case JSON -> json(e, conditions);
        };
        return check(ddx.limits(), text);
    }

    private String json(Expr e, List<Relation> conditions) {
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("result", forms(e));
        out.put("conditions", conditions.stream().map(this::forms).toList());
        try {
            return JSON.std.asString(out) + "\n";
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private Map<String, Object> forms(Expr e) {
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("infix", e.toString());
        out.put("latex", ddx.toLatex(e));
        return out;
    }

    String derivation(Derivation d, Detail detail) {
        if (format == Format.INFIX) {
            return expression(d.result(), d.conditions());
        }
        check(ddx.limits(), d.start());
        for (Step s : d.steps()) {
            check(ddx.limits(), s.after());
        }
        DerivationPrinter printer = new DerivationPrinter(ddx.functions(), detail);
        return check(ddx.limits(), switch (format) {
            case LATEX -> printer.latex(d);
            case DOCUMENT -> printer.latexDocument(d);
            case TEXT -> printer.text(d);
            case MARKDOWN -> printer.markdown(d);
            case JSON -> printer.json(d);
            case INFIX -> throw new AssertionError();
        });
    }

    /** A tree prints at least a character a node, so that one too large need not be printed to be refused. */
    static void check(Limits limits, Expr e) {
        if (e.size() > limits.maxOutput()) {
            throw tooLong(limits);
        }
    }

    static String check(Limits limits, String text) {
        if (text.length() > limits.maxOutput()) {
            throw tooLong(limits);
        }
        return text;
    }

    private static RuntimeException tooLong(Limits limits) {
        return Limits.reached("the output is too long", limits.maxOutput(), "--max-output");
    }
}
