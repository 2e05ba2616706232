package dev.ddx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ddx.expr.Expr;
import dev.ddx.expr.Sym;
import dev.ddx.render.DerivationPrinter;
import dev.ddx.render.Detail;
import dev.ddx.rewrite.Derivation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Same input, same bytes: on any number of threads, and whatever the machine has as locale, character set and time zone. */
class ReproducibleTest {

    private static final List<String> INPUTS = List.of("1/(1+e^-x)", "x^x", "abs(x)*tan(x)", "a*x^2/(x^3-2x+5)", "besselj(2, x)*erf(x)");

    private static String everything(Ddx ddx) {
        StringBuilder out = new StringBuilder();
        for (String text : INPUTS) {
            Expr f = ddx.parse(text);
            Derivation d = ddx.derivation(f, Sym.of("x"), 1, null);
            DerivationPrinter printer = new DerivationPrinter(ddx.functions(), Detail.FULL);
            out.append(printer.text(d)).append(printer.markdown(d)).append(printer.json(d, ddx.formulas(), ddx.assumptions())).append(ddx.verify(d).summary())
                    .append(ddx.toLatex(ddx.simplify(d.result()))).append(ddx.evaluate(d.result(), Map.of(Sym.of("x"), 0.375, Sym.of("a"), 2.0)))
                    .append(ddx.equal(f, d.result()));
        }
        return out.toString();
    }

    @Test
    void eight_threads_share_one_library() throws Exception {
        String alone = everything(Ddx.standard());
        Ddx shared = Ddx.standard();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            CyclicBarrier start = new CyclicBarrier(8);
            Callable<String> task = () -> {
                start.await(1, TimeUnit.MINUTES);
                return everything(shared);
            };
            List<Future<String>> answers = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                answers.add(threads.submit(task));
            }
            for (Future<String> answer : answers) {
                assertThat(answer.get(3, TimeUnit.MINUTES)).isEqualTo(alone);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static byte[] ddx(List<String> machine, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/java"));
        command.addAll(machine);
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), "dev.ddx.cli.Main"));
        command.addAll(List.of(arguments));
        Process p = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        byte[] out = p.getInputStream().readAllBytes();
        assertThat(p.waitFor()).isZero();
        assertThat(out).isNotEmpty();
        return out;
    }

    @Test
    void locale_character_set_and_time_zone_make_no_difference() throws Exception {
        List<String> here = List.of("-Duser.language=en", "-Duser.country=US", "-Dfile.encoding=UTF-8", "-Duser.timezone=UTC");
        List<String> there = List.of("-Duser.language=tr", "-Duser.country=TR", "-Dfile.encoding=ISO-8859-1", "-Duser.timezone=Pacific/Chatham");
        List<String> digits = List.of("-Duser.language=ar", "-Duser.country=EG", "-Duser.extensions=nu-arab", "-Dfile.encoding=US-ASCII", "-Duser.timezone=Asia/Kathmandu");
        for (String[] arguments : List.of(new String[] {"ln(I*x)^2*1234.5 + asin(x)", "-x", "x", "--format", "text", "--verify"},
                new String[] {"tan(x)", "--format", "json", "--language", "fr"}, new String[] {"eval", "1/3 + pi", "--digits", "40"})) {
            byte[] expected = ddx(here, arguments);
            assertThat(ddx(there, arguments)).isEqualTo(expected);
            assertThat(ddx(digits, arguments)).isEqualTo(expected);
        }
    }
}
