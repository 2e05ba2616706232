package dev.ddx.render;

import dev.ddx.rewrite.Vocabulary;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.PropertyResourceBundle;
import java.util.ResourceBundle;
import java.util.regex.Pattern;

/**
 * The words of a language from its resource bundle. A key is the English message in lower case with hyphens, as
 * {@link #key} makes it, and the value is written as it stands in the middle of a sentence.
 */
final class Dictionary implements Vocabulary {

    private static final Pattern NEITHER_LETTER_NOR_DIGIT = Pattern.compile("[^\\p{L}\\p{N}]+");

    private final ResourceBundle english;
    private final ResourceBundle words;
    private final Locale locale;

    private Dictionary(ResourceBundle english, ResourceBundle words, Locale locale) {
        this.english = english;
        this.words = words;
        this.locale = locale;
    }

    static Dictionary of(Language language) {
        return new Dictionary(bundle(Language.ENGLISH), bundle(language), Locale.forLanguageTag(language.tag()));
    }

    /** All messages of the language by their keys; for English these are the messages as the sources have them. */
    static ResourceBundle bundle(Language language) {
        // ResourceBundle.getBundle would ask the locale of the machine, and may not be told otherwise in a named module.
        try (InputStream in = Dictionary.class.getResourceAsStream("messages_" + language.tag() + ".properties")) {
            return new PropertyResourceBundle(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The key of an English message, such as {@code power-rule-with-n-n}. */
    static String key(String english) {
        String key = NEITHER_LETTER_NOR_DIGIT.matcher(english.replace("{...}", "all").toLowerCase(Locale.ROOT)).replaceAll("-");
        int from = key.startsWith("-") ? 1 : 0;
        return key.substring(from, Math.max(from, key.length() - (key.endsWith("-") ? 1 : 0)));
    }

    /** Whether there are words for this message, not only for one with the same key. */
    private boolean knows(String message) {
        String key = key(message);
        return words.containsKey(key) && english.containsKey(key) && english.getString(key).equals(message);
    }

    @Override
    public String message(String message) {
        return knows(message) ? words.getString(key(message)) : message;
    }

    @Override
    public String ofThe(String function) {
        String phrase = Vocabulary.ENGLISH.ofThe(function);
        return knows(phrase) ? message(phrase) : message("of the function {f}").replace("{f}", function);
    }

    @Override
    public String atTheStart(String sentence) {
        return sentence.isEmpty() ? sentence : sentence.substring(0, 1).toUpperCase(locale) + sentence.substring(1);
    }

    @Override
    public String further(String sentence) {
        return sentence;
    }
}
