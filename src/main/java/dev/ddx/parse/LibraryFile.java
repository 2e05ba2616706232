package dev.ddx.parse;

import dev.ddx.expr.FunctionDeclaration;
import java.util.List;

/** What a library file declares, in order. */
public record LibraryFile(List<FunctionDeclaration> functions, List<RuleText> rules) {
}
