package dev.ddx.code;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ddx.Ddx;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Sym;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** PyTorch and JAX differentiate through generated functions as they differentiate the same written by hand. */
class AutomaticDifferentiationTest {

    private final Ddx ddx = Ddx.standard();

    @TempDir
    private Path folder;

    /** Functions, what they are differentiated by, the same in Python, and arguments whose shapes differ. */
    private record Case(String name, List<String> functions, List<String> by, String parameters, String inPython, String arguments) {
    }

    private static final List<Case> CASES = List.of(
            new Case("sigmoid", List.of("1/(1+e^-x)"), List.of("x"), "x", "1/(1 + m.exp(-x))", "[[0.5, -2.0], [0.0, 3.0]]"),
            new Case("product", List.of("x*y + sin(y)"), List.of("x", "y"), "x, y", "x*y + m.sin(y)", "[1.0, 2.0, 3.0], 0.7"),
            new Case("scaled", List.of("a*x^3"), List.of("x"), "x, a", "a*x**3", "[1.0, 2.0, 3.0], 2.5"),
            new Case("unused", List.of("x^2"), List.of("x", "y"), "x, y", "x**2", "2.0, [1.0, 4.0]"),
            new Case("polar", List.of("r*cos(t)", "r*sin(t)"), List.of("r", "t"), "r, t", "(r*m.cos(t), r*m.sin(t))", "[1.0, 2.0, 3.0], 0.7"),
            // The first value depends on y alone: its adjoint must not be counted three times.
            new Case("mixed", List.of("y^2", "x*y"), List.of("x", "y"), "x, y", "(m.broadcast(y**2, x*y), x*y)", "[1.0, 2.0, 3.0], 0.7"),
            new Case("outer", List.of("x*y", "x - y*c", "x/y"), List.of("x", "y"), "x, y, c", "(x*y, x - y*c, x/y)", "[[1.0], [2.0]], [0.5, 3.0, 4.0], 1.5"));

    private String python(String library) throws Exception {
        String python = Stream.of("python3", "/usr/bin/python3").filter(p -> GeneratedCode.runs(p, "-c", "import " + library)).findFirst().orElse(null);
        assumeTrue(python != null, "there is no Python with " + library);
        return python;
    }

    private void run(CodeTarget target, String library, String script) throws Exception {
        String python = python(library);
        StringBuilder main = new StringBuilder(script);
        for (Case c : CASES) {
            List<Expr> functions = c.functions().stream().map(ddx::parse).toList();
            Files.writeString(folder.resolve(c.name() + "_code.py"), ddx.code(functions).by(c.by().stream().map(Sym::of).toArray(Sym[]::new))
                    .with(Derivatives.FORWARD_BACKWARD).named(c.name()).in(target));
            main.append("import ").append(c.name()).append("_code as code\n")
                    .append("check('").append(c.name()).append("', code, lambda ").append(c.parameters()).append(": ").append(c.inPython())
                    .append(", ").append(c.by().size()).append(", ").append(c.arguments()).append(")\n");
        }
        Files.writeString(folder.resolve("main.py"), main);
        new GeneratedCode(ddx, folder).run(List.of(python, "main.py"));
    }

    @Test
    void pytorchDifferentiatesThroughThem() throws Exception {
        run(CodeTarget.PYTORCH, "torch", """
                import torch as m
                m.broadcast = lambda a, b: m.broadcast_tensors(a, b)[0]
                m.set_default_dtype(m.float64)

                def gradients(f, arguments):
                    values = f(*arguments)
                    values = values if isinstance(values, tuple) else (values,)
                    total = sum((v*m.arange(1.0, v.numel() + 1).reshape(v.shape)).sum()*(k + 2) for k, v in enumerate(values))
                    return [v.detach() for v in values], m.autograd.grad(total, arguments, allow_unused=True)

                def check(name, code, by_hand, count, *arguments):
                    tensors = [m.tensor(a, requires_grad=k < count) for k, a in enumerate(arguments)]
                    by = tensors[:count]
                    found = gradients(lambda *a: getattr(code, name.capitalize() + 'Function').apply(*a, *tensors[count:]), by)
                    expected = gradients(lambda *a: by_hand(*a, *tensors[count:]), by)
                    for a, b in zip(found[0], expected[0]):
                        assert a.shape == b.shape and m.allclose(a, b, rtol=1e-14), (name, a, b)
                    for a, b, x in zip(found[1], expected[1], by):
                        b = m.zeros_like(x) if b is None else b
                        assert a.shape == x.shape and m.allclose(a, b, rtol=1e-13), (name, a, b)

                """);
    }

    @Test
    void jaxDifferentiatesThroughThem() throws Exception {
        run(CodeTarget.JAX, "jax", """
                import jax
                import jax.numpy as m
                jax.config.update('jax_enable_x64', True)
                m.broadcast = lambda a, b: m.broadcast_arrays(a, b)[0]

                def gradients(f, arguments):
                    def total(*a):
                        values = f(*a)
                        values = values if isinstance(values, tuple) else (values,)
                        return sum((v*m.arange(1.0, v.size + 1).reshape(v.shape)).sum()*(k + 2) for k, v in enumerate(values))
                    return jax.grad(total, tuple(range(len(arguments))))(*arguments)

                def check(name, code, by_hand, count, *arguments):
                    arrays = [m.array(a) for a in arguments]
                    by, constants = arrays[:count], arrays[count:]
                    f = getattr(code, name)
                    for a, b in zip(jax.tree.leaves(f(*arrays)), jax.tree.leaves(by_hand(*arrays))):
                        assert a.shape == b.shape and m.allclose(a, b, rtol=1e-14), (name, a, b)
                    for a, b, x in zip(gradients(lambda *a: f(*a, *constants), by), gradients(lambda *a: by_hand(*a, *constants), by), by):
                        assert a.shape == x.shape and m.allclose(a, b, rtol=1e-13), (name, a, b)

                """);
    }
}
