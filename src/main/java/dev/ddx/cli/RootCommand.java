package dev.ddx.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "ddx", versionProvider = RootCommand.Version.class,
        synopsisHeading = "", customSynopsis = {
            "Usage: ddx [diff] EXPR [OPTIONS]     the derivative, with every step",
            "       ddx methods EXPR              the ways in which it can be differentiated",
            "       ddx explain NAME              why a rule is right, or a function has its derivative",
            "       ddx writeup EXPR… -o FILE     a document: .md, .html, .tex or .pdf",
            "       ddx superior EXPR             the derivative by what the function has computed",
            "       ddx simplify EXPR [OPTIONS]   the simplified expression, with every step",
            "       ddx FORM EXPR [OPTIONS]       the expression expanded, factored, …",
            "       ddx gradient EXPR [OPTIONS]   the partial derivatives; jacobian, hessian, … see below",
            "       ddx eval EXPR --at 'x = 2'    the value, to any number of digits",
            "       ddx equal A B                 whether they are equal, and why",
            "       ddx zero EXPR                 whether it is zero, and why",
            "       ddx print EXPR [OPTIONS]      the expression as it was read",
            "       ddx codegen EXPR --target C   functions and derivatives as source code",
            "       ddx verify FILE               checks the JSON of a derivation",
            "       ddx prove EXPR --coq FILE     writes the derivative as a theorem for Coq",
            "       ddx batch --op OP             JSON lines in, JSON lines out",
            "       ddx rules | functions         what ddx knows"},
        description = "%nDifferentiates expressions and shows every step.%n",
        commandListHeading = "%nCommands (ddx COMMAND --help shows the options):%n",
        footer = {"", "Exit codes: 0 done, 2 usage, 3 syntax, 4 mathematics, 5 a limit was reached, 6 not verified.", "",
            "Example: ddx '1/(1+e^-x)'"})
final class RootCommand {

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Shows this help.")
    boolean help;

    @Option(names = {"-V", "--version"}, versionHelp = true, description = "Shows the version.")
    boolean version;

    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String v = RootCommand.class.getPackage().getImplementationVersion();
            return new String[] {"ddx " + (v == null ? "(not packaged)" : v)};
        }
    }
}
