package dev.ddx.calculus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ddx.Ddx;
import dev.ddx.expr.Accumulation;
import dev.ddx.expr.Call;
import dev.ddx.expr.Derivative;
import dev.ddx.expr.DdxException;
import dev.ddx.expr.Expr;
import dev.ddx.expr.FunctionDeclaration;
import dev.ddx.expr.FunctionTable;
import dev.ddx.expr.Integral;
import dev.ddx.expr.Limit;
import dev.ddx.expr.Limits;
import dev.ddx.expr.Neg;
import dev.ddx.expr.Num;
import dev.ddx.expr.Power;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sum;
import dev.ddx.expr.Sym;
import dev.ddx.kernel.Facts;
import dev.ddx.kernel.ZeroTest;
import dev.ddx.parse.LibraryParser;
import dev.ddx.parse.RuleCondition;
import dev.ddx.parse.RuleText;
import dev.ddx.rewrite.Rewrite;
import dev.ddx.rewrite.Rule;
import dev.ddx.verify.Oracle;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.apfloat.Apcomplex;
import org.apfloat.ApcomplexMath;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every rule in force, applied to random expressions, keeps the value where its conditions hold; with any one sign
 * changed, or without any one of its conditions, it does not. Derivatives are differences of an evaluator that
 * ddx does not use.
 */
class RuleMutationsTest {

    private static final Sym X = Sym.of("x");
    private static final Sym A = Sym.of("a");
    private static final double[][] POINTS = {{0.37, 1.61}, {-0.83, 0.71}, {1.29, -1.43}, {-1.71, -0.57}, {2.23, 2.41}, {0.59, -0.47}};
    private static final String[] COMPLEX_POINTS = {"2*i", "-2*i", "-3", "1/2+4*i"};

    private static final Ddx REAL = Ddx.standard();
    private static final Ddx COMPLEX = REAL.withComplex(true);
    private static final Oracle ORACLE = new Oracle(REAL.functions());
    private static final List<RuleText> TEXTS = texts();
    private static final List<Expr> CORPUS = corpus();
    private static final List<Expr> OPEN_RANGES = Stream.of("sum", "product")
            .flatMap(sign -> Stream.of(sign + "(k*x, k, 1, x)", sign + "(k*x, k, x, 9)")).<Expr>map(e -> Derivative.of(REAL.parse(e), X)).toList();
    /** Those without derivatives that take little time in complex mode, the smallest first. */
    private static final List<Expr> SMALL = CORPUS.stream().filter(e -> !(e instanceof Derivative) && e.size() <= 9)
            .sorted(Comparator.comparingLong(Expr::size)).toList();

    /** Powers of the imaginary unit and of negative numbers. */
    private static final List<Expr> IMAGINARY = Stream.of("i^2", "i^7", "i^(-3)", "1/i", "sqrt(-4)", "(-9/4)^(1/2)").map(COMPLEX::parse).toList();

