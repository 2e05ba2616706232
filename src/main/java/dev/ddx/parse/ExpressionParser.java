package dev.ddx.parse;

import dev.ddx.expr.DdxException;
import dev.ddx.expr.DdxException.Kind;
import dev.ddx.expr.Expr;
import dev.ddx.expr.FunctionDeclaration;
import dev.ddx.expr.Limits;
import dev.ddx.expr.Relation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Token;

/**
 * Reads an expression. Brackets are matched on the tokens, and what stands between two brackets is parsed
 * by the ANTLR grammar once everything inside has been read: nesting costs memory, never Java stack.
 */
public final class ExpressionParser {

    private static final Set<String> CALL_LIKE = Set.of("f", "g", "h", "F", "G", "H", "u", "v", "w", "y", "phi", "psi", "Phi", "Psi");
    private static final Set<String> BUILT_IN = Set.of("exp", "sqrt", "root", "log", "log10", "log2", "lg", "diff", "at", "piecewise", "partial");
    private static final Set<String> APPLIED_BARE = Set.of("exp", "sqrt", "log", "log10", "log2", "lg");

    private final Source source;
    private final ParseOptions options;
    private final List<String> notes = new ArrayList<>();
    private final Set<String> plain = new HashSet<>();
    private final TokenList stream = new TokenList();
    private final DdxParser parser = new DdxParser(stream);
    private final ExpressionBuilder builder;

    private ExpressionParser(Source source, ParseOptions options, boolean pattern) {
        this.source = source;
        this.options = options;
        this.builder = new ExpressionBuilder(source, options, notes, pattern);
        parser.builder = builder;
        parser.removeErrorListeners();
        parser.setErrorHandler(new SyntaxErrors(source));
    }

    /** @throws DdxException if the text is not an expression, with the place where it goes wrong */
    public static Parsed parse(String text, ParseOptions options) {
        return parse(Source.of(text), options, false);
    }

    static Parsed parse(Source source, ParseOptions options, boolean pattern) {
        return new ExpressionParser(source, options, pattern).run();
    }

