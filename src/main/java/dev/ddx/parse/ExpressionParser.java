package dev.ddx.parse;

import dev.ddx.expr.Call;
import dev.ddx.expr.DdxException;
import dev.ddx.expr.DdxException.Kind;
import dev.ddx.expr.Expr;
import dev.ddx.expr.FunctionDeclaration;
import dev.ddx.expr.Limits;
import dev.ddx.expr.Relation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.Token;

/**
 * Reads an expression. Brackets are matched on the tokens, and what stands between two brackets is parsed
 * by the ANTLR grammar once everything inside has been read: nesting costs memory, never Java stack.
 */
public final class ExpressionParser {

    private static final Set<String> CALL_LIKE = Set.of("f", "g", "h", "F", "G", "H", "u", "v", "w", "y", "phi", "psi", "Phi", "Psi");
    private static final Set<String> BUILT_IN = Set.of("exp", "sqrt", "root", "log", "log10", "log2", "lg", "diff", "nthdiff", "at", "limit", "piecewise", "partial",
            "integral", "int", "integrate", "sum", "product", "prod", "norm", "logsumexp", "softmax");
    /** Names that mean something before a bracket alone. */
    private static final Set<String> BEFORE_BRACKET = Set.of("int", "sum", "product", "prod");
    private static final Set<String> APPLIED_BARE = Set.of("exp", "sqrt", "log", "log10", "log2", "lg");

    private final Source source;
    private final ParseOptions options;
    private final List<String> notes = new ArrayList<>();
    private final Set<String> plain = new HashSet<>();
    /** Names that stand before a list in brackets, and so are functions wherever they stand before brackets. */
    private final Set<String> listed = new HashSet<>();
    private final Tokens tokens;
    private final DdxParser parser = new DdxParser(null);
    private final ExpressionBuilder builder;

    private ExpressionParser(Source source, ParseOptions options, boolean pattern) {
        this.source = source;
        this.options = options;
        this.builder = new ExpressionBuilder(source, options, notes, pattern);
        this.tokens = new Tokens(source);
        parser.builder = builder;
        parser.setBuildParseTree(false);
        parser.removeErrorListeners();
        parser.setErrorHandler(new SyntaxErrors(source));
    }

    /** @throws DdxException if the text is not an expression, with the place where it goes wrong */
    public static Parsed parse(String text, ParseOptions options) {
        return parse(Source.of(text), options, false);
    }

    /**
     * Reads expressions with commas between them, in brackets or not: {@code [x*y, x+y]}. One expression is a list of one.
     *
     * @throws DdxException if the text is not that, with the place where it goes wrong
     */
    public static ParsedList parseList(String text, ParseOptions options) {
        ExpressionParser parser = new ExpressionParser(Source.of(text), options, false);
        return new ParsedList(parser.items(), parser.notes, parser.builder.places());
    }

    static Parsed parse(Source source, ParseOptions options, boolean pattern) {
        return new ExpressionParser(source, options, pattern).run();
    }

    /** Whether the name of a function, or of a constant, is one of the grammar's own. */
    static boolean isBuiltIn(String name) {
        return BUILT_IN.contains(name) || isConstant(name);
    }

    private static boolean isConstant(String name) {
        return name.equals("e") || name.equals("pi");
    }

    private Parsed run() {
        tokenize();
        List<Expr> items = brackets(isLet() ? let() : 0, tokens.size());
        if (items.size() != 1) {
            throw items.isEmpty() ? source.error(Kind.SYNTAX, "the expression is empty", 0, 1) : several();
        }
        checkVectors(items.get(0));
        return new Parsed(items.get(0), notes, builder.places());
    }

    /** The error for a list where one expression is wanted, at the first comma outside of brackets. */
    private DdxException several() {
        int comma = 0;
        for (int depth = 0; depth > 0 || tokens.type(comma) != DdxLexer.COMMA && tokens.type(comma) != DdxLexer.SEMICOLON; comma++) {
            depth += tokens.type(comma) == DdxLexer.OPEN ? 1 : tokens.type(comma) == DdxLexer.CLOSE ? -1 : 0;
        }
        boolean decimal = tokens.type(comma) == DdxLexer.COMMA && comma > 0 && tokens.type(comma - 1) == DdxLexer.NUMBER && tokens.type(comma + 1) == DdxLexer.NUMBER;
        return source.error(Kind.SYNTAX, "found ‘" + tokens.text(comma) + "’, expected an operator or the end"
                + (decimal ? "; decimals have a point, as in " + tokens.text(comma - 1) + "." + tokens.text(comma + 1) : ""), tokens.start(comma), 1);
    }

    private boolean isSoftmax(Expr e) {
        return e instanceof Call c && c.name().equals("softmax") && !options.functions().contains("softmax");
    }

