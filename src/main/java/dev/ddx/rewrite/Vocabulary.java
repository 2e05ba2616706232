package dev.ddx.rewrite;

import java.util.List;

/** The words of a language: what it makes of the English messages that rules and reasons are written in. */
public interface Vocabulary {

    /** The messages as they are written. */
    Vocabulary ENGLISH = new Vocabulary() {

        @Override
        public String message(String english) {
            return english;
        }

        @Override
        public String ofThe(String function) {
            return "of the " + function;
        }

        @Override
        public String atTheStart(String words) {
            return words;
        }

        @Override
        public String further(String words) {
            // What is called after a person keeps its capital.
            return words.isEmpty() || words.startsWith("Pythagorean ") || words.startsWith("Leibniz ") ? words : Character.toLowerCase(words.charAt(0)) + words.substring(1);
        }
    };

    /** The message in this language, with the same places; the message itself if there are no words for it. */
    String message(String english);

    /** "of the sine": the title of a function in the genitive, with its article. */
    String ofThe(String function);

    /** The words of a message where a sentence begins with them. */
    String atTheStart(String words);

    /** The words of a message where they stand further on in a sentence. */
    String further(String words);

    /** An enumeration such as "a, b and c". */
    default String list(List<String> words) {
        if (words.size() < 2) {
            return String.join("", words);
        }
        return message("{a} and {b}").replace("{a}", String.join(", ", words.subList(0, words.size() - 1)))
                .replace("{b}", words.get(words.size() - 1));
    }
}
