package dev.ddx.parse;

import dev.ddx.expr.Const;
import dev.ddx.expr.DdxException;
import dev.ddx.expr.DdxException.Kind;
import dev.ddx.expr.Expr;
import dev.ddx.expr.FunctionDeclaration;
import dev.ddx.expr.FunctionTable;
import dev.ddx.expr.LatexTemplate;
import dev.ddx.expr.Limit;
import dev.ddx.expr.Piecewise;
import dev.ddx.expr.Rational;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sym;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.DefaultErrorStrategy;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Token;

/** Reads a library file: functions with their derivatives, definitions, and rules. */
public final class LibraryParser {

    private static final Pattern DEPENDS = Pattern.compile("(\\w+)\\s+depends\\s+on\\s+(\\w+)");
    private static final Pattern FREE = Pattern.compile("(\\w+)\\s+free\\s+of\\s+(\\w+)");
    private static final Pattern IS = Pattern.compile("(\\w+)\\s+is\\s+(number|integer|symbol|real)");
    private static final Pattern UNLESS = Pattern.compile("\\s+unless\\s+(\\w+)\\s+is\\s+integer\\s*$");
    private static final Pattern HEAD = Pattern.compile("\\s*(\\p{L}\\w*)\\s*\\(([^)]*)\\)\\s*");

    private final UnaryOperator<String> unknownCommand;
    private final String text;
    private final String name;
    /** Whether every character is one char, so that ANTLR's positions are those of the text. */
    private final boolean plain;
    private final FunctionTable base;
    private FunctionTable table;
    /** The names of rules that are taken. */
    private final Set<String> rules;

    private LibraryParser(String text, String name, FunctionTable base, Set<String> rules, UnaryOperator<String> unknownCommand) {
        this.unknownCommand = unknownCommand;
        this.rules = new HashSet<>(rules);
        this.text = text;
        this.name = name;
        this.base = base;
        this.table = base;
        this.plain = text.codePointCount(0, text.length()) == text.length();
    }

    /**
     * @param base the functions that it may use, whose names are taken
     * @param rules the names of rules that are taken
     * @throws DdxException with a position in the file if it cannot be read, or gives a name that is taken
     */
    public static LibraryFile parse(String text, String sourceName, FunctionTable base, Set<String> rules) {
        return parse(text, sourceName, base, rules, formula -> null);
    }

    /** @param unknownCommand the first command of a formula in LaTeX that is not known, or null: a file can have no other LaTeX */
    public static LibraryFile parse(String text, String sourceName, FunctionTable base, Set<String> rules, UnaryOperator<String> unknownCommand) {
        return new LibraryParser(text, sourceName, base, rules, unknownCommand).run();
    }

    private int index(int from, int codePoints) {
        return plain ? from + codePoints : text.offsetByCodePoints(from, codePoints);
    }

    private DdxException error(String message, Token t) {
        int length = text.codePointCount(0, text.length());
        return new Source(name, text, 1, 1).error(Kind.SYNTAX, message, text.offsetByCodePoints(0, Math.max(0, Math.min(t.getStartIndex(), length))),
                t.getType() == Token.EOF ? 1 : t.getText().length());
    }

