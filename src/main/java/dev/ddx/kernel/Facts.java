package dev.ddx.kernel;

import dev.ddx.expr.Assumptions;
import dev.ddx.expr.Accumulation;
import dev.ddx.expr.Binder;
import dev.ddx.expr.Call;
import dev.ddx.expr.Const;
import dev.ddx.expr.Derivative;
import dev.ddx.expr.Expr;
import dev.ddx.expr.FunctionDeclaration;
import dev.ddx.expr.FunctionTable;
import dev.ddx.expr.EvaluatedAt;
import dev.ddx.expr.IndexedProduct;
import dev.ddx.expr.Integral;
import dev.ddx.expr.Limit;
import dev.ddx.expr.Neg;
import dev.ddx.expr.NthDerivative;
import dev.ddx.expr.Num;
import dev.ddx.expr.Piecewise;
import dev.ddx.expr.Power;
import dev.ddx.expr.Product;
import dev.ddx.expr.Quotient;
import dev.ddx.expr.Rational;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sum;
import dev.ddx.expr.Sym;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What is certain of expressions under assumptions, wherever they are defined: their {@link Range}. What is
 * not found out is not known; nothing is ever guessed. Linear in the distinct sub-expressions, and what was
 * found out is remembered.
 *
 * <p>Not for several threads.
 */
public final class Facts {

    private static final Range PI = Range.of(Rational.of(314159265, 100000000), true, Rational.of(314159266, 100000000), true);
    private static final Range E = Range.of(Rational.of(271828182, 100000000), true, Rational.of(271828183, 100000000), true);
    private static final Sym VALUE = Sym.of("value");
    private static final int MAX_NESTING = 50;
    private static final int MAX_REMEMBERED = 200_000;
    /** More terms are not worth reading. */
    public static final int MAX_TERMS_WITH_IDENTITIES = 300;
    /** Far beyond the error of the numeric functions. */
    private static final double MARGIN = 1e-9;

    private final FunctionTable functions;
    private final Assumptions assumptions;
    private final Map<Expr, Range> symbols = new HashMap<>();
    private final Map<Expr, Range> compounds = new HashMap<>();
    private final Map<Expr, Range> found = new HashMap<>();
    private final Map<Relation, List<Relation>> missing = new HashMap<>();
    private NormalForm forms;
    private NormalForm formsWithIdentities;
    private final int nesting;

    public Facts(FunctionTable functions, Assumptions assumptions) {
        this(functions, assumptions, 0);
        for (Relation r : assumptions.relations()) {
            for (int i = 0; i < r.ops().size(); i++) {
                assume(r.operands().get(i), r.ops().get(i), r.operands().get(i + 1));
            }
        }
    }

    private Facts(FunctionTable functions, Assumptions assumptions, int nesting) {
        this.functions = functions;
        this.assumptions = assumptions;
        this.nesting = nesting;
    }

    public Assumptions assumptions() {
        return assumptions;
    }

    /** The functions of which the facts tell. */
    public FunctionTable functions() {
        return functions;
    }

    public boolean isComplex() {
        return assumptions.isComplex();
    }

    // ---- assumptions

    private void assume(Expr a, Relation.Op related, Expr b) {
        Relation.Op op = isComplex() ? related : related.ofReals();
        Range right = range(b);
        Range left = range(a);
        assume(a, allowed(op, right));
        assume(b, allowed(op.mirrored(), left));
        if (b instanceof Num n && n.isZero() || a instanceof Num m && m.isZero()) {
            return;
        }
        Range zero = Range.point(Rational.ZERO);
        assume(difference(a, b), allowed(op, zero));
        assume(difference(b, a), allowed(op.mirrored(), zero));
        found.clear();
    }

    private static Expr difference(Expr a, Expr b) {
        List<Expr> terms = new ArrayList<>(a instanceof Sum s ? s.terms() : List.of(a));
        for (Expr t : b instanceof Sum s ? s.terms() : List.of(b)) {
            terms.add(t instanceof Neg n ? n.operand() : Neg.of(t));
        }
        return Sum.join(terms);
    }

