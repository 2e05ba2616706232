package dev.ddx.code;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** C99 with math.h. */
final class CLanguage extends CurlyLanguage {

    private static final Set<String> RESERVED = Set.of(("auto break case char const continue default do double else enum extern float for goto if "
            + "inline int long register restrict return short signed sizeof static struct switch typedef union unsigned void volatile while "
            + "_Bool _Complex _Imaginary alignas alignof bool complex constexpr false imaginary I true nullptr static_assert thread_local typeof "
            + "asm fortran main errno signgam NULL NAN INFINITY HUGE_VAL isnan isinf isfinite "
            // What math.h declares cannot be the name of a function of one's own.
            + "acos asin atan atan2 cos sin tan acosh asinh atanh cosh sinh tanh exp exp2 expm1 frexp ilogb ldexp log log10 log1p log2 logb modf "
            + "scalbn scalbln cbrt fabs hypot pow sqrt erf erfc lgamma tgamma ceil floor nearbyint rint lrint llrint round lround llround trunc "
            + "fmod remainder remquo copysign nan nextafter nexttoward fdim fmax fmin fma j0 j1 jn y0 y1 yn gamma drem significand exp10 pow10 "
            + "sincos double_t float_t new delete class template this namespace private public protected try catch throw using virtual "
            + "operator friend and or not xor").split(" "));

    CLanguage() {
        elementary("", Map.of("abs", "fabs", "sign", "ddx_sign", "heaviside", "ddx_heaviside", "max", "ddx_max", "min", "ddx_min", "sinc", "ddx_sinc"));
        functions("""
                oddpow copysign(pow(fabs($0), $1), $0)
                evenpow pow(fabs($0), $1)
                erf erf($0)
                erfc erfc($0)
                gamma tgamma($0)
                factorial tgamma(1.0 + ($0))
                lngamma ddx_lngamma($0)
                """);
        helper("ddx_sign", "static double ddx_sign(double x) { return x > 0.0 ? 1.0 : x < 0.0 ? -1.0 : x; }");
        helper("ddx_heaviside", "static double ddx_heaviside(double x) { return x > 0.0 ? 1.0 : x < 0.0 ? 0.0 : x == 0.0 ? 0.5 : x; }");
        helper("ddx_max", "static double ddx_max(double a, double b) { return a > b || a != a ? a : b; }");
        helper("ddx_min", "static double ddx_min(double a, double b) { return a < b || a != a ? a : b; }");
        helper("ddx_sinc", "static double ddx_sinc(double x) { return x == 0.0 ? 1.0 : sin(x)/x; }");
        helper("ddx_lngamma", "static double ddx_lngamma(double x) { return x > 0.0 ? lgamma(x) : NAN; }");
    }

    @Override
    String title() {
        return "C";
    }

    @Override
    Set<String> reserved() {
        return RESERVED;
    }

    @Override
    String constant(String name) {
        return name.equals("pi") ? "3.141592653589793" : name.equals("e") ? "2.718281828459045" : null;
    }

    @Override
    String constantDouble() {
        return "const double";
    }

    @Override
    String array(String name, int length, boolean written) {
        return (written ? "double " : "const double ") + name + "[" + Math.max(1, length) + "]";
    }

    @Override
    String file(String name, List<String> doc, List<Procedure> procedures, List<String> derivation, Names names, boolean array) {
        List<String> functions = new ArrayList<>();
        for (Procedure p : procedures) {
            Names own = new Names(names);
            functions.add("");
            functions.addAll(comment("/**", wrapped(p.doc())));
            List<String> parameters = signature(p, own, array);
            functions.addAll(wrapped(List.of((p.returnsNumber() ? "double " : "void ") + derived(name, p.role()) + "("
                    + (parameters.isEmpty() ? "void" : String.join(", ", parameters)) + ")")));
            functions.add("{");
            statements(p, own, array).forEach(s -> functions.add("    " + s));
            functions.add("}");
        }
        List<String> out = new ArrayList<>(comment("/*", wrapped(doc)));
        if (!derivation.isEmpty()) {
            out.add("");
            out.addAll(comment("/*", derivation));
        }
        out.add("");
        out.add("#include <math.h>");
        if (!suppliedUsed().isEmpty()) {
            out.add("");
            out.add("/* To be supplied. */");
            for (String s : suppliedUsed()) {
                int slash = s.indexOf('/');
                out.add("double " + s.substring(0, slash) + "(" + String.join(", ", java.util.Collections.nCopies(Integer.parseInt(s.substring(slash + 1)), "double")) + ");");
            }
        }
        List<String> helpers = helpersUsed();
        if (!helpers.isEmpty()) {
            out.add("");
            out.addAll(helpers);
        }
        out.addAll(functions);
        return indented(out, "");
    }
}