    private LibraryFile run() {
        DdxLibraryLexer lexer = new DdxLibraryLexer(CharStreams.fromString(text));
        lexer.removeErrorListeners();
        DdxLibraryParser parser = new DdxLibraryParser(new CommonTokenStream(lexer));
        parser.removeErrorListeners();
        parser.setErrorHandler(new DefaultErrorStrategy() {
            @Override
            public void recover(Parser p, RecognitionException e) {
                throw unexpected(p.getCurrentToken());
            }

            @Override
            public Token recoverInline(Parser p) {
                throw unexpected(p.getCurrentToken());
            }

            @Override
            public void sync(Parser p) {
                // What does not fit is reported where it stands.
            }

            @Override
            public void reportError(Parser p, RecognitionException e) {
                throw unexpected(p.getCurrentToken());
            }
        });
        DdxLibraryParser.FileContext file = parser.file();
        // Names first: sine and cosine refer to each other.
        List<FunctionDeclaration> heads = new ArrayList<>();
        for (DdxLibraryParser.ItemContext item : file.item()) {
            if (item.function() != null) {
                declare(head(item.function().text(), item.function().clause()), item.function().text(), item.function().clause(), heads);
            } else if (item.definition() != null) {
                declare(head(item.definition().text(), item.definition().clause()), item.definition().text(), item.definition().clause(), heads);
            }
        }
        table = table.with(heads);
        List<FunctionDeclaration> functions = new ArrayList<>();
        List<RuleText> rules = new ArrayList<>();
        String group = "simplification";
        for (DdxLibraryParser.ItemContext item : file.item()) {
            if (item.function() != null) {
                functions.add(declare(item.function().text(), null, item.function().clause()));
            } else if (item.definition() != null) {
                functions.add(declare(item.definition().text(), item.definition().text(), item.definition().clause()));
            } else if (item.group() != null) {
                group = item.group().WORD().getText();
            } else {
                rules.add(rule(item.ruleItem(), group));
            }
        }
        return new LibraryFile(functions, rules);
    }

    /** Adds a function to those of the file, if its names are free. */
    private void declare(FunctionDeclaration f, ParserRuleContext where, List<DdxLibraryParser.ClauseContext> clauses, List<FunctionDeclaration> heads) {
        FunctionTable taken = table.with(heads);
        Predicate<String> isTaken = n -> taken.lookup(n, f.arity()) != null || base != FunctionTable.EMPTY && ExpressionParser.isBuiltIn(n);
        if (isTaken.test(f.name())) {
            throw error("the name " + f.name() + " is taken by another function", where.getStart());
        }
        for (DdxLibraryParser.ClauseContext c : clauses) {
            if (c.ALIAS() != null && f.aliases().stream().anyMatch(isTaken)) {
                throw error("the name is taken by another function", c.text().getStart());
            }
        }
        heads.add(f);
    }

    private DdxException unexpected(Token t) {
        return error("found " + (t.getType() == Token.EOF ? "the end" : "‘" + t.getText() + "’")
                + ", expected a function, a definition, a group, a rule or one of their clauses", t);
    }

    private String slice(ParserRuleContext c) {
        int from = index(0, c.getStart().getStartIndex());
        return text.substring(from, index(from, c.getStop().getStopIndex() + 1 - c.getStart().getStartIndex()));
    }

    private Expr expression(String part, Token start, int offset, boolean pattern) {
        int from = index(0, start.getStartIndex());
        int lead = part.length() - part.stripLeading().length();
        int line = start.getLine();
        int column = start.getCharPositionInLine() + 1;
        for (int i = from; i < from + offset + lead; i++) {
            if (text.charAt(i) == '\n') {
                line++;
                column = 1;
            } else {
                column++;
            }
        }
        ParseOptions options = ParseOptions.of(table).withVariables(Set.of("x"));
        return ExpressionParser.parse(new Source(name, part.strip(), line, column), options, pattern).expression();
    }

    private FunctionDeclaration head(DdxLibraryParser.TextContext c, List<DdxLibraryParser.ClauseContext> clauses) {
        String s = slice(c);
        int eq = s.indexOf('=');
        Matcher m = HEAD.matcher(eq < 0 ? s : s.substring(0, eq));
        if (!m.matches()) {
            throw error("a declaration begins with a name and its parameters, as in f(u)", c.getStart());
        }
        List<Sym> parameters = new ArrayList<>();
        for (String p : m.group(2).split(",")) {
            parameters.add(Sym.of(asciiName(p.strip(), "a parameter", c.getStart())));
        }
        String function = asciiName(m.group(1), "a function", c.getStart());
        List<String> aliases = new ArrayList<>();
        for (DdxLibraryParser.ClauseContext clause : clauses) {
            if (clause.ALIAS() != null) {
                Arrays.stream(slice(clause.text()).split(",")).map(String::strip).forEach(aliases::add);
            }
        }
        return new FunctionDeclaration(function, parameters, List.of(), Collections.nCopies(parameters.size(), null), null, null, aliases,
                FunctionDeclaration.Parity.NONE, null, null, null, List.of(), FunctionDeclaration.Behaviour.UNKNOWN, null, null);
    }