    private static Range allowed(Relation.Op op, Range other) {
        Range r = switch (op) {
            case LT -> Range.of(null, true, other.high(), true);
            case LE -> Range.of(null, true, other.high(), !other.isHighAttained());
            case GT -> Range.of(other.low(), true, null, true);
            case GE -> Range.of(other.low(), !other.isLowAttained(), null, true);
            case NE -> other.isZero() ? Range.COMPLEX.andNonZero() : Range.COMPLEX;
            case EQ -> other;
            case ABOUT -> Range.COMPLEX;
            // 0 is on the ray.
            case NOT_LE -> other.isNotNegative() ? Range.COMPLEX.andNonZero() : Range.COMPLEX;
            case NOT_GE -> other.negate().isNotNegative() ? Range.COMPLEX.andNonZero() : Range.COMPLEX;
        };
        return r;
    }

    private void assume(Expr e, Range r) {
        if (e instanceof Num || e instanceof Const) {
            return;
        }
        (e instanceof Sym ? symbols : compounds).merge(e, r, Range::and);
        found.clear();
        switch (e) {
            case Neg n -> assume(n.operand(), r.negate());
            case Call c when c.is("abs", 1) -> {
                Range u = r.isNonZero() ? Range.COMPLEX.andNonZero() : Range.COMPLEX;
                if (r.isReal() && r.high() != null && range(c.argument()).isReal()) {
                    u = u.and(Range.of(r.high().negate(), !r.isHighAttained(), r.high(), !r.isHighAttained()));
                }
                assume(c.argument(), u);
            }
            case Product p when r.isNonZero() -> p.factors().forEach(f -> assume(f, Range.COMPLEX.andNonZero()));
            case Quotient q when r.isNonZero() -> assume(q.numerator(), Range.COMPLEX.andNonZero());
            case Power p when r.isNonZero() && Rational.fromLiteral(p.exponent()) instanceof Rational n && n.signum() > 0 ->
                    assume(p.base(), Range.COMPLEX.andNonZero());
            default -> {
            }
        }
    }

    /** What is assumed of e as a whole. */
    Range assumed(Expr e) {
        if (e instanceof Sym) {
            return symbols.get(e);
        }
        if (compounds.isEmpty()) {
            return null;
        }
        Range r = compounds.get(e);
        if (r == null && e.height() > 1) {
            for (Map.Entry<Expr, Range> c : compounds.entrySet()) {
                if (ExprOrder.sameUpToOrder(c.getKey(), e)) {
                    return c.getValue();
                }
            }
        }
        return r;
    }

    // ---- questions

    public boolean isPositive(Expr e) {
        return range(e).isPositive();
    }

    public boolean isNegative(Expr e) {
        return range(e).isNegative();
    }

    /** Whether it is never negative, wherever it is defined. */
    public boolean isNotNegative(Expr e) {
        return range(e).isNotNegative();
    }

    /** Whether it is never zero, wherever it is defined. */
    public boolean isNonZero(Expr e) {
        return range(e).isNonZero();
    }

    public boolean isReal(Expr e) {
        return range(e).isReal();
    }

    public boolean isInteger(Expr e) {
        return range(e).isInteger();
    }

    /** True if the relation holds wherever both sides are defined, false if it holds nowhere, else null. */
    public Boolean decide(Relation r) {
        Boolean all = Boolean.TRUE;
        for (int i = 0; i < r.ops().size(); i++) {
            Boolean b = decide(r.operands().get(i), r.ops().get(i), r.operands().get(i + 1));
            if (Boolean.FALSE.equals(b)) {
                return false;
            }
            all = b == null ? null : all;
        }
        return all;
    }

    public Boolean decide(Expr a, Relation.Op op, Expr b) {
        if (op == Relation.Op.LT && (b == Const.INFINITY || a.equals(Neg.of(Const.INFINITY)))) {
            return isReal(b == Const.INFINITY ? a : b) ? Boolean.TRUE : null;
        }
        if (op.ofReals() != op && assumptions.relations().stream().anyMatch(r -> r.left().equals(a) && r.ops().equals(List.of(op)) && isBeyond(r.right(), op, b))) {
            return true;
        }
        Boolean known = range(a).compare(op, range(b));
        if (known != null || b instanceof Num n && n.isZero() || a instanceof Num m && m.isZero()) {
            return known;
        }
        return range(difference(a, b)).compare(op, Range.point(Rational.ZERO));
    }

