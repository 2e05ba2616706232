package dev.ddx.code;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Python with one of the array libraries: whatever is computed is computed element by element, with broadcasting. */
final class PythonLanguage extends TupleLanguage {

    private static final Set<String> RESERVED = Set.of(("False None True and as assert async await break class continue def del elif else except "
            + "finally for from global if import in is lambda nonlocal not or pass raise return try while with yield match case type print "
            + "float int tuple list zip len range isinstance max min abs sum pow np jnp jax torch special next super").split(" "));

    private final String title;
    /** The module of the functions. */
    private final String module;

    private PythonLanguage(String title, String module) {
        this.title = title;
        this.module = module;
        elementary(module + ".", Map.of("asin", module + ".arcsin", "acos", module + ".arccos", "atan", module + ".arctan",
                "asinh", module + ".arcsinh", "acosh", module + ".arccosh", "atanh", module + ".arctanh",
                "atan2", module + ".arctan2", "max", module + ".maximum", "min", module + ".minimum"));
    }

    static Language numpy() {
        PythonLanguage l = new PythonLanguage("NumPy", "np");
        l.functions("""
                oddpow np.sign($0)*np.abs($0)**($1)
                evenpow np.abs($0)**($1)
                heaviside np.heaviside($0, 0.5)
                sinc np.sinc(($0)/np.pi)
                erf special.erf($0)
                erfc special.erfc($0)
                erfi special.erfi($0)
                erfinv special.erfinv($0)
                erfcinv special.erfcinv($0)
                gamma special.gamma($0)
                factorial special.gamma(1.0 + ($0))
                lngamma np.where(($0) > 0.0, special.gammaln($0), np.nan)
                digamma special.digamma($0)
                trigamma special.polygamma(1, $0)
                polygamma special.polygamma($0, $1)
                harmonic special.digamma(1.0 + ($0)) + 0.5772156649015329
                beta special.beta($0, $1)
                lowergamma special.gammainc($0, $1)*special.gamma($0)
                uppergamma special.gammaincc($0, $1)*special.gamma($0)
                fresnels special.fresnel($0)[0]
                fresnelc special.fresnel($0)[1]
                Ei special.expi($0)
                li special.expi(np.log($0))
                Si special.sici($0)[0]
                Ci special.sici($0)[1]
                Shi special.shichi($0)[0]
                Chi special.shichi($0)[1]
                expint special.expn($0, $1)
                besselj special.jv($0, $1)
                bessely special.yv($0, $1)
                besseli special.iv($0, $1)
                besselk special.kv($0, $1)
                airyai special.airy($0)[0]
                airyaiprime special.airy($0)[1]
                airybi special.airy($0)[2]
                airybiprime special.airy($0)[3]
                LambertW/1 np.where(($0) >= -np.exp(-1.0), np.real(special.lambertw($0)), np.nan)
                ellipticK special.ellipk($0)
                ellipticE/1 special.ellipe($0)
                ellipticE/2 special.ellipeinc($0, $1)
                ellipticF special.ellipkinc($0, $1)
                hyp0f1 special.hyp0f1($0, $1)
                hyp1f1 special.hyp1f1($0, $1, $2)
                hyp2f1 special.hyp2f1($0, $1, $2, $3)
                legendre special.eval_legendre($0, $1)
                hermite special.eval_hermite($0, $1)
                laguerre/2 special.eval_laguerre($0, $1)
                laguerre/3 special.eval_genlaguerre($0, $1, $2)
                chebyshevt special.eval_chebyt($0, $1)
                chebyshevu special.eval_chebyu($0, $1)
                """);
        return l;
    }

    static Language jax() {
        PythonLanguage l = new PythonLanguage("JAX", "jnp");
        l.functions("""
                oddpow jnp.sign($0)*jnp.power(jnp.abs($0), $1)
                evenpow jnp.power(jnp.abs($0), $1)
                heaviside jnp.heaviside($0, 0.5)
                sinc jnp.sinc(($0)/jnp.pi)
                erf special.erf($0)
                erfc special.erfc($0)
                erfinv special.erfinv($0)
                gamma special.gamma($0)
                factorial special.gamma(1.0 + ($0))
                lngamma jnp.where(($0) > 0.0, special.gammaln($0), jnp.nan)
                digamma special.digamma($0)
                trigamma special.polygamma(1, $0)
                polygamma special.polygamma($0, $1)
                beta special.beta($0, $1)
                Ei special.expi($0)
                li special.expi(jnp.log($0))
                """);
        return l;
    }

