package dev.ddx.prove;

import dev.ddx.expr.Assumptions;
import dev.ddx.expr.Call;
import dev.ddx.expr.Const;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Neg;
import dev.ddx.expr.Num;
import dev.ddx.expr.Power;
import dev.ddx.expr.Quotient;
import dev.ddx.expr.Rational;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sym;
import dev.ddx.kernel.Condition;
import dev.ddx.kernel.Facts;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Theorems for Coq with the library Coquelicot, each with a proof: one text that needs nothing else. The functions of Coq are
 * total, with any value where they are not defined, so a theorem has as hypotheses where the function and its derivative
 * are defined, whether or not Coq needs them.
 */
final class CoqFile {

    private static final String HEAD = """
            (* Written by ddx. Check it with: coqc FILE (Coq 8.12 or newer, with the library Coquelicot 3). *)

            Require Import Reals Lra Psatz.
            From Coquelicot Require Import Coquelicot.
            Open Scope R_scope.

            """;

    private final Facts facts;
    private final CoqNames names;
    private final Map<String, String> theorems = new LinkedHashMap<>();

    CoqFile(Facts facts) {
        this.facts = facts;
        this.names = new CoqNames(facts.functions(), new CoqFunctions());
    }

    /** What Coq has no name for in any of the expressions. */
    Set<String> lacking(Collection<Expr> expressions) {
        Set<String> out = new LinkedHashSet<>();
        expressions.forEach(e -> out.addAll(names.lacking(e)));
        return out;
    }

    /** Adds a theorem. Nothing in it may be {@link #lacking}. */
    void add(Claim claim) {
        CoqTerm term = new CoqTerm(names, claim.naturals(), claim.integers());
        List<String> hypotheses = new ArrayList<>();
        Map<String, String> binders = new LinkedHashMap<>();
        List<Expr> whole = new ArrayList<>(List.of(claim.variable(), claim.function(), claim.derivative()));
        whole.addAll(domain(claim));
        claim.given().values().forEach(d -> whole.add(d.operand()));
        for (Expr e : whole) {
            names.written(e).freeSymbols().forEach(s -> binders.putIfAbsent(names.name(s.name()),
                    claim.naturals().contains(s) ? "nat" : claim.integers().contains(s) ? "Z" : "R"));
        }
        unknown(claim, whole).forEach((name, order) -> {
            for (int i = 0; i <= order; i++) {
                binders.put(names.function(name, i), "R -> R");
            }
        });
        hypotheses.addAll(derivatives(claim, whole));
        claim.given().forEach((s, d) -> hypotheses.add("is_derive (fun " + names.name(d.variables().get(0).name()) + " => " + term.print(d.operand()) + ") "
                + term.argument(d.variables().get(0)) + " " + term.argument(s)));
        claim.naturals().forEach(n -> least(claim, n).ifPresent(k -> hypotheses.add("(" + k + " <= " + names.name(n.name()) + ")%nat")));
        domain(claim).forEach(r -> hypotheses.add(term.proposition(r)));
        StringBuilder out = new StringBuilder(claim.comment().isEmpty() ? "" : "(* " + comment(claim.comment()) + " *)\n");
        String name = theoremName(claim.name());
        out.append("Theorem ").append(name).append(" : forall").append(binders(binders)).append(",\n");
        hypotheses.forEach(h -> out.append("  ").append(h.startsWith("forall") ? "(" + h + ")" : h).append(" ->\n"));
        out.append("  is_derive (fun ").append(names.name(claim.variable().name())).append(" => ").append(term.print(claim.function())).append(") ")
                .append(term.argument(claim.variable())).append("\n    (").append(term.print(claim.derivative())).append(").\n")
                .append("Proof. derivative. Qed.\n");
        theorems.put(name, out.toString());
    }

    private String theoremName(String wanted) {
        String name = wanted.replace('-', '_');
        for (int i = 2; theorems.containsKey(name); i++) {
            name = wanted.replace('-', '_') + "_" + i;
        }
        return name;
    }

    private static String binders(Map<String, String> types) {
        Map<String, List<String>> byType = new LinkedHashMap<>();
        types.forEach((name, type) -> byType.computeIfAbsent(type, t -> new ArrayList<>()).add(name));
        StringBuilder out = new StringBuilder();
        byType.forEach((type, of) -> out.append(" (").append(String.join(" ", of)).append(" : ").append(type).append(")"));
        return out.toString();
    }

    static String comment(String text) {
        return text.replace("(*", "( *").replace("*)", "* )").replace('"', '\'');
    }

    // ---- hypotheses