    /** Whether the ray of the relation that ends at {@code other} has all of that which ends at b. */
    private boolean isBeyond(Expr other, Relation.Op op, Expr b) {
        return other.equals(b) || Boolean.TRUE.equals(decide(other, op == Relation.Op.NOT_LE ? Relation.Op.GE : Relation.Op.LE, b));
    }

    /**
     * The {@linkplain NormalForm rational normal form}, remembered.
     *
     * @throws NormalFormTooLarge if there is none
     */
    public RationalForm form(Expr e) {
        if (forms == null) {
            forms = NormalForm.plain(AlgebraicForm.MAX_TERMS);
        }
        return forms.remembered(e);
    }

    /**
     * The form {@linkplain NormalForm#withIdentities with identities} of at most {@link #MAX_TERMS_WITH_IDENTITIES} terms,
     * remembered.
     *
     * @throws NormalFormTooLarge if there is none
     */
    public RationalForm formWithIdentities(Expr e) {
        return identities().remembered(e);
    }

    private NormalForm identities() {
        if (formsWithIdentities == null) {
            formsWithIdentities = NormalForm.identities(MAX_TERMS_WITH_IDENTITIES);
        }
        return formsWithIdentities;
    }

    /** As {@link NormalForm#provesEqual}, with what is remembered. */
    public boolean provesEqual(Expr a, Expr b) {
        return identities().provesEqualRemembered(a, b);
    }

    /** Whether e has a value wherever its parts have one, as its kind alone tells. */
    public boolean isTotal(Expr e) {
        return switch (e) {
            case Num n -> true;
            case Sym s -> true;
            case Const c -> true;
            case Neg n -> true;
            case Sum s -> true;
            case Product p -> true;
            case Power p -> p.base() == Const.E || p.exponent() instanceof Num n && n.isInteger() && n.value().signum() > 0;
            case Call c when !c.isDerivative() -> {
                FunctionDeclaration f = functions.lookup(c.name(), c.arguments().size());
                yield f != null && !f.isDefinition() && f.domain() == null;
            }
            default -> false;
        };
    }

    /** What is known of e. */
    public Range range(Expr e) {
        if (found.size() > MAX_REMEMBERED) {
            found.clear();
        }
        return e.fold(found, (node, parts) -> {
            Range r = range(node, parts);
            Range assumed = assumed(node);
            return assumed == null ? r : r.and(assumed);
        });
    }

    private Range range(Expr e, List<Range> parts) {
        return switch (e) {
            case Num n -> Range.point(n.toRational());
            case Const c -> constant(c.name());
            case Sym s -> symbol(s);
            case Neg n -> parts.get(0).negate();
            case Sum s -> {
                Range total = Range.point(Rational.ZERO);
                for (Range t : parts) {
                    total = total.plus(t);
                }
                if (total.isReal() && !total.isNonZero() && s.size() < 100) {
                    total = total.and(Quadratic.range(s.terms(), this));
                    yield total.isNonZero() ? total : total.and(besideRoot(s));
                }
                yield total;
            }
            case Product p -> product(p.factors(), parts);
            case Quotient q -> q.numerator().equals(q.denominator()) && !parts.get(1).isZero() ? Range.point(Rational.ONE)
                    : mayHavePoles(q.denominator()) ? top() : parts.get(0).times(parts.get(1).inverse());
            case Power p -> power(p, parts);
            case Call c -> c.isDerivative() ? top() : call(c.name(), parts);
            case Piecewise p -> {
                Range any = Range.EMPTY;
                for (int i = 0; i < parts.size(); i += 2) {
                    any = any.or(parts.get(i));
                }
                yield any;
            }
            case Derivative d -> top();
            case NthDerivative d -> top();
            case Binder b -> top();
            case Relation r -> top();
        };
    }

