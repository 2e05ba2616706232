package dev.ddx.cli;

import dev.ddx.Ddx;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sym;
import dev.ddx.render.DerivationPrinter;
import dev.ddx.render.Detail;
import dev.ddx.render.FieldPrinter;
import dev.ddx.rewrite.Field;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is typed for an operator of vector calculus. */
final class Fields {

    private Fields() {
    }

    /** The variables of a text such as {@code x,y} or {@code (x, y)}. */
    static List<Sym> variables(Ddx ddx, String text) {
        String names = text.strip().replaceFirst("^[\\[({](.*)[])}]$", "$1");
        List<Sym> out = new ArrayList<>();
        for (String name : names.split(",", -1)) {
            out.add(Variable.named(ddx, name.strip()));
        }
        return out;
    }

    /** The functions of texts each of which is one or a list of them. */
    static List<Expr> functions(Ddx ddx, List<String> texts, List<Sym> variables, Reading reading) {
        Set<String> names = new LinkedHashSet<>(Set.of("x", "y", "z"));
        variables.forEach(s -> names.add(s.name()));
        List<Expr> out = new ArrayList<>();
        for (String text : texts) {
            out.addAll(reading.expressions(ddx, text, names, false));
        }
        return out;
    }

    /** The one function of an operator of scalars. */
    static Expr only(List<Expr> functions) {
        if (functions.size() != 1) {
            throw ExpressionCommand.usage("a directional derivative is that of one function, and there are " + functions.size());
        }
        return functions.get(0);
    }

    /** The direction of a directional derivative. */
    static List<Expr> vector(Ddx ddx, String text, Reading reading) {
        List<Expr> all = reading.expressions(ddx, text, Set.of(), false);
        for (Expr e : all) {
            if (e instanceof Relation) {
                throw ExpressionCommand.usage("a component of the direction is a number or an expression, no relation").about(e);
            }
        }
        return all;
    }

    /** The field at a place: {@code x = 1, y = 2}, or only the values in the order of the variables. */
    static Field at(Ddx ddx, Field field, List<String> texts, int digits, Reading reading) {
        Map<Sym, Expr> values = new LinkedHashMap<>();
        for (String text : texts) {
            List<Expr> parts = reading.expressions(ddx, text, Set.of(), false);
            if (parts.stream().noneMatch(p -> p instanceof Relation)) {
                if (parts.size() != field.variables().size()) {
                    throw ExpressionCommand.usage("--at takes a value for each of " + field.variables() + ", or values such as 'x = 1, y = 2'");
                }
                for (int i = 0; i < parts.size(); i++) {
                    values.put(field.variables().get(i), parts.get(i));
                }
                continue;
            }
            for (Expr part : parts) {
                if (!(part instanceof Relation r) || !r.isEquation() || !(r.left() instanceof Sym s)) {
                    throw ExpressionCommand.usage("--at takes values such as 'x = 1, y = 2'").about(part);
                }
                values.put(s, r.right());
            }
        }
        return ddx.at(field, values, digits);
    }

    /** The answer to a line of a batch. */
    static Map<String, Object> answer(Ddx ddx, BatchQuestion q, Field.Kind kind) {
        List<Sym> given = q.text("vars") == null ? List.of() : variables(ddx, q.text("vars"));
        List<Expr> functions = functions(ddx, q.texts("f"), given, q.reading());
        Field field = kind == Field.Kind.DIRECTIONAL
                ? ddx.directional(only(functions), given, vector(ddx, q.required("along", "the direction"), q.reading()), !Boolean.FALSE.equals(q.fields().get("unit")))
                : ddx.field(kind, functions, given);
        if (q.fields().get("at") != null) {
            Map<Sym, Expr> values = new LinkedHashMap<>();
            q.exactValues().forEach((name, value) -> values.put(Variable.named(ddx, name), q.reading().expression(ddx, value, Set.of(), false)));
            field = ddx.at(field, values, 15);
        }
        field.values().forEach(e -> Answer.check(ddx.limits(), e));
        Map<String, Object> out = Answer.fieldResult(field, FieldPrinter.of(new DerivationPrinter(ddx.functions(), Detail.NORMAL), field));
        if (q.isTrue("verify")) {
            out.put("verified", VerifyOption.counts(ddx.verify(field)));
        }
        return out;
    }
}
