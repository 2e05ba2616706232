package dev.ddx.writeup;

import dev.ddx.Ddx;
import dev.ddx.expr.Call;
import dev.ddx.expr.Derivative;
import dev.ddx.expr.Expr;
import dev.ddx.expr.FunctionDeclaration;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sym;
import dev.ddx.rewrite.Derivation;
import dev.ddx.rewrite.Path;
import dev.ddx.rewrite.Step;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The rules of differentiation that a derivation uses, as formulas with their titles, in the order of their first use. */
final class StatedRules {

    /** The variable that explained rules are stated in. */
    private static final Sym X = Sym.of("x");

    private final Ddx ddx;
    private final List<String> explained;
    private final Map<Relation, String> found = new LinkedHashMap<>();

    private StatedRules(Ddx ddx) {
        this.ddx = ddx;
        this.explained = ddx.explainedRules();
    }

    /** Titles in English by the formulas. */
    static Map<Relation, String> of(Ddx ddx, Derivation d) {
        StatedRules rules = new StatedRules(ddx);
        rules.collect(d);
        return rules.found;
    }

    private void collect(Derivation d) {
        for (Step s : d.steps()) {
            if (s.rule().equals("function")) {
                function(s);
            } else if (explained.contains(s.rule())) {
                state(s.rule(), s.reason().title());
            }
            s.sides().forEach(this::collect);
        }
    }

    private void state(String rule, String title) {
        found.putIfAbsent(ddx.explain(rule).statement(), title);
    }

    private void function(Step s) {
        if (s.reason().title().equals("Chain rule")) {
            state("chain", "Chain rule");
        }
        Expr place = Path.at(s.before(), s.path());
        if (!(place instanceof Derivative d) || !(d.operand() instanceof Call c) || c.arguments().size() != 1 || c.isDerivative()) {
            return;
        }
        FunctionDeclaration f = ddx.functions().lookup(c.name(), 1);
        if (f != null && !f.derivatives().isEmpty() && f.derivatives().get(0) != null) {
            found.putIfAbsent(Relation.of(Derivative.of(Call.of(c.name(), X), X), Relation.Op.EQ, f.instantiate(f.derivatives().get(0), List.of(X))), null);
        }
    }
}
