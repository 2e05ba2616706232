package dev.ddx.parse;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.RuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenSource;
import org.antlr.v4.runtime.TokenStream;
import org.antlr.v4.runtime.misc.Interval;

/**
 * What stands between two brackets, as the parser reads it: numbers of tokens, and tokens that were made of several.
 * A token is an object while the parser is at it.
 */
final class TokenList implements TokenStream {

    private final Tokens tokens;
    /** The number of the opening bracket, −1 for the whole input. */
    private final int open;
    /** Numbers of tokens; −1 − i for the i-th that was made. */
    private int[] entries = new int[8];
    private int size;
    private List<CommonToken> made = List.of();
    private int kept;
    private int next;
    private Token latest;
    private int latestAt = -1;
    private Token earlier;
    private int earlierAt = -1;

    TokenList(Tokens tokens, int open) {
        this.tokens = tokens;
        this.open = open;
    }

    int open() {
        return open;
    }

    void add(int number) {
        if (size == entries.length) {
            entries = Arrays.copyOf(entries, size * 2);
        }
        entries[size++] = number;
    }

    void add(CommonToken token) {
        if (made.isEmpty()) {
            made = new ArrayList<>(4);
        }
        made.add(token);
        add(-made.size());
    }

    /** Keeps the i-th entry, in order; those between that are not kept are gone after {@link #end}. */
    void keep(int i) {
        entries[kept++] = entries[i];
    }

    /** Keeps a token in place of one or more entries. */
    void keep(CommonToken token) {
        add(token);
        entries[kept++] = entries[--size];
    }

    /** Ends the list after what was kept. */
    void end() {
        CommonToken end = new CommonToken(Token.EOF, "<EOF>");
        end.setStartIndex(size > 0 ? stop(size - 1) + 1 : open >= 0 ? tokens.stop(open) + 1 : 0);
        size = kept;
        add(end);
    }

    int type(int i) {
        int entry = entries[i];
        return entry >= 0 ? tokens.type(entry) : made.get(~entry).getType();
    }

    int start(int i) {
        int entry = entries[i];
        return entry >= 0 ? tokens.start(entry) : made.get(~entry).getStartIndex();
    }

    private int stop(int i) {
        int entry = entries[i];
        return entry >= 0 ? tokens.stop(entry) : made.get(~entry).getStopIndex();
    }

    String text(int i) {
        int entry = entries[i];
        return entry >= 0 ? tokens.text(entry) : made.get(~entry).getText();
    }

    boolean is(int i, String text) {
        return entries[i] >= 0 && tokens.is(entries[i], text);
    }

    /** The group at that place, or null if none is there. */
    GroupToken group(int i) {
        return i < size && entries[i] < 0 && made.get(~entries[i]) instanceof GroupToken g ? g : null;
    }

    void retype(int i, int type) {
        tokens.retype(entries[i], type);
    }

    @Override
    public Token LT(int k) {
        int i = k < 0 ? next + k : next + k - 1;
        return i < 0 ? null : get(Math.min(i, size - 1));
    }

    @Override
    public int LA(int k) {
        int i = k < 0 ? next + k : next + k - 1;
        return i < 0 ? Token.INVALID_TYPE : type(Math.min(i, size - 1));
    }

    @Override
    public Token get(int i) {
        if (i == latestAt) {
            return latest;
        }
        if (i == earlierAt) {
            return earlier;
        }
        int entry = entries[i];
        CommonToken t = entry >= 0 ? tokens.token(entry) : made.get(~entry);
        t.setTokenIndex(i);
        earlier = latest;
        earlierAt = latestAt;
        latest = t;
        latestAt = i;
        return t;
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
        next = Math.min(index, Math.max(0, size - 1));
    }

    @Override
    public int mark() {
        return 0;
    }

    @Override
    public void release(int marker) {
        // Any token can be made again.
    }

    @Override
    public int size() {
        return size;
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
        return getText(Interval.of(0, size - 1));
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
        for (int i = interval.a; i <= interval.b && type(i) != Token.EOF; i++) {
            out.append(text(i));
        }
        return out.toString();
    }
}