    /** u + √v is positive where v is greater than u². */
    private Range besideRoot(Sum s) {
        for (int i = 0; i < s.terms().size(); i++) {
            if (s.terms().get(i) instanceof Power p && Rational.of(1, 2).equals(Rational.fromLiteral(p.exponent()))) {
                List<Expr> rest = new ArrayList<>(s.terms());
                rest.remove(i);
                Expr u = Sum.join(rest);
                try {
                    Range gap = range(NormalForm.of(Sum.of(p.base(), Neg.of(Power.of(u, Num.of(2)))), 50).toExpr());
                    return gap.isPositive() ? Range.POSITIVE : gap.isNotNegative() ? Range.NOT_NEGATIVE : Range.REAL;
                } catch (NormalFormTooLarge tooLarge) {
                    return Range.REAL;
                }
            }
        }
        return Range.REAL;
    }

    Range top() {
        return assumptions.isComplex() ? Range.COMPLEX : Range.REAL;
    }

    Range constant(String name) {
        return name.equals("pi") ? PI : name.equals("e") ? E : Range.COMPLEX.andNonZero();
    }

    Range symbol(Sym s) {
        Range r = assumptions.isReal(s) ? Range.REAL : Range.COMPLEX;
        return assumptions.isInteger(s) ? r.andInteger() : r;
    }

    private static Range product(List<Expr> factors, List<Range> parts) {
        Range total = Range.point(Rational.ONE);
        for (int i = 0; i < factors.size(); i++) {
            int times = 0;
            for (int k = 0; k < factors.size(); k++) {
                if (factors.get(k).equals(factors.get(i))) {
                    if (k < i) {
                        times = 0;
                        break;
                    }
                    times++;
                }
            }
            if (times > 0) {
                total = total.times(times == 1 ? parts.get(i) : parts.get(i).power(Rational.of(times)));
            }
        }
        return total;
    }

    private Range power(Power p, List<Range> parts) {
        Rational r = Rational.fromLiteral(p.exponent());
        return power(parts.get(0), p.base().equals(Const.E), r, parts.get(1));
    }

    /** base^exponent; {@code literal} is the exponent if it is a written number. */
    Range power(Range base, boolean isE, Rational literal, Range exponent) {
        boolean whole = literal != null ? literal.isInteger() : exponent.isInteger();
        if (assumptions.isComplex() && !whole && !base.isEmpty() && !base.isNotNegative()) {
            return base.isNonZero() ? Range.COMPLEX.andNonZero() : Range.COMPLEX;
        }
        if (literal != null) {
            return base.power(literal);
        }
        if (isE) {
            return exponent.exp();
        }
        return base.power(exponent);
    }

    /** What is known of a function value, from what its declaration says. */
    Range call(String name, List<Range> arguments) {
        boolean real = true;
        for (Range a : arguments) {
            if (a.isEmpty()) {
                return Range.EMPTY;
            }
            real &= a.isReal();
        }
        FunctionDeclaration f = functions.lookup(name, arguments.size());
        if (f == null || nesting >= MAX_NESTING) {
            return top();
        }
        Facts inside = new Facts(functions, assumptions, nesting + 1);
        for (int i = 0; i < f.arity(); i++) {
            inside.symbols.put(f.parameters().get(i), arguments.get(i));
        }
        Range r = f.isDefinition() ? inside.range(f.body()) : Range.COMPLEX;
        if (!real && !f.name().equals("abs")) {
            return r;
        }
        if (!f.isDefinition()) {
            Boolean within = inside.within(f, arguments);
            if (Boolean.FALSE.equals(within)) {
                return assumptions.isComplex() ? Range.COMPLEX : Range.EMPTY;
            }
            r = Boolean.TRUE.equals(within) || !assumptions.isComplex() ? Range.REAL : Range.COMPLEX;
            if (!r.isReal()) {
                return r;
            }
        }
        for (Relation declared : f.behaviour().ranges()) {
            for (int i = 0; i < declared.ops().size(); i++) {
                Expr a = declared.operands().get(i);
                Expr b = declared.operands().get(i + 1);
                if (a.equals(VALUE)) {
                    r = r.and(allowed(declared.ops().get(i), inside.range(b)));
                } else if (b.equals(VALUE)) {
                    r = r.and(allowed(declared.ops().get(i).mirrored(), inside.range(a)));
                }
            }
        }
        if (f.behaviour().integer()) {
            r = r.andInteger();
        }
        if (f.arity() == 1 && real) {
            r = r.and(monotone(f, arguments.get(0)));
        }
        return r;
    }

