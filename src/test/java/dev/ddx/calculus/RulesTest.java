package dev.ddx.calculus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ddx.Ddx;
import dev.ddx.expr.Derivative;
import dev.ddx.expr.Expr;
import dev.ddx.expr.FunctionTable;
import dev.ddx.expr.IndexedSum;
import dev.ddx.expr.Limit;
import dev.ddx.expr.Neg;
import dev.ddx.expr.NthDerivative;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sym;
import dev.ddx.kernel.Facts;
import dev.ddx.parse.LibraryFile;
import dev.ddx.parse.LibraryParser;
import dev.ddx.parse.RuleCondition;
import dev.ddx.parse.RuleText;
import dev.ddx.rewrite.Rule;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Both sides of each rule of standard.ddx that is about neither derivatives nor limits have the same value, or none, at random
 * points where its conditions hold; with a sign changed they have not.
 */
class RulesTest {

    private static final double[] VALUES = {-2.5, -1.7, -1, -0.6, -0.3, 0, 0.25, 0.45, 0.8, 1, 1.4, 2, 2.9};

    private final Ddx ddx = Ddx.standard();

    private static List<RuleText> rules() throws IOException {
        try (InputStream in = StandardLibrary.class.getResourceAsStream("/dev/ddx/standard.ddx")) {
            LibraryFile file = LibraryParser.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8), "standard.ddx", FunctionTable.EMPTY, Set.of());
            return file.rules().stream().filter(r -> r.pattern().subexpressions().stream().noneMatch(e -> e instanceof Derivative || e instanceof NthDerivative || e instanceof Limit)).toList();
        }
    }

    /** A step names its rule, and the verifier reads by that name what the rule says. */
    @Test
    void no_two_rules_have_one_name() {
        assertThat(ddx.rules()).extracting(Rule::name).doesNotHaveDuplicates();
    }

    @TestFactory
    List<DynamicTest> both_sides_are_equal() throws IOException {
        return rules().stream().map(r -> DynamicTest.dynamicTest(r.name(), () -> {
            assertThat(counterexample(r, r.template(), r.conditions())).as("%s -> %s", r.pattern(), r.template()).isNull();
        })).toList();
    }

    @TestFactory
    List<DynamicTest> a_changed_sign_is_noticed() throws IOException {
        return rules().stream().filter(r -> !isZero(r.template())).map(r -> DynamicTest.dynamicTest(r.name(), () -> {
            assertThat(counterexample(r, Neg.of(r.template()), r.conditions())).isNotNull();
        })).toList();
    }

    /** A condition that keeps a rule from widening a domain is needed for that; DomainsAndBranchesTest shows it. */
    @TestFactory
    List<DynamicTest> each_condition_is_needed() throws IOException {
        Facts facts = ddx.facts();
        return rules().stream().filter(r -> facts.lost(r.pattern(), r.template()).isEmpty()).filter(r -> r.conditions().stream().anyMatch(c -> c.kind() == RuleCondition.Kind.RELATION || c.kind() == RuleCondition.Kind.KNOWN))
                .map(r -> DynamicTest.dynamicTest(r.name(), () -> {
                    assertThat(counterexample(r, r.template(), List.of())).isNotNull();
                })).toList();
    }

    /** Beside a pole, rounding makes a large number of what has no value. */
    private double value(Expr e, Map<Sym, Double> at) {
        double v = ddx.evaluate(e, at);
        return Math.abs(v) > 1e12 ? Double.NaN : v;
    }

    private static boolean isZero(Expr e) {
        return e instanceof dev.ddx.expr.Num n && n.isZero();
    }

    /** Values of the variables for which the conditions hold and the sides differ, or null. */
    private Map<Sym, Double> counterexample(RuleText rule, Expr right, List<RuleCondition> conditions) {
        Random random = new Random(rule.name().hashCode());
        List<Sym> variables = rule.pattern().freeSymbols();
        List<Relation> lost = new Facts(ddx.functions(), dev.ddx.expr.Assumptions.NONE).lost(rule.pattern(), rule.template());
        // Sums run between whole numbers.
        Set<Sym> counts = new HashSet<>();
        rule.pattern().subexpressions().stream().filter(e -> e instanceof IndexedSum).forEach(e -> ((IndexedSum) e).values().forEach(n -> counts.addAll(n.freeSymbols())));
        int seen = 0;
        for (int i = 0; i < 2_000; i++) {
            Map<Sym, Double> at = new HashMap<>();
            for (Sym v : variables) {
                double value = VALUES[random.nextInt(VALUES.length)];
                at.put(v, counts.contains(v) ? Math.rint(value) : value);
            }
            boolean holds = true;
            for (RuleCondition c : conditions) {
                holds &= c.relation() == null || ddx.evaluate(c.relation(), at) == 1;
            }
            // What the rule's domain loses is recorded with the step.
            for (Relation r : lost) {
                holds &= ddx.evaluate(r, at) == 1;
            }
            if (!holds) {
                continue;
            }
            double a = value(rule.pattern(), at);
            double b = value(right, at);
            seen += Double.isNaN(a) ? 0 : 1;
            if (Double.isNaN(a) != Double.isNaN(b) || Math.abs(a - b) > 1e-9 * Math.max(1, Math.abs(a))) {
                return at;
            }
        }
        assertThat(seen).as("points at which %s has a value", rule.pattern()).isGreaterThan(0);
        return null;
    }
}
