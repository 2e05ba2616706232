package dev.ddx.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.jr.ob.JSON;
import dev.ddx.Ddx;
import dev.ddx.expr.DdxException;
import dev.ddx.expr.Sym;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One line of a batch. */
record BatchQuestion(Object id, Map<String, Object> fields, Reading reading) {

    /** A line that is not a JSON object. */
    static final class NotJson extends Exception {

        private static final long serialVersionUID = 1L;

        private final Integer column;

        NotJson(String message, Integer column) {
            super(message, null, false, false);
            this.column = column;
        }

        Integer column() {
            return column;
        }
    }

    static BatchQuestion parse(String line) throws NotJson {
        try {
            Object any = JSON.std.anyFrom(line);
            if (!(any instanceof Map<?, ?> map)) {
                throw new NotJson("a line is an object such as {\"id\":1,\"f\":\"x^2\"}", 1);
            }
            Map<String, Object> fields = new LinkedHashMap<>();
            map.forEach((k, v) -> fields.put(String.valueOf(k), v));
            return new BatchQuestion(fields.get("id"), fields, new Reading(null));
        } catch (JsonProcessingException e) {
            throw new NotJson("the line is not JSON", e.getLocation() == null ? null : e.getLocation().getColumnNr());
        } catch (IOException | RuntimeException e) {
            throw new NotJson("the line is not JSON", null);
        }
    }

    /** The text of a field, or null if it is absent. */
    String text(String name) {
        Object value = fields.get(name);
        if (value == null || value instanceof String) {
            return (String) value;
        }
        throw wrong(name, "a string");
    }

    /** The texts of a field that has to be there: a string or a list of them. */
    List<String> texts(String name) {
        if (fields.get(name) instanceof List<?> all && !all.isEmpty() && all.stream().allMatch(t -> t instanceof String)) {
            return all.stream().map(t -> (String) t).toList();
        }
        return List.of(required(name, "the expression"));
    }

    String expression() {
        return required("f", "the expression");
    }

    /** The text of a field that has to be there. */
    String required(String name, String what) {
        String text = text(name);
        if (text == null) {
            throw new DdxException(DdxException.Kind.USAGE, "the field \"" + name + "\" with " + what + " is missing");
        }
        return text;
    }

    /** {@code ddx}, in the mode that the line asks for if it does, and with the line's assumptions. */
    Ddx readBy(Ddx ddx) {
        Ddx out = fields.get("complex") == null ? ddx : ddx.withComplex(isTrue("complex"));
        for (String assumption : assumptions()) {
            out = out.assuming(assumption);
        }
        return out;
    }

    /** Whether a field is true; an absent one is false. */
    boolean isTrue(String name) {
        Object value = fields.get(name);
        if (value == null || value instanceof Boolean) {
            return Boolean.TRUE.equals(value);
        }
        throw wrong(name, "true or false");
    }

    private List<String> assumptions() {
        Object value = fields.get("assume");
        if (value == null) {
            return List.of();
        }
        if (value instanceof String s) {
            return List.of(s);
        }
        if (value instanceof List<?> all && all.stream().allMatch(a -> a instanceof String)) {
            return all.stream().map(a -> (String) a).toList();
        }
        throw wrong("assume", "a string such as \"x > 0\" or a list of them");
    }

    int order() {
        Object value = fields.get("order");
        if (value == null) {
            return 1;
        }
        if (value instanceof Integer n && n >= 0) {
            return n;
        }
        throw wrong("order", "a whole number of at least 0");
    }

    /** The letter that the order of a derivative is; null if it is none. */
    Sym nth() {
        return fields.get("order") instanceof String s && Sym.isName(s) ? Sym.of(s) : null;
    }

    Map<String, Double> values() {
        Map<String, Double> out = new LinkedHashMap<>();
        Object at = fields.get("at");
        if (at == null) {
            return out;
        }
        if (!(at instanceof Map<?, ?> map)) {
            throw wrong("at", "an object of numbers such as {\"x\":2.0}");
        }
        map.forEach((k, v) -> {
            if (!(v instanceof Number n)) {
                throw wrong("at", "an object of numbers such as {\"x\":2.0}");
            }
            out.put(String.valueOf(k), n.doubleValue());
        });
        return out;
    }

    /** The values under "at" as texts: numbers as they are written, strings as expressions. */
    Map<String, String> exactValues() {
        Map<String, String> out = new LinkedHashMap<>();
        if (fields.get("at") == null) {
            return out;
        }
        if (!(fields.get("at") instanceof Map<?, ?> map)) {
            throw wrong("at", "an object such as {\"x\":\"1/3\"}");
        }
        map.forEach((k, v) -> {
            if (!(v instanceof Number) && !(v instanceof String)) {
                throw wrong("at", "an object of numbers and expressions such as {\"x\":\"1/3\"}");
            }
            out.put(String.valueOf(k), v.toString());
        });
        return out;
    }

    int digits() {
        if (fields.get("digits") instanceof Integer n && n >= 1) {
            return n;
        }
        throw wrong("digits", "a whole number of at least 1");
    }

    boolean flag(String name) {
        Object value = fields.get(name);
        if (value == null || value instanceof Boolean) {
            return Boolean.TRUE.equals(value);
        }
        throw wrong(name, "true or false");
    }

    private static DdxException wrong(String field, String expected) {
        return new DdxException(DdxException.Kind.USAGE, "the field \"" + field + "\" must be " + expected);
    }
}
