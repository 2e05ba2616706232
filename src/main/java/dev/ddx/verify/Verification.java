package dev.ddx.verify;

import dev.ddx.verify.core.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What was found out about each step of a derivation, those of side computations before the step that uses them.
 *
 * @param assumptions derivatives that were declared by the user and taken as given, such as {@code gd(u): 1/cosh(u)}
 */
public record Verification(List<Checked> steps, List<String> assumptions) {

    /**
     * One step.
     *
     * @param place the number of the step, such as 3, or 3.1.2 for the second step of the first side computation of step 3
     */
    public record Checked(String place, String rule, String before, String after, Verdict verdict) {
    }

    public Verification {
        steps = List.copyOf(steps);
        assumptions = List.copyOf(assumptions);
    }

    /** Of several derivations, the places of each after its number. */
    public static Verification of(List<Verification> all) {
        List<Checked> steps = new ArrayList<>();
        Set<String> assumptions = new LinkedHashSet<>();
        for (int i = 0; i < all.size(); i++) {
            for (Checked s : all.get(i).steps()) {
                steps.add(new Checked((i + 1) + ":" + s.place(), s.rule(), s.before(), s.after(), s.verdict()));
            }
            assumptions.addAll(all.get(i).assumptions());
        }
        return new Verification(steps, List.copyOf(assumptions));
    }

    /** Whether every step is right for certain, or to the digits that were compared. */
    public boolean accepted() {
        return steps.stream().allMatch(s -> s.verdict().accepted());
    }

    public List<Checked> failed() {
        return steps.stream().filter(s -> s.verdict() instanceof Verdict.Failed).toList();
    }

    public List<Checked> unchecked() {
        return steps.stream().filter(s -> s.verdict() instanceof Verdict.Unchecked).toList();
    }

    public long exact() {
        return steps.stream().filter(s -> s.verdict() instanceof Verdict.Exact).count();
    }

    public long numeric() {
        return steps.stream().filter(s -> s.verdict() instanceof Verdict.Numeric).count();
    }

    /** How many steps were checked for some orders of a derivative instead of for all. */
    public long ofSomeOrders() {
        return steps.stream().filter(s -> s.verdict() instanceof Verdict.Orders).count();
    }

    /** One line, such as "14 steps: 13 exact, 1 numeric". */
    public String summary() {
        StringBuilder out = new StringBuilder(steps.size() + (steps.size() == 1 ? " step: " : " steps: ") + exact() + " exact");
        if (numeric() > 0) {
            out.append(", ").append(numeric()).append(" numeric");
        }
        if (ofSomeOrders() > 0) {
            out.append(", ").append(ofSomeOrders()).append(" for the first orders");
        }
        if (!unchecked().isEmpty()) {
            out.append(", ").append(unchecked().size()).append(" not checked");
        }
        if (!failed().isEmpty()) {
            out.append(", ").append(failed().size()).append(" failed");
        }
        if (!assumptions.isEmpty()) {
            out.append("; given: ").append(String.join(", ", assumptions));
        }
        return out.toString();
    }
}
