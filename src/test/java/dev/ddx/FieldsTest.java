package dev.ddx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ddx.expr.DdxException;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Sym;
import dev.ddx.rewrite.Field;
import dev.ddx.rewrite.Field.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Operators of vector calculus against SymPy; see src/test/python/fields.py. */
class FieldsTest {

    private static final Ddx DDX = Ddx.standard();

    record Case(String operator, List<String> functions, List<Sym> variables, List<String> entries) {

        Kind kind() {
            return Kind.valueOf(operator.split(" ")[0].toUpperCase(Locale.ROOT));
        }

        List<Expr> parsed() {
            return functions.stream().map(DDX::parse).toList();
        }

        Field field() {
            return kind() == Kind.DIRECTIONAL
                    ? DDX.directional(parsed().get(0), variables, DDX.readList(operator.split(" ")[1], java.util.Set.of(), false).expressions(), true)
                    : DDX.field(kind(), parsed(), variables);
        }
    }

    static Stream<Case> cases() throws IOException {
        try (InputStream in = FieldsTest.class.getResourceAsStream("fields.tsv")) {
            List<Case> out = new ArrayList<>();
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                String[] f = line.split("\t");
                out.add(new Case(f[0], List.of(f[1].split(";")), Arrays.stream(f[2].split(",")).map(Sym::of).toList(), List.of(f[3].split(";"))));
            }
            return out.stream();
        }
    }

    private static void assertEqual(Expr actual, Expr expected) {
        assertThat(DDX.equal(actual, expected).isZero()).as(actual + " is " + expected).isTrue();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void an_operator_gives_what_sympy_gives_and_every_step_is_right(Case c) {
        Field field = c.field();
        assertThat(field.values()).hasSize(c.entries().size());
        for (int i = 0; i < c.entries().size(); i++) {
            assertEqual(field.value(i), DDX.parse(c.entries().get(i)));
        }
        assertThat(DDX.verify(field).unchecked()).isEmpty();
        assertThat(DDX.verify(field).failed()).isEmpty();
        assertThat(DDX.verify(field).steps()).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void the_kernel_gives_the_same(Case c) {
        if (c.kind() != Kind.GRADIENT && c.kind() != Kind.JACOBIAN && c.kind() != Kind.HESSIAN) {
            assertThatThrownBy(() -> DDX.fieldInBulk(c.kind(), c.parsed(), c.variables())).isInstanceOf(DdxException.class);
            return;
        }
        Field bulk = DDX.fieldInBulk(c.kind(), c.parsed(), c.variables());
        Field field = c.field();
        assertThat(bulk.shape()).isEqualTo(field.shape());
        for (int i = 0; i < field.values().size(); i++) {
            assertEqual(bulk.value(i), field.value(i));
        }
    }

    @Test
    void a_hessian_derives_each_entry_once_and_is_symmetric() {
        Field h = DDX.field(Kind.HESSIAN, List.of(DDX.parse("x*y^2*z^3")), List.of());
        assertThat(h.variables()).containsExactly(Sym.of("x"), Sym.of("y"), Sym.of("z"));
        assertThat(h.parts()).hasSize(3 + 6);
        assertThat(h.value(0, 2)).isSameAs(h.value(2, 0));
        assertThat(h.reasons()).hasSize(1);
    }

    @Test
    void large_functions_and_many_variables_go_to_the_kernel() {
        String sum = String.join("+", IntStream.rangeClosed(1, 200).mapToObj(i -> "x_" + i + "^2*x_" + (i % 200 + 1)).toList());
        Field g = DDX.field(Kind.GRADIENT, List.of(DDX.parse(sum)), List.of());
        assertThat(g.variables().get(9)).isEqualTo(Sym.of("x_10"));
        assertThat(g.values()).hasSize(200);
        assertEqual(g.value(0), DDX.parse("2*x_1*x_2 + x_200^2"));
    }

    @Test
    void variables_come_as_they_occur_those_of_a_kind_in_their_order() {
        assertThat(DDX.field(Kind.GRADIENT, List.of(DDX.parse("y*a*x_2*x*x_1")), List.of()).variables().toString()).isEqualTo("[x, a, x_1, y, x_2]");
        assertThat(DDX.field(Kind.DIVERGENCE, List.of(DDX.parse("y"), DDX.parse("x")), List.of()).value(0).toString()).isEqualTo("0");
        assertThat(DDX.field(Kind.GRADIENT, List.of(DDX.read("f(b, a) = a*b^2", java.util.Set.of(), true).expression()), List.of()).variables().toString())
                .isEqualTo("[b, a]");
    }

    @Test
    void a_mixed_derivative_is_carried_out_in_the_order_asked_for() {
        List<Sym> by = List.of(Sym.of("x"), Sym.of("y"), Sym.of("y"));
        // SymPy: diff(x**3*y**4 + exp(x*y), x, y, y)
        assertEqual(DDX.derivation(DDX.parse("x^3*y^4 + e^(x*y)"), by, null).result(), DDX.parse("36*x^2*y^2 + x*(x*y + 2)*e^(x*y)"));
    }

    @Test
    void what_does_not_fit_is_refused() {
        assertThatThrownBy(() -> DDX.field(Kind.CURL, List.of(DDX.parse("x"), DDX.parse("y"), DDX.parse("z"), DDX.parse("w")), List.of()))
                .isInstanceOf(DdxException.class);
        assertThatThrownBy(() -> DDX.field(Kind.DIVERGENCE, List.of(DDX.parse("x"), DDX.parse("y")), List.of(Sym.of("x")))).hasMessageContaining("2 and 1");
        assertThatThrownBy(() -> DDX.field(Kind.GRADIENT, List.of(DDX.parse("3")), List.of())).hasMessageContaining("no variable");
        assertThatThrownBy(() -> DDX.field(Kind.GRADIENT, List.of(DDX.parse("x")), List.of(Sym.of("x"), Sym.of("x")))).hasMessageContaining("twice");
        assertThatThrownBy(() -> DDX.directional(DDX.parse("x*y"), List.of(), List.of(DDX.parse("0"), DDX.parse("1-1")), true)).hasMessageContaining("no direction");
    }
}
