package dev.ddx.writeup;

import dev.ddx.Ddx;
import dev.ddx.expr.DdxException;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sym;
import dev.ddx.kernel.Kernel;
import dev.ddx.render.DerivationPrinter;
import dev.ddx.rewrite.Cost;
import dev.ddx.rewrite.Passes;
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
 * Why a derivative is written by the function itself, or by what its computation has on the way: how many operations that
 * takes once the function has been computed, and what it loses in double precision. Nothing is said where there is no such
 * form, or it saves nothing.
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

    List<Block> blocks(Map<Sym, Expr> values) {
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
        Passes passes;
        try {
            passes = ddx.fewestOperations(f, x, y).orElse(null);
        } catch (DdxException none) {
            if (none.kind() == DdxException.Kind.LIMIT) {
                throw none;
            }
            return List.of();
        }
        if (passes == null || !passes.derivatives().get(0).dependsOn(y)) {
            return List.of();
        }
        Expr reusing = passes.derivatives().get(0);
        List<Sym> used = passes.forward().keySet().stream().filter(reusing::dependsOn).toList();
        Kernel kernel = new Kernel(ddx.functions(), ddx.limits());
        Expr plain = kernel.write(kernel.derivative(kernel.read(f), kernel.symbol(x.name()), 1));
        int cheap = operations(reusing);
        int more = operations(passes.derivatives().get(1));
        boolean isByItself = used.equals(List.of(y)) && !reusing.dependsOn(x) && !passes.derivatives().get(1).equals(reusing);
        if (cheap > more || cheap == more && !isByItself) {
            return List.of();
        }
        List<Block> out = new ArrayList<>();
        if (subject.sections().size() > 1) {
            out.add(new Block.Heading(headings, Inline.of(words.atTheStart(words.message("Cost and accuracy")))));
        }
        out.add(paragraph(introduction(passes, used, y, isNamed)));
        out.add(new Block.Display(printer.latex(y) + "' = " + printer.latex(reusing)));
        out.add(paragraph((cheap < more ? words.message("Once ${y}$ has been computed, this takes {n}; ${g}$ takes {m} more than ${y}$, even if it uses again what they have in common.")
                : words.message("Once ${y}$ has been computed, this takes {n} and nothing else; ${g}$ takes as many only if what both have in common has been kept."))
                .replace("{y}", printer.latex(y)).replace("{g}", printer.latex(plain)).replace("{n}", times(cheap)).replace("{m}", times(more))));
        accuracy(out, passes, plain, y, values);
        return out;
    }

    private String introduction(Passes passes, List<Sym> used, Sym y, boolean isNamed) {
        List<Relation> parts = new ArrayList<>();
        used.stream().filter(name -> !name.equals(y)).forEach(name -> parts.add(Relation.of(name, Relation.Op.EQ, passes.unfold(name))));
        String function = DerivativeChapter.name(subject, printer, 0);
        if (!parts.isEmpty()) {
            String all = String.join(", ", parts.stream().map(p -> "$" + printer.latex(p) + "$").toList());
            return words.message("With {l}, which the computation of ${y}$ has anyway, the derivative can be written:")
                    .replace("{l}", isNamed ? all : all + ", $" + printer.latex(y) + " = " + function + "$").replace("{y}", function);
        }
        return isNamed ? words.message("The derivative can be written by the function itself:")
                : words.message("With ${y} = {f}$ the derivative can be written by the function itself:").replace("{y}", printer.latex(y)).replace("{f}", function);
    }

    private static int operations(Expr formula) {
        Cost cost = Cost.of(List.of(formula));
        return cost.operations() + cost.calls();
    }

    private String times(int n) {
        return n == 1 ? words.message("one operation") : words.message("{n} operations").replace("{n}", String.valueOf(n));
    }

    private Block paragraph(String sentence) {
        return new Block.Paragraph(Inline.of(words.atTheStart(sentence)));
    }

    /** A table of relative errors, if one of the two loses more than the other somewhere. */
    private void accuracy(List<Block> out, Passes passes, Expr plain, Sym y, Map<Sym, Expr> values) {
        Sym x = subject.variable();
        Expr reusing = passes.derivatives().get(0);
        Map<Sym, Double> numbers = new HashMap<>(NumericCheck.numbers(ddx, values));
        List<List<List<Inline>>> rows = new ArrayList<>();
        boolean differs = false;
        for (int place : PLACES) {
            numbers.put(x, (double) place);
            if (!NumericCheck.isAssumed(ddx, numbers)) {
                continue;
            }
            double direct = ddx.evaluate(plain, numbers);
            Map<Sym, Double> computed = new HashMap<>(numbers);
            passes.forward().forEach((name, line) -> computed.put(name, ddx.evaluate(line, computed)));
            double cheap = ddx.evaluate(reusing, computed);
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
                DerivativeChapter.formula(printer.latex(y) + "'"), DerivativeChapter.formula(printer.latex(reusing)), DerivativeChapter.formula(printer.latex(plain))), rows));
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
