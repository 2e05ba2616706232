package dev.ddx.kernel;

import dev.ddx.expr.DdxException;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Limits;
import dev.ddx.expr.Sym;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BiFunction;

/**
 * Decides whether an expression is zero wherever it is defined. In complex mode: for complex values of its
 * symbols, with the principal branches of roots, logarithms and inverse functions. In real mode: for real
 * values. "Zero" is found by evaluation in a {@link Tower} of generators modulo primes, in which no
 * relations hold but those that hold everywhere; what is not found to be zero is not therefore non-zero.
 */
public final class ZeroTest {

    /** The three answers. */
    public enum Answer { ZERO, NOT_ZERO, UNKNOWN }

    /** @param reason a sentence for a person */
    public record Verdict(Answer answer, String reason) {

        public boolean isZero() {
            return answer == Answer.ZERO;
        }
    }

    private static final long MAX_WORK = 30_000_000;
    /** For a question that is asked on the way to something else. */
    private static final long MAX_WORK_IN_PASSING = 1_000_000;
    private static final int MAX_TRIES = 60;
    private static final long MAX_MILLIS_FOR_VALUES = 2_000;
    private static final int MAX_PRIMES_FOR_BRANCHES = 8;

    private final Dag dag;
    private final NodeFacts facts;
    /** The facts for complex values, where {@link #facts} are for real ones; else null. */
    private final NodeFacts complexFacts;
    private final long maxWork;

    ZeroTest(Dag dag, Facts facts) {
        this(dag, facts, MAX_WORK);
    }

    ZeroTest(Dag dag, Facts facts, long maxWork) {
        this.dag = dag;
        this.facts = facts.of(dag);
        this.complexFacts = facts.isComplex() ? null : complex(facts).of(dag);
        this.maxWork = maxWork;
    }

    private static Facts complex(Facts facts) {
        return new Facts(facts.functions(), facts.assumptions().withComplex(true));
    }

    /**
     * Decides an expression in the mode of the facts. In real mode an odd root of a negative number is
     * real; as many take it for the principal value, which is not real, the answer is "unknown" where the
     * two differ.
     *
     * @throws DdxException of kind DIVISION_BY_ZERO if it divides by zero wherever it is tried; of kind LIMIT
     */
    public static Verdict decide(Expr e, Facts facts, Limits limits) {
        return withCases(decide(e, facts, limits, ZeroTest::test), e, facts, limits);
    }

    /** Whether {@link #decide} proves it to be zero; where it does not, no time goes into finding a value that is not. */
    public static boolean proves(Expr e, Facts facts, Limits limits) {
        return withCases(decide(e, facts, limits, ZeroTest::prove), e, facts, limits).isZero();
    }

    private static Verdict withCases(Verdict whole, Expr e, Facts facts, Limits limits) {
        return whole.answer() == Answer.UNKNOWN && new CaseDistinction((part, there) -> decide(part, there, limits, ZeroTest::prove).isZero()).isZero(e, facts)
                ? new Verdict(Answer.ZERO, "it is zero in each case") : whole;
    }

    private static Verdict decide(Expr e, Facts facts, Limits limits, BiFunction<ZeroTest, Integer, Verdict> way) {
        Kernel kernel = new Kernel(facts.functions(), limits, facts.isComplex());
        Verdict v;
        try {
            v = way.apply(new ZeroTest(kernel.dag(), facts), kernel.read(e));
        } catch (DdxException undefined) {
            if (undefined.kind() != DdxException.Kind.DIVISION_BY_ZERO || !kernel.dag().hasRealRoots()) {
                throw undefined;
            }
            v = new Verdict(Answer.UNKNOWN, undefined.getMessage());
        }
        if (!kernel.dag().hasRealRoots()) {
            return v;
        }
        Verdict other = decide(e, complex(facts), limits, way);
        return other.answer() == v.answer() ? v
                : new Verdict(Answer.UNKNOWN, "with the real odd root of a negative number: " + v.reason() + "; with its principal value: " + other.reason());
    }

    /** Whether the expression is found to be zero; false means not known. An expression that has no value is not zero. */
    public static boolean isZero(Expr e, Facts facts) {
        if (!facts.isComplex() && isElsewhere(e, facts)) {
            return false;
        }
        try {
            return isZeroInPassing(e, facts) || new CaseDistinction(ZeroTest::isZeroInPassing).isZero(e, facts);
        } catch (DdxException none) {
            return false;
        }
    }

    private static boolean isZeroInPassing(Expr e, Facts facts) {
        Kernel kernel = new Kernel(facts.functions(), Limits.DEFAULT, facts.isComplex());
        return new ZeroTest(kernel.dag(), facts, MAX_WORK_IN_PASSING).isZero(kernel.read(e));
    }