    /** Whether a function with these ranges of its parameters has a value. */
    private Boolean within(FunctionDeclaration f, List<Range> arguments) {
        if (f.domain() == null) {
            return true;
        }
        // What has poles where the gamma function has them has none for positive numbers.
        if (f.domain().left() instanceof Quotient) {
            return arguments.stream().allMatch(Range::isPositive) ? Boolean.TRUE : null;
        }
        Boolean known = decide(f.domain());
        return f.unless() != null && Boolean.FALSE.equals(known) ? null : known;
    }

    /** Whether it may grow beyond all bounds near a point where it is not defined, so that its inverse is 0 there. */
    boolean mayHavePoles(Expr e) {
        for (Expr part : e.subexpressions()) {
            if (part instanceof Call c && !c.isDerivative()) {
                FunctionDeclaration f = functions.lookup(c.name(), c.arguments().size());
                if (f != null && f.domain() != null && f.domain().left() instanceof Quotient
                        && !c.arguments().stream().allMatch(a -> range(a).isPositive())) {
                    return true;
                }
            }
        }
        return false;
    }

    private static Range monotone(FunctionDeclaration f, Range u) {
        Range r = Range.REAL;
        Rational zero = f.behaviour().zero();
        if (zero != null) {
            Range at = Range.point(zero);
            if (u.equals(at)) {
                return Range.point(Rational.ZERO);
            }
            if (Boolean.TRUE.equals(u.compare(Relation.Op.NE, at))) {
                r = r.andNonZero();
            }
        }
        if (f.behaviour().monotony() == FunctionDeclaration.Monotony.NONE) {
            return r;
        }
        boolean rising = f.behaviour().monotony() == FunctionDeclaration.Monotony.INCREASING;
        if (zero != null) {
            Range at = Range.point(zero);
            Relation.Op up = rising ? Relation.Op.GE : Relation.Op.LE;
            if (Boolean.TRUE.equals(u.compare(up, at))) {
                r = r.and(Range.NOT_NEGATIVE);
            } else if (Boolean.TRUE.equals(u.compare(up.mirrored(), at))) {
                r = r.and(Range.NOT_NEGATIVE.negate());
            }
        }
        NumericFunction value = NumericFunctions.of(f.name(), 1);
        if (value == null) {
            return r;
        }
        Rational low = u.low() == null ? null : end(value.at(new double[] {u.low().doubleValue()}), !rising);
        Rational high = u.high() == null ? null : end(value.at(new double[] {u.high().doubleValue()}), rising);
        return r.and(rising ? Range.of(low, true, high, true) : Range.of(high, true, low, true));
    }

    private static Rational end(double v, boolean up) {
        if (!Double.isFinite(v) || Math.abs(v) > 1e100) {
            return null;
        }
        double margin = MARGIN * Math.max(1, Math.abs(v));
        return Rational.exactly(up ? v + margin : v - margin);
    }

    /** The same assumptions, with other functions. */
    public Facts with(FunctionTable other) {
        return new Facts(other, assumptions);
    }

    /** What is certain where these relations hold as well. */
    public Facts given(List<Relation> relations) {
        return relations.isEmpty() ? this : new Facts(functions, assumptions.with(relations));
    }

    // ---- domains

    /** What must hold for e to be defined and is not known to hold, each once, in reading order. */
    public List<Relation> domain(Expr e) {
        return domain(e, false);
    }

    /** @param zeros whether 0 to a power that is no number counts as defined, as it is if the power is positive */
    private List<Relation> domain(Expr e, boolean zeros) {
        List<Relation> out = new ArrayList<>();
        List<Limit> limits = new ArrayList<>();
        for (Expr part : e.subexpressionsOutside()) {
            if (part instanceof Limit l) {
                limits.add(l);
            }
            for (Relation r : ownDomain(part, zeros)) {
                for (Relation missing : missing(r)) {
                    if (!out.contains(missing)) {
                        out.add(missing);
                    }
                }
            }
        }
        return limits.isEmpty() ? out : near(out, limits);
    }

