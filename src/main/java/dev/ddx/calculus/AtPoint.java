package dev.ddx.calculus;

import dev.ddx.expr.DdxException;
import dev.ddx.expr.EvaluatedAt;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Limits;
import dev.ddx.expr.Neg;
import dev.ddx.expr.Rational;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sum;
import dev.ddx.expr.Sym;
import dev.ddx.kernel.Decimal;
import dev.ddx.kernel.Evaluator;
import dev.ddx.kernel.Facts;
import dev.ddx.kernel.Kernel;
import dev.ddx.rewrite.Derivation;
import dev.ddx.rewrite.Field;
import dev.ddx.rewrite.Ledger;
import dev.ddx.rewrite.Reason;
import dev.ddx.rewrite.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apfloat.Apfloat;

/** Values of functions and derivatives where symbols have values, exact, and beside the exact value a decimal. */
public final class AtPoint {

    /** What numbers in double precision may be off by, relatively. */
    private static final double DOUBLE_ERROR = 1e-6;
    /** Digits for a sign. */
    private static final int FEW_DIGITS = 5;

    private final StandardLibrary library;
    private final Facts facts;
    private final Limits limits;
    private final Differentiation differentiation;
    private final Map<Sym, Expr> values;
    private final int digits;

    /**
     * @param values expressions for symbols
     * @param digits of the decimals beside values that are not rational
     */
    public AtPoint(StandardLibrary library, Facts facts, Limits limits, Map<Sym, Expr> values, int digits) {
        this.library = library;
        this.facts = facts;
        this.limits = limits;
        this.differentiation = new Differentiation(library, facts, limits);
        this.values = values;
        this.digits = digits;
    }

    /**
     * The derivation of a derivative of f led on to its value.
     *
     * @param x what f was differentiated by
     * @throws DdxException of kind EMPTY_DOMAIN if f has no value there, NOT_DIFFERENTIABLE if it has no derivative there
     */
    public Derivation derivative(Derivation d, Expr f, Sym x, int order) {
        check(d, f, x, order);
        return lead(d);
    }

    /**
     * The derivations of the entries of a field led on to their values.
     *
     * @throws DdxException as {@link #derivative} does
     */
    public Field field(Field field) {
        field.functions().forEach(f -> checkDomain(f.right()));
        return field.lead(d -> {
            checkConditions(d);
            return lead(d);
        }).at(values);
    }

    /** From the bar to the value. */
    Derivation value(Expr f) {
        checkDomain(f);
        return lead(new Derivation(f, List.of()));
    }

    private Derivation lead(Derivation d) {
        Expr left = d.end() instanceof Relation r && r.isEquation() ? r.left() : d.start();
        Expr put = put(d.result());
        for (Map.Entry<Sym, Expr> v : values.entrySet()) {
            left = EvaluatedAt.of(left, v.getKey(), v.getValue());
        }
        List<Step> steps = new ArrayList<>(d.steps());
        Derivation simpler = simplified(put);
        Expr value = simpler.result();
        // A function has no line before the one with its values.
        boolean alone = d.steps().isEmpty() && !(d.start() instanceof Relation);
        List<Integer> path = alone ? List.of() : List.of(1);
        Expr there = alone ? put : Relation.of(left, Relation.Op.EQ, put);
        if (!there.equals(alone ? left : d.end())) {
            steps.add(new Step("evaluate", List.of(), alone ? left : d.end(), there, put.equals(value) ? reason(value) : reason(), List.of(), List.of(),
                    put.equals(value) ? Trace.BRIEF : Trace.NORMAL));
        }
        if (!put.equals(value)) {
            steps.add(new Step("simplify", path, there, alone ? value : Relation.of(left, Relation.Op.EQ, value), simplify(value), simpler.conditions(),
                    List.of(), Trace.BRIEF));
        }
        return new Derivation(alone ? left : d.start(), steps, d.unneeded(), d.opening(), d.curve());
    }

    /** The values in the places of the symbols. */
    Expr put(Expr e) {
        return e.substitute(values::get);
    }

    private Reason reason() {
        Map<String, Expr> bindings = new LinkedHashMap<>();
        for (Map.Entry<Sym, Expr> v : values.entrySet()) {
            bindings.put("v" + bindings.size(), Relation.of(v.getKey(), Relation.Op.EQ, v.getValue()));
        }
        return Reason.of("Put", "{...}").withBindings(bindings);
    }

    private Reason reason(Expr value) {
        Expr about = about(value);
        List<Relation> all = values.entrySet().stream().map(v -> Relation.of(v.getKey(), Relation.Op.EQ, v.getValue())).toList();
        return about == null ? reason() : Reason.of("Put", "{p}, about ${v}$").with("p", new Reason.Words.Formulas(all)).with("v", about);
    }