    private static List<RuleText> texts() {
        try (InputStream in = StandardLibrary.class.getResourceAsStream("/dev/ddx/standard.ddx")) {
            return LibraryParser.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8), "standard.ddx", FunctionTable.EMPTY, Set.of()).rules().stream()
                    // NthDerivativesTest is about those of derivatives whose order is no number.
                    .filter(r -> !r.group().equals("orders")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Instances of every pattern, derivatives of functions, and random expressions with what they are made of. */
    private static List<Expr> corpus() {
        Random random = new Random(4);
        List<Expr> parts = Stream.of("x", "x", "x", "a", "a", "2", "3", "1/2", "-3", "-5/2", "x^2+1", "sin(x)", "e^x", "a*x", "x-a", "a^2", "cos(a)", "x^3-2*x", "ln(x)", "-x", "-a", "e^(a*x)")
                .map(REAL::parse).toList();
        Random other = new Random(5);
        Random third = new Random(6);
        List<Expr> inLimits = Stream.of("h", "sin(h)+2", "x+h", "h^2-x", "3+h", "x", "2", "a*x", "sin(x)").map(REAL::parse).toList();
        List<Expr> under = Stream.of("t", "t^2", "x*t", "sin(x*t)", "x+t", "e^(x*t)", "cos(t)").map(REAL::parse).toList();
        List<Expr> ends = Stream.of("0", "1", "x", "x^2", "a", "2*x").map(REAL::parse).toList();
        Set<Expr> out = new LinkedHashSet<>();
        for (RuleText rule : TEXTS) {
            for (int k = 0; k < 30; k++) {
                int i = k;
                Map<String, Expr> bound = new HashMap<>();
                if (rule.pattern() instanceof Limit l) {
                    bound.put(l.variable().name(), l.variable());
                    l.value().freeSymbols().forEach(a -> bound.put(a.name(), i % 2 == 0 ? Num.ZERO : X));
                    out.add(rule.pattern().fill(s -> bound.computeIfAbsent(s.name(), n -> inLimits.get(other.nextInt(inLimits.size())))));
                    continue;
                }
                if ((rule.pattern() instanceof Derivative d ? d.operand() : rule.pattern()) instanceof Accumulation a) {
                    boolean counts = !(a instanceof Integral);
                    bound.put("x", X);
                    bound.put(a.variable().name(), a.variable());
                    out.add(rule.pattern().fill(s -> bound.computeIfAbsent(s.name(), n -> n.equals("f") ? under.get(third.nextInt(under.size())).substitute(v -> v.equals(Sym.of("t")) ? a.variable() : null)
                            : counts ? Num.of(third.nextInt(4)) : ends.get(third.nextInt(ends.size())))));
                    continue;
                }
                out.add(rule.pattern().fill(s -> s.equals(X) && isDerivative(rule) ? X
                        : bound.computeIfAbsent(s.name(), n -> parts.get(random.nextInt(parts.size())))));
            }
        }
        for (FunctionDeclaration f : REAL.functions().all()) {
            for (Expr u : List.of(X, REAL.parse("x^2-a"), REAL.parse("a*x"))) {
                out.add(Derivative.of(Call.of(f.name(), Collections.nCopies(f.arity(), u)), X));
            }
        }
        for (String s : List.of("2/x", "3/x^2", "-3/x^4", "5/x^3", "ln(x^2*(x-a)^3)", "ln((x-a)/(x+2))", "ln(sqrt(x-a)/x^2)", "ln(x^(-3)*e^(a*x))", "ln(abs(a)*x^2)")) {
            out.add(Derivative.of(REAL.parse(s), X));
        }
        RandomExpressions expressions = new RandomExpressions(11);
        for (int i = 0; i < 90; i++) {
            for (Expr part : expressions.next(2 + i % 7).subexpressions()) {
                if (!part.children().isEmpty() && part.size() < 40) {
                    out.add(part);
                }
            }
            out.add(Derivative.of(expressions.next(1 + i % 4), X));
        }
        for (String s : List.of("ln(2)-ln(x)", "3*x+2*x-a", "2*a*x-5*a*x", "a*(x+1)-a*(x-2)", "x/(x+1)-a/(x-1)", "(x^2-a)/x", "a*x-a*sin(x)+2", "a-(x-a^2)", "cos(atan(x))", "sin(atan(x))", "sin(x)/cos(x)",
                "cos(x)/sin(x)", "1/cos(x)", "sqrt(x^2*a)", "sqrt(x^2)", "sqrt(x)*sqrt(x^2+1)", "sqrt(x^2+1)*sqrt(a^2+2)", "x^2/x", "(x-a)*x/(x-a)", "x^a*x^(1-a)",
                "(x^2-a^2)/(x-a)", "x^2-2*a*x+a^2", "a*sin(x)^2-a", "x*sin(x)*cos(x)*2", "sin(x+a)*cos(x)-cos(x+a)*sin(x)", "x*sin(2*x)/sin(x)", "cos(2*x)+2*sin(x)^2+x",
                "sin(x)^4+cos(x)^2*sin(x)^2+x", "x-x*cos(x)^2", "1/(x-1)-1/(x+1)", "e^x/(e^x+1)-1/(1+e^(-x))", "(sin(x)^3+cos(x)^2*sin(x))/x",
                "sin(pi*3/2)", "csc(pi*3/2)", "e^(x/10000/0.00005)", "piecewise(x-2, x < a; x-2)", "piecewise(a*x, x > a; a*x, x < a)")) {
            out.add(REAL.parse(s));
        }
        return List.copyOf(out);
    }

    private static boolean isDerivative(RuleText rule) {
        return rule.pattern() instanceof Derivative;
    }

    /** An instance at which what stands before and after a rule differ. */
    private record Wrong(Expr before, Rewrite after, String at, Object value, Object other) { }

    private static Rewrite apply(Rule rule, Expr e, Facts facts) {
        try {
            return rule.apply(e, facts);
        } catch (DdxException unknown) {
            return null;
        }
    }

    private static Wrong wrong(Expr before, Rewrite r, Expr after, Facts facts, boolean conditioned) {
        List<Relation> conditions = new ArrayList<>();
        if (conditioned) {
            conditions.addAll(r.conditions());
            conditions.addAll(facts.lost(before, r.result()));
        }
        for (double[] p : POINTS) {
            Map<Sym, Double> at = Map.of(X, p[0], A, p[1]);
            if (!conditions.stream().allMatch(c -> ORACLE.holds(c, at))) {
                continue;
            }
            double a = ORACLE.value(before, at);
            double b = ORACLE.value(after, at);
            boolean small = Math.abs(a) < 1e5 || Math.abs(b) < 1e5;
            if (!Double.isInfinite(a) && !Double.isInfinite(b) && (Double.isNaN(a) != Double.isNaN(b) || small && Math.abs(a - b) > 1e-5 * Math.max(1, Math.abs(a)))) {
                // Sums of large terms cancel too much in double precision.
                boolean reliable = Stream.of(before, after).flatMap(e -> e.subexpressions().stream())
                        .allMatch(e -> !(e instanceof Call c && !isKnown(c)) && (e instanceof Num || !(Math.abs(ORACLE.value(e, at)) > 1e4)));
                if (reliable) {
                    return new Wrong(before, r, at + "", a, b);
                }
            }
        }
        return null;
    }

    private static boolean isKnown(Call c) {
        return !c.isDerivative() && Stream.of("-3/2", "-1/2", "1/2", "3/2").map(REAL::parse)
                .anyMatch(u -> !Double.isNaN(ORACLE.value(Call.of(c.name(), Collections.nCopies(c.arguments().size(), u)), Map.of())));
    }

    private static Wrong wrong(Rule rule) {
        return wrong(rule, CORPUS);
    }

    private static Wrong wrong(Rule rule, List<Expr> where) {
        Facts facts = REAL.facts();
        for (Expr e : where) {
            Rewrite r = apply(rule, e, facts);
            Wrong w = r == null ? null : wrong(e, r, r.result(), facts, true);
            if (w != null) {
                return w;
            }
        }
        return null;
    }

    /** A complex point at which an instance without derivatives differs. */
    private static Wrong wrongInComplexMode(Rule rule, int instances) {
        Facts facts = COMPLEX.facts();
        int seen = 0;
        for (Expr e : SMALL) {
            Rewrite r = apply(rule, e, facts);
            if (r == null || ++seen > instances) {
                continue;
            }
            for (String p : COMPLEX_POINTS) {
                Map<Sym, Expr> at = Map.of(X, COMPLEX.parse(p), A, COMPLEX.parse("-1/3-i"));
                try {
                    Optional<Apcomplex> a = COMPLEX.evaluateComplex(e, at, 20);
                    Optional<Apcomplex> b = COMPLEX.evaluateComplex(r.result(), at, 20);
                    if (a.isPresent() && b.isPresent() && ApcomplexMath.abs(a.get().subtract(b.get())).doubleValue() > 1e-9) {
                        return new Wrong(e, r, at + "", a, b);
                    }
                } catch (DdxException undefined) {
                    continue;
                }
            }
        }
        return null;
    }

    @TestFactory
    List<DynamicTest> every_rule_fires_and_keeps_the_value() {
        return REAL.rules().stream().filter(r -> !r.group().equals("orders") && !isComplexOnly(r)).map(rule -> DynamicTest.dynamicTest(rule.name(), () -> {
            assertThat(CORPUS.stream().anyMatch(e -> apply(rule, e, REAL.facts()) != null)).as(rule.name() + " fires").isTrue();
            assertThat(wrong(rule)).isNull();
            assertThat(rule instanceof TextRule && rule.group().equals("simplification") ? wrongInComplexMode(rule, 2) : null).isNull();
        })).toList();
    }

    private static boolean isComplexOnly(Rule rule) {
        return IMAGINARY.stream().anyMatch(e -> apply(rule, e, COMPLEX.facts()) != null && apply(rule, e, REAL.facts()) == null);
    }

    /** What they make has the value of what was there, and with a changed sign it has not. */
    @TestFactory
    Stream<DynamicTest> rules_of_complex_numbers_fire_and_keep_the_value() {
        List<Rule> rules = REAL.rules().stream().filter(RuleMutationsTest::isComplexOnly).toList();
        assertThat(rules).isNotEmpty();
        return rules.stream().map(rule -> DynamicTest.dynamicTest(rule.name(), () -> {
            for (Expr e : IMAGINARY) {
                Rewrite r = apply(rule, e, COMPLEX.facts());
                assertThat(r).as(e.toString()).isNotNull();
                assertThat(differs(e, r.result())).as(e + " -> " + r.result()).isFalse();
                assertThat(signs(r.result())).allMatch(m -> differs(e, m));
            }
        }));
    }

    private static boolean differs(Expr a, Expr b) {
        return ApcomplexMath.abs(COMPLEX.evaluateComplex(a, Map.of(), 20).orElseThrow()
                .subtract(COMPLEX.evaluateComplex(b, Map.of(), 20).orElseThrow())).doubleValue() > 1e-9;
    }

    /** What an algorithm states as a condition excludes points at which it would be wrong. */
    @TestFactory
    Stream<DynamicTest> what_an_algorithm_states_is_needed() {
        Facts facts = REAL.facts();
        double[] values = {-2, -1, 0, 1, 2, 0.5};
        return REAL.rules().stream().filter(r -> !(r instanceof TextRule)).map(rule -> DynamicTest.dynamicTest(rule.name(), () -> {
            int stated = 0;
            int needed = 0;
            for (Expr e : CORPUS) {
                Rewrite r = apply(rule, e, facts);
                if (r == null || r.conditions().isEmpty()) {
                    continue;
                }
                stated++;
                for (int i = 0; i < values.length * values.length; i++) {
                    Map<Sym, Double> at = Map.of(X, values[i % values.length], A, values[i / values.length]);
                    if (!r.conditions().stream().allMatch(c -> ORACLE.holds(c, at))) {
                        double a = ORACLE.value(e, at);
                        double b = ORACLE.value(r.result(), at);
                        if (Double.isNaN(a) != Double.isNaN(b) || Math.abs(a - b) > 1e-5 * Math.max(1, Math.abs(a))) {
                            needed++;
                            break;
                        }
                    }
                }
            }
            assertThat(needed).isGreaterThanOrEqualTo(Math.min(1, stated));
        }));
    }

    /** The conditions that only choose between rules: of a constant there is one way to the derivative. */
    @Test
    void a_constant_has_no_chain_product_or_quotient_rule() {
        for (String c : List.of("a", "2", "3*a", "a/2", "2/a", "a/sin(a)", "sqrt(a)", "a^2", "a^(1/2)", "e^a", "2^a", "a^a", "sin(a)", "a*cos(a)")) {
            Expr d = Derivative.of(REAL.parse(c), X);
            assertThat(REAL.rules().stream().filter(r -> apply(r, d, REAL.facts()) != null).map(Rule::name).toList())
                    .as(c).isSubsetOf("constant", "constant-divisor").contains("constant");
        }
    }

    @Test
    void an_exponential_states_that_its_base_is_positive() {
        for (Rule rule : REAL.rules()) {
            if (rule.name().endsWith("exponential-base") && !rule.name().startsWith("nth-")) {
                assertThat(rule.apply(Derivative.of(REAL.parse("a^x"), X), REAL.facts()).conditions()).extracting(Expr::toString).containsExactly("a > 0");
                assertThat(rule.apply(Derivative.of(Power.of(Neg.of(Num.of(2)), X), X), REAL.facts())).isNull();
            }
        }
    }

    private static RuleText with(RuleText r, Expr template, List<RuleCondition> conditions) {
        return new RuleText(r.name(), r.group(), r.title(), r.pattern(), template, conditions, r.reason(), r.source(), r.line());
    }

    /** The expression with one sign changed, for each sign in it: its own, those of terms and those of exponents. */
    private static List<Expr> signs(Expr e) {
        List<Expr> out = new ArrayList<>();
        if (e instanceof Num n && n.isZero()) {
            return out;
        }
        out.add(e instanceof Neg n ? n.operand() : Neg.of(e));
        inside(e, out);
        return out;
    }

    private static void inside(Expr e, List<Expr> out) {
        for (int i = 0; i < e.children().size(); i++) {
            Expr child = e.children().get(i);
            if (child.equals(Sym.of("ellipsis"))) {
                continue;
            }
            List<Expr> made = new ArrayList<>();
            if (e instanceof Sum || e instanceof Power && i == 1) {
                made.add(child instanceof Neg n ? n.operand() : Neg.of(child));
            }
            inside(child, made);
            for (Expr m : made) {
                List<Expr> children = new ArrayList<>(e.children());
                children.set(i, m);
                out.add(e.withChildren(children));
            }
        }
    }

    @TestFactory
    Stream<DynamicTest> each_changed_sign_of_a_written_rule_is_noticed() {
        return TEXTS.stream().flatMap(r -> {
            Rule rule = new TextRule(r);
            List<Expr> where = CORPUS.stream().filter(e -> apply(rule, e, REAL.facts()) != null).toList();
            return signs(r.template()).stream().map(t -> DynamicTest.dynamicTest(r.name() + ": " + t,
                    () -> assertThat(wrong(new TextRule(with(r, t, r.conditions())), where) != null || isEqual(t, r.template())).as(r.name() + ": " + t).isTrue()));
        });
    }

    /** An even number of half turns has two signs: then what is changed is proved to be equal. */
    private static boolean isEqual(Expr changed, Expr template) {
        return changed.has(e -> e instanceof Call c && c.name().equals("floor")) && ZeroTest.proves(Sum.of(changed, Neg.of(template)), REAL.facts(), Limits.DEFAULT);
    }

    @TestFactory
    Stream<DynamicTest> each_changed_sign_in_what_an_algorithm_makes_is_noticed() {
        Facts facts = REAL.facts();
        return REAL.rules().stream().filter(r -> !(r instanceof TextRule) && !isComplexOnly(r)).map(rule -> DynamicTest.dynamicTest(rule.name(), () -> {
            int noticed = 0;
            List<String> unnoticed = new ArrayList<>();
            for (Expr e : CORPUS) {
                Rewrite r = apply(rule, e, facts);
                if (r == null || noticed > 60) {
                    continue;
                }
                for (Expr m : signs(r.result())) {
                    // An even function hides a sign: then the changed result is equal to the right one.
                    if (wrong(r.result(), r, m, facts, false) == null) {
                        continue;
                    }
                    if (wrong(e, r, m, facts, false) == null) {
                        unnoticed.add(e + " -> " + m);
                    } else {
                        noticed++;
                    }
                }
            }
            assertThat(unnoticed).isEmpty();
            assertThat(noticed).isPositive();
        }));
    }

    /**
     * Without it the rule is wrong somewhere. That a part depends on the variable only chooses between rules, and a
     * relation may follow from the domains: then the rule is right without it, and does or states something else.
     */
    @TestFactory
    Stream<DynamicTest> each_condition_is_needed() {
        return TEXTS.stream().flatMap(r -> r.conditions().stream().map(c -> DynamicTest.dynamicTest(r.name() + ": " + c, () -> {
            List<RuleCondition> others = new ArrayList<>(r.conditions());
            others.remove(c);
            Rule without = new TextRule(with(r, r.template(), others));
            Rule with = new TextRule(r);
            Wrong w = wrong(without);
            w = w == null ? wrongInComplexMode(without, 24) : w;
            boolean chooses = w == null && CORPUS.stream().anyMatch(e -> {
                Rewrite more = apply(without, e, REAL.facts());
                Rewrite less = apply(with, e, REAL.facts());
                return more != null && (less == null || !less.conditions().equals(more.conditions()));
            });
            // By a complex variable |z| has no derivative with which one could compare.
            boolean refused = c.kind() == RuleCondition.Kind.REAL && isDerivative(r)
                    && CORPUS.stream().anyMatch(e -> apply(without, e, COMPLEX.facts()) != null && apply(with, e, COMPLEX.facts()) == null);
            // A sum has values only where its limits are whole: there is no derivative with which one could compare.
            refused |= c.kind() == RuleCondition.Kind.FREE && r.pattern() instanceof Derivative d && d.operand() instanceof Accumulation a && !(a instanceof Integral)
                    && OPEN_RANGES.stream().anyMatch(e -> apply(without, e, REAL.facts()) != null && apply(with, e, REAL.facts()) == null);
            boolean mayChoose = c.kind() == RuleCondition.Kind.DEPENDS || c.kind() == RuleCondition.Kind.RELATION || c.kind() == RuleCondition.Kind.KNOWN
                    // Rules of accuracy are chosen by the error that is measured: the condition keeps what is tried to little.
                    || (c.kind() == RuleCondition.Kind.NUMBER || c.kind() == RuleCondition.Kind.SYMBOL) && r.group().equals("accuracy");
            assertThat(w != null || refused || chooses && mayChoose).as(r.name() + ": " + c).isTrue();
        })));
    }
}
