package dev.ddx.cli;

import dev.ddx.Ddx;
import dev.ddx.expr.Abbreviated;
import dev.ddx.expr.DdxException;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Num;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sym;
import dev.ddx.kernel.ZeroTest;
import dev.ddx.render.DerivationPrinter;
import dev.ddx.render.Detail;
import dev.ddx.render.Language;
import dev.ddx.render.SuperiorPrinter;
import dev.ddx.rewrite.Derivation;
import dev.ddx.rewrite.Exposition;
import dev.ddx.rewrite.Superior;
import dev.ddx.rewrite.SuperiorJacobian;
import dev.ddx.rewrite.Field.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What a batch does with each line. */
enum BatchOperation {
    DIFF {
        @Override
        Map<String, Object> answer(Ddx ddx, BatchQuestion q) {
            List<Sym> given = q.text("var") == null ? List.of() : Variable.list(ddx, q.text("var"));
            Expr e = q.reading().expression(ddx, q.expression(), given.isEmpty() ? Set.of("x") : given.stream().map(Sym::name).collect(Collectors.toSet()), false);
            if (e instanceof Relation r && !r.isEquation()) {
                throw ExpressionCommand.usage("an inequality has no derivative");
            }
            if (q.text("with_respect_to") != null) {
                Sym x = given.isEmpty() ? null : given.get(0);
                Expr g = q.reading().expression(ddx, q.text("with_respect_to"), Set.of(x == null ? "x" : x.name()), false);
                return onCurve(ddx, q, ddx.withRespectTo(e, g, x == null ? Variable.of(g) : x));
            }
            boolean ordered = q.fields().get("order") != null;
            if (ordered && given.size() > 1) {
                throw ExpressionCommand.usage("the field \"order\" goes with one variable");
            }
            // Who reads the answer knows the functions of the question; a definition is brought in only where it is asked for.
            String goal = q.text("in_terms_of") == null ? "" : q.text("in_terms_of");
            Typed typed = given.isEmpty() && !ordered && goal.isEmpty() ? Typed.of(e) : null;
            Sym x = typed != null ? typed.variables().get(0) : given.isEmpty() ? Variable.of(e) : given.get(0);
            List<Sym> by = typed != null ? typed.variables() : given;
            Sym nth = q.nth();
            if (nth != null && (q.fields().get("at") != null || !goal.isEmpty())) {
                throw ExpressionCommand.usage("an order that is no number goes without the fields \"at\" and \"in_terms_of\"");
            }
            int order = by.size() > 1 ? by.size() : nth != null ? 0 : q.order();
            Expr f = typed != null ? typed.function() : e;
            Derivation d = by.size() > 1 ? ddx.derivation(f, by, goal) : nth != null ? ddx.nthDerivation(f, x, nth) : ddx.derivation(f, x, order, goal);
            Map<String, Object> out = forms(ddx, q, "derivative", d.result());
            if (q.fields().get("at") != null) {
                Map<Sym, Expr> at = symbols(ddx, q);
                d = ddx.at(d, f, x, order, at, 15);
                out.put("value", d.result().toString());
                out.put("about", decimal(ddx, d.result()));
            }
            out.put("conditions", d.conditions().stream().map(Expr::toString).toList());
            if (q.isTrue("verify")) {
                out.put("verified", VerifyOption.counts(ddx, d));
            }
            return out;
        }
    },
    TANGENT {
        @Override
        Map<String, Object> answer(Ddx ddx, BatchQuestion q) {
            Map.Entry<Sym, Expr> at = symbols(ddx, q).entrySet().stream().findFirst()
                    .orElseThrow(() -> ExpressionCommand.usage("the field \"at\" with the point, such as {\"x\":1}, is missing"));
            Exposition e = ddx.tangent(q.reading().expression(ddx, q.expression(), Set.of(at.getKey().name()), false), at.getKey(), at.getValue());
            return results(ddx, q, e);
        }
    },
    TAYLOR {
        @Override
        Map<String, Object> answer(Ddx ddx, BatchQuestion q) {
            Map.Entry<Sym, Expr> at = symbols(ddx, q).entrySet().stream().findFirst().orElse(null);
            Expr e = q.reading().expression(ddx, q.expression(), Set.of(at == null ? "x" : at.getKey().name()), false);
            return results(ddx, q, ddx.taylor(e, at == null ? Variable.of(e) : at.getKey(), at == null ? Num.ZERO : at.getValue(),
                    q.fields().get("order") == null ? 5 : q.order()));
        }
    },
    IMPLICIT {
        @Override
        Map<String, Object> answer(Ddx ddx, BatchQuestion q) {
            Sym y = Variable.named(ddx, q.text("dependent") == null ? "y" : q.text("dependent"));
            Sym x = Variable.named(ddx, q.text("var") == null ? "x" : q.text("var"));
            return onCurve(ddx, q, ddx.implicit(q.reading().expression(ddx, q.expression(), Set.of(x.name()), true), y, x, q.order()));
        }
    },
    PARAMETRIC {
        @Override
        Map<String, Object> answer(Ddx ddx, BatchQuestion q) {
            Sym t = Variable.named(ddx, q.text("var") == null ? "t" : q.text("var"));
            List<Expr> equations = new ArrayList<>();
            for (String name : List.of("x", "y")) {
                Expr e = q.reading().expression(ddx, q.required(name, "an expression in the parameter"), Set.of(t.name()), false);
                equations.add(e instanceof Relation ? e : Relation.of(Sym.of(name), Relation.Op.EQ, e));
            }
            return onCurve(ddx, q, ddx.parametric(equations, t, q.order()));
        }
    },
    POLAR {
        @Override
        Map<String, Object> answer(Ddx ddx, BatchQuestion q) {
            Sym t = Variable.named(ddx, q.text("var") == null ? "t" : q.text("var"));
            return onCurve(ddx, q, ddx.polar(q.reading().expression(ddx, q.expression(), Set.of(t.name(), "r"), false), t, q.order()));
        }
    },
    INVERSE {
        @Override
        Map<String, Object> answer(Ddx ddx, BatchQuestion q) {
            Sym given = q.text("var") == null ? null : Variable.named(ddx, q.text("var"));
            Expr e = q.reading().expression(ddx, q.expression(), Set.of(given == null ? "x" : given.name()), false);
            Sym x = given == null ? Variable.of(e) : given;
            Sym y = e instanceof Relation r && r.isEquation() && r.left() instanceof Sym s ? s : Sym.of(x.name().equals("y") ? "x" : "y");
            return onCurve(ddx, q, ddx.inverse(e, x, y));
        }
    },
    CRITICAL {
        @Override
        Map<String, Object> answer(Ddx ddx, BatchQuestion q) {
            Sym given = q.text("var") == null ? null : Variable.named(ddx, q.text("var"));
            Expr e = q.reading().expression(ddx, q.expression(), Set.of(given == null ? "x" : given.name()), false);
            int digits = q.fields().containsKey("digits") ? q.digits() : 10;
            return results(ddx, q, Ranges.within(ddx, q.text("domain"), "the field \"domain\"").critical(e, given == null ? Variable.of(e) : given, digits));
        }
    },
    SIMPLIFY {
        @Override
        Map<String, Object> answer(Ddx ddx, BatchQuestion q) {
            Derivation d = ddx.simplification(q.reading().expression(ddx, q.expression(), Set.of("x"), false));
            Map<String, Object> out = forms(ddx, q, "result", d.result());
            out.put("conditions", d.conditions().stream().map(Expr::toString).toList());
            if (q.isTrue("verify")) {
                out.put("verified", VerifyOption.counts(ddx, d));
            }
            return out;
        }
    },
    LIMIT {
        @Override
        Map<String, Object> answer(Ddx ddx, BatchQuestion q) {
            Map.Entry<Sym, Expr> at = symbols(ddx, q).entrySet().stream().findFirst()
                    .orElseThrow(() -> ExpressionCommand.usage("the field \"at\" with what is tended to, such as {\"x\":0} or {\"x\":\"oo\"}, is missing"));
            return results(ddx, q, ddx.limit(q.reading().expression(ddx, q.expression(), Set.of(at.getKey().name()), false), at.getKey(), at.getValue(),
                    LimitCommand.side(q.text("side"), "the field \"side\"")));
        }
    },
    SUPERIOR {
        @Override
        Map<String, Object> answer(Ddx ddx, BatchQuestion q) {
            if (q.text("vars") != null || q.fields().get("f") instanceof List<?>) {
                return ofSeveral(ddx, q);
            }
            Sym given = q.text("var") == null ? null : Variable.named(ddx, q.text("var"));
            Expr e = q.reading().expression(ddx, q.expression(), Set.of(given == null ? "x" : given.name()), false);
            Superior s = ddx.superior(e, given == null ? Variable.of(e) : given, q.fields().get("order") == null ? 1 : q.order(), Map.of(), Map.of());
            Map<String, Object> out = new LinkedHashMap<>();
            Map<String, Object> forward = new LinkedHashMap<>();
            s.forward().forEach((name, line) -> forward.put(name.name(), line.toString()));
            out.put("forward", forward);
            SuperiorPrinter printer = new SuperiorPrinter(ddx.functions(), Language.ENGLISH, Detail.NORMAL);
            out.put("fewest", printer.form(s.fewest()));
            out.put("stable", printer.form(s.stable()));
            if (q.isTrue("verify")) {
                out.put("verified", VerifyOption.counts(ddx, s.stable().derivation()));
            }
            return out;
        }

        private Map<String, Object> ofSeveral(Ddx ddx, BatchQuestion q) {
            List<Sym> variables = q.text("vars") == null ? List.of() : Fields.variables(ddx, q.text("vars"));
            SuperiorJacobian s = ddx.superior(Fields.functions(ddx, q.texts("f"), variables, q.reading()), variables, Map.of());
            Map<String, Object> out = new SuperiorPrinter(ddx.functions(), Language.ENGLISH, Detail.NORMAL).data(s);
            if (q.isTrue("verify")) {
                out.put("verified", VerifyOption.counts(ddx.verify(s.exposition())));
            }
            return out;
        }
    },
    STABLE {
        @Override
        Map<String, Object> answer(Ddx ddx, BatchQuestion q) {
            return results(ddx, q, ddx.stable(q.reading().expression(ddx, q.expression(), Set.of("x"), false), Map.of()).exposition());
        }
    },
    EVAL {
        @Override
        Map<String, Object> answer(Ddx ddx, BatchQuestion q) {
            if (q.fields().containsKey("digits")) {
                return precisely(ddx, q);
            }
            Map<Sym, Double> values = new LinkedHashMap<>();
            q.values().forEach((name, value) -> values.put(Variable.named(ddx, name), value));
            Expr e = expression(ddx, q, values.keySet());
            for (Sym s : e.freeSymbols()) {
                if (!values.containsKey(s)) {
                    throw new DdxException(DdxException.Kind.USAGE, "the field \"at\" has no value for " + s.name());
                }
            }
            double value = ddx.evaluate(e, values);
            Map<String, Object> out = new LinkedHashMap<>();
            out.put("value", Double.isFinite(value) ? value : null);
            return out;
        }

        private Map<String, Object> precisely(Ddx ddx, BatchQuestion q) {
            Map<Sym, Expr> values = symbols(ddx, q);
            Expr value = Value.of(ddx, expression(ddx, q, values.keySet()), values, q.digits(), ddx.assumptions().isComplex());
            Map<String, Object> out = new LinkedHashMap<>();
            out.put("value", value == null ? null : value.toString());
            return out;
        }

        private Expr expression(Ddx ddx, BatchQuestion q, Set<Sym> symbols) {
            Set<String> names = new LinkedHashSet<>(Set.of("x"));
            symbols.forEach(s -> names.add(s.name()));
            Expr e = q.reading().expression(ddx, q.expression(), names, false);
            return e instanceof Relation r && r.isEquation() ? r.right() : e;
        }
    },
    EQUAL {
        @Override
        Map<String, Object> answer(Ddx ddx, BatchQuestion q) {
            ZeroTest.Verdict v = Equality.of(ddx, q.required("a", "an expression"), q.required("b", "another"), q.reading());
            Map<String, Object> out = new LinkedHashMap<>();
            out.put("equal", Equality.word(v));
            out.put("how", v.reason());
            return out;
        }
    },
    PRINT {
        @Override
        Map<String, Object> answer(Ddx ddx, BatchQuestion q) {
            return forms(ddx, q, "infix", q.reading().expression(ddx, q.expression(), Set.of("x"), true));
        }
    },
    GRADIENT(Kind.GRADIENT), JACOBIAN(Kind.JACOBIAN), HESSIAN(Kind.HESSIAN), LAPLACIAN(Kind.LAPLACIAN), DIVERGENCE(Kind.DIVERGENCE),
    CURL(Kind.CURL), DIRECTIONAL(Kind.DIRECTIONAL), DIFFERENTIAL(Kind.DIFFERENTIAL);

