package dev.ddx;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who may use whom, as CONTRIBUTING says. */
class LayersTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("dev.ddx");

    @Test
    void aPackageUsesWhatStandsAboveIt() {
        layeredArchitecture().consideringOnlyDependenciesInLayers()
                .layer("expr").definedBy("dev.ddx.expr")
                .layer("parse").definedBy("dev.ddx.parse")
                .layer("kernel").definedBy("dev.ddx.kernel")
                .layer("rewrite").definedBy("dev.ddx.rewrite")
                .layer("calculus").definedBy("dev.ddx.calculus")
                .layer("render").definedBy("dev.ddx.render")
                .layer("code").definedBy("dev.ddx.code")
                .layer("prove").definedBy("dev.ddx.prove")
                .layer("façade").definedBy("dev.ddx")
                .layer("writeup").definedBy("dev.ddx.writeup")
                .layer("cli").definedBy("dev.ddx.cli")
                .whereLayer("expr").mayNotAccessAnyLayer()
                .whereLayer("parse").mayOnlyAccessLayers("expr")
                .whereLayer("kernel").mayOnlyAccessLayers("expr")
                .whereLayer("rewrite").mayOnlyAccessLayers("expr", "kernel")
                .whereLayer("calculus").mayOnlyAccessLayers("expr", "kernel", "rewrite", "parse")
                .whereLayer("render").mayOnlyAccessLayers("expr", "rewrite")
                .whereLayer("writeup").mayOnlyBeAccessedByLayers("cli")
                .whereLayer("code").mayOnlyAccessLayers("expr", "kernel", "rewrite", "render")
                .whereLayer("prove").mayOnlyAccessLayers("expr", "kernel", "rewrite")
                .whereLayer("cli").mayNotBeAccessedByAnyLayer()
                .check(CLASSES);
    }

    /** What judges a step is small, and rests on expressions and the kernel's algebra alone; what is claimed beside steps uses it. */
    @Test
    void theCoreOfTheVerifierKnowsNoRules() {
        classes().that().resideInAPackage("dev.ddx.verify.core")
                .should().onlyDependOnClassesThat().resideInAnyPackage("dev.ddx.verify.core", "dev.ddx.expr", "dev.ddx.kernel", "java..", "org.apfloat..")
                .check(CLASSES);
        noClasses().that().resideInAPackage("dev.ddx.verify..").should().dependOnClassesThat().resideInAnyPackage("dev.ddx.calculus", "dev.ddx.parse",
                "dev.ddx.render", "dev.ddx").check(CLASSES);
    }

    /** Lines that are neither blank nor a comment, imports included. */
    @Test
    void theCoreOfTheVerifierIsSmall() throws IOException {
        long lines = 0;
        try (Stream<Path> files = Files.list(Path.of("src/main/java/dev/ddx/verify/core"))) {
            for (Path file : files.toList()) {
                lines += Files.readAllLines(file).stream().map(String::strip).filter(l -> !l.isEmpty() && !l.matches("(//|/\\*|\\*).*")).count();
            }
        }
        assertThat(lines).isBetween(500L, 999L);
    }

    /** The library reads the files, and a rule is made of what was read; the other rules know nothing of texts. */
    @Test
    void rulesAreReadInOnePlace() {
        noClasses().that().resideInAPackage("dev.ddx.calculus")
                .and().haveNameNotMatching(".*\\.(StandardLibrary|TextRule)(\\$.*)?")
                .should().dependOnClassesThat().resideInAPackage("dev.ddx.parse")
                .check(CLASSES);
    }

    @Test
    void noCycles() {
        slices().matching("dev.ddx.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void markdownIsReadInOnePlace() {
        noClasses().that().haveNameNotMatching("dev\\.ddx\\.writeup\\.SourceText(\\$.*)?").should().dependOnClassesThat().resideInAnyPackage("org.commonmark..")
                .check(CLASSES);
    }

    @Test
    void theLibraryNeedsNothingThatOnlyTheCommandLineNeeds() {
        noClasses().that().resideOutsideOfPackage("dev.ddx.cli").should().dependOnClassesThat().resideInAnyPackage("picocli..", "org.jline..")
                .check(CLASSES);
    }
}
