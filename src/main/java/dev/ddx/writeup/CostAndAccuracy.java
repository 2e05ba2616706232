package dev.ddx.writeup;

import dev.ddx.Ddx;
import dev.ddx.expr.DdxException;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sym;
import dev.ddx.kernel.Kernel;
import dev.ddx.render.DerivationPrinter;
import dev.ddx.rewrite.Derivation;
import dev.ddx.rewrite.Vocabulary;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apfloat.Apfloat;

/**
 * Why a derivative is written by the function itself: how many operations that takes once the function has been computed,
 * and what it loses in double precision. Nothing is said where there is no such form, or it saves nothing.
 */
final class CostAndAccuracy {

    private static final List<String> NAMES = List.of("y", "w", "s", "q");
    private static final int[] PLACES = {-30, -10, -2, 1, 5, 20, 40};

    private final Subject subject;
    private final Ddx ddx;
    private final Vocabulary words;
    private final DerivationPrinter printer;
    private final int headings;

    CostAndAccuracy(Subject subject, Vocabulary words, DerivationPrinter printer, int headings) {
        this.subject = subject;
        this.ddx = subject.ddx();
        this.words = words;
        this.printer = printer;
        this.headings = headings;
    }

    private Expr body() {
        return subject.function() instanceof Relation r && r.isEquation() ? r.right() : subject.function();
    }

    List<Block> blocks(Derivation d, Map<Sym, Expr> values) {
        Expr f = body();
        Sym x = subject.variable();
        if (subject.order() != 1 || ddx.assumptions().isComplex() || f.isFreeOf(x) || f.children().isEmpty()) {
            return List.of();
        }
        boolean isNamed = subject.function() instanceof Relation r && r.left() instanceof Sym;
        Sym y = isNamed ? (Sym) ((Relation) subject.function()).left() : NAMES.stream().map(Sym::of).filter(s -> f.isFreeOf(s) && !s.equals(x)).findFirst().orElse(null);
        if (y == null) {
            return List.of();
        }
        Expr byItself;
        Expr plain;
        try {
            byItself = ddx.derivationInTermsOf(f, x, 1, y).result();
            plain = ddx.derivation(f, x, 1, "").result();
        } catch (DdxException none) {
            if (none.kind() == DdxException.Kind.LIMIT) {
                throw none;
            }
            return List.of();
        }
        Kernel kernel = new Kernel(ddx.functions(), ddx.limits());
        int function = kernel.read(f);
        long more = kernel.operations(function, kernel.read(plain)).total() - kernel.operations(function).total();
        long cheap = kernel.operations(kernel.read(byItself)).total();
        if (cheap >= more) {
            return List.of();
        }
        List<Block> out = new ArrayList<>();
        if (subject.sections().size() > 1) {
            out.add(new Block.Heading(headings, Inline.of(words.atTheStart(words.message("Cost and accuracy")))));
        }
        out.add(paragraph(isNamed ? words.message("The derivative can be written by the function itself:")
                : words.message("With ${y} = {f}$ the derivative can be written by the function itself:").replace("{y}", printer.latex(y)).replace("{f}", DerivativeChapter.name(subject, printer, 0))));
        out.add(new Block.Display(printer.latex(y) + "' = " + printer.latex(byItself)));
        out.add(paragraph(words.message("Once ${y}$ has been computed, this takes {n}; ${g}$ takes {m} more than ${y}$, even if it uses again what they have in common.")
                .replace("{y}", printer.latex(y)).replace("{g}", printer.latex(plain)).replace("{n}", operations(cheap)).replace("{m}", operations(more))));
        accuracy(out, f, plain, byItself, y, values);
        return out;
    }

    private String operations(long n) {
        return n == 1 ? words.message("one operation") : words.message("{n} operations").replace("{n}", String.valueOf(n));
    }

    private Block paragraph(String sentence) {
        return new Block.Paragraph(Inline.of(words.atTheStart(sentence)));
    }

    /** A table of relative errors, if one of the two loses more than the other somewhere. */
    private void accuracy(List<Block> out, Expr f, Expr plain, Expr byItself, Sym y, Map<Sym, Expr> values) {
        Sym x = subject.variable();
        Map<Sym, Double> numbers = new HashMap<>(NumericCheck.numbers(ddx, values));
        List<List<List<Inline>>> rows = new ArrayList<>();
        boolean differs = false;
        for (int place : PLACES) {
            numbers.put(x, (double) place);
            double value = ddx.evaluate(f, numbers);
            double direct = ddx.evaluate(plain, numbers);
            Map<Sym, Double> withY = new HashMap<>(numbers);
            withY.put(y, value);
            double cheap = ddx.evaluate(byItself, withY);
            Map<Sym, Expr> at = new LinkedHashMap<>(values);
            at.put(x, ddx.parse(String.valueOf(place)));
            Optional<Apfloat> exact;
            try {
                exact = ddx.evaluate(plain, at, 30);
            } catch (DdxException none) {
                exact = Optional.empty();
            }
            if (exact.isEmpty() || exact.get().signum() == 0) {
                continue;
            }
            BigDecimal right = new BigDecimal(exact.get().toString(false));
            double a = error(cheap, right);
            double b = error(direct, right);
            differs |= Math.max(a, b) > 1e-12 && Math.max(a, b) > 100 * Math.min(a, b);
            rows.add(List.of(DerivativeChapter.formula(String.valueOf(place)), DerivativeChapter.formula(Figures.significant(right, 4)), cell(a), cell(b)));
        }
        if (!differs) {
            return;
        }
        out.add(paragraph(words.message("In double precision the two do not lose the same. Their relative errors:")));
        out.add(new Block.Table(words.atTheStart(words.message("Relative errors in double precision")), List.of(DerivativeChapter.formula(printer.latex(x)),
                DerivativeChapter.formula(printer.latex(y) + "'"), DerivativeChapter.formula(printer.latex(byItself)), DerivativeChapter.formula(printer.latex(plain))), rows));
        out.add(paragraph(words.message("An error of {e} means that no digit is right. The form with fewer operations is the one to take where its errors do not matter.")
                .replace("{e}", "$1$")));
    }

    private static double error(double found, BigDecimal right) {
        return Double.isFinite(found) ? new BigDecimal(found).subtract(right).divide(right, MathContext.DECIMAL64).abs().doubleValue() : 1;
    }

    private static List<Inline> cell(double error) {
        return DerivativeChapter.formula(error == 0 ? "0" : Figures.significant(new BigDecimal(error), 1));
    }
}