    /**
     * The conditions without the variables that are bound by limits: what holds where such a variable has its value holds
     * near it, if it is a strict inequality; that it differs from its value is what a limit means.
     */
    public List<Relation> near(List<Relation> conditions, List<Limit> limits) {
        List<Relation> out = new ArrayList<>();
        for (Relation condition : conditions) {
            boolean bound = limits.stream().anyMatch(l -> condition.symbols().contains(l.variable()));
            Relation r = condition;
            if (bound) {
                List<Expr> there = r.operands().stream().map(e -> simpler(atValues(e, limits))).toList();
                r = Relation.of(there, r.ops().stream().map(op -> op == Relation.Op.GE ? Relation.Op.GT : op == Relation.Op.LE ? Relation.Op.LT : op).toList());
            }
            boolean itsValue = bound && r.freeSymbols().isEmpty() && r.ops().equals(List.of(Relation.Op.NE));
            for (Relation missing : !bound ? List.of(r) : itsValue ? List.<Relation>of() : missing(r)) {
                if (!out.contains(missing)) {
                    out.add(missing);
                }
            }
        }
        return out;
    }

    /**
     * What must hold for e to be defined and continuous and is not known to hold, or null if that is not known:
     * beyond its domain, where its functions jump.
     */
    public List<Relation> continuity(Expr e) {
        List<Relation> out = new ArrayList<>(domain(e));
        for (Expr part : e.subexpressions()) {
            if (part instanceof Piecewise || part instanceof Derivative || part instanceof NthDerivative || part instanceof Binder || part instanceof Relation
                    || part instanceof Call c && c.isDerivative()) {
                return null;
            }
            if (part instanceof Call c) {
                FunctionDeclaration f = functions.lookup(c.name(), c.arguments().size());
                if (f == null || f.isDefinition() && nesting >= MAX_NESTING) {
                    return null;
                }
                if (f.isDefinition()) {
                    List<Relation> inner = continuity(f.instantiate(f.body(), c.arguments()));
                    if (inner == null) {
                        return null;
                    }
                    out.addAll(inner);
                } else if (f.behaviour().continuous() != null) {
                    out.addAll(missing((Relation) f.instantiate(f.behaviour().continuous(), c.arguments())));
                }
            }
        }
        return out;
    }

    /** What is left where each bound variable has its value. */
    private static Expr atValues(Expr e, List<Limit> limits) {
        return e.fold((node, parts) -> {
            if (node instanceof Limit) {
                return parts.get(0);
            }
            for (Limit l : limits) {
                if (node.equals(l.variable())) {
                    return l.value();
                }
            }
            return node.children().isEmpty() ? node : node.withChildren(parts);
        });
    }

    private static Expr simpler(Expr e) {
        try {
            Expr made = NormalForm.of(e, 50).toExpr();
            return made.size() < e.size() ? made : e;
        } catch (NormalFormTooLarge tooLarge) {
            return e;
        }
    }

    /** What must hold for {@code before} to be defined and does not follow from {@code after} being defined. */
    public List<Relation> lost(Expr before, Expr after) {
        List<Relation> out = new ArrayList<>(domain(before));
        if (out.isEmpty()) {
            return out;
        }
        Facts then = given(domain(after));
        if (!hasSymbolicPower(before) || !hasSymbolicPower(after)) {
            out.removeIf(r -> Boolean.TRUE.equals(then.decide(r)));
            return out;
        }
        // That the base of such a power is not 0 may be taken from it for another such power, but not for a quotient.
        Facts atZeros = given(domain(after, true));
        List<Relation> others = domain(before, true);
        out.removeIf(r -> Boolean.TRUE.equals((others.contains(r) ? atZeros : then).decide(r)));
        return out;
    }

    private static boolean hasSymbolicPower(Expr e) {
        return e.has(part -> part instanceof Power p && p.base() != Const.E && Rational.fromLiteral(p.exponent()) == null);
    }

