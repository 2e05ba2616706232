package dev.ddx.cli;

import dev.ddx.Ddx;
import dev.ddx.calculus.Target;
import dev.ddx.expr.Expr;
import dev.ddx.expr.NthDerivative;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sym;
import dev.ddx.render.DerivationPrinter;
import dev.ddx.rewrite.Derivation;
import dev.ddx.rewrite.Ledger;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "diff", description = "Differentiates an expression, with every step.")
final class DifferentiateCommand extends DerivationCommand {

    @Option(names = {"-x", "--variable"}, paramLabel = "VAR", description = "The variable; x if it occurs, else the only symbol. Several, such as x,y or x,2,y, for a mixed derivative.")
    String variable;

    @Option(names = {"-n", "--order"}, paramLabel = "ORDER", description = "The order of the derivative; 1. A letter, such as n, for a closed form of the derivative of every order.")
    String orderText;

    @Option(names = "--in-terms-of", paramLabel = "NAME",
            description = "In whose terms the result is wanted: a definition, a sub-expression, or a name for the function itself.")
    String inTermsOf;

    @Option(names = "--method", paramLabel = "NAME", description = "How to differentiate; ddx methods EXPR lists what is possible.")
    String method;

    @Option(names = "--with-respect-to", paramLabel = "EXPR", description = "Differentiates with respect to a function, such as cos(x), instead of a variable.")
    String withRespectTo;

    @Option(names = "--at", paramLabel = "'x = 2'", description = "Where to evaluate the derivative; may be repeated.")
    List<String> places = new ArrayList<>();

    @Option(names = "--digits", paramLabel = "N", description = "Significant digits of the decimal beside a value that is not rational; 10.")
    int digits = 10;

    @Option(names = "--form", paramLabel = "FORM", description = "The form of the result: expand, factor, together, apart, collect, trig, multiple-angles or single-angles.")
    Target form;

    @Option(names = "--ledger", negatable = true,
            description = "After the lines, where function and derivative are defined, what was assumed, kinks and lost points; on but for latex.")
    Boolean ledger;

    /** The order, null if none is given; that of {@link #nth} is no number. */
    private Integer order;
    private Sym nth;
    private Expr function;
    /** What was differentiated by, first and how often. */
    private Sym first;
    private int times;
    private boolean mixed;

    DifferentiateCommand(Console console) {
        super(console);
    }

    @Override
    String answer(Ddx ddx, String text) {
        List<Sym> given = variable == null ? List.of() : Variable.list(ddx, variable);
        Expr e = read(ddx, text, given.isEmpty() ? Set.of("x") : given.stream().map(Sym::name).collect(Collectors.toSet()), false);
        readOrder();
        if (e instanceof Relation r && !r.isEquation()) {
            throw usage("an expression or an equation y = … has a derivative, an inequality has none");
        }
        if (withRespectTo != null) {
            if (method != null || inTermsOf != null || form != null || nth != null || order != null && order != 1 || given.size() > 1) {
                throw usage("--with-respect-to goes with a first derivative, and without --method, --in-terms-of and --form");
            }
            Sym variable = given.isEmpty() ? null : given.get(0);
            Expr g = read(ddx, withRespectTo, Set.of(variable == null ? "x" : variable.name()), false);
            Derivation d = ddx.withRespectTo(e, g, variable == null ? Variable.of(g) : variable);
            return answer(ddx, places.isEmpty() ? d : ddx.onCurve(d, Place.values(ddx, places, reading), digits));
        }
        if (orderText != null && given.size() > 1) {
            throw usage("-n goes with one variable; -x x,x,y says by which variables to differentiate and how often");
        }
        Typed typed = given.isEmpty() && orderText == null && method == null && inTermsOf == null ? Typed.of(e) : null;
        if (typed != null) {
            e = typed.function();
            console.note("the derivative that was typed is carried out; -x " + typed.variables().get(0).name() + " differentiates it once more");
        }
        if (orderText == null && given.isEmpty() && e instanceof NthDerivative d && d.order() instanceof Sym n) {
            nth = n;
            return nthDerivative(ddx, d.operand(), d.variable());
        }
        if (nth != null) {
            return nthDerivative(ddx, e, given.isEmpty() ? Variable.of(e) : given.get(0));
        }
        List<Sym> by = typed != null ? typed.variables() : given;
        mixed = by.stream().distinct().count() > 1;
        first = by.isEmpty() ? Variable.of(e) : by.get(0);
        times = by.size() > 1 ? by.size() : order == null ? 1 : order;
        if (method != null && times != 1 || inTermsOf != null && (method != null || mixed)) {
            throw usage("--method goes with a first derivative and without --in-terms-of, which goes with one variable");
        }
        Sym x = first;
        Derivation d = method != null ? ddx.derivationBy(method, e, x) : inTermsOf != null ? ddx.derivationInTermsOf(e, x, times, inTermsOf)
                : mixed ? ddx.derivation(e, by, null) : ddx.derivation(e, x, times, null);
        if (form != null) {
            d = ddx.transformation(d, form, x);
        }
        function = places.isEmpty() ? e : null;
        if (!places.isEmpty()) {
            d = ddx.at(d, e, x, times, Place.values(ddx, places, reading), digits);
        }
        return answer(ddx, d);
    }

    private void readOrder() {
        if (orderText != null && orderText.matches("-?[0-9]+")) {
            try {
                order = Integer.valueOf(orderText);
            } catch (NumberFormatException tooLarge) {
                throw usage("-n takes a whole number of at most " + Integer.MAX_VALUE);
            }
        } else if (orderText != null) {
            if (!Sym.isName(orderText)) {
                throw usage("-n takes a whole number or the name of one, such as -n 2 or -n n");
            }
            nth = Sym.of(orderText);
        }
    }

    private String nthDerivative(Ddx ddx, Expr e, Sym x) {
        if (method != null || inTermsOf != null || form != null || !places.isEmpty()) {
            throw usage("an order that is no number goes without --method, --in-terms-of, --form and --at");
        }
        function = e;
        first = x;
        return answer(ddx, ddx.nthDerivation(e, x, nth));
    }

    @Override
    DerivationPrinter printer(Ddx ddx) {
        return mixed ? super.printer(ddx).withPartials() : super.printer(ddx);
    }

    @Override
    Ledger ledger(Ddx ddx, Derivation d) {
        boolean wanted = ledger == null ? format != Format.LATEX : ledger;
        if (wanted && nth != null) {
            return ddx.nthLedger(d, function, first, nth).orElse(null);
        }
        return wanted && function != null ? ddx.ledger(d, function, first, times).orElse(null) : null;
    }
}
