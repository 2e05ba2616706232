package dev.ddx.code;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Java: a class with static methods. What would make a method too long for the JVM to compile is cut into several. */
final class JavaLanguage extends CurlyLanguage {

    /** HotSpot leaves methods above 8,000 bytes to its interpreter; a character of source is never more than a byte of it. */
    private static final int MAX_METHOD = 7_000;

    private static final Set<String> RESERVED = Set.of(("abstract assert boolean break byte case catch char class const continue default do double "
            + "else enum extends final finally float for goto if implements import instanceof int interface long native new package private "
            + "protected public return short static strictfp super switch synchronized this throw throws transient try void volatile while "
            + "true false null var yield record sealed permits when _ Math String Object Double Override System Supplied functions SAVED NAN "
            + "java clone equals hashCode toString getClass notify notifyAll wait finalize").split(" "));

    JavaLanguage() {
        elementary("Math.", Map.of("sign", "Math.signum", "asinh", "asinh", "acosh", "acosh", "atanh", "atanh", "heaviside", "heaviside", "sinc", "sinc"));
        functions("""
                oddpow Math.copySign(Math.pow(Math.abs($0), $1), $0)
                evenpow Math.pow(Math.abs($0), $1)
                """);
        helper("asinh", """
                private static double asinh(double x) {
                    double a = Math.abs(x);
                    double y = a > 1e150 ? Math.log(a) + Math.log(2.0) : Math.log1p(a + a*a/(1.0 + Math.sqrt(1.0 + a*a)));
                    return Math.copySign(y, x);
                }
                """);
        helper("acosh", """
                private static double acosh(double x) {
                    double t = x - 1.0;
                    return t > 1e150 ? Math.log(x) + Math.log(2.0) : Math.log1p(t + Math.sqrt(t*(t + 2.0)));
                }
                """);
        helper("atanh", """
                private static double atanh(double x) {
                    double a = Math.abs(x);
                    return Math.copySign(Math.log1p(2.0*a/(1.0 - a))/2.0, x);
                }
                """);
        helper("heaviside", """
                private static double heaviside(double x) {
                    return x > 0.0 ? 1.0 : x < 0.0 ? 0.0 : x == 0.0 ? 0.5 : x;
                }
                """);
        helper("sinc", """
                private static double sinc(double x) {
                    return x == 0.0 ? 1.0 : Math.sin(x)/x;
                }
                """);
    }

    @Override
    String title() {
        return "Java";
    }

    @Override
    Set<String> reserved() {
        return RESERVED;
    }

    @Override
    String constant(String name) {
        return name.equals("pi") ? "Math.PI" : name.equals("e") ? "Math.E" : null;
    }

    @Override
    String undefined() {
        return "Double.NaN";
    }

    @Override
    String constantDouble() {
        return "double";
    }

    @Override
    String array(String name, int length, boolean written) {
        return "double[] " + name;
    }

    @Override
    String suppliedCall(String name) {
        return "functions." + name;
    }

    @Override
    String derived(String name, Procedure.Role role) {
        String word = role.name().toLowerCase(java.util.Locale.ROOT);
        return role == Procedure.Role.VALUE ? name : name + Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }

