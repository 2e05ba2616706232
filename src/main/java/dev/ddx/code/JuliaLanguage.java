package dev.ddx.code;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Julia: functions of numbers. Where Julia throws an error outside of a domain, the code gives NaN. */
final class JuliaLanguage extends TupleLanguage {

    private static final Set<String> RESERVED = Set.of(("baremodule begin break catch const continue do else elseif end export false finally for "
            + "function global if import importall in isa let local macro module mutable outer primitive quote return struct true try type "
            + "using where while abstract public NaN NaN32 Inf pi im isnan oftype zero one float SpecialFunctions").split(" "));

    JuliaLanguage() {
        elementary("", Map.of("sqrt", "nan_sqrt", "log", "nan_log", "log1p", "nan_log1p", "asin", "nan_asin", "acos", "nan_acos",
                "acosh", "nan_acosh", "atanh", "nan_atanh", "pow", "nan_pow", "atan2", "atan"));
        functions("""
                log10 nan_log($0)/log(10.0)
                oddpow copysign(abs($0)^($1), $0)
                evenpow abs($0)^($1)
                sinc sinc(($0)/pi)
                erf SpecialFunctions.erf($0)
                erfc SpecialFunctions.erfc($0)
                erfi SpecialFunctions.erfi($0)
                erfinv SpecialFunctions.erfinv($0)
                erfcinv SpecialFunctions.erfcinv($0)
                gamma SpecialFunctions.gamma($0)
                factorial SpecialFunctions.gamma(1.0 + ($0))
                lngamma SpecialFunctions.loggamma($0)
                digamma SpecialFunctions.digamma($0)
                trigamma SpecialFunctions.trigamma($0)
                beta SpecialFunctions.beta($0, $1)
                besselj SpecialFunctions.besselj($0, $1)
                bessely SpecialFunctions.bessely($0, $1)
                besseli SpecialFunctions.besseli($0, $1)
                besselk SpecialFunctions.besselk($0, $1)
                airyai SpecialFunctions.airyai($0)
                airyaiprime SpecialFunctions.airyaiprime($0)
                airybi SpecialFunctions.airybi($0)
                airybiprime SpecialFunctions.airybiprime($0)
                Ei SpecialFunctions.expinti($0)
                Si SpecialFunctions.sinint($0)
                Ci SpecialFunctions.cosint($0)
                expint SpecialFunctions.expint($0, $1)
                ellipticK SpecialFunctions.ellipk($0)
                ellipticE/1 SpecialFunctions.ellipe($0)
                """);
        helper("nan_sqrt", "nan_sqrt(x) = x < 0 ? oftype(float(x), NaN) : sqrt(x)");
        helper("nan_log", "nan_log(x) = x < 0 ? oftype(float(x), NaN) : log(x)");
        helper("nan_log1p", "nan_log1p(x) = x < -1 ? oftype(float(x), NaN) : log1p(x)");
        helper("nan_asin", "nan_asin(x) = abs(x) > 1 ? oftype(float(x), NaN) : asin(x)");
        helper("nan_acos", "nan_acos(x) = abs(x) > 1 ? oftype(float(x), NaN) : acos(x)");
        helper("nan_acosh", "nan_acosh(x) = x < 1 ? oftype(float(x), NaN) : acosh(x)");
        helper("nan_atanh", "nan_atanh(x) = abs(x) > 1 ? oftype(float(x), NaN) : atanh(x)");
        helper("nan_pow", "nan_pow(x, y) = x < 0 && !isinteger(y) ? oftype(float(x), NaN) : x^y");
        helper("heaviside", "heaviside(x) = x > 0 ? 1.0 : x < 0 ? 0.0 : x == 0 ? 0.5 : x");
    }

    @Override
    String title() {
        return "Julia";
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
    String undefined() {
        return "NaN";
    }

    @Override
    String file(String name, List<String> doc, List<Procedure> procedures, List<String> derivation, Names names, boolean array) {
        List<String> functions = new ArrayList<>();
        for (Procedure p : procedures) {
            function(functions, p, name, new Names(names), array);
        }
        List<String> out = new ArrayList<>();
        wrapped(doc).forEach(l -> out.add(("# " + l).stripTrailing()));
        if (!derivation.isEmpty()) {
            out.add("#");
            derivation.forEach(l -> out.add(("# " + l).stripTrailing()));
        }
        if (calls("SpecialFunctions")) {
            out.add("");
            out.add("import SpecialFunctions");
        }
        out.addAll(toBeSupplied());
        if (!helpersUsed().isEmpty()) {
            out.add("");
            out.addAll(helpersUsed());
        }
        out.addAll(functions);
        return CurlyLanguage.indented(out, "");
    }

    private void function(List<String> out, Procedure p, String name, Names names, boolean array) {
        Definition d = definition(p, names, array);
        out.add("");
        out.add("\"\"\"");
        wrapped(p.doc()).forEach(l -> out.add(l.replace("\\", "/").replace("\"\"\"", "'''").replace("$", "\\$")));
        out.add("\"\"\"");
        out.addAll(wrapped(List.of("function " + derived(name, p.role()) + "(" + String.join(", ", d.parameters()) + ")")));
        d.statements().forEach(l -> out.add("    " + l));
        out.add("end");
    }

    @Override
    String matrix(List<List<String>> rows) {
        return "[" + rows.stream().map(r -> r.stream().map(v -> "(" + v + ")").collect(Collectors.joining(" "))).collect(Collectors.joining("; ")) + "]";
    }
}
