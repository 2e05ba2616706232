package dev.ddx.kernel;

import dev.ddx.expr.Call;
import dev.ddx.expr.Const;
import dev.ddx.expr.Expr;
import dev.ddx.expr.FunctionTable;
import dev.ddx.expr.Limits;
import dev.ddx.expr.Neg;
import dev.ddx.expr.Num;
import dev.ddx.expr.Piecewise;
import dev.ddx.expr.Power;
import dev.ddx.expr.Product;
import dev.ddx.expr.Quotient;
import dev.ddx.expr.Sum;
import dev.ddx.expr.Sym;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Differentiates a {@link StraightLine} in reverse: all partial derivatives of one of its values by lines that use the lines
 * that are there, such as y·u′ for y = e^u.
 */
public final class BackwardPass {

    private final StraightLine program;
    private final FunctionTable functions;
    private final Limits limits;
    /** The symbols in question and the lines that depend on them. */
    private final Set<Expr> moving = new HashSet<>();

    public BackwardPass(StraightLine program, FunctionTable functions, Limits limits) {
        this.program = program;
        this.functions = functions;
        this.limits = limits;
    }

    /**
     * The derivatives of an operand by the symbols, as operands; the lines that they need are added.
     *
     * @throws dev.ddx.expr.DdxException of kind NOT_DIFFERENTIABLE if the derivative of a function is not known
     */
    public List<Expr> gradient(Expr value, List<Sym> symbols) {
        return pullback(List.of(value), List.of(Num.ONE), symbols);
    }

    /** The derivatives of the sum of the operands times their weights, which do not depend on the symbols. */
    public List<Expr> pullback(List<Expr> values, List<? extends Expr> weights, List<Sym> symbols) {
        List<Sym> names = new ArrayList<>(program.lines().keySet());
        move(symbols);
        Map<Expr, Expr> adjoints = new HashMap<>();
        for (int i = 0; i < values.size(); i++) {
            contribute(adjoints, values.get(i), weights.get(i));
        }
        for (int i = names.size() - 1; i >= 0; i--) {
            Expr adjoint = adjoints.get(names.get(i));
            if (adjoint != null && !adjoint.equals(Num.ZERO)) {
                backward(names.get(i), program.lines().get(names.get(i)), adjoint, adjoints);
            }
        }
        return symbols.stream().map(s -> adjoints.getOrDefault(s, Num.ZERO)).toList();
    }

    private void move(List<Sym> symbols) {
        moving.clear();
        moving.addAll(symbols);
        program.lines().forEach((name, line) -> {
            if (line.freeSymbols().stream().anyMatch(moving::contains)) {
                moving.add(name);
            }
        });
    }

    private void backward(Sym name, Expr line, Expr adjoint, Map<Expr, Expr> adjoints) {
        switch (line) {
            case Sum s -> s.terms().forEach(t -> contribute(adjoints, t instanceof Neg n ? n.operand() : t,
                    t instanceof Neg ? program.negate(adjoint) : adjoint));
            case Neg n -> contribute(adjoints, n.operand(), program.negate(adjoint));
            case Product p -> {
                Expr a = p.factors().get(0);
                Expr b = p.factors().get(1);
                contribute(adjoints, a, b, adjoint);
                contribute(adjoints, b, a, adjoint);
            }
            case Quotient q -> {
                Expr share = moves(q.numerator()) || moves(q.denominator()) ? program.over(adjoint, q.denominator()) : null;
                if (moves(q.numerator())) {
                    contribute(adjoints, q.numerator(), share);
                }
                if (moves(q.denominator())) {
                    contribute(adjoints, q.denominator(), program.negate(program.times(share, name)));
                }
            }
            case Power p when p.base().equals(Const.E) -> contribute(adjoints, p.exponent(), name, adjoint);
            case Power p when p.exponent().equals(Num.TWO) ->
                contribute(adjoints, p.base(), program.times(Num.TWO, p.base()), adjoint);
            case Power p when p.exponent().equals(StraightLine.HALF) ->
                contribute(adjoints, p.base(), program.over(program.times(StraightLine.HALF, adjoint), name));
            case Piecewise p -> piecewise(p, adjoint, adjoints);
            default -> {
                for (int i = 0; i < line.children().size(); i++) {
                    if (moves(line.children().get(i))) {
                        contribute(adjoints, line.children().get(i), partial(line, i), adjoint);
                    }
                }
            }
        }
    }

    /** The partial derivative of a call or a power by one of its arguments. */
    private Expr partial(Expr line, int argument) {
        Kernel kernel = new Kernel(functions, limits);
        List<Expr> parameters = new ArrayList<>();
        for (int i = 0; i < line.children().size(); i++) {
            Expr c = line.children().get(i);
            parameters.add(c.isConstant() ? c : Sym.of("a_" + i));
        }
        Expr general = line.withChildren(parameters);
        int d = kernel.derivative(kernel.read(general), kernel.symbol("a_" + argument));
        Expr template = kernel.write(d);
        return program.add(template.substitute(s -> line.children().get(parameters.indexOf(s))));
    }

    private void piecewise(Piecewise p, Expr adjoint, Map<Expr, Expr> adjoints) {
        List<Piecewise.Branch> branches = p.branches();
        for (int i = 0; i < branches.size(); i++) {
            if (!moves(branches.get(i).value())) {
                continue;
            }
            List<Piecewise.Branch> here = new ArrayList<>();
            for (int k = 0; k <= i; k++) {
                here.add(new Piecewise.Branch(k == i ? adjoint : Num.ZERO, branches.get(k).condition()));
            }
            if (branches.get(i).condition() != null) {
                here.add(new Piecewise.Branch(Num.ZERO, null));
            }
            contribute(adjoints, branches.get(i).value(), program.line(Piecewise.of(here)));
        }
    }

    private boolean moves(Expr operand) {
        return moving.contains(operand);
    }

    private void contribute(Map<Expr, Expr> adjoints, Expr operand, Expr by, Expr adjoint) {
        if (moves(operand)) {
            contribute(adjoints, operand, program.times(adjoint, by));
        }
    }

    private void contribute(Map<Expr, Expr> adjoints, Expr operand, Expr contribution) {
        if (moves(operand)) {
            Expr before = adjoints.get(operand);
            adjoints.put(operand, before == null ? contribution : program.plus(before, contribution));
        }
    }
}
