package dev.ddx.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ddx.Ddx;
import dev.ddx.calculus.Target;
import dev.ddx.expr.DdxException;
import dev.ddx.expr.Expr;
import dev.ddx.expr.FunctionDeclaration;
import dev.ddx.expr.FunctionTable;
import dev.ddx.expr.Sym;
import dev.ddx.parse.LibraryParser;
import dev.ddx.parse.RuleText;
import dev.ddx.rewrite.Derivation;
import dev.ddx.rewrite.Reason;
import dev.ddx.rewrite.Rule;
import dev.ddx.rewrite.Step;
import dev.ddx.rewrite.Vocabulary;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every title and reason has words in every language, with the same places. -Dddx.regenerate=true writes the English bundle anew. */
class LanguagesTest {

    private static final Ddx DDX = Ddx.standard();

    /** All messages by their keys. */
    private static Map<String, String> messages() throws IOException {
        Set<String> all = new LinkedHashSet<>(MessageLiterals.ofTheClasses().messages());
        for (Rule r : DDX.rules()) {
            all.add(r.title());
        }
        for (RuleText r : LibraryParser.parse(resource("/dev/ddx/standard.ddx"), "standard.ddx", FunctionTable.EMPTY, Set.of()).rules()) {
            all.add(Reason.message(r.title(), r.reason() == null ? "" : r.reason()));
        }
        for (FunctionDeclaration f : DDX.functions().all()) {
            all.add(Vocabulary.ENGLISH.ofThe(f.title()));
        }
        Map<String, String> out = new TreeMap<>();
        for (String message : all) {
            assertThat(out.put(Dictionary.key(message), message)).as("another message with the key of \"%s\"", message).isNull();
        }
        return out;
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = LanguagesTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Map<String, String> bundle(Language language) {
        ResourceBundle bundle = Dictionary.bundle(language);
        Map<String, String> out = new HashMap<>();
        bundle.keySet().forEach(key -> out.put(key, bundle.getString(key)));
        return out;
    }

    /** What is wrong with a bundle that should have words for the messages. */
    private static List<String> faults(Map<String, String> messages, Map<String, String> bundle) {
        List<String> out = new ArrayList<>();
        messages.forEach((key, message) -> {
            String words = bundle.getOrDefault(key, "");
            if (words.isBlank()) {
                out.add("no words for " + key + " = " + message);
            } else if (!sortedPlaces(words).equals(sortedPlaces(message))) {
                out.add(key + " has other places than " + message + ": " + words);
            } else if (words.chars().filter(c -> c == '$').count() % 2 != 0) {
                out.add(key + " has a formula without an end: " + words);
            } else if (!words.chars().allMatch(c -> c < 127 || Character.isLetter(c) || c == '’')) {
                out.add(key + " has a character that KaTeX does not know in text: " + words);
            }
        });
        bundle.keySet().stream().filter(key -> !messages.containsKey(key)).forEach(key -> out.add(key + " is the key of no message"));
        return out;
    }

    /** Values are written as they stand in the middle of a sentence, and the same rule has the same name everywhere. */
    private static List<String> faultsOfStyle(Map<String, String> messages, Map<String, String> bundle, Pattern neverAtTheStart) {
        List<String> out = new ArrayList<>();
        messages.forEach((key, message) -> {
            String words = bundle.getOrDefault(key, "");
            if (neverAtTheStart.matcher(words).lookingAt() && !message.endsWith(".")) {
                out.add(key + " begins with a capital, which it has at the start of a sentence only: " + words);
            }
            if (words.replaceAll("\\$[^$]*\\$", "").contains("'")) {
                out.add(key + " has ' for ’: " + words);
            }
            messages.forEach((k, title) -> {
                if (title.endsWith(" rule") && message.startsWith(title + " ") && !words.startsWith(bundle.getOrDefault(k, ""))) {
                    out.add(key + " does not begin with " + bundle.get(k) + ": " + words);
                }
            });
        });
        return out;
    }

    @Test
    void german_and_french_keep_to_their_style() throws IOException {
        Pattern capital = Pattern.compile("\\p{Lu}");
        Pattern noNoun = Pattern.compile("(Als|An|Am|Auf|Aus|Bei|Beide|Das|Dem|Den|Der|Des|Die|Durch|Ein|Eine|Einen|Erneut|Für|Im|In|Jeden?|Mit|Nach|Ohne|Über"
                + "|Unter|Von|Wie|Zuerst|Zum|Zur) ");
        assertThat(faultsOfStyle(messages(), bundle(Language.FRENCH), capital)).isEmpty();
        assertThat(faultsOfStyle(messages(), bundle(Language.GERMAN), noNoun)).isEmpty();
        Map<String, String> wrong = bundle(Language.FRENCH);
        wrong.putAll(Map.of("power-rule-with-n-n", "règle de la puissance avec $n = {n}$", "collect", "On ordonne", "expand", "d'abord"));
        assertThat(faultsOfStyle(messages(), wrong, capital)).hasSize(3);
    }

    private static List<String> sortedPlaces(String message) {
        return Reason.places(message).stream().sorted().toList();
    }

    @Test
    void the_english_bundle_has_the_messages_of_the_sources() throws IOException {
        Map<String, String> messages = messages();
        if (Boolean.getBoolean("ddx.regenerate")) {
            Path file = Path.of("src/main/resources/dev/ddx/render/messages_en.properties");
            List<String> lines = new ArrayList<>(Files.readAllLines(file).stream().filter(l -> l.startsWith("#")).toList());
            messages.forEach((key, message) -> lines.add(key + " = " + message.replace("\\", "\\\\")));
            Files.write(file, lines);
            return;
        }
        assertThat(bundle(Language.ENGLISH)).as("mvn -B test -Dtest=LanguagesTest -Dddx.regenerate=true writes it anew").isEqualTo(messages);
    }

    @ParameterizedTest
    @EnumSource
    void a_language_is_complete(Language language) throws IOException {
        assertThat(faults(messages(), bundle(language))).isEmpty();
    }

    @Test
    void what_a_bundle_lacks_is_seen() throws IOException {
        Map<String, String> messages = messages();
        assertThat(faultsOfGermanWith(messages, b -> b.remove("chain-rule"))).hasSize(1);
        assertThat(faultsOfGermanWith(messages, b -> b.put("chain-rules", "Kettenregeln"))).hasSize(1);
        assertThat(faultsOfGermanWith(messages, b -> b.put("power-rule-with-n-n", "Potenzregel"))).hasSize(1);
        assertThat(faultsOfGermanWith(messages, b -> b.put("power-rule-with-n-n", "Potenzregel mit ${m}$"))).hasSize(1);
        assertThat(faultsOfGermanWith(messages, b -> b.put("chain-rule", "„Kettenregel“"))).hasSize(1);
    }

    private static List<String> faultsOfGermanWith(Map<String, String> messages, Consumer<Map<String, String>> change) {
        Map<String, String> german = bundle(Language.GERMAN);
        change.accept(german);
        return faults(messages, german);
    }

    @Test
    void every_message_is_a_literal_that_this_test_can_know() {
        assertThat(MessageLiterals.ofTheClasses().faults()).isEmpty();
    }

    /** What the test before must find. */
    static final class NotLiterals {

        static Reason chosen(boolean a) {
            return Reason.of(a ? "One title" : "Another title");
        }

        static Reason composed(String name) {
            return Reason.of("Derivative", "of " + name);
        }

        static Reason constructed() {
            return new Reason("A title", "", Map.of(), Map.of());
        }

        static java.util.function.Function<String, Reason> referred() {
            return Reason::of;
        }

        static String word(Vocabulary words, String name) {
            return words.message(name);
        }

        static Reason right(Expr e) {
            return Reason.of("Cancel", "${g}$").with("g", e);
        }
    }

    @Test
    void a_message_that_is_no_literal_is_seen() throws IOException {
        try (InputStream in = NotLiterals.class.getResourceAsStream("LanguagesTest$NotLiterals.class")) {
            MessageLiterals found = MessageLiterals.of(in.readAllBytes());
            assertThat(found.faults()).hasSize(5);
            assertThat(found.messages()).containsExactly("Cancel", "Cancel ${g}$");
        }
    }

    private static List<Derivation> derivations() throws IOException {
        List<Derivation> out = new ArrayList<>();
        for (String line : resource("/dev/ddx/verify/functions.txt").lines().filter(l -> !l.startsWith("#") && !l.isBlank()).toList()) {
            String variable = line.substring(line.lastIndexOf(';') + 1).strip();
            try {
                out.add(DDX.derivation(DDX.read(line.substring(0, line.lastIndexOf(';')), Set.of(variable), true).expression(), Sym.of(variable), 1, null));
            } catch (DdxException refused) {
                // It has no derivation.
            }
        }
        Sym x = Sym.of("x");
        out.add(DDX.derivation(DDX.parse("x^3*sin(x)"), x, 3, null));
        out.add(DDX.derivationInTermsOf(DDX.parse("x/(x^2+1)"), x, 1, DDX.parse("x^2+1")));
        for (Target t : Target.values()) {
            out.add(DDX.transformation(DDX.parse("(x^2 - 1)/(x^2 + 3*x + 2) + sin(x)^2"), t, t.isByPart() ? x : null));
        }
        return out;
    }

    private static void forEachReason(Derivation d, Consumer<Reason> what) {
        for (Step s : d.steps()) {
            what.accept(s.reason());
            s.sides().forEach(side -> forEachReason(side, what));
        }
    }

    @Test
    void no_derivation_has_a_reason_without_words() throws IOException {
        Map<String, String> messages = messages();
        for (Derivation d : derivations()) {
            forEachReason(d, r -> {
                assertThat(messages).containsValues(r.title(), r.message());
                for (Reason.Words w : r.words().values()) {
                    switch (w) {
                        case Reason.Words.OfThe f -> assertThat(messages).containsValue(Vocabulary.ENGLISH.ofThe(f.function()));
                        case Reason.Words.Rules rules -> rules.titles().forEach(t -> assertThat(messages).containsValue(t));
                        case Reason.Words.Formulas formulas -> formulas.reasons().forEach(by -> assertThat(messages).containsValue(by.title()));
                    }
                }
                for (Language language : Language.values()) {
                    // No place stays empty.
                    assertThat(Reason.places(r.fill(language.vocabulary(), e -> "1"))).as("%s", r).isEmpty();
                }
            });
        }
    }

    @Test
    void no_ledger_has_a_sentence_without_words() throws IOException {
        Map<String, String> messages = messages();
        Sym x = Sym.of("x");
        for (String f : List.of("abs(x)", "x^2/x", "sign(x)", "asin(x)", "x*sqrt(x)", "(x-1)*sqrt(x^2-1)", "floor(x)", "abs(sin(x))", "atan(1/x)", "a*x")) {
            for (Reason r : DDX.ledger(DDX.derivation(DDX.parse(f), x, 1, null), DDX.parse(f), x, 1).orElseThrow().sentences()) {
                assertThat(messages).containsValue(r.message());
                for (Language language : Language.values()) {
                    assertThat(Reason.places(r.fill(language.vocabulary(), e -> "1"))).as("%s", r).isEmpty();
                }
            }
        }
    }

    /** -Dddx.regenerate=true writes them anew; read the difference. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ENGLISH")
    void the_sigmoid_in_other_languages(Language language) throws IOException {
        String name = "/dev/ddx/render/sigmoid." + language.tag() + ".txt";
        String made = text(DDX, "1/(1+e^-x)", language);
        if (Boolean.getBoolean("ddx.regenerate")) {
            Files.writeString(Path.of("src/test/resources" + name), made);
            return;
        }
        assertThat(made).isEqualTo(resource(name));
    }

    private static String text(Ddx ddx, String f, Language language) {
        return new DerivationPrinter(ddx.functions(), Detail.NORMAL).in(language).text(ddx.derivation(ddx.parse(f), Sym.of("x"), 1, null));
    }

    private static List<String> reasons(Ddx ddx, String f, Language language) {
        return text(ddx, f, language).lines().filter(l -> l.contains("— ")).map(l -> l.substring(l.indexOf("— ") + 2)).toList();
    }

    @Test
    void what_a_user_has_named_keeps_its_name() {
        Ddx ddx = DDX.load("""
                function gd(u)
                  title "Gudermannian"
                  derivative 1/cosh(u)
                function f(u)
                  derivative gd(u)
                """, "mine").load("""
                group differentiation
                rule cubes "My rule": d/dx[x^3] -> 3*x^2
                rule cosine "Chain rule!": d/dx[cos(x)] -> -sin(x)
                """, "mine too");
        assertThat(reasons(ddx, "gd(x)", Language.GERMAN)).containsExactly("Ableitung der Funktion Gudermannian");
        assertThat(reasons(ddx, "gd(x)", Language.FRENCH)).containsExactly("Dérivée de la fonction Gudermannian");
        assertThat(reasons(ddx, "gd(x)", Language.ENGLISH)).containsExactly("Derivative of the Gudermannian");
        assertThat(reasons(ddx, "f(x)", Language.GERMAN)).containsExactly("Ableitung von f(x)");
        assertThat(reasons(ddx, "x^3", Language.GERMAN)).containsExactly("My rule");
        assertThat(reasons(ddx, "cos(x)", Language.FRENCH)).containsExactly("Chain rule!");
    }

    @Test
    void words_in_formulas_are_of_the_language() {
        assertThat(text(DDX, "relu(x)", Language.GERMAN)).contains("{ 1 falls x > 0; 0 sonst }");
        assertThat(text(DDX, "relu(x)", Language.FRENCH)).contains("{ 1 si x > 0; 0 sinon }");
        Derivation d = DDX.derivation(DDX.parse("relu(x)"), Sym.of("x"), 1, null);
        assertThat(new DerivationPrinter(DDX.functions(), Detail.NORMAL).in(Language.GERMAN).latex(d)).contains("\\text{falls }").contains("\\text{sonst}");
    }

    @Test
    void each_language_joins_in_its_own_way() {
        assertThat(reasons(DDX, "x^3 + 2*x + 1", Language.ENGLISH).get(0)).isEqualTo("Sum rule, power rule, constant multiple rule, derivative of the variable and constant rule");
        assertThat(reasons(DDX, "x^3 + 2*x + 1", Language.GERMAN).get(0)).isEqualTo("Summenregel, Potenzregel, Faktorregel, Ableitung der Variablen und Konstantenregel");
        assertThat(reasons(DDX, "x^3 + 2*x + 1", Language.FRENCH).get(0))
                .isEqualTo("Dérivée d’une somme, dérivée d’une puissance, dérivée du produit par une constante, dérivée de la variable et dérivée d’une constante");
    }
}