    private void checkVectors(Expr e) {
        if (builder.hasSoftmax() && e.has(this::isSoftmax)) {
            throw source.error(Kind.SYNTAX, "softmax is a vector; it stands alone or in a list, as in ddx jacobian 'softmax(x, y)'", 0, 1);
        }
    }

    private List<Expr> items() {
        tokenize();
        int from = isLet() ? let() : 0;
        boolean bracketed = isOneBracket(from);
        List<Expr> items = brackets(bracketed ? from + 1 : from, bracketed ? tokens.size() - 1 : tokens.size());
        if (items.isEmpty()) {
            throw source.error(Kind.SYNTAX, "the list is empty", 0, 1);
        }
        List<Expr> out = new ArrayList<>();
        items.forEach(e -> out.addAll(isSoftmax(e) ? ExpressionBuilder.softmax((Call) e) : List.of(e)));
        out.forEach(this::checkVectors);
        return out;
    }

    /** Whether all that stands from there on is in one bracket. */
    private boolean isOneBracket(int from) {
        int depth = 0;
        for (int i = from; i < tokens.size(); i++) {
            depth += tokens.type(i) == DdxLexer.OPEN ? 1 : tokens.type(i) == DdxLexer.CLOSE ? -1 : 0;
            if (depth == 0) {
                return i == tokens.size() - 1 && i > from && matches(tokens.text(from), tokens.text(i));
            }
        }
        return false;
    }

