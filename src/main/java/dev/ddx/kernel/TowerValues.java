package dev.ddx.kernel;

import java.util.Map;
import java.util.SplittableRandom;

/**
 * The values of nodes at random points of one {@link Tower}, modulo a prime. Nodes that are equal wherever they are defined
 * have equal values, as far as the tower knows the relations between its generators; others have different ones, but for
 * an accident.
 *
 * @param values of each node at each point
 */
record TowerValues(PrimeField field, long[][] values) {

    private static final int MAX_TRIES = 40;
    private static final long MAX_WORK = 3_000_000;

    /** @return null if there is no tower of the nodes within bounds */
    static TowerValues of(Dag dag, NodeFacts facts, long seed, int... nodes) {
        Map<Integer, Integer> rootDegrees = TowerReader.rootDegrees(dag, nodes);
        TowerPlan plan = new TowerPlan(Math.min(16, 5 + TowerReader.generators(dag, nodes)), MAX_WORK, !dag.isComplex());
        SplittableRandom random = new SplittableRandom(seed);
        try {
            rootDegrees.values().forEach(d -> plan.need("roots", d));
            for (int tries = 0; tries < MAX_TRIES; tries++) {
                try {
                    Tower tower = new Tower(plan, random);
                    TowerReader reader = new TowerReader(dag, tower, facts, !dag.isComplex(), rootDegrees);
                    int[] registers = new int[nodes.length];
                    for (int i = 0; i < nodes.length; i++) {
                        registers[i] = reader.readAll(nodes[i]);
                    }
                    tower.finish();
                    long[][] values = new long[nodes.length][];
                    for (int i = 0; i < nodes.length; i++) {
                        values[i] = tower.values(registers[i]).clone();
                    }
                    return new TowerValues(tower.field, values);
                } catch (TowerPlan.Again e) {
                    // With the plan as it is now.
                }
            }
        } catch (TowerPlan.Stuck | TowerPlan.Undefined e) {
            return null;
        }
        return null;
    }
}