    private FunctionDeclaration declare(DdxLibraryParser.TextContext header, DdxLibraryParser.TextContext defined,
            List<DdxLibraryParser.ClauseContext> clauses) {
        FunctionDeclaration h = head(header, clauses);
        Expr body = null;
        if (defined != null) {
            String s = slice(defined);
            int eq = s.indexOf('=');
            if (eq < 0) {
                throw error("a definition has a right side, as in definition f(x) = x^2", defined.getStart());
            }
            body = expression(s.substring(eq + 1), defined.getStart(), eq + 1, false);
        }
        List<Expr> derivatives = new ArrayList<>(Collections.nCopies(h.arity(), null));
        String latex = null;
        String title = null;
        String source = null;
        FunctionDeclaration.Parity parity = FunctionDeclaration.Parity.NONE;
        List<String> roles = List.of();
        Relation domain = null;
        Sym unless = null;
        Relation smooth = null;
        Relation continuous = null;
        List<Relation> complex = List.of();
        List<Relation> ranges = new ArrayList<>();
        boolean integer = false;
        boolean computed = false;
        Expr[] ends = new Expr[2];
        Expr elementary = null;
        Piecewise cases = null;
        Rational zero = null;
        FunctionDeclaration.Monotony monotony = FunctionDeclaration.Monotony.NONE;
        for (DdxLibraryParser.ClauseContext c : clauses) {
            String string = c.STRING() == null ? null : unquoted(c.STRING().getSymbol());
            if (c.TITLE() != null) {
                title = words(c.STRING().getSymbol());
            } else if (c.LATEX() != null) {
                refuse(ReasonText.ofFormula(string, unknownCommand), c.STRING().getSymbol());
                if (!string.matches("\\\\[A-Za-z]+|\\\\operatorname\\{[A-Za-z]+}") && LatexTemplate.of(string) == null) {
                    throw error("the LaTeX of a function is a command such as \\sin, or a template with its parameters in braces"
                            + " and one pair of brackets, such as J_{{n}}({x}) or \\lfloor{u}\\rfloor", c.getStart());
                }
                latex = string;
            } else if (c.SOURCE() != null) {
                source = string;
            } else if (c.DERIVATIVE() != null) {
                String s = slice(c.text());
                List<String> parts = Brackets.split(s, ';');
                if (parts.size() != h.arity()) {
                    throw error(h.name() + " has " + h.arity() + " parameters, so as many derivatives are separated by ‘;’", c.text().getStart());
                }
                int offset = 0;
                for (int i = 0; i < parts.size(); i++) {
                    String part = parts.get(i);
                    derivatives.set(i, part.strip().equals("?") ? null : expression(part, c.text().getStart(), offset, false));
                    offset += part.length() + 1;
                }
            } else if (c.COMPUTED() != null) {
                computed = true;
            } else if (c.TENDS() != null) {
                tends(c, ends);
            } else if (c.ELEMENTARY() != null) {
                elementary = expression(slice(c.text()), c.text().getStart(), 0, false);
            } else if (c.CASES() != null) {
                if (!(expression(slice(c.text()), c.text().getStart(), 0, false) instanceof Piecewise p)) {
                    throw error("the cases of a function are given as piecewise(value, condition; …)", c.text().getStart());
                }
                cases = p;
            } else if (c.PARITY() != null) {
                parity = switch (c.WORD().getText()) {
                    case "odd" -> FunctionDeclaration.Parity.ODD;
                    case "even" -> FunctionDeclaration.Parity.EVEN;
                    default -> throw error("the parity is odd or even", c.WORD().getSymbol());
                };
            } else if (c.PARAMETERS() != null) {
                roles = Arrays.stream(slice(c.text()).split(",")).map(String::strip).toList();
                if (roles.size() != h.arity()) {
                    throw error(h.name() + " has " + h.arity() + " parameters, so as many names are separated by ‘,’", c.text().getStart());
                }
            } else if (c.MONOTONE() != null) {
                monotony = switch (c.WORD().getText()) {
                    case "increasing" -> FunctionDeclaration.Monotony.INCREASING;
                    case "decreasing" -> FunctionDeclaration.Monotony.DECREASING;
                    default -> throw error("a monotone function is increasing or decreasing", c.WORD().getSymbol());
                };
            } else if (c.ZERO() != null) {
                zero = Rational.fromLiteral(expression(slice(c.text()), c.text().getStart(), 0, false));
                if (zero == null) {
                    throw error("the zero of a function is a number", c.text().getStart());
                }
            } else if (c.RANGE() != null) {
                String s = slice(c.text());
                int offset = 0;
                for (String part : Brackets.split(s, ',')) {
                    if (part.strip().equals("integer")) {
                        integer = true;
                    } else if (expression(part, c.text().getStart(), offset, false) instanceof Relation r) {
                        ranges.add(r);
                    } else {
                        throw error("a range is ‘integer’ or a relation for value, such as -1 <= value <= 1", c.text().getStart());
                    }
                    offset += part.length() + 1;
                }
            } else if (c.COMPLEX() != null) {
                complex = relations(c.text());
            } else if (c.DOMAIN() != null || c.SMOOTH() != null || c.CONTINUOUS() != null) {
                String relation = slice(c.text());
                Matcher m = UNLESS.matcher(relation);
                if (c.DOMAIN() != null && m.find()) {
                    unless = symbol(m.group(1), c.text().getStart());
                    if (!h.parameters().contains(unless)) {
                        throw error("‘" + unless + "’ is not a parameter", c.text().getStart());
                    }
                    relation = relation.substring(0, m.start());
                }
                Expr e = expression(relation, c.text().getStart(), 0, false);
                if (!(e instanceof Relation r)) {
                    throw error("a domain is a relation, such as u > 0", c.text().getStart());
                }
                if (c.DOMAIN() != null) {
                    domain = r;
                } else if (c.SMOOTH() != null) {
                    smooth = r;
                } else {
                    continuous = r;
                }
            }
        }
        return new FunctionDeclaration(h.name(), h.parameters(), roles, derivatives, body, latex, h.aliases(), parity, domain, unless, smooth, complex,
                new FunctionDeclaration.Behaviour(ranges, integer, zero, monotony, continuous, computed, ends[0], ends[1], elementary, cases), title, source);
    }