    private void tokenize() {
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
        lexer.setTokenFactory(tokens);
        while (lexer.nextToken().getType() != Token.EOF) {
            check(tokens.size() - 1);
            if (tokens.size() > limits.maxTokens()) {
                throw Limits.reached("the input has too many tokens", limits.maxTokens(), "--max-tokens");
            }
        }
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.type(i) != DdxLexer.NAME) {
                continue;
            }
            if (i + 1 == tokens.size() || tokens.type(i + 1) != DdxLexer.OPEN && tokens.type(i + 1) != DdxLexer.PRIME) {
                plain.add(Names.ascii(tokens.text(i)));
            }
            // The symbols that log_b and d/dx name.
            if (Names.logarithmBase(tokens.text(i)) instanceof String base) {
                plain.add(base);
            }
            if (isDifferential(i)) {
                plain.add(Names.ascii(tokens.text(i).substring(1)));
            }
        }
        ArrayDeque<Integer> open = new ArrayDeque<>();
        for (int i = 0; i < tokens.size(); i++) {
            switch (tokens.type(i)) {
                case DdxLexer.OPEN -> open.push(i);
                case DdxLexer.CLOSE -> open.poll();
                case DdxLexer.COMMA, DdxLexer.SEMICOLON -> {
                    if (!open.isEmpty() && open.peek() > 0 && tokens.type(open.peek() - 1) == DdxLexer.NAME) {
                        listed.add(Names.ascii(tokens.text(open.peek() - 1)));
                    }
                }
                default -> {
                }
            }
        }
    }

    /** Whether it is the dx of d/dx or d^n/dx^n. */
    private boolean isDifferential(int i) {
        return tokens.text(i).length() > 1 && tokens.text(i).startsWith("d") && i > 1 && tokens.type(i - 1) == DdxLexer.DIVIDE
                && (tokens.is(i - 2, "d") || i > 3 && tokens.type(i - 3) == DdxLexer.POWER && tokens.is(i - 4, "d"));
    }

    private boolean isLet() {
        return tokens.size() > 2 && tokens.is(0, "let") && tokens.type(1) == DdxLexer.NAME;
    }

    /** Reads {@code let a = …; b = …;} and gives where what stands after it begins, in which the names stand for one object each. */
    private int let() {
        int from = 1;
        int depth = 0;
        for (int i = 1; i < tokens.size(); i++) {
            int type = tokens.type(i);
            depth += type == DdxLexer.OPEN ? 1 : type == DdxLexer.CLOSE ? -1 : 0;
            boolean in = depth == 0 && tokens.is(i, "in");
            if (depth == 0 && type == DdxLexer.SEMICOLON || in) {
                bind(from, i);
                from = i + 1;
                if (in) {
                    break;
                }
            }
        }
        if (from == 1) {
            throw source.error(Kind.SYNTAX, "what the names of ‘let’ are for is missing; write let a = x^2; a + 1/a", tokens.start(0), 3);
        }
        if (from == tokens.size()) {
            throw source.error(Kind.SYNTAX, "found the end, expected the expression that the names are for", source.text().length(), 1);
        }
        return from;
    }

    private void bind(int head, int end) {
        if (end - head < 3 || tokens.type(head) != DdxLexer.NAME || tokens.type(head + 1) != DdxLexer.EQ) {
            throw source.error(Kind.SYNTAX, "a part of ‘let’ is a name, ‘=’ and an expression, as in let a = x^2; a + 1/a", tokens.start(head), 1);
        }
        String name = Names.ascii(tokens.text(head));
        String wrong = options.functions().contains(name) || BUILT_IN.contains(name) ? "is a function"
                : name.equals("e") || name.equals("pi") ? "is a constant"
                : options.variables().contains(name) ? "is the variable"
                : builder.isBound(name) ? "has a meaning already"
                : null;
        if (wrong == null) {
            List<Expr> items = brackets(head + 2, end);
            if (items.size() != 1 || items.get(0) instanceof Relation) {
                throw source.error(Kind.SYNTAX, "the name " + name + " stands for one expression", tokens.start(head), tokens.length(head));
            }
            wrong = builder.isUsed(name) ? "is used before it has a meaning" : null;
            if (wrong == null) {
                builder.bind(name, items.get(0));
                return;
            }
        }
        throw source.error(Kind.SYNTAX, name + " " + wrong + "; give the part another name", tokens.start(head), tokens.length(head));
    }

    private void check(int i) {
        if (tokens.type(i) == DdxLexer.OTHER) {
            int c = source.text().codePointAt(tokens.start(i));
            char latin = Names.latinFor(c);
            if (latin != 0) {
                throw source.error(Kind.CONFUSABLE, Source.show(c) + " is not the Latin letter ‘" + latin + "’ that it looks like; type ‘" + latin + "’",
                        tokens.start(i), 1);
            }
            String advice = switch (c) {
                case '\\' -> "; this is no LaTeX: type sin(x)/x for \\frac{\\sin x}{x}, sqrt(x) for \\sqrt{x}";
                case '∫' -> "; an integral is typed as integral(f(t), t, a, b)";
                case '∑' -> "; a sum is typed as sum(f(k), k, a, b)";
                case '∞' -> "; infinity is typed as oo";
                default -> "; remove it";
            };
            throw source.error(Kind.CHARACTER, Source.show(c) + " has no meaning in an expression" + advice, tokens.start(i), 1);
        }
        if (tokens.type(i) == DdxLexer.NAME) {
            if (tokens.length(i) > 1000) {
                throw Limits.reached("a name has " + tokens.length(i) + " characters", 1000, "a shorter name");
            }
            if (Names.ascii(tokens.text(i)) == null) {
                int c = source.text().codePointAt(tokens.start(i));
                char latin = Names.latinFor(c);
                throw source.error(Kind.CONFUSABLE, Source.show(c) + " is not the Latin letter ‘" + (latin == 0 ? '?' : latin) + "’ that it looks like",
                        tokens.start(i), 1);
            }
        }
    }

    /** What stands in the tokens [from, to): the expressions between commas and semicolons. */
    private List<Expr> brackets(int from, int to) {
        ArrayDeque<TokenList> stack = new ArrayDeque<>();
        TokenList content = new TokenList(tokens, -1);
        for (int i = from; i < to; i++) {
            int type = tokens.type(i);
            if (type != DdxLexer.OPEN && type != DdxLexer.CLOSE && type != DdxLexer.BAR) {
                content.add(i);
                continue;
            }
            boolean operandExpected = content.size() == 0 || wantsOperand(content.type(content.size() - 1));
            boolean bar = type == DdxLexer.BAR;
            boolean insideBar = content.open() >= 0 && tokens.type(content.open()) == DdxLexer.BAR;
            if (type == DdxLexer.OPEN || bar && (operandExpected || !insideBar)) {
                if (stack.size() >= options.limits().maxDepth()) {
                    throw Limits.reached("the brackets are nested too deep", options.limits().maxDepth(), "--max-depth");
                }
                stack.push(content);
                content = new TokenList(tokens, i);
            } else {
                int open = content.open();
                if (open < 0) {
                    throw source.error(Kind.SYNTAX, "found ‘" + tokens.text(i) + "’, which closes no bracket", tokens.start(i), 1);
                }
                if (!matches(tokens.text(open), tokens.text(i))) {
                    checkIsNoEnd(open, stack.peek());
                    throw source.error(Kind.SYNTAX, "found ‘" + tokens.text(i) + "’, but the open bracket is ‘" + tokens.text(open)
                            + "’ at column " + source.column(tokens.start(open)), tokens.start(i), 1);
                }
                if (content.size() == 0) {
                    throw source.error(Kind.SYNTAX, "nothing stands between ‘" + tokens.text(open) + "’ and ‘" + tokens.text(i) + "’", tokens.start(open), 1);
                }
                GroupToken group = read(content, tokens.stop(i) + 1);
                content = stack.pop();
                content.add(group);
            }
        }
        if (content.open() >= 0) {
            checkIsNoEnd(content.open(), stack.peek());
            throw source.error(Kind.SYNTAX, "‘" + tokens.text(content.open()) + "’ is never closed", tokens.start(content.open()), 1);
        }
        return read(content, source.text().length()).items();
    }

    /** A bar that is never closed and stands within bars, where an operand is missing: it was to close those. */
    private void checkIsNoEnd(int open, TokenList around) {
        if (tokens.type(open) == DdxLexer.BAR && around.open() >= 0 && tokens.type(around.open()) == DdxLexer.BAR && around.size() > 0) {
            throw source.error(Kind.SYNTAX, "found ‘|’, expected " + SyntaxErrors.OPERAND, tokens.start(open), 1);
        }
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

    private GroupToken read(TokenList content, int end) {
        prepare(content);
        parser.setTokenStream(content);
        parser.content();
        int open = content.open();
        return new GroupToken(open < 0 ? 0 : tokens.start(open), end, source, builder.items(), builder.separators(),
                open >= 0 && tokens.type(open) == DdxLexer.BAR);
    }

    /** Decides which names are applied as functions, and joins d/dx to one token. */
    private void prepare(TokenList content) {
        for (int i = 0; i < content.size(); i++) {
            int type = content.type(i);
            if (type == DdxLexer.NAME) {
                int used = DifferentialToken.length(content, i);
                if (used > 0) {
                    DifferentialToken d = DifferentialToken.of(content, i, used, source);
                    checkIsVariable(d.variable().name(), content, i);
                    content.keep(d);
                    i += used - 1;
                    continue;
                }
                if (isApplied(content, i)) {
                    content.retype(i, DdxLexer.FUNCTION);
                }
            } else if (type == DdxLexer.ROOT) {
                content.retype(i, DdxLexer.FUNCTION);
            }
            content.keep(i);
        }
        content.end();
    }

    /** What d/d… is by has to be a name that stands for a variable where it stands alone. */
    private void checkIsVariable(String name, TokenList content, int i) {
        List<FunctionDeclaration> named = options.functions().named(name);
        boolean isFunction = (named.isEmpty() ? APPLIED_BARE.contains(name) || BUILT_IN.contains(name) && !BEFORE_BRACKET.contains(name) : named.get(0).name().equals(name))
                && name.length() > 1 && !Names.isGreek(name);
        if (isFunction || isConstant(name)) {
            throw source.error(Kind.BAD_VARIABLE, "d/d" + name + " is by a variable, not by " + name, content.start(i), content.text(i).length());
        }
    }

    private boolean isApplied(TokenList content, int i) {
        String written = content.text(i);
        String name = Names.ascii(written);
        int type = i + 1 < content.size() ? content.type(i + 1) : Token.EOF;
        GroupToken group = content.group(i + 1);
        List<FunctionDeclaration> named = isLetterOfAnother(written, name) ? List.of() : options.functions().named(name);
        boolean bracket = group != null && !group.bars();
        boolean logarithm = named.isEmpty() && Names.logarithmBase(name) != null;
        boolean known = !named.isEmpty() || logarithm || BUILT_IN.contains(name) && (bracket || !BEFORE_BRACKET.contains(name));
        if (type == DdxLexer.PRIME) {
            return true;
        }
        if (isConstant(name) || options.variables().contains(name) && !(known && name.length() > 1)) {
            return false;
        }
        if (bracket) {
            if (known) {
                return true;
            }
            if (plain.contains(name)) {
                return false;
            }
            boolean list = listed.contains(name) || group.items().size() > 1;
            if (list || name.length() > 1 && !name.contains("_") || CALL_LIKE.contains(name)) {
                boolean heads = i + 2 < content.size() && content.type(i + 2) == DdxLexer.EQ && i == 0;
                if (options.undeclaredFunctions() || heads) {
                    return true;
                }
                throw source.error(Kind.UNKNOWN_FUNCTION, name + " is not a function that is known" + didYouMean(name)
                        + "; declare it with --function " + name + " or define it with --define '" + name + "(x) = …'", content.start(i), written.length());
            }
            notes.add(name + "(…) is read as the product " + name + "·(…)");
            return false;
        }
        if (!known) {
            return false;
        }
        boolean power = type == DdxLexer.POWER || type == DdxLexer.SUPERSCRIPT;
        boolean bare = named.isEmpty() ? logarithm || APPLIED_BARE.contains(name) : named.stream().anyMatch(f -> f.arity() == 1) && !Names.isGreek(name);
        if (name.length() == 1 || Names.isGreek(name) || !named.isEmpty() && !named.get(0).name().equals(name) && type != DdxLexer.NAME && type != DdxLexer.NUMBER) {
            return false;
        }
        if (bare && (type == DdxLexer.NUMBER || type == DdxLexer.NAME || group != null || power || type == DdxLexer.ROOT)) {
            return true;
        }
        throw source.error(Kind.SYNTAX, name + " needs an argument, as in " + name + "(x)", content.start(i), written.length());
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
}
