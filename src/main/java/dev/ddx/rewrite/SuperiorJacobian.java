package dev.ddx.rewrite;

import dev.ddx.expr.Derivative;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Num;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sym;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The first derivatives of functions by some variables, as programs that reuse what the functions have computed.
 *
 * @param variables by which derivatives are taken
 * @param fewest the program with the fewest further operations that was found
 * @param stable the program that loses least, of few operations; may be the same
 * @param single what each derivative takes if it is computed by itself, from the symbols; the sum of all
 * @param searched whether formulas were looked for; else the programs are those of differentiation alone
 * @param domain from where to where each symbol was taken
 * @param points at how many points, at least, the error of each derivative was measured; 0 if none was
 */
public record SuperiorJacobian(List<Sym> variables, Form fewest, Form stable, Cost single, boolean searched, Map<Sym, double[]> domain,
        int points) {

    /**
     * @param passes the forward pass and the backward pass
     * @param entries of each function by each variable, one after the other
     */
    public record Form(Passes passes, List<Entry> entries) {

        public Form {
            entries = List.copyOf(entries);
        }

        /** Whether each derivative was proved to be that. */
        public boolean isProved() {
            return entries.stream().allMatch(Entry::isProved);
        }

        /** The largest of the errors, in units of 2^−53. */
        public double error() {
            return entries.stream().mapToDouble(Entry::error).filter(e -> !Double.isNaN(e)).max().orElse(0);
        }
    }

    /**
     * One derivative.
     *
     * @param formula over the symbols and the names of both passes
     * @param error the largest relative error that was measured, in units of 2^−53; infinite where it has no value
     * @param where the values of the symbols there
     * @param derivation how it comes from the function; null for a derivative that is 0 everywhere, or if there is none
     */
    public record Entry(Expr formula, boolean isProved, double error, Map<Sym, Double> where, Derivation derivation) {
    }

    public SuperiorJacobian {
        variables = List.copyOf(variables);
        domain = Collections.unmodifiableMap(new LinkedHashMap<>(domain));
    }

    public boolean isOneForm() {
        return fewest.passes().equals(stable.passes());
    }

    /** The programs, what was measured, and how each derivative of the stable one comes from its function. */
    public Exposition exposition() {
        List<Exposition.Part> parts = new ArrayList<>();
        List<Expr> users = new ArrayList<>(fewest.passes().values());
        for (Form f : List.of(fewest, stable)) {
            users.addAll(f.passes().backward().values());
            users.addAll(f.passes().derivatives());
        }
        lines(Reason.of("The forward pass computes {l}"), Passes.shown(fewest.passes().forward(), users), parts);
        form(fewest, Reason.of("The derivatives with the fewest operations that were found, further operations: ${n}$, further calls: ${k}$"), parts);
        parts.add(remark(Reason.of("Each derivative computed by itself takes ${n}$ operations and ${k}$ calls in all").with("n", Num.of(single.operations()))
                .with("k", Num.of(single.calls()))));
        if (!searched) {
            parts.add(remark(Reason.of("There are too many parts to look for formulas: these are the derivatives by reverse differentiation")));
        }
        loss(fewest, parts);
        if (!isOneForm()) {
            form(stable, Reason.of("The stable derivatives, further operations: ${n}$, further calls: ${k}$"), parts);
            loss(stable, parts);
        } else if (points > 0) {
            parts.add(remark(Reason.of("This is the stable form, too")));
        }
        if (points > 0) {
            if (!(stable.error() <= Superior.ACCURATE)) {
                parts.add(remark(Reason.of("No form was found that stays within 8 units")));
            }
            List<Relation> ranges = new ArrayList<>();
            domain.forEach((s, r) -> ranges.add(Superior.between(s, r)));
            parts.add(remark(Reason.of("A unit is ${u}$ of the value, measured against 60 digits at ${n}$ points or more for each derivative with {l}")
                    .with("u", Superior.UNIT).with("n", Num.of(points)).with("l", new Reason.Words.Formulas(ranges))));
        }
        if (!fewest.isProved() || !stable.isProved()) {
            parts.add(remark(Reason.of("That the form is the derivative was not proved, it only agrees at random points")));
        }
        stable.entries().stream().filter(e -> e.derivation() != null).forEach(e -> parts.add(new Exposition.Lines(e.derivation(), true)));
        return new Exposition(parts, stable.passes().derivatives());
    }

    private void form(Form form, Reason title, List<Exposition.Part> parts) {
        lines(Reason.of("The backward pass computes {l}"), form.passes().backward(), parts);
        Cost cost = form.passes().further();
        parts.add(remark(title.with("n", Num.of(cost.operations())).with("k", Num.of(cost.calls()))));
        List<List<Exposition.Cell>> rows = new ArrayList<>();
        List<Exposition.Cell> head = new ArrayList<>(List.of(Exposition.Sign.NONE));
        variables.forEach(x -> head.add(new Exposition.Formula(x)));
        rows.add(head);
        List<Expr> values = form.passes().values();
        for (int i = 0; i < values.size(); i++) {
            List<Exposition.Cell> row = new ArrayList<>(List.of(new Exposition.Formula(values.get(i))));
            form.passes().derivatives().subList(i * variables.size(), (i + 1) * variables.size()).forEach(d -> row.add(new Exposition.Formula(d)));
            rows.add(row);
        }
        parts.add(new Exposition.Table(rows));
    }

    private static void lines(Reason title, Map<Sym, Expr> lines, List<Exposition.Part> parts) {
        List<Relation> all = new ArrayList<>();
        lines.forEach((name, line) -> all.add(Relation.of(name, Relation.Op.EQ, line)));
        if (!all.isEmpty()) {
            parts.add(remark(title.with("l", new Reason.Words.Formulas(all))));
        }
    }

    private void loss(Form form, List<Exposition.Part> parts) {
        int worst = -1;
        for (int k = 0; k < form.entries().size(); k++) {
            double error = form.entries().get(k).error();
            worst = !Double.isNaN(error) && (worst < 0 || error > form.entries().get(worst).error()) ? k : worst;
        }
        if (worst < 0) {
            parts.add(remark(Reason.of("No point was found at which its error could be measured")));
            return;
        }
        Entry e = form.entries().get(worst);
        Expr name = Derivative.of(form.passes().values().get(worst / variables.size()), List.of(variables.get(worst % variables.size())));
        parts.add(remark(Superior.loss(e.error(), e.where(), Reason.of("The largest relative error is that of ${d}$, ${n}$ units, for {l}"),
                Reason.of("All digits of ${d}$ are lost, as for {l}"),
                Reason.of("${d}$ has no value in double precision where the derivative has one, as for {l}")).with("d", name)));
    }

    private static Exposition.Remark remark(Reason r) {
        return new Exposition.Remark(r);
    }
}