    private final Kind kind;

    BatchOperation() {
        this(null);
    }

    BatchOperation(Kind kind) {
        this.kind = kind;
    }

    /** What is answered to a line. */
    Map<String, Object> answer(Ddx ddx, BatchQuestion q) {
        return Fields.answer(ddx, q, kind);
    }

    /** The results of an answer of several parts, and what it says in sentences. */
    private static Map<String, Object> results(Ddx ddx, BatchQuestion q, Exposition e) {
        e.results().forEach(r -> Answer.check(ddx.limits(), r));
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("results", e.results().stream().map(Expr::toString).toList());
        out.put("latex", e.results().stream().map(ddx::toLatex).toList());
        out.put("remarks", new DerivationPrinter(ddx.functions(), Detail.NORMAL).remarks(e));
        out.put("conditions", e.conditions().stream().map(Expr::toString).toList());
        if (q.isTrue("verify")) {
            out.put("verified", VerifyOption.counts(ddx.verify(e)));
        }
        return out;
    }

    /** The derivative on a curve, with its value where a point is given. */
    private static Map<String, Object> onCurve(Ddx ddx, BatchQuestion q, Derivation found) {
        Map<String, Object> out = forms(ddx, q, "derivative", found.result());
        Derivation d = found;
        if (q.fields().get("at") != null) {
            d = ddx.onCurve(d, symbols(ddx, q), 15);
            out.put("value", d.result().toString());
            out.put("about", decimal(ddx, d.result()));
        }
        out.put("conditions", d.conditions().stream().map(Expr::toString).toList());
        if (q.isTrue("verify")) {
            out.put("verified", VerifyOption.counts(ddx, d));
        }
        return out;
    }

