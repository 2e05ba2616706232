package dev.ddx.code;

import dev.ddx.expr.Call;
import dev.ddx.expr.Const;
import dev.ddx.expr.Expr;
import dev.ddx.expr.FunctionTable;
import dev.ddx.expr.Neg;
import dev.ddx.expr.Num;
import dev.ddx.expr.Piecewise;
import dev.ddx.expr.Power;
import dev.ddx.expr.Product;
import dev.ddx.expr.Quotient;
import dev.ddx.expr.Rational;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sum;
import dev.ddx.expr.Sym;
import dev.ddx.kernel.Operation;
import dev.ddx.kernel.Program;
import dev.ddx.render.LatexPrinter;
import dev.ddx.render.LatexStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** An algorithm to be typeset, in the commands of the packages algorithm and algpseudocode. */
final class LatexLanguage extends Language {

    private LatexPrinter printer;

    void functions(FunctionTable table) {
        printer = new LatexPrinter(table, LatexStyle.TEXTBOOK);
    }

    @Override
    String title() {
        return "LaTeX";
    }

    @Override
    Set<String> reserved() {
        return Set.of("e", "i", "pi");
    }

    @Override
    Term term(Program p, int i, Names names, boolean named) {
        return new Term(printer.print(expression(p, i, names, named)), ATOM);
    }

    private Expr expression(Program p, int i, Names names, boolean named) {
        if (named && names.of(i) != null) {
            return name(names.of(i));
        }
        return switch (p.operation(i)) {
            case Operation.Constant c -> p.expression(c);
            case Operation.Undefined u -> Sym.of("undefined");
            case Operation.Input input -> name(names.of(symbol(input.symbol())));
            case Operation.Negation n -> Neg.of(expression(p, n.operand(), names, true));
            case Operation.Binary b -> {
                Expr left = expression(p, b.left(), names, true);
                Expr right = expression(p, b.right(), names, true);
                yield switch (b.operator()) {
                    case ADD -> Sum.join(List.of(left, right));
                    case SUBTRACT -> Sum.join(List.of(left, Neg.of(right)));
                    case MULTIPLY -> left.equals(right) ? Power.of(left, Num.TWO) : Product.join(List.of(left, right));
                    case DIVIDE -> Quotient.of(left, right);
                };
            }
            case Operation.RationalPower r -> Power.of(expression(p, r.base(), names, true), r.exponent().toExpr());
            case Operation.Function f -> function(f, f.arguments().stream().map(a -> expression(p, a, names, true)).toList());
            case Operation.Choice c -> choice(p, c, names);
        };
    }

    private static Sym name(String name) {
        return Sym.of(name.endsWith("_") ? name + "0" : name);
    }

    private static Expr function(Operation.Function f, List<Expr> a) {
        return switch (f.name()) {
            case "exp" -> Power.of(Const.E, a.get(0));
            case "expm1" -> Sum.of(Power.of(Const.E, a.get(0)), Neg.of(Num.ONE));
            case "log1p" -> Call.of("ln", List.of(Sum.of(Num.ONE, a.get(0))));
            case "sqrt" -> Power.of(a.get(0), Rational.of(1, 2).toExpr());
            case "pow" -> Power.of(a.get(0), a.get(1));
            default -> Call.of(f.name(), a);
        };
    }

    private Expr choice(Program p, Operation.Choice c, Names names) {
        List<Piecewise.Branch> branches = new ArrayList<>();
        Operation next = c;
        int otherwise;
        do {
            Operation.Choice choice = (Operation.Choice) next;
            List<Expr> operands = new ArrayList<>();
            operands.add(expression(p, choice.conditions().get(0).left(), names, true));
            choice.conditions().forEach(r -> operands.add(expression(p, r.right(), names, true)));
            branches.add(new Piecewise.Branch(expression(p, choice.then(), names, true),
                    Relation.of(operands, choice.conditions().stream().map(Operation.Comparison::operator).toList())));
            otherwise = choice.otherwise();
            next = names.of(otherwise) == null ? p.operation(otherwise) : null;
        } while (next instanceof Operation.Choice);
        if (!(next instanceof Operation.Undefined)) {
            branches.add(new Piecewise.Branch(expression(p, otherwise, names, true), null));
        }
        return Piecewise.of(branches);
    }

    @Override
    String file(String name, List<String> doc, List<Procedure> procedures, List<String> derivation, Names names, boolean array) {
        List<String> out = new ArrayList<>();
        out.add("% Needs \\usepackage{amsmath,algorithm,algpseudocode}");
        wrapped(doc).forEach(l -> out.add(("% " + l).stripTrailing()));
        derivation.forEach(l -> out.add(("% " + l).stripTrailing()));
        for (Procedure p : procedures) {
            algorithm(out, p, name, new Names(names));
        }
        return CurlyLanguage.indented(out, "");
    }

    private void algorithm(List<String> out, Procedure p, String name, Names names) {
        String title = derived(name, p.role()).replace("_", "\\_");
        for (int k = 0; k < p.adjoints().size(); k++) {
            names.of(symbol(p.adjoints().get(k)), p.adjoints().size() == 1 ? "a" : "a_" + (k + 1));
        }
        Body body = new Body(this, p, names, "t_");
        List<String> required = new ArrayList<>();
        p.arguments().forEach(a -> required.add(math(name(names.of(symbol(a))))));
        if (p.given() != null) {
            p.given().forEach(g -> required.add(math(name(body.names().of(g)))));
        }
        p.adjoints().forEach(a -> required.add(math(name(names.of(symbol(a))))));
        out.add("\\begin{algorithm}");
        out.add("\\caption{" + title + "}");
        out.add("\\begin{algorithmic}[1]");
        out.add("\\Require " + String.join(", ", required));
        for (Body.Line line : body.lines()) {
            out.add("\\State $" + printer.print(name(line.name())) + " \\gets " + line.value() + "$");
        }
        for (Procedure.Output o : p.outputs()) {
            List<String> values = body.values(o);
            out.add("\\State \\Return " + (o.isScalar() ? "" : o.name().replace("_", " ") + " ") + values.stream().map(v -> "$" + v + "$").collect(Collectors.joining(", ")));
        }
        out.add("\\end{algorithmic}");
        out.add("\\end{algorithm}");
    }

    private String math(Expr e) {
        return "$" + printer.print(e) + "$";
    }
}
