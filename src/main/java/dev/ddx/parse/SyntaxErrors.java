package dev.ddx.parse;

import dev.ddx.expr.DdxException;
import dev.ddx.expr.DdxException.Kind;
import org.antlr.v4.runtime.DefaultErrorStrategy;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenStream;

/** Ends parsing at the first error, with a sentence for a person. */
final class SyntaxErrors extends DefaultErrorStrategy {

    static final String OPERAND = "a number, a name or an opening bracket";

    private final Source source;

    SyntaxErrors(Source source) {
        this.source = source;
    }

    @Override
    public void recover(Parser recognizer, RecognitionException e) {
        throw error(recognizer, e.getOffendingToken() == null ? recognizer.getCurrentToken() : e.getOffendingToken());
    }

    @Override
    public Token recoverInline(Parser recognizer) {
        throw error(recognizer, recognizer.getCurrentToken());
    }

    @Override
    public void sync(Parser recognizer) {
        // A loop ends by itself; what follows it is reported where it does not fit.
    }

    @Override
    public void reportError(Parser recognizer, RecognitionException e) {
        recover(recognizer, e);
    }

    private DdxException error(Parser recognizer, Token t) {
        Token before = t.getTokenIndex() > 0 ? recognizer.getInputStream().get(t.getTokenIndex() - 1) : null;
        int last = before == null ? Token.EOF : before.getType();
        boolean operand = last != DdxLexer.NUMBER && last != DdxLexer.NAME && last != DdxLexer.GROUP && last != DdxLexer.BANG
                && last != DdxLexer.SUPERSCRIPT && last != DdxLexer.ELLIPSIS;
        TokenStream tokens = (TokenStream) recognizer.getInputStream();
        String closes = closing(tokens.get(tokens.size() - 1));
        String expected = operand ? OPERAND : "an operator or " + (closes == null ? "the end" : closes);
        String found = t.getType() != Token.EOF ? t.getType() == DdxLexer.GROUP ? "a bracket" : "‘" + shorten(t.getText()) + "’" : closes == null ? "the end" : closes;
        return source.error(Kind.SYNTAX, "found " + found + ", expected " + expected, index(t), t.getType() == Token.EOF ? 1 : t.getText().length());
    }

    private int index(Token t) {
        return source.text().offsetByCodePoints(0, Math.min(t.getStartIndex(), source.text().codePointCount(0, source.text().length())));
    }

    /** What ends the part of the text that is read: a bracket or a comma; null if it is the end of the text. */
    private String closing(Token end) {
        String rest = source.text().substring(index(end)).strip();
        return rest.isEmpty() ? null : "‘" + Character.toString(rest.codePointAt(0)) + "’";
    }

    private static String shorten(String s) {
        return s.length() <= 30 ? s : s.substring(0, 29) + "…";
    }
}