    /** The relations between commas. */
    private List<Relation> relations(DdxLibraryParser.TextContext text) {
        List<Relation> out = new ArrayList<>();
        int offset = 0;
        for (String part : Brackets.split(slice(text), ',')) {
            if (!(expression(part, text.getStart(), offset, false) instanceof Relation r)) {
                throw error("where a derivative holds is said by relations, such as u not<= 0", text.getStart());
            }
            out.add(r);
            offset += part.length() + 1;
        }
        return out;
    }

    /** What a function tends to at infinity and at minus infinity, as in {@code tends oo -> 1, -oo -> -1}. */
    private void tends(DdxLibraryParser.ClauseContext c, Expr[] ends) {
        int offset = 0;
        for (String part : Brackets.split(slice(c.text()), ',')) {
            int arrow = part.indexOf("->");
            Expr end = arrow < 0 ? null : Const.orInfinite(expression(part.substring(0, arrow), c.text().getStart(), offset, false));
            if (end == null || !Limit.isInfinite(end)) {
                throw error("what a function tends to is given as in oo -> 1, -oo -> -1", c.text().getStart());
            }
            ends[end.equals(Const.INFINITY) ? 0 : 1] = Const.orInfinite(expression(part.substring(arrow + 2), c.text().getStart(), offset + arrow + 2, false));
            offset += part.length() + 1;
        }
    }

