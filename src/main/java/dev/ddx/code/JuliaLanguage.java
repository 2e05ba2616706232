package dev.ddx.code;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Julia: functions of numbers. Where Julia throws an error outside of a domain, the code gives NaN. */
final class JuliaLanguage extends Language {

    private static final Set<String> RESERVED = Set.of(("baremodule begin break catch const continue do else elseif end export false finally for "
            + "function global if import importall in isa let local macro module mutable outer primitive quote return struct true try type "
            + "using where while abstract public NaN NaN32 Inf pi im isnan oftype zero one float SpecialFunctions").split(" "));

    JuliaLanguage() {
        functions("""
                sin sin($0)
                cos cos($0)
                tan tan($0)
                cot 1.0/tan($0)
                sec 1.0/cos($0)
                csc 1.0/sin($0)
                asin nan_asin($0)
                acos nan_acos($0)
                atan atan($0)
                acot atan(1.0/($0))
                asec nan_acos(1.0/($0))
                acsc nan_asin(1.0/($0))
                sinh sinh($0)
                cosh cosh($0)
                tanh tanh($0)
                coth 1.0/tanh($0)
                sech 1.0/cosh($0)
                csch 1.0/sinh($0)
                asinh asinh($0)
                acosh nan_acosh($0)
                atanh nan_atanh($0)
                acoth nan_atanh(1.0/($0))
                asech nan_acosh(1.0/($0))
                acsch asinh(1.0/($0))
                exp exp($0)
                expm1 expm1($0)
                ln nan_log($0)
                log/1 nan_log($0)
                log/2 nan_log($0)/nan_log($1)
                log10 nan_log($0)/log(10.0)
                log1p nan_log1p($0)
                sqrt nan_sqrt($0)
                cbrt cbrt($0)
                hypot hypot($0, $1)
                pow nan_pow($0, $1)
                oddpow copysign(abs($0)^($1), $0)
                evenpow abs($0)^($1)
                abs abs($0)
                sign sign($0)
                heaviside heaviside($0)
                floor floor($0)
                ceil ceil($0)
                max/1 ($0)
                min/1 ($0)
                max/2 max($0, $1)
                min/2 min($0, $1)
                atan2 atan($0, $1)
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
        if (!suppliedUsed().isEmpty()) {
            out.add("");
            out.add("# To be supplied: " + suppliedUsed().stream().map(s -> s.substring(0, s.indexOf('/'))).distinct().collect(Collectors.joining(", ")));
        }
        if (!helpersUsed().isEmpty()) {
            out.add("");
            out.addAll(helpersUsed());
        }
        out.addAll(functions);
        return CurlyLanguage.indented(out, "");
    }

    private void function(List<String> out, Procedure p, String name, Names names, boolean array) {
        List<String> parameters = new ArrayList<>();
        List<String> statements = new ArrayList<>();
        List<String> arguments = p.arguments().stream().map(a -> names.of(symbol(a))).toList();
        if (array) {
            parameters.add(names.of("arguments", "x"));
            statements.add(String.join(", ", arguments) + (arguments.size() == 1 ? "," : "") + " = " + names.of("arguments"));
        } else {
            parameters.addAll(arguments);
        }
        if (p.given() != null) {
            parameters.add(names.of("given", "saved"));
        }
        for (int k = 0; k < p.adjoints().size(); k++) {
            parameters.add(names.of(symbol(p.adjoints().get(k)), p.adjoints().size() == 1 ? "adjoint" : "adjoint_" + (k + 1)));
        }
        Body body = new Body(this, p, names);
        if (p.given() != null && !p.given().isEmpty()) {
            statements.add(p.given().stream().map(g -> body.names().of(g)).collect(Collectors.joining(", ")) + (p.given().size() == 1 ? "," : "")
                    + " = " + names.of("given"));
        }
        body.lines().forEach(l -> statements.add(l.name() + " = " + l.value()));
        statements.add("return " + String.join(", ", p.outputs().stream().map(o -> group(o, body.values(o))).toList()));
        out.add("");
        out.add("\"\"\"");
        wrapped(p.doc()).forEach(l -> out.add(l.replace("\\", "/").replace("\"\"\"", "'''").replace("$", "\\$")));
        out.add("\"\"\"");
        out.addAll(wrapped(List.of("function " + derived(name, p.role()) + "(" + String.join(", ", parameters) + ")")));
        statements.forEach(s -> out.add("    " + s));
        out.add("end");
    }

    private static String group(Procedure.Output o, List<String> values) {
        if (o.isScalar()) {
            return values.get(0);
        }
        if (!o.matrix()) {
            return "(" + String.join(", ", values) + (values.size() == 1 ? ",)" : ")");
        }
        List<String> rows = new ArrayList<>();
        for (int k = 0; k < values.size(); k += o.columns()) {
            rows.add(String.join(" ", values.subList(k, k + o.columns()).stream().map(v -> "(" + v + ")").toList()));
        }
        return "[" + String.join("; ", rows) + "]";
    }
}