    @Override
    String file(String name, List<String> doc, List<Procedure> procedures, List<String> derivation, Names names, boolean array) {
        String className = Character.toUpperCase(name.charAt(0)) + name.substring(1);
        if (RESERVED.contains(className)) {
            throw usage(className + " cannot be the name of a class; choose another with --name");
        }
        List<String> members = new ArrayList<>();
        for (Procedure p : procedures) {
            if (p.role() == Procedure.Role.FORWARD) {
                int saved = p.outputs().get(p.outputs().size() - 1).operations().size();
                members.add("");
                members.add("/** The length of the array that the forward method fills. */");
                members.add("public static final int SAVED = " + saved + ";");
            }
            method(members, p, derived(name, p.role()), names, array);
        }
        List<String> out = new ArrayList<>();
        if (!derivation.isEmpty()) {
            out.addAll(comment("/*", derivation));
            out.add("");
        }
        out.addAll(comment("/**", wrapped(doc).stream().map(JavaLanguage::inDoc).toList()));
        out.add("public final class " + className + " {");
        out.add("");
        out.add("    private " + className + "() {");
        out.add("    }");
        if (!suppliedUsed().isEmpty()) {
            out.add("");
            out.add("    /** The functions that are to be supplied. */");
            out.add("    public interface Supplied {");
            for (String s : suppliedUsed()) {
                int slash = s.indexOf('/');
                out.add("        double " + s.substring(0, slash) + "(" + IntStream.range(0, Integer.parseInt(s.substring(slash + 1)))
                        .mapToObj(k -> "double x" + k).collect(Collectors.joining(", ")) + ");");
            }
            out.add("    }");
        }
        members.forEach(m -> out.add(m.isEmpty() ? "" : "    " + m));
        for (String helper : helpersUsed()) {
            out.add("");
            helper.lines().forEach(l -> out.add("    " + l));
        }
        out.add("}");
        return indented(out, "");
    }

    private static String inDoc(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("@", "&#64;");
    }

    private void method(List<String> out, Procedure p, String name, Names names, boolean array) {
        Names own = new Names(names);
        List<String> parameters = signature(p, own, array);
        List<String> statements = statements(p, own, array);
        int size = statements.stream().mapToInt(String::length).sum();
        String kind = p.returnsNumber() ? "double " : "void ";
        boolean supplied = !suppliedUsed().isEmpty();
        String first = supplied ? "Supplied functions" + (parameters.isEmpty() ? "" : ", ") : "";
        out.add("");
        out.addAll(comment("/**", wrapped(p.doc()).stream().map(JavaLanguage::inDoc).toList()));
        out.addAll(wrapped(List.of("public static " + kind + name + "(" + first + String.join(", ", parameters) + ") {")));
        if (size <= MAX_METHOD) {
            statements.forEach(s -> out.add("    " + s));
            out.add("}");
            return;
        }
        pieces(out, p, name, own, array, first + String.join(", ", parameters), supplied);
    }

    /** Values go through an array. */
    private void pieces(List<String> out, Procedure p, String name, Names own, boolean array, String parameters, boolean supplied) {
        String t = own.of("values", "t");
        Body body = new Body(this, p, own, t + "[");
        List<List<String>> pieces = new ArrayList<>();
        pieces.add(new ArrayList<>());
        int size = 0;
        for (String s : statements(body, own, "", Map.of())) {
            if (size + s.length() > MAX_METHOD) {
                pieces.add(new ArrayList<>());
                size = 0;
            }
            size += s.length();
            pieces.get(pieces.size() - 1).add(s);
        }
        String passed = (supplied ? "functions, " : "") + java.util.Arrays.stream(parameters.split(", "))
                .filter(s -> !s.startsWith("Supplied")).map(s -> s.substring(s.indexOf(' ') + 1)).collect(Collectors.joining(", ")) + ", " + t;
        out.add("    double[] " + t + " = new double[" + body.lines().size() + "];");
        for (int k = 0; k < pieces.size(); k++) {
            out.add("    " + name + "Part" + (k + 1) + "(" + passed + ");");
        }
        if (p.returnsNumber()) {
            out.add("    return " + body.values(p.outputs().get(0)).get(0) + ";");
        }
        out.add("}");
        List<String> loads = new ArrayList<>(loads(p, own, array).values());
        loads.addAll(given(p, own));
        for (int k = 0; k < pieces.size(); k++) {
            out.add("");
            out.addAll(wrapped(List.of("private static void " + name + "Part" + (k + 1) + "(" + parameters + ", double[] " + t + ") {")));
            List<String> lines = pieces.get(k);
            String text = String.join("\n", lines);
            loads.stream().filter(l -> text.matches("(?s).*\\b" + l.substring(7, l.indexOf(' ', 7)) + "\\b.*")).forEach(l -> out.add("    " + l));
            lines.forEach(l -> out.add("    " + l));
            out.add("}");
        }
    }
}
