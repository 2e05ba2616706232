package dev.ddx.cli;

import dev.ddx.Ddx;
import dev.ddx.expr.DdxException;
import dev.ddx.expr.EvaluatedAt;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Neg;
import dev.ddx.expr.Num;
import dev.ddx.expr.Rational;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sym;
import dev.ddx.rewrite.Derivation;
import dev.ddx.rewrite.Reason;
import dev.ddx.rewrite.Step;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Values for variables, at which a derivative is evaluated. */
final class Place {

    private final Ddx ddx;
    private final Map<Sym, Expr> values;

    private Place(Ddx ddx, Map<Sym, Expr> values) {
        this.ddx = ddx;
        this.values = values;
    }

    static Place of(Ddx ddx, List<String> texts) {
        return new Place(ddx, values(ddx, texts));
    }

    /** The values of texts such as {@code x = 2} or {@code x=1/3,y=sqrt(2)}. */
    static Map<Sym, Expr> values(Ddx ddx, List<String> texts) {
        Map<Sym, Expr> values = new LinkedHashMap<>();
        for (String text : texts) {
            for (String one : parts(text)) {
                if (!(ddx.read(one, Set.of(), false).expression() instanceof Relation r) || !r.isEquation()
                        || !(r.left() instanceof Sym s)) {
                    throw ExpressionCommand.usage("--at takes a value such as 'x = 2'");
                }
                values.put(s, r.right());
            }
        }
        return values;
    }

    /** What stands between the commas that stand in no bracket. */
    private static List<String> parts(String text) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            depth += "([{".indexOf(c) >= 0 ? 1 : ")]}".indexOf(c) >= 0 ? -1 : 0;
            if (c == ',' && depth == 0) {
                parts.add(text.substring(from, i));
                from = i + 1;
            }
        }
        parts.add(text.substring(from));
        return parts;
    }

    /** The derivation with the steps that put in the values; {@code f} is what was differentiated. */
    Derivation evaluate(Derivation d, Expr f) {
        check(d, f instanceof Relation r ? r.right() : f);
        Expr left = d.end() instanceof Relation r && r.isEquation() ? r.left() : d.start();
        Expr result = d.result();
        Expr put = result.substitute(values::get);
        for (Map.Entry<Sym, Expr> v : values.entrySet()) {
            left = EvaluatedAt.of(left, v.getKey(), v.getValue());
        }
        Derivation simpler = ddx.simplification(put);
        List<Step> steps = new ArrayList<>(d.steps());
        Expr there = Relation.of(left, Relation.Op.EQ, put);
        Map<String, Expr> bindings = new LinkedHashMap<>();
        for (Map.Entry<Sym, Expr> v : values.entrySet()) {
            bindings.put("v" + bindings.size(), Relation.of(v.getKey(), Relation.Op.EQ, v.getValue()));
        }
        steps.add(new Step("evaluate", List.of(), d.end(), there,
                Reason.of("Put", "{...}").withBindings(bindings), List.of(), List.of(), 1));
        steps.add(new Step("simplify", List.of(1), there, Relation.of(left, Relation.Op.EQ, simpler.result()),
                simplified(simpler.result()), simpler.conditions(), List.of(), 0));
        return new Derivation(d.start(), steps);
    }

    private Reason simplified(Expr value) {
        double number = value.freeSymbols().isEmpty() && Rational.fromLiteral(value) == null ? number(value) : Double.NaN;
        if (!Double.isFinite(number)) {
            return Reason.of("Simplify");
        }
        Num about = Num.of(new BigDecimal(Math.abs(number)).round(new MathContext(10)).stripTrailingZeros());
        return Reason.of("Simplify", ", about ${v}$").with("v", number < 0 ? Neg.of(about) : about);
    }

    private void check(Derivation d, Expr f) {
        Expr there = f.substitute(values::get);
        if (there.freeSymbols().isEmpty() && isUndefined(there)) {
            throw new DdxException(DdxException.Kind.EMPTY_DOMAIN, ddx.toText(f) + " has no real value at " + this);
        }
        for (Relation condition : d.conditions()) {
            Relation r = (Relation) condition.substitute(values::get);
            if (r.freeSymbols().isEmpty() && !holds(r)) {
                throw new DdxException(DdxException.Kind.NOT_DIFFERENTIABLE,
                        "the derivative is found for " + ddx.toText(condition) + ", which does not hold at " + this);
            }
        }
    }

    private boolean isUndefined(Expr e) {
        try {
            return Double.isNaN(ddx.evaluate(e, Map.of()));
        } catch (DdxException unknown) {
            return unknown.kind() == DdxException.Kind.DIVISION_BY_ZERO || unknown.kind() == DdxException.Kind.EMPTY_DOMAIN;
        }
    }

    /** Whether the relation holds for the numbers; true where they cannot be computed. */
    private boolean holds(Relation r) {
        for (int i = 0; i < r.ops().size(); i++) {
            double a;
            double b;
            try {
                a = ddx.evaluate(r.operands().get(i), Map.of());
                b = ddx.evaluate(r.operands().get(i + 1), Map.of());
            } catch (DdxException unknown) {
                return true;
            }
            boolean ok = r.ops().get(i).holds(a, b);
            if (!ok) {
                return false;
            }
        }
        return true;
    }

    private double number(Expr e) {
        try {
            return ddx.evaluate(e, Map.of());
        } catch (DdxException unknown) {
            return Double.NaN;
        }
    }

    @Override
    public String toString() {
        List<String> all = new ArrayList<>();
        values.forEach((s, v) -> all.add(ddx.toText(s) + " = " + ddx.toText(v)));
        return String.join(", ", all);
    }
}
