package dev.ddx.parse;

import java.util.List;
import org.antlr.v4.runtime.RuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenSource;
import org.antlr.v4.runtime.TokenStream;
import org.antlr.v4.runtime.WritableToken;
import org.antlr.v4.runtime.misc.Interval;

/** Tokens that have all been made, the end among them; read one list after another. ANTLR's own stream costs more than a short list holds. */
final class TokenList implements TokenStream {

    private List<Token> tokens = List.of();
    private int next;

    /** @param tokens ends with the token of the end */
    void read(List<Token> tokens) {
        this.tokens = tokens;
        this.next = 0;
        for (int i = 0; i < tokens.size(); i++) {
            ((WritableToken) tokens.get(i)).setTokenIndex(i);
        }
    }

    @Override
    public Token LT(int k) {
        int i = k < 0 ? next + k : next + k - 1;
        return i < 0 ? null : get(Math.min(i, tokens.size() - 1));
    }

    @Override
    public int LA(int i) {
        Token t = LT(i);
        return t == null ? Token.INVALID_TYPE : t.getType();
    }

    @Override
    public Token get(int index) {
        return tokens.get(index);
    }

    @Override
    public void consume() {
        if (LA(1) == Token.EOF) {
            throw new IllegalStateException("cannot consume the end");
        }
        next++;
    }

    @Override
    public int index() {
        return next;
    }

    @Override
    public void seek(int index) {
        next = Math.min(index, Math.max(0, tokens.size() - 1));
    }

    @Override
    public int mark() {
        return 0;
    }

    @Override
    public void release(int marker) {
        // All tokens are kept.
    }

    @Override
    public int size() {
        return tokens.size();
    }

    @Override
    public String getSourceName() {
        return UNKNOWN_SOURCE_NAME;
    }

    @Override
    public TokenSource getTokenSource() {
        throw new UnsupportedOperationException("the tokens have been made");
    }

    @Override
    public String getText() {
        return getText(Interval.of(0, tokens.size() - 1));
    }

    @Override
    public String getText(RuleContext context) {
        return getText(context.getSourceInterval());
    }

    @Override
    public String getText(Token start, Token stop) {
        return getText(Interval.of(start.getTokenIndex(), stop.getTokenIndex()));
    }

    @Override
    public String getText(Interval interval) {
        StringBuilder out = new StringBuilder();
        for (int i = interval.a; i <= interval.b && tokens.get(i).getType() != Token.EOF; i++) {
            out.append(tokens.get(i).getText());
        }
        return out.toString();
    }
}