    static Language pytorch() {
        PythonLanguage l = new PythonLanguage("PyTorch", "torch");
        l.functions("""
                cbrt torch.sign($0)*torch.abs($0)**(1.0/3.0)
                oddpow torch.sign($0)*torch.abs($0)**($1)
                evenpow torch.abs($0)**($1)
                heaviside torch.heaviside($0, torch.as_tensor(0.5).to($0))
                sinc torch.sinc(($0)/torch.pi)
                max/2 torch.maximum(*_pair($0, $1))
                min/2 torch.minimum(*_pair($0, $1))
                hypot torch.hypot(*_pair($0, $1))
                atan2 torch.atan2(*_pair($0, $1))
                erf torch.special.erf($0)
                erfc torch.special.erfc($0)
                erfinv torch.special.erfinv($0)
                lngamma torch.where(($0) > 0.0, torch.special.gammaln($0), torch.nan)
                digamma torch.special.digamma($0)
                trigamma torch.special.polygamma(1, $0)
                """);
        l.helper("_pair", """
                def _pair(a, b):
                    like = a if torch.is_tensor(a) else b
                    return torch.broadcast_tensors(*(v if torch.is_tensor(v) else torch.as_tensor(v).to(like) for v in (a, b)))
                """);
        return l;
    }

    @Override
    String title() {
        return title;
    }

    @Override
    Set<String> reserved() {
        return RESERVED;
    }

    @Override
    String constant(String name) {
        return name.equals("pi") ? module + ".pi" : name.equals("e") ? "2.718281828459045" : null;
    }

    @Override
    String undefined() {
        return module + ".nan";
    }

    @Override
    String choice(List<String> conditions, Term then, Term otherwise) {
        String all = conditions.size() == 1 ? conditions.get(0) : conditions.stream().map(c -> "(" + c + ")").collect(Collectors.joining(" & "));
        return isTorch() ? "_where(" + all + ", " + then.text() + ", " + otherwise.text() + ")"
                : module + ".where(" + all + ", " + then.text() + ", " + otherwise.text() + ")";
    }

    private boolean isTorch() {
        return module.equals("torch");
    }

    @Override
    String file(String name, List<String> doc, List<Procedure> procedures, List<String> derivation, Names names, boolean array) {
        names.free("_float");
        List<String> functions = new ArrayList<>();
        for (Procedure p : procedures) {
            function(functions, p, name, new Names(names), array);
        }
        List<String> out = new ArrayList<>(quoted(doc));
        if (!derivation.isEmpty()) {
            out.add("");
            derivation.forEach(l -> out.add(("# " + l).stripTrailing()));
        }
        out.add("");
        out.add(isTorch() ? "import torch" : title.equals("JAX") ? "import jax\nimport jax.numpy as jnp" : "import numpy as np");
        if (calls("special") && !isTorch()) {
            out.add(title.equals("JAX") ? "from jax.scipy import special" : "from scipy import special");
        }
        out.addAll(toBeSupplied());
        if (isTorch()) {
            out.add("");
            out.add("");
            out.addAll(TORCH_HELPERS.lines().toList());
        }
        for (String helper : helpersUsed()) {
            out.add("");
            out.add("");
            out.addAll(helper.lines().toList());
        }
        out.addAll(functions);
        if (procedures.get(0).role() == Procedure.Role.FORWARD && !array) {
            wrapper(out, name, procedures, names);
        }
        return CurlyLanguage.indented(out, "");
    }

    private static final String TORCH_HELPERS = """
            def _float(x):
                if torch.is_tensor(x) and x.is_floating_point():
                    return x
                return torch.as_tensor(x, dtype=torch.float64)


            def _where(condition, a, b):
                like = next((v for v in (a, b) if torch.is_tensor(v)), None)
                dtype = torch.float64 if like is None else like.dtype
                return torch.where(torch.as_tensor(condition), torch.as_tensor(a, dtype=dtype), torch.as_tensor(b, dtype=dtype))""";

    private static List<String> quoted(List<String> lines) {
        List<String> out = new ArrayList<>();
        List<String> safe = wrapped(lines).stream().map(l -> l.replace("\\", "/").replace("\"\"\"", "'''")).toList();
        for (int i = 0; i < safe.size(); i++) {
            out.add((i == 0 ? "\"\"\"" : "") + safe.get(i));
        }
        out.add("\"\"\"");
        return out;
    }

    @Override
    String converted(String name) {
        return isTorch() ? "_float(" + name + ")" : module + ".asarray(" + name + ", dtype=float)";
    }

    private void function(List<String> out, Procedure p, String name, Names names, boolean array) {
        Definition d = definition(p, names, array);
        out.add("");
        out.add("");
        out.addAll(wrapped(List.of("def " + derived(name, p.role()) + "(" + String.join(", ", d.parameters()) + "):")));
        quoted(p.doc()).forEach(l -> out.add(l.isEmpty() ? "" : "    " + l));
        d.statements().forEach(l -> out.add("    " + l));
    }