    private Parsed run() {
        Limits limits = options.limits();
        String text = source.text();
        if (text.length() > limits.maxChars()) {
            throw Limits.reached("the input has " + text.length() + " characters", limits.maxChars(), "--max-chars");
        }
        if (text.isBlank()) {
            throw source.error(Kind.SYNTAX, "the expression is empty", 0, 1);
        }
        DdxLexer lexer = new DdxLexer(CharStreams.fromString(text));
        lexer.removeErrorListeners();
        List<Token> tokens = new ArrayList<>();
        Map<String, String> names = new HashMap<>();
        for (Token t = lexer.nextToken(); t.getType() != Token.EOF; t = lexer.nextToken()) {
            check(t);
            if (t.getType() == DdxLexer.NAME) {
                // ANTLR makes a token's text each time that it is asked for; one object serves every use of a name.
                ((CommonToken) t).setText(names.computeIfAbsent(t.getText(), name -> name));
            }
            tokens.add(t);
            if (tokens.size() > limits.maxTokens()) {
                throw Limits.reached("the input has too many tokens", limits.maxTokens(), "--max-tokens");
            }
        }
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.get(i).getType() == DdxLexer.NAME
                    && (i + 1 == tokens.size() || tokens.get(i + 1).getType() != DdxLexer.OPEN && tokens.get(i + 1).getType() != DdxLexer.PRIME)) {
                plain.add(Names.ascii(tokens.get(i).getText()));
            }
        }
        List<Expr> items = brackets(isLet(tokens) ? let(tokens) : tokens);
        if (items.size() != 1) {
            throw source.error(Kind.SYNTAX, items.isEmpty() ? "the expression is empty" : "found ‘,’, expected an operator or the end", 0, 1);
        }
        return new Parsed(items.get(0), notes);
    }

    private static boolean isLet(List<Token> tokens) {
        return tokens.size() > 2 && tokens.get(0).getText().equals("let") && tokens.get(1).getType() == DdxLexer.NAME;
    }

    /** Reads {@code let a = …; b = …;} and gives what stands after it, in which the names stand for one object each. */
    private List<Token> let(List<Token> tokens) {
        int from = 1;
        int depth = 0;
        for (int i = 1; i < tokens.size(); i++) {
            Token t = tokens.get(i);
            depth += t.getType() == DdxLexer.OPEN ? 1 : t.getType() == DdxLexer.CLOSE ? -1 : 0;
            boolean in = depth == 0 && t.getText().equals("in");
            if (depth == 0 && t.getType() == DdxLexer.SEMICOLON || in) {
                bind(tokens.subList(from, i), t);
                from = i + 1;
                if (in) {
                    break;
                }
            }
        }
        if (from == 1) {
            throw source.error(Kind.SYNTAX, "what the names of ‘let’ are for is missing; write let a = x^2; a + 1/a", index(tokens.get(0)), 3);
        }
        if (from == tokens.size()) {
            throw source.error(Kind.SYNTAX, "found the end, expected the expression that the names are for", source.text().length(), 1);
        }
        return tokens.subList(from, tokens.size());
    }

    private void bind(List<Token> tokens, Token end) {
        if (tokens.size() < 3 || tokens.get(0).getType() != DdxLexer.NAME || tokens.get(1).getType() != DdxLexer.EQ) {
            throw source.error(Kind.SYNTAX, "a part of ‘let’ is a name, ‘=’ and an expression, as in let a = x^2; a + 1/a",
                    index(tokens.isEmpty() ? end : tokens.get(0)), 1);
        }
        Token head = tokens.get(0);
        String name = Names.ascii(head.getText());
        String wrong = options.functions().contains(name) || BUILT_IN.contains(name) ? "is a function"
                : name.equals("e") || name.equals("pi") ? "is a constant"
                : options.variables().contains(name) ? "is the variable"
                : builder.isBound(name) ? "has a meaning already"
                : null;
        if (wrong == null) {
            List<Expr> items = brackets(tokens.subList(2, tokens.size()));
            if (items.size() != 1 || items.get(0) instanceof Relation) {
                throw source.error(Kind.SYNTAX, "the name " + name + " stands for one expression", index(head), head.getText().length());
            }
            wrong = builder.isUsed(name) ? "is used before it has a meaning" : null;
            if (wrong == null) {
                builder.bind(name, items.get(0));
                return;
            }
        }
        throw source.error(Kind.SYNTAX, name + " " + wrong + "; give the part another name", index(head), head.getText().length());
    }

    /** Code point index to char index: ANTLR counts code points. */
    private int index(Token t) {
        return source.text().offsetByCodePoints(0, t.getStartIndex());
    }

    private void check(Token t) {
        if (t.getType() == DdxLexer.OTHER) {
            int c = t.getText().codePointAt(0);
            char latin = Names.latinFor(c);
            if (latin != 0) {
                throw source.error(Kind.CONFUSABLE, Source.show(c) + " is not the Latin letter ‘" + latin + "’ that it looks like; type ‘" + latin + "’",
                        index(t), 1);
            }
            throw source.error(Kind.CHARACTER, Source.show(c) + " has no meaning in an expression; remove it", index(t), 1);
        }
        if (t.getType() == DdxLexer.NAME) {
            if (t.getText().length() > 1000) {
                throw Limits.reached("a name has " + t.getText().length() + " characters", 1000, "a shorter name");
            }
            if (Names.ascii(t.getText()) == null) {
                int c = t.getText().codePointAt(0);
                char latin = Names.latinFor(c);
                throw source.error(Kind.CONFUSABLE, Source.show(c) + " is not the Latin letter ‘" + (latin == 0 ? '?' : latin) + "’ that it looks like", index(t), 1);
            }
        }
    }

    private record Open(Token token, List<Token> content) {
    }

    private List<Expr> brackets(List<Token> tokens) {
        ArrayDeque<Open> stack = new ArrayDeque<>();
        stack.push(new Open(null, new ArrayList<>()));
        for (Token t : tokens) {
            List<Token> content = stack.peek().content();
            boolean operandExpected = content.isEmpty() || wantsOperand(content.get(content.size() - 1).getType());
            boolean bar = t.getType() == DdxLexer.BAR;
            boolean insideBar = stack.peek().token() != null && stack.peek().token().getType() == DdxLexer.BAR;
            if (t.getType() == DdxLexer.OPEN || bar && (operandExpected || !insideBar)) {
                if (stack.size() > options.limits().maxDepth()) {
                    throw Limits.reached("the brackets are nested too deep", options.limits().maxDepth(), "--max-depth");
                }
                stack.push(new Open(t, new ArrayList<>()));
            } else if (t.getType() == DdxLexer.CLOSE || bar) {
                Open open = stack.pop();
                if (open.token() == null) {
                    throw source.error(Kind.SYNTAX, "found ‘" + t.getText() + "’, which closes no bracket", index(t), 1);
                }
                if (!matches(open.token().getText(), t.getText())) {
                    throw source.error(Kind.SYNTAX, "found ‘" + t.getText() + "’, but the open bracket is ‘" + open.token().getText()
                            + "’ at column " + (open.token().getCharPositionInLine() + 1), index(t), 1);
                }
                stack.peek().content().add(group(open, t));
            } else {
                content.add(t);
            }
        }
        Open last = stack.peek();
        if (last.token() != null) {
            throw source.error(Kind.SYNTAX, "‘" + last.token().getText() + "’ is never closed", index(last.token()), 1);
        }
        return read(last.content(), null).items();
    }

    private static boolean matches(String open, String close) {
        return switch (open) {
            case "(" -> close.equals(")");
            case "[" -> close.equals("]");
            case "{" -> close.equals("}");
            default -> close.equals(open);
        };
    }

    private static boolean wantsOperand(int type) {
        return switch (type) {
            case DdxLexer.PLUS, DdxLexer.MINUS, DdxLexer.TIMES, DdxLexer.DIVIDE, DdxLexer.POWER, DdxLexer.COMMA, DdxLexer.SEMICOLON, DdxLexer.EQ,
                    DdxLexer.NE, DdxLexer.LE, DdxLexer.GE, DdxLexer.LT, DdxLexer.GT, DdxLexer.ROOT -> true;
            default -> false;
        };
    }

    private GroupToken group(Open open, Token close) {
        if (open.content().isEmpty()) {
            throw source.error(Kind.SYNTAX, "nothing stands between ‘" + open.token().getText() + "’ and ‘" + close.getText() + "’",
                    index(open.token()), 1);
        }
        return read(open.content(), open.token());
    }

    private GroupToken read(List<Token> content, Token open) {
        List<Token> prepared = prepare(content);
        CommonToken end = new CommonToken(Token.EOF, "<EOF>");
        Token last = content.isEmpty() ? open : content.get(content.size() - 1);
        end.setStartIndex(last == null ? 0 : last.getStopIndex() + 1);
        prepared.add(end);
        stream.read(prepared);
        parser.reset();
        DdxParser.ContentContext tree = parser.content();
        List<Expr> items = new ArrayList<>();
        List<Integer> separators = new ArrayList<>();
        for (DdxParser.RelationContext r : tree.relation()) {
            items.add(builder.relation(r));
        }
        for (int i = 0; i < tree.getChildCount(); i++) {
            if (tree.getChild(i) instanceof org.antlr.v4.runtime.tree.TerminalNode n
                    && (n.getSymbol().getType() == DdxLexer.COMMA || n.getSymbol().getType() == DdxLexer.SEMICOLON)) {
                separators.add(n.getSymbol().getType());
            }
        }
        Token at = open == null ? end : open;
        return new GroupToken(at, items, separators, open != null && open.getType() == DdxLexer.BAR);
    }

    /** Decides which names are applied as functions, and joins d/dx to one token. */
    private List<Token> prepare(List<Token> content) {
        List<Token> out = new ArrayList<>(content.size() + 1);
        for (int i = 0; i < content.size(); i++) {
            Token t = content.get(i);
            if (t.getType() == DdxLexer.ROOT) {
                out.add(typed(t, DdxLexer.FUNCTION));
                continue;
            }
            if (t.getType() != DdxLexer.NAME) {
                out.add(t);
                continue;
            }
            int used = DifferentialToken.length(content, i);
            if (used > 0) {
                out.add(DifferentialToken.of(content, i, used));
                i += used - 1;
                continue;
            }
            out.add(isApplied(t, content, i) ? typed(t, DdxLexer.FUNCTION) : t);
        }
        return out;
    }

    private boolean isApplied(Token t, List<Token> content, int i) {
        String name = Names.ascii(t.getText());
        Token next = i + 1 < content.size() ? content.get(i + 1) : null;
        int type = next == null ? Token.EOF : next.getType();
        List<FunctionDeclaration> named = isLetterOfAnother(t.getText(), name) ? List.of() : options.functions().named(name);
        boolean known = !named.isEmpty() || BUILT_IN.contains(name);
        boolean bracket = next instanceof GroupToken g && !g.bars();
        if (type == DdxLexer.PRIME) {
            return true;
        }
        if (name.equals("e") || name.equals("pi") || options.variables().contains(name) && !(known && name.length() > 1)) {
            return false;
        }
        if (bracket) {
            if (known) {
                return true;
            }
            if (plain.contains(name)) {
                return false;
            }
            boolean list = ((GroupToken) next).items().size() > 1;
            if (list || name.length() > 1 && !name.contains("_") || CALL_LIKE.contains(name)) {
                boolean heads = i + 2 < content.size() && content.get(i + 2).getType() == DdxLexer.EQ && i == 0;
                if (options.undeclaredFunctions() || heads) {
                    return true;
                }
                throw source.error(Kind.UNKNOWN_FUNCTION, name + " is not a function that is known" + didYouMean(name)
                        + "; declare it with --function " + name + " or define it with --define '" + name + "(x) = …'", index(t), t.getText().length());
            }
            notes.add(name + "(…) is read as the product " + name + "·(…)");
            return false;
        }
        if (!known) {
            return false;
        }
        boolean power = type == DdxLexer.POWER || type == DdxLexer.SUPERSCRIPT;
        boolean bare = named.isEmpty() ? APPLIED_BARE.contains(name) : named.stream().anyMatch(f -> f.arity() == 1) && !Names.isGreek(name);
        if (name.length() == 1 || Names.isGreek(name) || !named.isEmpty() && !named.get(0).name().equals(name) && type != DdxLexer.NAME && type != DdxLexer.NUMBER) {
            return false;
        }
        if (bare && (type == DdxLexer.NUMBER || type == DdxLexer.NAME || next instanceof GroupToken || power || type == DdxLexer.ROOT)) {
            return true;
        }
        throw source.error(Kind.SYNTAX, name + " needs an argument, as in " + name + "(x)", index(t), t.getText().length());
    }

    /** Whether a Greek letter was written, and the function that has the letter's name is written with another: Γ(x), not γ(x). */
    private boolean isLetterOfAnother(String written, String name) {
        if (written.equals(name)) {
            return false;
        }
        List<FunctionDeclaration> named = options.functions().named(name);
        return !named.isEmpty() && named.stream().allMatch(f -> f.name().equals(name) && f.latex() != null && !f.latex().matches("\\\\" + name + "\\b.*"));
    }

    private String didYouMean(String name) {
        String best = null;
        int least = 3;
        for (FunctionDeclaration f : options.functions().all()) {
            int d = distance(name.toLowerCase(java.util.Locale.ROOT), f.name().toLowerCase(java.util.Locale.ROOT));
            if (d < least && d < f.name().length()) {
                least = d;
                best = f.name();
            }
        }
        return best == null || name.length() < 3 ? "" : " (did you mean " + best + "?)";
    }

    private static int distance(String a, String b) {
        if (Math.abs(a.length() - b.length()) > 2) {
            return 9;
        }
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int next = Math.min(Math.min(row[j], row[j - 1]) + 1, diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1));
                diagonal = row[j];
                row[j] = next;
            }
        }
        return row[b.length()];
    }

    private static Token typed(Token t, int type) {
        CommonToken made = new CommonToken(t);
        made.setType(type);
        return made;
    }
}