    private List<Relation> ownDomain(Expr e, boolean zeros) {
        return switch (e) {
            case Quotient q -> List.of(Relation.of(q.denominator(), Relation.Op.NE, Num.ZERO));
            case Power p -> {
                Rational r = Rational.fromLiteral(p.exponent());
                boolean evenRoot = r != null && !r.denominator().testBit(0);
                if (r != null && (isComplex() || !evenRoot)) {
                    yield r.signum() < 0 ? List.of(Relation.of(p.base(), Relation.Op.NE, Num.ZERO)) : List.of();
                }
                if (r != null) {
                    yield List.of(Relation.of(p.base(), r.signum() < 0 ? Relation.Op.GT : Relation.Op.GE, Num.ZERO));
                }
                Range exponent = range(p.exponent());
                if (p.base().equals(Const.E) || exponent.isInteger() && exponent.isNotNegative()) {
                    yield List.of();
                }
                if (p.base().equals(Num.ZERO) && !isComplex()) {
                    yield List.of(Relation.of(p.exponent(), Relation.Op.GT, Num.ZERO));
                }
                boolean anySign = isComplex() || exponent.isInteger();
                yield zeros && anySign ? List.of() : List.of(Relation.of(p.base(), anySign ? Relation.Op.NE : zeros ? Relation.Op.GE : Relation.Op.GT, Num.ZERO));
            }
            case Call c when !c.isDerivative() -> {
                FunctionDeclaration f = functions.lookup(c.name(), c.arguments().size());
                if (f == null) {
                    yield List.of();
                }
                List<Relation> own = f.unless() != null && range(c.arguments().get(f.parameters().indexOf(f.unless()))).isInteger() ? List.of() : f.domain(c.arguments());
                if (f.isDefinition() && own.isEmpty()) {
                    yield nesting >= MAX_NESTING ? List.of() : domain(f.instantiate(f.body(), c.arguments()), zeros);
                }
                yield isComplex() ? own.stream().flatMap(r -> poles(r).stream()).toList() : own;
            }
            case Accumulation a -> nesting >= MAX_NESTING ? List.of() : within(a);
            case EvaluatedAt at -> nesting >= MAX_NESTING ? List.of() : domain(functions(at.operand()).substitute(s -> s.equals(at.variable()) ? at.value() : null), zeros);
            default -> List.of();
        };
    }

    /**
     * What must hold in complex mode for e to have, as a function of x, the derivative that its parts tell: it is off the
     * branch cuts (DLMF 4.2, 4.23, 4.37), and the arguments of functions of real numbers are real. Nothing in real mode.
     */
    public List<Relation> analyticity(Expr e, Sym x) {
        if (!isComplex() || e.isFreeOf(x)) {
            return List.of();
        }
        List<Relation> own = switch (e) {
            case Power p when p.base().dependsOn(x) && !isInteger(p.exponent()) -> List.of(Relation.of(p.base(), Relation.Op.NOT_LE, Num.ZERO));
            case Call c when !c.isDerivative() && functions.lookup(c.name(), c.arguments().size()) instanceof FunctionDeclaration f ->
                    !f.isDefinition() || f.derivatives().stream().allMatch(d -> d != null) ? f.complexConditions(c.arguments())
                    : nesting >= MAX_NESTING ? List.of()
                    : f.instantiate(f.body(), c.arguments()).subexpressionsOutside().stream().filter(part -> !c.arguments().contains(part))
                            .flatMap(part -> new Facts(functions, assumptions, nesting + 1).analyticity(part, x).stream()).toList();
            default -> List.of();
        };
        return own.stream().filter(r -> r.dependsOn(x) || r.isReal() != null).flatMap(r -> missing(r).stream()).toList();
    }

    /** With the functions in the places of their derivatives, which are defined where the functions are at most. */
    private static Expr functions(Expr e) {
        return e.mapBottomUp(part -> part instanceof Derivative || part instanceof NthDerivative ? part.children().get(0) : part);
    }

    /** What is known under the sign of a sum, a product or an integral. */
    public Facts inside(Accumulation a) {
        return new Facts(functions, assumptions.within(a), nesting);
    }

    private List<Relation> within(Accumulation a) {
        return overRange(new Facts(functions, assumptions.within(a), nesting + 1).domain(a.operand()), a);
    }

