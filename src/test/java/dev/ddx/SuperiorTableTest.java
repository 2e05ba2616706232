package dev.ddx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ddx.expr.Expr;
import dev.ddx.expr.Sym;
import dev.ddx.rewrite.Superior;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The table of docs/superior.md. -Dddx.regenerate=true writes it anew. */
class SuperiorTableTest {

    private static final Path TABLE = Path.of("docs", "superior.md");
    private static final Ddx DDX = Ddx.standard();

    @Test
    void theTableIsWhatIsFound() throws IOException {
        Rows rows = rows("superior_rows.txt");
        Rows aside = rows("superior_aside.txt");
        String text = """
                # Derivatives that reuse what the function has computed

                What `ddx superior` finds, beside what machine-learning frameworks (PyTorch, JAX, ChainRules, DiffRules) write by hand. Every
                form in the table is proved to be the derivative, but for the Taylor polynomial of a case close to a point, whose error is
                measured. Operations are those beyond the forward pass, T is a call of a function; y is
                the function, other letters are values of the forward pass as the row says. The loss is the largest relative error that was measured, in
                units of 2⁻⁵³. SuperiorTableTest fails where this table is not what is found.

                """
                + rows.text() + """

                ## Functions that were kept aside

                Functions of machine learning and statistics that were in no list while the search was made. The first time, 17 of 18 had as few
                operations as by hand, and 14 a stable form within 8 units; since then tanh is tried where cosh was computed.

                """ + aside.text();
        if (Boolean.getBoolean("ddx.regenerate")) {
            Files.createDirectories(TABLE.getParent());
            Files.writeString(TABLE, text);
        }
        assertThat(Files.readString(TABLE)).isEqualTo(text);
        assertThat(rows.asFew()).isGreaterThanOrEqualTo((rows.all() * 95 + 99) / 100);
        assertThat(rows.accurate()).isGreaterThanOrEqualTo((rows.all() * 9 + 9) / 10);
    }

    /** Prints what each row takes when all code has been compiled: the least processor time of this thread, in ms. */
    @Test
    @EnabledIfSystemProperty(named = "ddx.times", matches = "true")
    void times() throws IOException {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        for (String line : lines("superior_rows.txt")) {
            String[] row = line.split(";");
            double[] range = {Double.parseDouble(row[4]), Double.parseDouble(row[5])};
            Expr f = DDX.parse(row[0]);
            long least = Long.MAX_VALUE;
            for (int i = 0; i < 15; i++) {
                long start = threads.getCurrentThreadCpuTime();
                DDX.superior(f, Sym.of("x"), Map.of(Sym.of("x"), range), Map.of());
                least = Math.min(least, threads.getCurrentThreadCpuTime() - start);
            }
            System.out.printf("%6.1f ms  %s%n", least / 1e6, row[0]);
        }
    }

    /** The rows of a table, and how many there are, how many are as short as those by hand, and how many accurate. */
    private record Rows(String table, int all, int asFew, int accurate) {

        String text() {
            return all + " rows; as few operations as by hand or fewer: " + asFew + "; stable form within 8 units (it says so where not): " + accurate + ".\n\n"
                    + "| function | x | by hand | operations | fewest operations | | loss | stable form | loss |\n|---|---|---|---|---|---|---|---|---|\n" + table;
        }
    }

    private static Rows rows(String file) throws IOException {
        StringBuilder rows = new StringBuilder();
        int all = 0;
        int asFew = 0;
        int accurate = 0;
        for (String line : lines(file)) {
            String[] row = line.split(";");
            int operations = Integer.parseInt(row[2].strip());
            int calls = Integer.parseInt(row[3].strip());
            double[] range = {Double.parseDouble(row[4]), Double.parseDouble(row[5])};
            Superior s = DDX.superior(DDX.parse(row[0]), Sym.of("x"), Map.of(Sym.of("x"), range), Map.of());
            assertThat(s.fewest().isProved() && s.stable().isProved()).as(row[0]).isTrue();
            assertThat(s.points()).as("points for " + row[0]).isGreaterThanOrEqualTo(500);
            all++;
            asFew += s.fewest().calls() <= calls && s.fewest().operations() + s.fewest().calls() <= operations + calls ? 1 : 0;
            accurate += s.stable().error() <= Superior.ACCURATE ? 1 : 0;
            rows.append("| ").append(code(row[0])).append(" | ").append(row[4].strip()).append(" … ").append(row[5].strip()).append(" | ").append(row[1].strip().contains(" ") ? row[1].strip().replace("*", "\\*") : code(row[1]))
                    .append(" | ").append(count(operations, calls)).append(" | ").append(forms(s)).append(" |\n");
        }
        return new Rows(rows.toString(), all, asFew, accurate);
    }

    /** Four cells: the form with the fewest operations, these, what it loses, and the stable form, and what that loses. */
    static String forms(Superior s) {
        return form(s, s.fewest()) + " | " + count(s.fewest().operations(), s.fewest().calls()) + " | " + loss(s.fewest()) + " | "
                + (s.isOneForm() ? "the same" : form(s, s.stable()) + ", " + count(s.stable().operations(), s.stable().calls()))
                + " | " + loss(s.stable());
    }

    private static List<String> lines(String file) throws IOException {
        try (InputStream in = SuperiorTableTest.class.getResourceAsStream(file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().filter(l -> !l.startsWith("#")).toList();
        }
    }

    private static String code(String text) {
        return "`" + text.strip() + "`";
    }

    static String count(int operations, int calls) {
        return calls == 0 ? "" + operations : (operations == 0 ? "" : operations + " + ") + (calls == 1 ? "T" : calls + "T");
    }

    /** The formula, and what its names stand for besides the function. */
    private static String form(Superior s, Superior.Form form) {
        List<String> names = new ArrayList<>();
        for (Sym name : form.formula().freeSymbols()) {
            Expr line = s.forward().get(name);
            if (line != null && !name.equals(s.value())) {
                names.add(code(name + " = " + s.passes(form).unfold(line)));
            }
        }
        return code(form.formula().toString()) + (names.isEmpty() ? "" : " with " + String.join(", ", names));
    }

    /** Coarse, so that another machine's exponential function changes nothing. */
    private static String loss(Superior.Form form) {
        return Double.isNaN(form.error()) ? "not measured" : form.error() <= Superior.ACCURATE ? "≤ 8" : Double.isInfinite(form.error()) ? "no value" : form.error() >= 0x1p52 ? "all digits" : "> 8";
    }
}
