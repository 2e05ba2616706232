package dev.ddx.render;

import dev.ddx.expr.DdxException;
import dev.ddx.rewrite.Derivation;
import dev.ddx.rewrite.Reason;
import dev.ddx.rewrite.Rule;
import dev.ddx.rewrite.Step;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * The rules that a reader has mastered. They are applied without a line of their own and without a word, and a side
 * computation that takes nothing else is left out.
 */
public final class Mastered {

    /** Every rule is told. */
    public static final Mastered NOTHING = new Mastered(Set.of(), Set.of(), Set.of());

    private final Set<String> rules;
    private final Set<String> titles;
    /** Rules that only tidy up: a computation with some of them is no harder. */
    private final Set<String> tidying;

    private Mastered(Set<String> rules, Set<String> titles, Set<String> tidying) {
        this.rules = rules;
        this.titles = titles;
        this.tidying = tidying;
    }

    /**
     * The rules with those names. A name may also be that of a family: {@code chain} stands for every rule that is
     * called "Chain rule", and where no rule has the name it stands for all whose names begin with it.
     *
     * @param rules all rules
     * @throws DdxException of kind USAGE if a name is that of no rule and of no family
     */
    public static Mastered of(Collection<String> names, List<Rule> rules) {
        Set<String> found = new HashSet<>();
        Set<String> titles = new HashSet<>();
        for (String name : names) {
            boolean isRule = rules.stream().anyMatch(r -> r.name().equals(name));
            boolean any = false;
            for (Rule r : rules) {
                boolean family = family(r).equals(name);
                if (family) {
                    titles.add(r.title());
                }
                if (family || r.name().equals(name) || !isRule && r.name().startsWith(name + "-")) {
                    found.add(r.name());
                    any = true;
                }
            }
            if (!any) {
                throw new DdxException(DdxException.Kind.USAGE, "'" + name + "' is the name of no rule; of those of differentiation there are "
                        + String.join(", ", names(rules)) + ", and ddx rules lists all");
            }
        }
        Set<String> tidying = new HashSet<>();
        rules.stream().filter(r -> r.group().equals("cleanup")).forEach(r -> tidying.add(r.name()));
        return new Mastered(found, titles, tidying);
    }

    private static Set<String> names(List<Rule> rules) {
        Set<String> out = new TreeSet<>();
        for (Rule r : rules) {
            if (r.group().equals("differentiation")) {
                out.add(r.name());
                if (r.title().endsWith(" rule")) {
                    out.add(family(r));
                }
            }
        }
        return out;
    }

    /** What a person calls the rule in one word, such as {@code chain} for "Chain rule". */
    private static String family(Rule r) {
        return r.title().toLowerCase(Locale.ROOT).replaceFirst(" rule$", "").replace(' ', '-');
    }

    /** Why the step is right as far as the reader has to be told, or null if he knows. */
    Reason reason(Step s) {
        Reason r = s.reason();
        if (rules.isEmpty()) {
            return r;
        }
        if (!(r.words().get("rules") instanceof Reason.Words.Rules named) || s.sides().size() != 1) {
            return knows(s) ? null : r;
        }
        List<Step> steps = s.sides().get(0).steps();
        List<String> told = named.titles().stream().filter(t -> steps.stream().anyMatch(one -> one.reason().title().equals(t) && !knows(one))).toList();
        return told.isEmpty() ? null : r.with("rules", new Reason.Words.Rules(told));
    }

    private boolean knows(Step s) {
        // What the quotient rule has left open is put back into it: that is the rule's last step.
        return rules.contains(s.rule()) || titles.contains(s.reason().title())
                || rules.contains("quotient") && s.reason().title().equals("Put $u'$ and $v'$ back into the quotient rule");
    }

    /** Whether a side computation has nothing that the reader has to be told. */
    boolean isSilent(Derivation side) {
        boolean known = false;
        for (Step s : side.steps()) {
            boolean knows = !rules.isEmpty() && reason(s) == null;
            if (!knows && !tidying.contains(s.rule()) || !s.sides().stream().allMatch(inner -> isSilent(inner) || knows)) {
                return false;
            }
            known |= knows;
        }
        return known;
    }
}
