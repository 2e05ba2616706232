package dev.ddx.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ddx.Ddx;
import dev.ddx.expr.Assumptions;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Limits;
import dev.ddx.expr.NthDerivative;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sym;
import dev.ddx.rewrite.Reason;
import dev.ddx.rewrite.Step;
import dev.ddx.verify.core.Comparison;
import dev.ddx.verify.core.StepCheck;
import dev.ddx.verify.core.Unfolding;
import dev.ddx.verify.core.Verdict;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sentences beside steps, fitting and not, and lines with derivatives of order n. */
class ClaimsTest {

    private static final Ddx DDX = Ddx.standard().withFunction("f").withFunction("g");
    private static final Sym X = Sym.of("x");
    private static final Sym N = Sym.of("n");

    private static Expr read(String text) {
        return DDX.read(text.replace("…", "ellipsis"), Set.of("x"), true).expression();
    }

    private static StepCheck steps() {
        Unfolding unfolding = new Unfolding(DDX.functions(), (e, h, a, derivative) -> LimitValue.of(e, h, a, derivative, DDX.functions()), u -> null);
        return new StepCheck(unfolding, new Comparison(unfolding, DDX.functions(), Assumptions.NONE.withInteger(N).with((Relation) read("n >= 0")), Limits.DEFAULT.withTimeoutMillis(10_000)));
    }

    private static final Map<String, Relation> FORMULAS = new LinkedHashMap<>();

    static {
        for (String[] f : new String[][] {{"quotient", "diff(u/v, x) = (diff(u, x)*v - u*diff(v, x))/v^2"}, {"constant", "diff(c*u, x) = c*diff(u, x)"}, {"sum", "diff(u + …, x) = diff(u, x) + …"},
            {"wrong", "diff(u/v, x) = diff(u, x)/v"}, {"limit-sum", "limit(u + …, x, a) = limit(u, x, a) + …"}, {"double", "sin(2*u) = 2*sin(u)*cos(u)"}, {"with-sum", "3*u = sum(u, k, 1, 3)"}}) {
            FORMULAS.put(f[0], (Relation) read(f[1]));
        }
        FORMULAS.put("nth-sum", Relation.of(NthDerivative.of(read("u + …"), X, N), Relation.Op.EQ, read("u + …")));
    }

    private static Reason reason(String bindings) {
        Reason reason = Reason.of("R");
        for (String b : bindings == null ? new String[0] : bindings.split(";;")) {
            String[] pair = b.split(":=");
            reason = reason.with(pair[0].trim(), read(pair[1].trim()));
        }
        return reason;
    }

    private static String misfit(String rule, Expr before, Expr after, String bindings) {
        Step step = new Step(rule, List.of(), before, after, reason(bindings), List.of(), List.of(), 0);
        StepCheck steps = steps();
        return new Claims(FORMULAS, (a, b) -> steps.compare(a, b, List.of(), Comparison.Mode.VALUES)).misfit(step, before);
    }

