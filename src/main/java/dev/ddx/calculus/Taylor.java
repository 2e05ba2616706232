package dev.ddx.calculus;

import dev.ddx.expr.Call;
import dev.ddx.expr.DdxException;
import dev.ddx.expr.Derivative;
import dev.ddx.expr.EvaluatedAt;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Limits;
import dev.ddx.expr.Neg;
import dev.ddx.expr.Num;
import dev.ddx.expr.Power;
import dev.ddx.expr.Product;
import dev.ddx.expr.Quotient;
import dev.ddx.expr.Rational;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sum;
import dev.ddx.expr.Sym;
import dev.ddx.kernel.Facts;
import dev.ddx.kernel.Kernel;
import dev.ddx.kernel.NormalForm;
import dev.ddx.kernel.NormalFormTooLarge;
import dev.ddx.kernel.PowerSeries;
import dev.ddx.kernel.ZeroTest;
import dev.ddx.rewrite.Derivation;
import dev.ddx.rewrite.Exposition;
import dev.ddx.rewrite.Reason;
import dev.ddx.rewrite.Step;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Taylor polynomials: the coefficients by power series, the first derivatives line by line. */
public final class Taylor {

    /** The highest order, and that up to which derivatives are shown. */
    private static final int MAX_ORDER = 200;
    private static final int SHOWN = 5;
    private static final int SHOWN_SIZE = 20;
    /** The largest order whose polynomial is first written down with derivatives. */
    private static final int WRITTEN = 4;
    private static final int WRITTEN_SIZE = 15;
    private static final int MAX_SIZE = 400;
    private static final int MAX_TERMS = 200;
    /** Coefficients with which a general term is compared. */
    private static final int COMPARED = 12;

    private final StandardLibrary library;
    private final Facts facts;
    private final Limits limits;
    private final Differentiation differentiation;
    private final Expr f;
    private final Sym x;
    private final Expr a;
    private final int n;
    private final PowerSeries series;
    private final List<Exposition.Part> parts = new ArrayList<>();

    private Taylor(StandardLibrary library, Facts facts, Limits limits, Expr f, Sym x, Expr a, int n) {
        this.library = library;
        this.facts = facts;
        this.limits = limits;
        this.differentiation = new Differentiation(library, facts, limits);
        this.f = f;
        this.x = x;
        this.a = a;
        this.n = n;
        this.series = new PowerSeries(f, x, a, library.functions(), facts, limits, this::simplest);
    }

    /**
     * Derivatives at a, the polynomial, the remainder, and the general term where it is known.
     *
     * @throws DdxException of kind NOT_DIFFERENTIABLE if f has no power series about a, EMPTY_DOMAIN if it has no value there
     */
    public static Exposition of(StandardLibrary library, Facts facts, Limits limits, Expr f, Sym x, Expr a, int n) {
        if (facts.isComplex()) {
            throw new DdxException(DdxException.Kind.USAGE, "Taylor polynomials are worked out in real mode only; leave --complex out");
        }
        if (a.dependsOn(x)) {
            throw new DdxException(DdxException.Kind.USAGE, "the value of " + x.name() + " may not depend on it");
        }
        if (n < 0) {
            throw new DdxException(DdxException.Kind.USAGE, "the order of a Taylor polynomial is not negative");
        }
        if (n > MAX_ORDER) {
            throw new DdxException(DdxException.Kind.LIMIT, "the order of a Taylor polynomial is limited to " + MAX_ORDER);
        }
        return new Taylor(library, facts, limits, f, x, a, n).exposition();
    }

    private Expr simplest(Expr number) {
        if (!number.isConstant()) {
            return number;
        }
        return new OneSided(differentiation, library, facts, limits, x, a, true).value(number);
    }