    private RuleText rule(DdxLibraryParser.RuleItemContext r, String group) {
        DdxLibraryParser.TextContext body = r.text(0);
        String s = slice(body);
        int colon = s.indexOf(':');
        int arrow = s.indexOf("->");
        if (colon != 0 || arrow < 0) {
            throw error("a rule has the form rule name \"Title\": left -> right", body.getStart());
        }
        Expr left = expression(s.substring(1, arrow), body.getStart(), 1, true);
        Expr right = expression(s.substring(arrow + 2), body.getStart(), arrow + 2, true);
        for (Sym free : right.freeSymbols()) {
            if (!left.dependsOn(free)) {
                throw error("‘" + free + "’ stands on the right of the rule, but not on the left", body.getStart());
            }
        }
        List<RuleCondition> conditions = new ArrayList<>();
        for (DdxLibraryParser.TextContext c : r.text().subList(1, r.text().size())) {
            String all = slice(c);
            int offset = 0;
            for (String part : Brackets.split(all, ',')) {
                conditions.add(condition(part.strip(), part, c.getStart(), offset));
                offset += part.length() + 1;
            }
        }
        if (!rules.add(slice(r.name()))) {
            throw error("the name " + slice(r.name()) + " is taken by another rule", r.name().getStart());
        }
        return new RuleText(slice(r.name()), group, words(r.title), left, right, List.copyOf(conditions), words(r.because), unquoted(r.source),
                r.getStart().getLine());
    }

    private String words(Token string) {
        String text = unquoted(string);
        if (text != null) {
            refuse(ReasonText.fault(text, unknownCommand), string);
        }
        return text;
    }

    private String unquoted(Token string) {
        if (string == null) {
            return null;
        }
        String text = string.getText().substring(1, string.getText().length() - 1);
        refuse(ReasonText.control(text), string);
        return text;
    }

    private void refuse(String fault, Token where) {
        if (fault != null) {
            throw error(fault, where);
        }
    }

    /** A name in ASCII, as it is written. */
    private String asciiName(String written, String of, Token where) {
        String ascii = written.isEmpty() ? null : Names.ascii(written);
        if (ascii == null || !Sym.isName(ascii)) {
            throw error("‘" + written + "’ is not the name of " + of, where);
        }
        return ascii;
    }

    private Sym symbol(String written, Token where) {
        return Sym.of(asciiName(written, "a symbol", where));
    }

    private RuleCondition condition(String s, String raw, Token start, int offset) {
        Matcher depends = DEPENDS.matcher(s);
        if (depends.matches()) {
            return new RuleCondition(depends.group(1), RuleCondition.Kind.DEPENDS, symbol(depends.group(2), start), null);
        }
        Matcher free = FREE.matcher(s);
        if (free.matches()) {
            return new RuleCondition(free.group(1), RuleCondition.Kind.FREE, symbol(free.group(2), start), null);
        }
        Matcher is = IS.matcher(s);
        if (is.matches()) {
            RuleCondition.Kind kind = switch (is.group(2)) {
                case "number" -> RuleCondition.Kind.NUMBER;
                case "integer" -> RuleCondition.Kind.INTEGER;
                case "real" -> RuleCondition.Kind.REAL;
                default -> RuleCondition.Kind.SYMBOL;
            };
            return new RuleCondition(is.group(1), kind, null, null);
        }
        boolean known = s.startsWith("known ");
        int skip = known ? raw.indexOf("known") + "known".length() : 0;
        if (expression(raw.substring(skip), start, offset + skip, true) instanceof Relation r) {
            return new RuleCondition(null, known ? RuleCondition.Kind.KNOWN : RuleCondition.Kind.RELATION, null, r);
        }
        throw error("a condition is ‘v depends on x’, ‘c free of x’, ‘n is number’, ‘n is integer’, ‘a is real’, a relation such as g != 0, or ‘known g > 0’", start);
    }
}
