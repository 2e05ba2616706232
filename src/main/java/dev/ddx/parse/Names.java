package dev.ddx.parse;

import java.util.Map;

/** Names of symbols: Greek letters by their ASCII names, and letters of other scripts that look Latin. */
final class Names {

    private static final String GREEK = "α alpha β beta γ gamma δ delta ε epsilon ϵ epsilon ζ zeta η eta θ theta ϑ theta ι iota κ kappa "
            + "λ lambda μ mu ν nu ξ xi ο omicron π pi ρ rho σ sigma ς sigma τ tau υ upsilon φ phi ϕ phi χ chi ψ psi ω omega "
            + "Γ Gamma Δ Delta Θ Theta Λ Lambda Ξ Xi Π Pi Σ Sigma Υ Upsilon Φ Phi Ψ Psi Ω Omega";

    private static final Map<Integer, String> ASCII = new java.util.HashMap<>();

    private static final String LOOK_ALIKE = "аaеeоoрpсcхxуyіiјjѕsАAВBЕEКKМMНHОOРPСCТTХXΑAΒBΕEΖZΗHΙIΚKΜMΝNΟOΡPΤTΧX";

    static {
        String[] words = GREEK.split(" ");
        for (int i = 0; i < words.length; i += 2) {
            ASCII.put(words[i].codePointAt(0), words[i + 1]);
        }
    }

    private Names() {
    }

    /** The ASCII name of what was written: σ gives sigma, σ_1 gives sigma_1; null if there is none. */
    static String ascii(String written) {
        int first = written.codePointAt(0);
        if (first < 128) {
            return written;
        }
        String name = ASCII.get(first);
        return name == null ? null : name + written.substring(Character.charCount(first));
    }

    static boolean isGreek(String ascii) {
        return ASCII.containsValue(ascii);
    }

    /** The base that log_2 and log_b name: a number or a letter; null for another name. */
    static String logarithmBase(String name) {
        if (!name.startsWith("log_")) {
            return null;
        }
        String base = name.substring("log_".length());
        return base.length() == 1 && Character.isLetter(base.charAt(0)) || base.chars().allMatch(Character::isDigit) ? base : null;
    }

    /** Whether it could be meant as letters that are multiplied: two or three small letters, with x, y or z among them. */
    static boolean looksLikeProduct(String name) {
        return (name.length() == 2 || name.length() == 3) && name.chars().allMatch(c -> c >= 'a' && c <= 'z')
                && name.chars().anyMatch(c -> c >= 'x') && !isGreek(name);
    }

    /** The Latin letter that this one looks like, or 0. */
    static char latinFor(int codePoint) {
        int i = LOOK_ALIKE.indexOf(codePoint);
        return i >= 0 && i % 2 == 0 ? LOOK_ALIKE.charAt(i + 1) : 0;
    }
}
