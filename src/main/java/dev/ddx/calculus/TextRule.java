package dev.ddx.calculus;

import dev.ddx.expr.Expr;
import dev.ddx.expr.Rational;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sym;
import dev.ddx.kernel.Facts;
import dev.ddx.parse.RuleCondition;
import dev.ddx.parse.RuleText;
import dev.ddx.rewrite.Pattern;
import dev.ddx.rewrite.Reason;
import dev.ddx.rewrite.Rewrite;
import dev.ddx.rewrite.Rule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A rule as it stands in a library file. */
final class TextRule implements Rule {

    private final RuleText text;
    private final Pattern pattern;

    TextRule(RuleText text) {
        this.text = text;
        this.pattern = new Pattern(text.pattern(), this::holdsSoFar);
    }

    @Override
    public String name() {
        return text.name();
    }

    @Override
    public String title() {
        return text.title();
    }

    @Override
    public String group() {
        return text.group();
    }

    @Override
    public String statement() {
        return text.pattern() + " -> " + text.template();
    }

    @Override
    public Relation formula() {
        return Relation.of(text.pattern(), Relation.Op.EQ, text.template());
    }

    @Override
    public String source() {
        return text.source();
    }

    @Override
    public List<Relation> premises() {
        return text.conditions().stream().map(RuleCondition::relation).filter(r -> r != null).toList();
    }

    @Override
    public List<Sym> integers() {
        return text.conditions().stream().filter(c -> c.kind() == RuleCondition.Kind.INTEGER).map(c -> Sym.of(c.subject())).toList();
    }

    private boolean holdsSoFar(String bound, Pattern.Match m) {
        for (RuleCondition c : text.conditions()) {
            if (!holds(c, m)) {
                return false;
            }
        }
        return true;
    }

    /** False only if every variable that the condition names is bound and it fails. */
    private static boolean holds(RuleCondition c, Pattern.Match m) {
        Expr subject = c.subject() == null ? null : m.get(c.subject());
        return switch (c.kind()) {
            case FREE, DEPENDS -> {
                Expr variable = m.get(c.variable().name());
                if (subject == null || !(variable instanceof Sym x)) {
                    yield true;
                }
                yield subject.dependsOn(x) == (c.kind() == RuleCondition.Kind.DEPENDS);
            }
            case NUMBER -> subject == null || Rational.fromLiteral(subject) != null;
            case INTEGER -> {
                Rational r = subject == null ? null : Rational.fromLiteral(subject);
                yield subject == null || r != null && r.isInteger();
            }
            case SYMBOL -> subject == null || subject instanceof Sym;
            case REAL, KNOWN, RELATION -> true;
        };
    }

    /** The template, in which variables that only it binds are none of those of e. */
    private Expr template(Expr e) {
        if (!text.template().hasBinder()) {
            return text.template();
        }
        Set<Sym> met = new HashSet<>(e.symbols());
        met.removeAll(text.pattern().symbols());
        return text.template().apartFrom(met);
    }

    @Override
    public Rewrite apply(Expr e, Facts facts) {
        if (e.getClass() != text.pattern().getClass()) {
            return null;
        }
        List<Relation> conditions = new ArrayList<>();
        Pattern.Match match = pattern.match(e, m -> {
            conditions.clear();
            for (RuleCondition c : text.conditions()) {
                Relation r = c.relation() == null ? null : (Relation) c.relation().fill(s -> m.get(s.name()));
                boolean fits = switch (c.kind()) {
                    case REAL -> facts.isReal(m.get(c.subject()));
                    case KNOWN -> Boolean.TRUE.equals(facts.decide(r));
                    case RELATION -> {
                        conditions.addAll(facts.missing(r));
                        yield !Boolean.FALSE.equals(facts.decide(r));
                    }
                    default -> true;
                };
                if (!fits) {
                    return false;
                }
            }
            return true;
        });
        if (match == null) {
            return null;
        }
        return Rewrite.of(Pattern.instantiate(template(e), match),
                new Reason(text.title(), text.reason() == null ? "" : text.reason(), match.bindings(), Map.of()), conditions);
    }
}