    private Derivation simplified(Expr put) {
        new DomainCheck(facts).check(put);
        Derivation simpler = differentiation.simplify(put);
        if (!facts.isComplex() && put.isConstant()) {
            Sym x = values.isEmpty() ? Sym.of("x") : values.keySet().iterator().next();
            Expr value = new OneSided(differentiation, library, facts, limits, x, put, true).value(put);
            if (Cost.of(value) < Cost.of(simpler.result())) {
                return new Derivation(value, List.of());
            }
        }
        return simpler;
    }

    private Reason simplify(Expr value) {
        Expr about = about(value);
        return about == null ? Reason.of("Simplify") : Reason.of("Simplify", ", about ${v}$").with("v", about);
    }

    /** A decimal for a real number that is not rational, else null. */
    private Expr about(Expr value) {
        if (!value.isConstant() || Rational.fromLiteral(value) != null || facts.isComplex()) {
            return null;
        }
        try {
            Kernel kernel = new Kernel(library.functions(), limits);
            Apfloat number = kernel.evaluateAt(kernel.read(value), digits, Map.of()).orElse(null);
            return number == null ? null : Decimal.of(number, digits);
        } catch (DdxException unknown) {
            return null;
        }
    }

    private void checkDomain(Expr f) {
        values.values().forEach(new DomainCheck(facts)::check);
        Expr there = put(f);
        if (there.isConstant() && isUndefined(there)) {
            throw new DdxException(DdxException.Kind.EMPTY_DOMAIN, f + " has no real value at " + this).about(f);
        }
    }

    private void check(Derivation d, Expr f, Sym x, int order) {
        checkDomain(f);
        Expr a = values.size() == 1 ? values.get(x) : null;
        if (order == 1 && a != null && a.isConstant() && !facts.isComplex() && f.freeSymbols().size() == 1) {
            Ledger.Point p = new DomainLedger(library, facts, limits).at(f, d, x, a);
            if (p != null && List.of(Ledger.Kind.KINK, Ledger.Kind.VERTICAL, Ledger.Kind.VERTICAL_END, Ledger.Kind.JUMP, Ledger.Kind.NOT_THE_LIMIT)
                    .contains(p.kind())) {
                throw new DdxException(DdxException.Kind.NOT_DIFFERENTIABLE, p.sentence().fill(Expr::toString).replace("$", ""));
            }
        }
        checkConditions(d);
    }

    /** The derivation of a derivative on a curve led on to its value. */
    Derivation onCurve(Derivation d) {
        checkConditions(d);
        return lead(d);
    }

    private void checkConditions(Derivation d) {
        List<Relation> needed = new ArrayList<>(d.conditions());
        needed.addAll(facts.domain(d.result()));
        for (Relation condition : needed) {
            Relation r = (Relation) put(condition);
            if (r.isConstant() && !holds(r)) {
                throw new DdxException(DdxException.Kind.NOT_DIFFERENTIABLE,
                        "the derivative is found for " + condition + ", which does not hold at " + this);
            }
        }
    }

    private boolean isUndefined(Expr e) {
        try {
            return Double.isNaN(new Evaluator(library.functions()).evaluate(e, Map.of())) && number(e).isEmpty();
        } catch (DdxException unknown) {
            return unknown.kind() == DdxException.Kind.DIVISION_BY_ZERO || unknown.kind() == DdxException.Kind.EMPTY_DOMAIN;
        }
    }

    private Optional<Apfloat> number(Expr e) {
        Kernel kernel = new Kernel(library.functions(), limits);
        return kernel.evaluateAt(kernel.read(e), FEW_DIGITS, Map.of());
    }

    /** Whether the relation holds for the numbers; true where that is not decided. */
    private boolean holds(Relation r) {
        for (int i = 0; i < r.ops().size() && !facts.isComplex(); i++) {
            if (!holds(r.operands().get(i), r.ops().get(i), r.operands().get(i + 1))) {
                return false;
            }
        }
        return true;
    }

    private boolean holds(Expr left, Relation.Op op, Expr right) {
        Evaluator evaluator = new Evaluator(library.functions());
        try {
            double a = evaluator.evaluate(left, Map.of());
            double b = evaluator.evaluate(right, Map.of());
            if (Math.abs(a - b) > DOUBLE_ERROR * Math.max(Math.abs(a), Math.abs(b))) {
                return op.holds(a, b);
            }
            Optional<Apfloat> difference = number(Sum.of(left, Neg.of(right)));
            return difference.isPresent() && op.holds(difference.get().signum(), 0);
        } catch (DdxException unknown) {
            return true;
        }
    }

    @Override
    public String toString() {
        List<String> all = new ArrayList<>();
        values.forEach((s, v) -> all.add(s + " = " + v));
        return String.join(", ", all);
    }
}