    private Exposition exposition() {
        List<Expr> coefficients = new ArrayList<>();
        for (int k = 0; k <= n; k++) {
            coefficients.add(readable(series.coefficient(k)));
        }
        boolean filled = series.isFilled();
        if (!filled) {
            // The first coefficient is the value, which has to exist.
            new AtPoint(library, facts, limits, Map.of(x, a), 10).value(f);
        }
        Sym name = Sym.of("T_" + n);
        Call polynomial = Call.of(name.name(), x);
        Expr sum = polynomial(coefficients);
        List<Expr> derivatives = filled ? List.of() : derivatives();
        if (filled) {
            parts.add(new Exposition.Remark(Reason.of("At ${p}$ the function has no value; with its limit ${l}$ there it has a power series")
                    .with("p", Relation.of(x, Relation.Op.EQ, a)).with("l", coefficients.get(0))));
        }
        parts.add(table(coefficients, derivatives));
        Derivation d = filled || n > WRITTEN || f.size() > WRITTEN_SIZE ? new Derivation(Relation.of(polynomial, Relation.Op.EQ, sum), List.of())
                : fromDerivatives(polynomial, sum);
        parts.add(new Exposition.Lines(d.openedBy(d.steps().isEmpty() ? Reason.of("Put the coefficients in") : Reason.of("Taylor's formula")), true));
        if (!filled) {
            remainder(derivatives);
        }
        general(coefficients);
        return new Exposition(parts, List.of(new Exposition.Expansion(f, x, a, sum, n)), List.of(sum));
    }

    /** A coefficient as a person would write it. */
    private Expr readable(Expr c) {
        if (Rational.fromLiteral(c) != null) {
            return c;
        }
        Expr made = c;
        try {
            Expr normal = NormalForm.of(c, MAX_TERMS).toExpr();
            made = Cost.of(normal) <= Cost.of(made) ? normal : made;
        } catch (NormalFormTooLarge tooLarge) {
            // It stays as it is.
        }
        if (made.isConstant() && made.size() < MAX_SIZE) {
            Expr simple = simplest(made);
            made = Cost.of(simple) < Cost.of(made) ? simple : made;
        }
        if (made.size() > MAX_SIZE * 10) {
            throw new DdxException(DdxException.Kind.LIMIT, "the coefficients of that order are too large to be written down; ask for a lower one");
        }
        return made;
    }

    private Expr difference() {
        Rational r = Rational.fromLiteral(a);
        return a.equals(Num.ZERO) ? x : Sum.of(x, r != null && r.signum() < 0 ? r.negate().toExpr() : a instanceof Neg m ? m.operand() : Neg.of(a));
    }

    private Expr power(int k) {
        return k == 1 ? difference() : Power.of(difference(), Num.of(k));
    }

    private Expr polynomial(List<Expr> coefficients) {
        List<Expr> terms = new ArrayList<>();
        for (int k = 0; k <= n; k++) {
            Expr c = coefficients.get(k);
            if (!c.equals(Num.ZERO)) {
                terms.add(k == 0 ? c : term(c, power(k)));
            }
        }
        return terms.isEmpty() ? Num.ZERO : Sum.join(terms);
    }

    private static Expr term(Expr c, Expr power) {
        Rational r = Rational.fromLiteral(c);
        if (r != null && r.signum() < 0) {
            return Neg.of(term(r.negate().toExpr(), power));
        }
        if (r != null) {
            Expr above = r.numerator().equals(BigInteger.ONE) ? power : Product.of(Rational.of(r.numerator()).toExpr(), power);
            return r.isInteger() ? above : Quotient.of(above, Rational.of(r.denominator()).toExpr());
        }
        return c instanceof Neg m ? Neg.of(term(m.operand(), power)) : c instanceof Quotient q ? Quotient.of(term(q.numerator(), power), q.denominator()) : c instanceof Product p
                ? Product.of(java.util.stream.Stream.concat(p.factors().stream(), java.util.stream.Stream.of(power)).toList()) : Product.of(c, power);
    }