    private static Map<Sym, Expr> symbols(Ddx ddx, BatchQuestion q) {
        Map<Sym, Expr> values = new LinkedHashMap<>();
        q.exactValues().forEach((name, value) -> values.put(Variable.named(ddx, name), q.reading().expression(ddx, value, Set.of(), false)));
        return values;
    }

    /** The value in double precision, or null. */
    private static Double decimal(Ddx ddx, Expr e) {
        double value = e.isConstant() ? ddx.evaluate(e, Map.of()) : Double.NaN;
        return Double.isFinite(value) ? value : null;
    }

    private static Map<String, Object> forms(Ddx ddx, BatchQuestion q, String name, Expr e) {
        if (q.flag("shared")) {
            Abbreviated a = ddx.abbreviate(e);
            a.definitions().values().forEach(part -> Answer.check(ddx.limits(), part));
            Answer.check(ddx.limits(), a.expressions().get(0));
            Map<String, Object> out = new LinkedHashMap<>();
            out.put(name, a.infix());
            out.put("latex", ddx.toLatex(a));
            return out;
        }
        Answer.check(ddx.limits(), e);
        Map<String, Object> out = new LinkedHashMap<>();
        out.put(name, e.toString());
        out.put("latex", ddx.toLatex(e));
        return out;
    }
}
