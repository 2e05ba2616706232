package dev.ddx.bench;

import dev.ddx.Ddx;
import dev.ddx.code.Code;
import dev.ddx.code.CodeTarget;
import dev.ddx.code.Derivatives;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Limits;
import dev.ddx.expr.Rational;
import dev.ddx.expr.Sym;
import dev.ddx.kernel.Dag;
import dev.ddx.kernel.Kernel;
import dev.ddx.workload.SphericalHarmonics;
import dev.ddx.workload.Workloads;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Functions that are written as code with their gradients, and places to evaluate them at. */
enum GeneratedFunctions {
    /** In 10 variables. */
    ROSENBROCK(10, 10, false) {
        @Override
        Expr function(Kernel k, List<Sym> variables) {
            IntStream.range(0, 10).forEach(i -> variables.add(Sym.of("x_" + i)));
            return k.write(Workloads.rosenbrock(k, Workloads.variables(k, 10)));
        }
    },
    /** A weighted sum of the spherical harmonics up to l = 10. */
    HARMONICS(3, 3, true) {
        @Override
        Expr function(Kernel k, List<Sym> variables) {
            variables.addAll(List.of(Sym.of("x"), Sym.of("y"), Sym.of("z")));
            Dag dag = k.dag();
            int[] all = new SphericalHarmonics(k, SphericalHarmonics.Recurrence.HARMONIC).upTo(11);
            int[] terms = new int[all.length];
            int at = 0;
            for (int l = 0; l < 11; l++) {
                for (int m = -l; m <= l; m++) {
                    terms[at] = dag.product(dag.number(Rational.of(l + 1, l + Math.abs(m) + 2)), all[at++]);
                }
            }
            return k.write(dag.sum(terms));
        }
    },
    /** The squared error of a network with two inputs and 20 units, by its 81 weights. */
    NETWORK(84, 81, false) {
        @Override
        Expr function(Kernel k, List<Sym> variables) {
            StringBuilder f = new StringBuilder("(c - t");
            for (int j = 0; j < 20; j++) {
                f.append(" + v_").append(j).append("*tanh(b_").append(j).append(" + w_").append(2 * j).append("*x_0 + w_").append(2 * j + 1).append("*x_1)");
            }
            IntStream.range(0, 40).forEach(i -> variables.add(Sym.of("w_" + i)));
            IntStream.range(0, 20).forEach(i -> variables.add(Sym.of("b_" + i)));
            IntStream.range(0, 20).forEach(i -> variables.add(Sym.of("v_" + i)));
            variables.add(Sym.of("c"));
            return Ddx.standard().parse(f + ")^2");
        }

        @Override
        List<Sym> others() {
            return List.of(Sym.of("x_0"), Sym.of("x_1"), Sym.of("t"));
        }
    };

    final int arguments;
    final int variables;
    /** Whether the arguments are handed over one by one. */
    final boolean scalars;

    GeneratedFunctions(int arguments, int variables, boolean scalars) {
        this.arguments = arguments;
        this.variables = variables;
        this.scalars = scalars;
    }

    abstract Expr function(Kernel k, List<Sym> variables);

    /** Symbols that are no variables. */
    List<Sym> others() {
        return List.of();
    }

    String title() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    String code(CodeTarget target) {
        Ddx ddx = Ddx.standard();
        Kernel k = new Kernel(ddx.functions(), Limits.DEFAULT);
        List<Sym> by = new ArrayList<>();
        Expr f = function(k, by);
        Code code = ddx.code(f).by(by.toArray(Sym[]::new)).with(Derivatives.GRADIENT).named(title());
        List<Sym> wanted = new ArrayList<>(by);
        wanted.addAll(others());
        if (!new java.util.HashSet<>(code.arguments()).equals(new java.util.HashSet<>(wanted))) {
            throw new IllegalStateException("other arguments than expected");
        }
        return code.in(target);
    }

    /** Where the generated code has the arguments that stand at the given places by hand. */
    int[] order() {
        Ddx ddx = Ddx.standard();
        List<Sym> by = new ArrayList<>();
        Expr f = function(new Kernel(ddx.functions(), Limits.DEFAULT), by);
        List<Sym> all = ddx.code(f).by(by.toArray(Sym[]::new)).arguments();
        List<Sym> wanted = new ArrayList<>(by);
        wanted.addAll(others());
        return all.stream().mapToInt(wanted::indexOf).toArray();
    }

    double[] at() {
        return new Random(3).doubles(arguments, -0.8, 0.8).toArray();
    }
}