    /** Null where the sentence fits. */
    @ParameterizedTest
    @CsvSource(delimiter = '@', nullValues = "-", value = {
        "quotient  @ diff(sin(x)/x, x)   @ (diff(sin(x), x)*x - sin(x)*diff(x, x))/x^2   @ u := sin(x) ;; v := x ;; x := x  @ -",
        "quotient  @ diff(sin(x)/x, x)   @ (diff(sin(x), x)*x - sin(x)*diff(x, x))/x^2   @ u := x ;; v := sin(x) ;; x := x  @ not about",
        "quotient  @ diff(sin(x)/x, x)   @ (diff(sin(x), x)*x - sin(x)*diff(x, x))/x^2   @ u := sin(x) ;; x := x            @ does not say what v is",
        "quotient  @ diff(sin(x)/x, x)   @ 5                                             @ u := sin(x) ;; v := x ;; x := x  @ is not what follows",
        "quotient  @ diff(sin(x)/x, x)   @ diff(sin(x), x)*x - sin(x)*diff(x, x)         @ u := sin(x) ;; v := x ;; x := 2  @ does not fit the rule",
        "wrong     @ diff(sin(x)/x, x)   @ diff(sin(x), x)/x                             @ u := sin(x) ;; v := x ;; x := x  @ the rule does not hold",
        "double    @ sin(2*x)            @ 2*sin(x)*cos(x)                               @ u := x                          @ -",
        "double    @ sin(2*x)            @ 2*sin(x)*cos(x)                               @ u := 2*x                        @ not about",
        "constant  @ diff(x^2*a, x)      @ a*diff(x^2, x)                                @ c := a ;; u := x^2 ;; x := x    @ -",
        "sum       @ diff(x^2 - sin(x), x)  @ diff(x^2, x) - diff(sin(x), x)             @ x := x                          @ -",
        "sum       @ diff(x^2 - sin(x), x)  @ diff(x^2, x) - cos(x)                      @ x := x                          @ the rule is not about",
        "sum       @ diff(x^2 - sin(x), x)  @ diff(x^2, x) - diff(sin(x), x)             @ x := y                          @ the rule is not about",
        "sum       @ diff(x^2 - sin(x), x)  @ diff(x^2, x) - diff(sin(x), x)             @ -                               @ -",
        "sum       @ diff(x^2, x)        @ diff(x^2, x)                                  @ x := x                          @ the rule is not about",
        "sum       @ x^2                 @ x^2                                           @ x := x                          @ the rule is not about",
        "limit-sum @ limit(x + sin(x), x, 0)  @ limit(x, x, 0) + limit(sin(x), x, 0)     @ -                               @ -",
        "limit-sum @ limit(x - sin(x), x, 0)  @ limit(x, x, 0) - limit(sin(x), x, 0)     @ -                               @ -",
        "limit-sum @ limit(x + sin(x), x, 0)  @ limit(x, x, 0) + limit(sin(x), x, 1)     @ -                               @ the rule is not about",
        "limit-sum @ limit(x*sin(x), x, 0)    @ 0                                        @ -                               @ the rule is not about",
        "with-sum  @ 3*y                 @ sum(y, k, 1, 3)                               @ u := y                          @ -",
        "with-sum  @ 3*k                 @ sum(k, j, 1, 3)                               @ u := k                          @ -",
        "product   @ diff(x*sin(x), x)   @ sin(x) + x*cos(x)                             @ u := x ;; v := sin(x)           @ -",
        "product   @ diff(x*sin(x), x)   @ sin(x) + x*cos(x)                             @ u := sin(x) ;; v := x           @ -",
        "product   @ diff(x*sin(x), x)   @ sin(x) + x*cos(x)                             @ u := x ;; v := cos(x)           @ the factors named are not those",
        "chain     @ diff(sin(x^2), x)   @ 2*x*cos(x^2)                                  @ f := sin(u) ;; u := x^2         @ -",
        "chain     @ diff(sin(x^2), x)   @ 2*x*cos(x^2)                                  @ f := cos(u) ;; u := x^2         @ do not give",
        "chain     @ diff(sin(x^2), x)   @ 2*x*cos(x^2)                                  @ f := sin(u) ;; u := x^3         @ do not give",
        "known     @ diff(f(x), x)*2     @ f'(x)*2                                       @ f := f(x)                       @ -",
        "known     @ diff(sin(x), x)*2   @ cos(x)*2                                      @ f := tan(x)                     @ occurs in neither line",
        "known     @ x*3/7 + y           @ y + 3*x/7                                     @ f := y + x*3/7                  @ -",
        "known     @ x*3 + y             @ y + 3*x                                       @ f := x*y*z                      @ occurs in neither line",
        "known     @ x*3 + y             @ y + 3*x                                       @ f := x*y                        @ -",
        "known     @ x*3 + y             @ y + 3*x                                       @ f := 17                         @ -",
        "known     @ x*3 + y             @ y + 3*x                                       @ f := -y                         @ -",
        "known     @ x*3 + y             @ y + 3*x                                       @ f := -z                         @ occurs in neither line",
        "known     @ x*3 + y             @ y + 3*x                                       @ f := y/2                        @ -",
        "known     @ x*3 + y             @ y + 3*x                                       @ f := 2/z                        @ occurs in neither line",
        "known     @ x*3 + y             @ y + 3*x                                       @ f := x/y                        @ occurs in neither line",
        "known     @ sin(x*y)            @ sin(y*x)                                      @ f := sin(x*y)                   @ -",
        "known     @ 5                   @ sin(y*x)                                      @ f := sin(x*y)                   @ -",
        "known     @ diff(x^2, x) + 1    @ 2*x + 1                                       @ d := (diff(x^2, x) = 2*x)       @ -",
        "known     @ diff(x^2, x) + 1    @ 2*x + 1                                       @ d := (diff(x^2, x) = 3*x)       @ does not hold",
        "known     @ x + 1               @ 1 + x                                         @ d := (x = 3)                    @ -",
        "letter    @ x*sin(x)            @ x*y                                           @ f := cos(z) ;; y := y           @ -",
        "letter    @ y*sin(x)            @ x*y                                           @ f := cos(z) ;; y := y           @ occurs in neither line",
        "letter    @ x*sin(x)            @ x*z                                           @ f := cos(w) ;; y := z           @ -",
        "letter    @ x*sin(x)            @ x*sin(x)                                      @ f := cos(w) ;; y := x           @ occurs in neither line"})
    void sentences(String rule, String before, String after, String bindings, String why) {
        String misfit = misfit(rule.trim(), read(before), read(after), bindings);
        if (why == null) {
            assertThat(misfit).isNull();
        } else {
            assertThat(misfit).contains(why);
        }
    }

