package dev.ddx.cli;

import dev.ddx.Ddx;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sym;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "eval", description = "The value of an expression, to any number of digits.")
final class EvaluateCommand extends ExpressionCommand {

    @Option(names = "--at", paramLabel = "'x = 2'", description = "The value of a symbol, an expression; may be repeated, or several with commas between.")
    List<String> places = new ArrayList<>();

    @Option(names = "--digits", paramLabel = "N", description = "Significant digits; 15.")
    int digits = 15;

    EvaluateCommand(Console console) {
        super(console);
        format = Format.INFIX;
    }

    @Override
    String answer(Ddx real, String text) {
        Map<Sym, Expr> values = Place.values(real.withComplex(true), places, reading);
        boolean i = real.assumptions().isComplex() || values.values().stream().anyMatch(Value::isComplex);
        Ddx ddx = real.withComplex(i);
        Set<String> names = new LinkedHashSet<>(Set.of("x"));
        values.keySet().forEach(s -> names.add(s.name()));
        Expr e = read(ddx, text, names, false);
        Expr function = e instanceof Relation r && r.isEquation() ? r.right() : e;
        Expr value = Value.of(ddx, function, values, digits, i);
        if (value == null) {
            throw Value.none(ddx, function, values, i);
        }
        return new Answer(ddx, format).expression(value, List.of());
    }
}