    /** Whether its value in double precision is of ordinary size, and so not what rounding leaves of 0. */
    private static boolean isElsewhere(Expr e, Facts facts) {
        Map<Sym, Double> at = new HashMap<>();
        for (Sym s : e.freeSymbols()) {
            at.put(s, 0.3125 + 0.0859375 * at.size());
        }
        double v = Math.abs(new Evaluator(facts.functions()).evaluate(e, at));
        return v > 1e-3 && v < 1e3;
    }

    /** @throws DdxException of kind DIVISION_BY_ZERO if it divides by zero wherever it is tried */
    Verdict test(int node) {
        Verdict v = prove(node);
        if (v.answer() != Answer.UNKNOWN) {
            return v;
        }
        Verdict counterexample = new Counterexample(dag, facts, MAX_MILLIS_FOR_VALUES).find(node, new SplittableRandom(seed(node)));
        return counterexample == null ? v : counterexample;
    }

    private Verdict prove(int node) {
        if (node == dag.zero) {
            return new Verdict(Answer.ZERO, "the terms cancel");
        }
        if (dag.isNumber(node)) {
            return new Verdict(Answer.NOT_ZERO, "it is the number " + dag.numbers().rational(dag.numberIndex(node)));
        }
        return exact(node);
    }

    /** What the tower tells: for real values, then by what holds for complex ones too. */
    private Verdict exact(int node) {
        Verdict v = exact(node, facts);
        if (v.answer() == Answer.UNKNOWN && complexFacts != null) {
            Verdict complex = exact(node, complexFacts);
            return complex.isZero() ? complex : v;
        }
        return v;
    }

    /** Whether it is found to be zero; no counterexample is looked for. */
    boolean isZero(int node) {
        return node == dag.zero || !dag.isNumber(node) && exact(node).isZero();
    }

    private Verdict exact(int node, NodeFacts known) {
        try {
            return inTower(node, known);
        } catch (TowerPlan.Stuck e) {
            return new Verdict(Answer.UNKNOWN, e.getMessage());
        } catch (TowerPlan.Undefined e) {
            throw new DdxException(DdxException.Kind.DIVISION_BY_ZERO, "a part of the expression divides by zero, or is the logarithm of zero");
        }
    }

    private Verdict inTower(int node, NodeFacts known) {
        Map<Integer, Integer> rootDegrees = TowerReader.rootDegrees(dag, node);
        TowerPlan plan = new TowerPlan(Math.min(16, 5 + TowerReader.generators(dag, node)), maxWork, !dag.isComplex());
        rootDegrees.values().forEach(d -> plan.need("roots", d));
        // Reproducible, and yet no input can know it.
        SplittableRandom random = new SplittableRandom(seed(node));
        int zeros = 0;
        int onSomeBranches = 0;
        int nonZeros = 0;
        for (int tries = 0; tries < MAX_TRIES; tries++) {
            try {
                Tower tower = new Tower(plan, random);
                int value = new TowerReader(dag, tower, known, known == facts && !dag.isComplex(), rootDegrees).readAll(node);
                tower.finish();
                if (!tower.isZero(value)) {
                    if (!tower.isAlgebraic(value)) {
                        // Once more, because a relation may have been missed by the draw.
                        if (++nonZeros < 2) {
                            continue;
                        }
                        return new Verdict(Answer.UNKNOWN, "no relation was found that makes it zero");
                    }
                    if (tower.isFreeOfBranches(value)) {
                        return new Verdict(Answer.NOT_ZERO, "its value at a random point modulo a prime is not 0");
                    }
                    if (++onSomeBranches == MAX_PRIMES_FOR_BRANCHES) {
                        return new Verdict(Answer.UNKNOWN, "it is zero for some branches of its roots at most");
                    }
                    continue;
                }
                if (!tower.isFreeOfBranches(value) && !tower.vanishesOnAllBranches(value)) {
                    // Another prime may show that a number has no root in the tower, so that its roots are conjugates.
                    if (++onSomeBranches == MAX_PRIMES_FOR_BRANCHES) {
                        return new Verdict(Answer.UNKNOWN, "it vanishes for some branches of its roots and not for others");
                    }
                    continue;
                }
                if (++zeros == 2) {
                    return new Verdict(Answer.ZERO, "it vanishes at " + 2 * plan.points
                            + " random points modulo two random primes in the tower of its generators; probability of error below 2^-80");
                }
            } catch (TowerPlan.Again e) {
                // With the plan as it is now.
            }
        }
        return new Verdict(Answer.UNKNOWN, "no prime was found modulo which all its roots exist");
    }

    /** The numbers in it count, as they do not for the hash of the graph. */
    private long seed(int node) {
        long seed = dag.hash(node);
        for (int n : Tape.reachable(dag, node)) {
            if (dag.isNumber(n)) {
                seed = seed * 0x9E3779B97F4A7C15L + dag.numbers().rational(dag.numberIndex(n)).hashCode();
            }
        }
        return seed;
    }
}