    @Test
    void sums_of_derivatives_of_order_n() {
        Expr before = NthDerivative.of(read("x - sin(x)"), X, N);
        Expr right = dev.ddx.expr.Sum.of(NthDerivative.of(X, X, N), dev.ddx.expr.Neg.of(NthDerivative.of(read("sin(x)"), X, N)));
        assertThat(misfit("nth-sum", before, right, null)).isNull();
        assertThat(misfit("nth-sum", before, NthDerivative.of(X, X, N), null)).contains("the rule is not about");
        assertThat(misfit("nth-sum", NthDerivative.of(X, X, N), NthDerivative.of(X, X, N), null)).contains("the rule is not about");
        assertThat(misfit("nth-sum", read("x + y"), right, null)).contains("the rule is not about");
    }

    /** Sums and products in another order, or with other brackets, are the same thing; nothing else is. */
    @ParameterizedTest
    @CsvSource(delimiter = '@', value = {
        "x + y + z     @ z + x + y      @ true", "(x + y) + z    @ x + (y + z)  @ true", "x*(y*z)     @ z*y*x      @ true", "x + y   @ x*y        @ false", "x*(y + z)   @ x*y + z  @ false", "x - y    @ y - x   @ false", "x/y  @ y/x  @ true",
        "x^y           @ y^x            @ true", "2*x            @ 3*x          @ false", "1.50*x      @ 1.5*x      @ true", "sin(x)  @ cos(x)     @ false", "f'(x)       @ f(x)     @ false", "f''(x)   @ f'(x)   @ false", "x < y @ x > y @ false", "x < y @ x < y @ true",
        "x + y         @ x + y + y      @ false", "x + y + z     @ x + y         @ false", "sin(x + y)  @ sin(y + x) @ true", "x + x   @ x          @ false", "x           @ y        @ false", "-x       @ x       @ false", "x*y*(z + a + b) @ (b + a + z)*y*x @ true"})
    void fingerprints(String a, String b, boolean same) {
        // A fraction and a power are told apart from their inverses by what is compared beside.
        if (!a.matches("x[/^]y.*")) {
            assertThat(Claims.fingerprint(read(a)) == Claims.fingerprint(read(b))).isEqualTo(same);
        }
    }

