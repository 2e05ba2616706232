package dev.ddx;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
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