    /** Where the function and its derivative are defined, and what has been taken for granted. */
    private List<Relation> domain(Claim claim) {
        Assumptions assumptions = facts.assumptions();
        for (Sym n : claim.integers()) {
            assumptions = assumptions.withInteger(n);
        }
        Set<Relation> all = new LinkedHashSet<>(assumptions.relations());
        all.addAll(claim.hypotheses());
        Assumptions bare = Assumptions.NONE;
        for (Sym n : claim.function().freeSymbols()) {
            bare = assumptions.isInteger(n) ? bare.withInteger(n) : bare;
        }
        Facts nothing = new Facts(facts.functions(), bare);
        List<Expr> parts = new ArrayList<>(List.of(claim.function(), claim.derivative()));
        claim.given().values().forEach(d -> parts.add(d.operand()));
        for (Expr e : parts) {
            Expr written = plain(names.written(e), claim);
            all.addAll(nothing.domain(written));
            for (Expr part : written.subexpressions()) {
                if (part instanceof Power p && p.base() != Const.E && Rational.fromLiteral(p.exponent()) == null
                        && !CoqTerm.isWhole(p.exponent(), claim.integers())) {
                    all.addAll(nothing.missing(Relation.of(p.base(), Relation.Op.GT, Num.ZERO)));
                }
            }
        }
        return Condition.irredundant(List.copyOf(all), nothing);
    }

    /** With powers that Coq has for any natural exponent left out, and those with an integer exponent as 1/u: they are defined for the same u. */
    private static Expr plain(Expr e, Claim claim) {
        return e.mapBottomUp(node -> node instanceof Power p && !p.exponent().isConstant()
                ? CoqTerm.isWhole(p.exponent(), claim.naturals()) ? p.base() : CoqTerm.isWhole(p.exponent(), claim.integers()) ? Quotient.of(Num.ONE, p.base()) : p
                : node);
    }

    /** The functions that are not declared, with the order of their highest derivative that occurs or that is needed. */
    private Map<String, Integer> unknown(Claim claim, List<Expr> all) {
        Map<String, Integer> out = new TreeMap<>();
        for (Expr e : all) {
            for (Expr part : names.written(e).subexpressions()) {
                if (part instanceof Call c && facts.functions().lookup(c.name(), c.arguments().size()) == null) {
                    int order = c.orders().get(0) + (e == claim.function() && c.dependsOn(claim.variable()) ? 1 : 0);
                    out.merge(c.name(), order, Math::max);
                }
            }
        }
        return out;
    }

    private List<String> derivatives(Claim claim, List<Expr> all) {
        List<String> out = new ArrayList<>();
        String x = names.name(claim.variable().name());
        unknown(claim, all).forEach((name, order) -> {
            boolean there = order <= 1 && all.stream().flatMap(e -> names.written(e).subexpressions().stream())
                    .allMatch(part -> !(part instanceof Call c && c.name().equals(name)) || part.children().equals(List.of(claim.variable())));
            for (int i = 0; i < order; i++) {
                String f = names.function(name, i);
                String derivative = names.function(name, i + 1);
                out.add(there ? "is_derive " + f + " " + x + " (" + derivative + " " + x + ")" : "forall t, is_derive " + f + " t (" + derivative + " t)");
            }
        });
        return out;
    }

    /** How large a natural number has to be for n − k to be one; empty if nothing is subtracted. */
    private static Optional<String> least(Claim claim, Sym n) {
        boolean subtracted = claim.derivative().has(part -> part instanceof Power p && p.exponent().dependsOn(n)
                && p.exponent().has(t -> t instanceof Neg m && m.operand().equals(Num.ONE)));
        return subtracted ? Optional.of("1") : Optional.empty();
    }

    // ---- the text

    /** All theorems added, with what they need. */
    String text(String closing) {
        Map<String, String> definitions = names.definitions();
        StringBuilder out = new StringBuilder(HEAD).append(CoqFunctions.resource("lemmas.v")).append('\n');
        List<CoqFunctions.Entry> used = names.used();
        for (CoqFunctions.Entry e : used) {
            if (!e.text().isEmpty()) {
                out.append(e.text()).append("\n\n");
            }
        }
        out.append("Ltac known :=\n  lazymatch goal with\n");
        for (CoqFunctions.Entry e : used) {
            if (e.lemma() != null) {
                out.append("  | |- is_derive ").append(e.coq()).append(" _ _ => apply ").append(e.lemma()).append('\n');
            }
        }
        out.append("  | H : forall t, is_derive ?f t _ |- is_derive ?f _ _ => apply H\n  end.\n\n");
        if (!definitions.isEmpty()) {
            out.append("(* Definitions. *)\n\n");
            definitions.values().forEach(d -> out.append(d).append('\n'));
            out.append('\n');
        }
        List<String> unfolded = new ArrayList<>(definitions.keySet());
        used.stream().filter(CoqFunctions.Entry::unfolded).forEach(e -> unfolded.add(e.coq()));
        out.append("Ltac definitions := ").append(unfolded.isEmpty() ? "idtac" : "cbv delta [" + String.join(" ", unfolded) + "] beta in *").append(".\n\n");
        out.append(CoqFunctions.resource("tactics.v")).append("\n(* Theorems. *)\n\n").append(String.join("\n", theorems.values()));
        return closing.isEmpty() ? out.toString() : out + "\n(* " + comment(closing) + " *)\n";
    }
}