    /**
     * What conditions on the operand of a sum, a product or an integral say without its variable, as far as that can be
     * said: of what is linear in the variable the ends decide. Single points do not count for an integral.
     */
    public List<Relation> overRange(List<Relation> conditions, Accumulation a) {
        List<Relation> out = new ArrayList<>();
        Facts inside = a instanceof Integral ? inside(a).given(List.of(Relation.of(a.variable(), Relation.Op.GE, a.from()), Relation.of(a.variable(), Relation.Op.LE, a.to())))
                : inside(a);
        for (Relation r : conditions) {
            if (!r.dependsOn(a.variable())) {
                out.add(r);
            } else if (!a.isInfinite() && r.ops().size() == 1 && !(Boolean.TRUE.equals(inside.decide(r)) && (!(a instanceof Integral) || isRising(a)))) {
                Expr difference = simpler(Sum.of(r.operands().get(0), Neg.of(r.operands().get(1))));
                if (!(a instanceof Integral) && r.ops().get(0) == Relation.Op.NE) {
                    out.addAll(missing(Relation.of(IndexedProduct.of(difference, a.variable(), a.from(), a.to()), Relation.Op.NE, Num.ZERO)));
                } else if (isLinear(difference, a.variable())) {
                    ends(difference, r.ops().get(0), a).stream().filter(e -> !Boolean.FALSE.equals(decide(e)))
                            .forEach(e -> out.addAll(missing(e)));
                }
            }
        }
        return out;
    }

    /** Whether the second limit is known not to be the smaller one; a sum or a product is empty otherwise. */
    private boolean isRising(Accumulation a) {
        return !(a instanceof Integral) || Boolean.TRUE.equals(decide(Relation.of(a.from(), Relation.Op.LE, a.to())));
    }

    private static boolean isLinear(Expr e, Sym t) {
        return NormalForm.provesEqual(Sum.of(at(e, t, Sum.of(t, Num.TWO)), e), Product.of(Num.TWO, at(e, t, Sum.of(t, Num.ONE))));
    }

    private static Expr at(Expr e, Sym t, Expr value) {
        return e.substitute(s -> s.equals(t) ? value : null);
    }

    private static List<Relation> ends(Expr difference, Relation.Op op, Accumulation a) {
        Expr first = simpler(at(difference, a.variable(), a.from()));
        Expr last = simpler(at(difference, a.variable(), a.to()));
        return switch (op) {
            case NE -> List.of(Relation.of(simpler(Product.of(first, last)), Relation.Op.GT, Num.ZERO));
            case EQ -> List.of();
            // At the end of an integral the integrand may be infinite.
            default -> {
                Relation.Op closed = !(a instanceof Integral) ? op : op == Relation.Op.GT ? Relation.Op.GE : op == Relation.Op.LT ? Relation.Op.LE : op;
                yield List.of(Relation.of(first, closed, Num.ZERO), Relation.of(last, closed, Num.ZERO));
            }
        };
    }

    /** Where a function has a finite real end of its open domain, it is singular in the complex plane too. */
    private static List<Relation> poles(Relation domain) {
        List<Relation> out = new ArrayList<>();
        for (int i = 0; i < domain.ops().size(); i++) {
            Relation.Op op = domain.ops().get(i);
            Expr a = domain.operands().get(i);
            Expr b = domain.operands().get(i + 1);
            if (op != Relation.Op.LE && op != Relation.Op.GE) {
                // |u| > b is about two points of the plane, not about a circle.
                out.add(a instanceof Call c && c.is("abs", 1) && Rational.fromLiteral(b) instanceof Rational n
                        ? Relation.of(Power.of(c.argument(), Num.TWO), Relation.Op.NE, n.times(n).toExpr()) : Relation.of(a, Relation.Op.NE, b));
            }
        }
        return out;
    }

    /** What remains of a relation when all that is known of it is left out, in its simplest form. */
    public List<Relation> missing(Relation r) {
        List<Relation> known = missing.get(r);
        if (known == null) {
            if (missing.size() > MAX_REMEMBERED) {
                missing.clear();
            }
            known = new Condition(this).missing(r);
            missing.put(r, known);
        }
        return known;
    }

    /** The ranges of the nodes of a graph under these assumptions. */
    public NodeFacts of(Dag dag) {
        return new NodeFacts(dag, this);
    }

    Map<Expr, Range> assumedCompounds() {
        return compounds;
    }
}