    /** The derivatives line by line, while they can be read; f itself stands first. */
    private List<Expr> derivatives() {
        List<Expr> all = new ArrayList<>(List.of(f));
        for (int k = 1; k <= Math.min(n, SHOWN) && all.get(k - 1).size() <= SHOWN_SIZE; k++) {
            Derivation d = differentiation.derive(all.get(k - 1), x, 1, "");
            if (d.result().size() > SHOWN_SIZE && k > 1) {
                break;
            }
            parts.add(new Exposition.Lines(d, false));
            all.add(d.result());
            if (d.result().equals(Num.ZERO)) {
                break;
            }
        }
        return all;
    }

    private Exposition.Table table(List<Expr> coefficients, List<Expr> derivatives) {
        List<List<Exposition.Cell>> rows = new ArrayList<>();
        Sym k = Sym.of("k");
        boolean shown = derivatives.size() > 1;
        Expr general = Derivative.of(f, x);
        List<Exposition.Cell> head = new ArrayList<>(List.of(new Exposition.Formula(k)));
        if (shown) {
            head.add(new Exposition.Words(Reason.of("Derivative $k$")));
        }
        head.add(new Exposition.Words(Reason.of("At ${p}$").with("p", Relation.of(x, Relation.Op.EQ, a))));
        head.add(new Exposition.Words(Reason.of("Coefficient of ${p}$").with("p", Power.of(difference(), k))));
        rows.add(head);
        BigInteger factorial = BigInteger.ONE;
        for (int i = 0; i < coefficients.size(); i++) {
            factorial = i == 0 ? factorial : factorial.multiply(BigInteger.valueOf(i));
            List<Exposition.Cell> row = new ArrayList<>(List.of(new Exposition.Formula(Num.of(i))));
            if (shown) {
                row.add(i < derivatives.size() ? new Exposition.Formula(derivatives.get(i)) : Exposition.Sign.NONE);
            }
            Expr c = coefficients.get(i);
            row.add(new Exposition.Formula(times(factorial, c)));
            row.add(new Exposition.Formula(c));
            rows.add(row);
        }
        return new Exposition.Table(rows);
    }

    private Expr times(BigInteger factorial, Expr c) {
        Rational r = Rational.fromLiteral(c);
        return r != null ? r.times(Rational.of(factorial)).toExpr() : factorial.equals(BigInteger.ONE) ? c
                : readable(Product.of(Rational.of(factorial).toExpr(), c));
    }

    private static BigInteger factorial(int k) {
        BigInteger out = BigInteger.ONE;
        for (int i = 2; i <= k; i++) {
            out = out.multiply(BigInteger.valueOf(i));
        }
        return out;
    }

    private Derivation fromDerivatives(Call name, Expr sum) {
        List<Expr> terms = new ArrayList<>();
        for (int k = 0; k <= n; k++) {
            Expr value = EvaluatedAt.of(k == 0 ? f : Derivative.of(f, Collections.nCopies(k, x)), x, a);
            terms.add(k == 0 ? value : Product.of(k == 1 ? value : Quotient.of(value, Rational.of(factorial(k)).toExpr()), power(k)));
        }
        Relation first = Relation.of(name, Relation.Op.EQ, Sum.join(terms));
        Relation second = Relation.of(name, Relation.Op.EQ, sum);
        return new Derivation(first, List.of(new Step("put-values", List.of(1), first, second, Reason.of("Put the values in"), List.of(), List.of(), Trace.BRIEF)));
    }

