package dev.ddx.cli;

import dev.ddx.render.Language;
import picocli.CommandLine.Option;

/** In which language titles and reasons are printed. */
final class LanguageOption {

    @Option(names = "--language", paramLabel = "LANGUAGE", description = "The language of titles and reasons: en (the default), de or fr.")
    String tag = Language.ENGLISH.tag();

    Language language() {
        return Language.of(tag);
    }
}