    @Override
    String matrix(List<List<String>> rows) {
        return tuple(rows.stream().map(TupleLanguage::tuple).toList());
    }

    /** What makes the library's own differentiation use the forward and the backward function. */
    private void wrapper(List<String> out, String name, List<Procedure> procedures, Names names) {
        List<Integer> by = procedures.get(1).outputs().get(0).operations();
        List<String> arguments = procedures.get(0).arguments().stream().map(a -> names.of(symbol(a))).toList();
        String all = String.join(", ", arguments);
        String each = arguments.size() == 1 ? all + "," : all;
        String forward = derived(name, Procedure.Role.FORWARD);
        String backward = derived(name, Procedure.Role.BACKWARD);
        if (!isTorch() && !title.equals("JAX")) {
            return;
        }
        String text = isTorch() ? TORCH_FUNCTION : JAX_FUNCTION;
        Names own = new Names(names);
        boolean several = procedures.get(1).adjoints().size() > 1;
        text = text.replace("<returned>", several ? isTorch() ? TORCH_VALUES : JAX_VALUES : "<value>")
                .replace("<adjoints>", several ? "*<adjoint>" : "<adjoint>").replace("<first>", several ? "<adjoint>[0]" : "<adjoint>");
        for (String local : List.of("ctx", "value", "saved", "tensors", "kept", "grads", "adjoint")) {
            text = text.replace("<" + local + ">", own.free(local));
        }
        text = text.replace("<class>", className(name)).replace("<name>", name).replace("<arguments>", all).replace("<each>", each)
                .replace("<forward>", forward).replace("<backward>", backward)
                .replace("<constants>", String.valueOf(arguments.size() - by.size()));
        out.addAll(Arrays.asList(text.stripTrailing().split("\n")));
    }

    // As many values as the arguments have together, or an adjoint of fewer would be counted more than once.
    private static final String TORCH_VALUES = "tuple(v.clone() for v in torch.broadcast_tensors(*(torch.as_tensor(v) for v in <value>)))";
    private static final String JAX_VALUES = "tuple(jnp.broadcast_arrays(*<value>))";

    private static final String TORCH_FUNCTION = """


            class <class>(torch.autograd.Function):
                \"""The function with its derivative for automatic differentiation: use <class>.apply.\"""

                @staticmethod
                def forward(<ctx>, <arguments>):
                    <value>, <saved> = <forward>(<arguments>)
                    <tensors> = [v if torch.is_tensor(v) else torch.as_tensor(v, dtype=torch.float64) for v in (<each>)]
                    <kept> = [v if torch.is_tensor(v) else torch.as_tensor(v, dtype=torch.float64) for v in <saved>]
                    <ctx>.save_for_backward(*<tensors>, *<kept>)
                    return <returned>

                @staticmethod
                def backward(<ctx>, <adjoints>):
                    <arguments>, *<saved> = <ctx>.saved_tensors
                    <grads> = <backward>(<arguments>, tuple(<saved>), <adjoints>)
                    return tuple(torch.as_tensor(g, dtype=v.dtype).expand(torch.broadcast_shapes(<first>.shape, v.shape)).sum_to_size(v.shape)
                                 for g, v in zip(<grads>, (<each>))) + (None,)*<constants>
            """;

    private static final String JAX_FUNCTION = """


            @jax.custom_vjp
            def <name>(<arguments>):
                \"""The function, which JAX differentiates by <backward>.\"""
                return _<name>_fwd(<arguments>)[0]


            def _<name>_fwd(<arguments>):
                <value>, <saved> = <forward>(<arguments>)
                return <returned>, (<arguments>, <saved>)


            def _<name>_bwd(<kept>, <adjoint>):
                <arguments>, <saved> = <kept>
                <grads> = <backward>(<arguments>, <saved>, <adjoints>) + (0.0,)*<constants>
                return tuple(_sum_to(g, v, <first>) for g, v in zip(<grads>, (<each>)))


            def _sum_to(g, v, adjoint):
                v = jnp.asarray(v)
                g = jnp.broadcast_to(g, jnp.broadcast_shapes(jnp.shape(adjoint), v.shape))
                g = g.sum(axis=tuple(range(g.ndim - v.ndim)))
                g = g.sum(axis=tuple(k for k in range(v.ndim) if v.shape[k] == 1 and g.shape[k] != 1), keepdims=True)
                return g.astype(v.dtype)


            <name>.defvjp(_<name>_fwd, _<name>_bwd)
            """;

    private static String className(String name) {
        return Character.toUpperCase(name.charAt(0)) + name.substring(1) + "Function";
    }
}