    private void remainder(List<Expr> derivatives) {
        Sym xi = FirstPrinciples.free(Sum.of(f, a), List.of("xi", "c", "s"), x);
        Expr next = null;
        if (derivatives.size() > n && n < SHOWN) {
            next = differentiation.derive(derivatives.get(n), x, 1, "").result();
        } else {
            Kernel kernel = new Kernel(library.functions(), limits);
            Expr last = derivatives.get(derivatives.size() - 1);
            if (last.size() <= SHOWN_SIZE) {
                next = kernel.write(kernel.derivative(kernel.read(last), kernel.symbol(x.name()), n + 2 - derivatives.size()));
            }
        }
        Expr value = next != null && next.size() <= SHOWN_SIZE ? next.substitute(s -> s.equals(x) ? xi : null)
                : EvaluatedAt.of(Derivative.of(f, Collections.nCopies(n + 1, x)), x, xi);
        Expr remainder = next != null && next.equals(Num.ZERO) ? Num.ZERO
                : value instanceof Neg m ? Neg.of(remainder(m.operand())) : remainder(value);
        Relation r = Relation.of(Call.of("R_" + n, x), Relation.Op.EQ, remainder);
        parts.add(new Exposition.Remark(remainder.equals(Num.ZERO) ? Reason.of("Remainder: ${r}$, the polynomial is the function").with("r", r)
                : Reason.of("Remainder (Lagrange): ${r}$ for some ${s}$ between ${a}$ and ${x}$, if the function is differentiable so often between them")
                        .with("r", r).with("s", xi).with("a", a).with("x", x)));
    }

    private Expr remainder(Expr value) {
        return Product.of(n == 0 ? value : Quotient.of(value, Call.of("factorial", Num.of(n + 1))), power(n + 1));
    }

    /** The general term, if one that is declared agrees with the coefficients. */
    private void general(List<Expr> coefficients) {
        boolean zero = a.equals(Num.ZERO);
        Sym t = zero ? x : FirstPrinciples.free(Sum.of(f, a), List.of("t", "s", "h"), x);
        Expr written = differentiation.withoutDefinitions(f);
        if (!zero) {
            Kernel kernel = new Kernel(library.functions(), limits);
            written = kernel.write(kernel.read(written.substitute(s -> s.equals(x) ? Sum.of(a, t) : null)));
        }
        if (f.dependsOn(Sym.of("k")) || a.dependsOn(Sym.of("k")) || written.size() > MAX_SIZE) {
            return;
        }
        KnownSeries.General g = new KnownSeries(library, t).of(written);
        if (g == null || !agrees(g, t)) {
            return;
        }
        Expr difference = difference();
        Expr term = g.term().substitute(s -> s.equals(t) ? difference : null);
        List<Exposition.Part> out = parts;
        Reason r = g.constant().equals(Num.ZERO) ? Reason.of("General term: ${t}$ for ${k} = {f}, {g}, \\ldots$")
                : Reason.of("General term after ${c}$: ${t}$ for ${k} = {f}, {g}, \\ldots$").with("c", g.constant().substitute(s -> s.equals(t) ? difference : null));
        out.add(new Exposition.Remark(r.with("t", term).with("k", g.k()).with("f", Num.of(g.first())).with("g", Num.of(g.first() + 1))));
        out.add(new Exposition.Remark(g.convergence() == null ? Reason.of("The series converges to the function for all real ${x}$").with("x", x)
                : Reason.of("The series converges to the function for ${c}$").with("c", g.convergence().substitute(s -> s.equals(t) ? difference : null))));
    }

    /** Whether the first coefficients are those that the general term gives. */
    private boolean agrees(KnownSeries.General g, Sym t) {
        // Exponents such as 2·3 + 1 become numbers.
        Kernel kernel = new Kernel(library.functions(), limits);
        List<Expr> terms = new ArrayList<>(List.of(g.constant()));
        for (int k = g.first(); k <= COMPARED; k++) {
            terms.add(kernel.write(kernel.read(g.at(k))));
        }
        Expr sum = Sum.join(terms);
        PowerSeries given = new PowerSeries(sum, t, Num.ZERO, library.functions(), facts, limits, this::simplest);
        for (int k = 0; k <= COMPARED; k++) {
            Expr difference = Sum.of(given.coefficient(k), Neg.of(series.coefficient(k)));
            if (!ZeroTest.proves(difference, facts, limits)) {
                return false;
            }
        }
        return true;
    }
}