    // ---- derivatives of order n

    private static Expr order(String f) {
        return NthDerivative.of(read(f), X, N);
    }

    private static List<Relation> given(String conditions) {
        return conditions == null ? List.of() : Arrays.stream(conditions.split(";;")).map(c -> (Relation) read(c.trim())).toList();
    }

    private static String kind(Verdict v) {
        return v instanceof Verdict.Orders o ? "orders" : v.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    /** Derivatives of all orders from tables: DLMF 4.20.9, 4.7.8, 18.5.5 and 4.26.6, and wrong ones. */
    @ParameterizedTest
    @CsvSource(delimiter = '@', nullValues = "-", value = {
        "e^(2*x)   @ 2^n*e^(2*x)               @ -       @ orders", "e^(2*x)   @ 2^(n+1)*e^(2*x)           @ -       @ failed", "sin(x)   @ sin(x + n*pi/2)   @ -   @ orders", "sin(x)    @ cos(x + n*pi/2)   @ -  @ failed",
        "1/x       @ (-1)^n*factorial(n)/x^(n+1)   @ -   @ orders", "ln(x)     @ (-1)^(n-1)*factorial(n-1)/x^n   @ n > 0 ;; x > 0 @ orders", "ln(x)  @ (-1)^(n-1)*factorial(n-1)/x^n  @ n > 3 ;; x > 0 @ orders", "ln(x)   @ (-1)^n*factorial(n-1)/x^n   @ n > 0  @ failed",
        "x^2       @ 0                         @ n > 2   @ orders", "x^2       @ 0                         @ n >= 2  @ failed", "x^2      @ 0                 @ n > 9  @ unchecked", "x^7     @ 0  @ n > 6 @ unchecked",
        "x*sin(x)  @ sum(binomial(n, k)*sin(x + (n - k)*pi/2)*at(diff(z, z), z = x)*x^(1 - k), k, 0, n)  @ n = 0 @ orders",
        "e^(-x^2)  @ (-1)^n*hermite(n, x)*e^(-x^2)  @ -  @ orders", "e^(-x^2)  @ hermite(n, x)*e^(-x^2)   @ -       @ failed"})
    void orders(String f, String closed, String conditions, String expected) {
        Verdict v = new Orders(steps()).check(order(f), read(closed), given(conditions));
        assertThat(kind(v)).as(v.describe()).isEqualTo(expected);
    }

    @Test
    void orders_say_how_far_they_were_looked_at() {
        assertThat(new Orders(steps()).check(order("e^x"), read("e^x"), List.of())).isEqualTo(new Verdict.Orders(6, true));
        assertThat(new Verdict.Orders(6, true).describe()).isEqualTo("exact, for each order up to 6");
        assertThat(new Verdict.Orders(6, false).describe()).isEqualTo("numeric, for each order up to 6");
        assertThat(new Orders(steps()).check(order("max(e^x, floor(e^x)) - max(e^x, floor(e^x)) + e^x"), read("e^x"), given("n = 0"))).isIn(new Verdict.Orders(6, false), new Verdict.Orders(6, true));
        Expr two = dev.ddx.expr.Sum.of(order("e^x"), NthDerivative.of(read("e^x"), X, Sym.of("m")));
        assertThat(kind(new Orders(steps()).check(two, two, List.of()))).isEqualTo("unchecked");
        assertThat(Orders.in(two)).containsExactlyInAnyOrder(N, Sym.of("m"));
        assertThat(Orders.in(read("x + n"))).isEmpty();
        Step inner = new Step("r", List.of(), order("x"), read("x"), Reason.of("R"), List.of(), List.of(), 0);
        dev.ddx.rewrite.Derivation side = new dev.ddx.rewrite.Derivation(read("x"), List.of(inner));
        Step outer = new Step("r", List.of(), read("x"), read("x"), Reason.of("R"), List.of(), List.of(side), 0);
        assertThat(Orders.in(new dev.ddx.rewrite.Derivation(read("x"), List.of(outer)))).containsExactly(N);
        assertThat(Orders.in(new dev.ddx.rewrite.Derivation(read("x"), List.of(new Step("r", List.of(), read("x"), order("x"), Reason.of("R"), List.of(), List.of(), 0))))).containsExactly(N);
        assertThat(Orders.in(new dev.ddx.rewrite.Derivation(order("x"), List.of()))).containsExactly(N);
    }

    /** A sum of n + 1 terms by Leibniz' rule; polynomials by their recurrence: H₂ = 4x² − 2, U₂ = 4x² − 1. */
    @Test
    void sums_and_polynomials_of_order_n() {
        Orders orders = new Orders(steps());
        assertThat(kind(orders.check(dev.ddx.expr.Sum.of(order("x"), dev.ddx.expr.Neg.of(order("x"))), read("sum(k, k, 0, n) - n*(n + 1)/2"), List.of()))).isEqualTo("orders");
        assertThat(kind(orders.check(dev.ddx.expr.Sum.of(order("x"), dev.ddx.expr.Neg.of(order("x"))), read("sum(k, k, 1, n) - n*(n + 1)/3"), List.of()))).isEqualTo("failed");
        assertThat(kind(orders.check(dev.ddx.expr.Sum.of(order("e^x"), dev.ddx.expr.Neg.of(order("e^x"))), read("hermite(n, x) - 4*x^2 + 2"), given("n = 2")))).isEqualTo("orders");
        assertThat(kind(orders.check(dev.ddx.expr.Sum.of(order("e^x"), dev.ddx.expr.Neg.of(order("e^x"))), read("chebyshevu(n, x) - 4*x^2 + 1"), given("n = 2")))).isEqualTo("orders");
        assertThat(kind(orders.check(dev.ddx.expr.Sum.of(order("e^x"), dev.ddx.expr.Neg.of(order("e^x"))), read("chebyshevu(n, x) - 8*x^3 + 4*x"), given("n = 3")))).isEqualTo("orders");
        assertThat(kind(orders.check(dev.ddx.expr.Sum.of(order("e^x"), dev.ddx.expr.Neg.of(order("e^x"))), read("hermite(n, x) - 8*x^3 + 12*x"), given("n = 3")))).isEqualTo("orders");
        assertThat(kind(orders.check(dev.ddx.expr.Sum.of(order("e^x"), dev.ddx.expr.Neg.of(order("e^x"))), read("hermite(n, x) - 8*x^3 + 11*x"), given("n = 3")))).isEqualTo("failed");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '@', nullValues = "-", value = {
        "e^(2*x)  @ 2^n*e^(2*x)        @ -      @ exact", "e^(2*x)  @ 2^n*e^(2*x) + n*(n-1)  @ -   @ failed", "sin(x)  @ sin(x + n*pi/2) @ -  @ exact", "sin(x)  @ cos(x + n*pi/2)  @ -  @ failed", "e^(2*x)  @ 3^n*e^(2*x)  @ - @ failed",
        "x^2      @ 0                  @ n > 2  @ exact", "e^x  @ e^x       @ n > 6  @ unchecked", "e^x  @ e^x       @ n > 5  @ exact", "e^x @ sum(e^x, k, 1, n) @ - @ unchecked", "e^(n*x)  @ n^n*e^(n*x) @ - @ unchecked", "e^(-x^2)  @ (-1)^n*hermite(n, x)*e^(-x^2) @ - @ unchecked"})
    void from_one_order_to_the_next(String f, String closed, String conditions, String expected) {
        Verdict v = new Orders(steps()).induction((NthDerivative) order(f), read(closed), given(conditions));
        assertThat(kind(v)).as(v.describe()).isIn(expected, expected.equals("exact") ? "numeric" : expected);
    }
}
