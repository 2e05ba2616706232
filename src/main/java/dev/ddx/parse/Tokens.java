package dev.ddx.parse;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.antlr.v4.runtime.CharStream;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenFactory;
import org.antlr.v4.runtime.TokenSource;
import org.antlr.v4.runtime.misc.Pair;

/**
 * All tokens of an input in twelve bytes each. They become objects one by one, when the parser comes to them. The
 * lexer counts code points; before a character that no token has these are the chars of the text.
 */
final class Tokens implements TokenFactory<CommonToken> {

    private static final int TYPE_BITS = 8;

    private final Source source;
    private final CommonToken made = new CommonToken(Token.INVALID_TYPE);
    /** The type, and for a name its number above that. */
    private int[] types;
    private int[] starts;
    private int[] stops;
    private int count;
    private final List<String> names = new ArrayList<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    /** The numbers of names of one ASCII letter. */
    private final int[] letters = new int[128];

    Tokens(Source source) {
        this.source = source;
        int expected = Math.max(16, source.text().length() / 4 * 3);
        types = new int[expected];
        starts = new int[expected];
        stops = new int[expected];
    }

    /** Called by the lexer, which looks at the type of what it is given and at nothing else. */
    @Override
    public CommonToken create(Pair<TokenSource, CharStream> input, int type, String text, int channel, int start, int stop, int line, int column) {
        if (type != Token.EOF) {
            if (count == types.length) {
                types = Arrays.copyOf(types, count * 2);
                starts = Arrays.copyOf(starts, count * 2);
                stops = Arrays.copyOf(stops, count * 2);
            }
            types[count] = type == DdxLexer.NAME ? number(start, stop + 1) << TYPE_BITS | type : type;
            starts[count] = start;
            stops[count++] = stop;
        }
        made.setType(type);
        return made;
    }

    @Override
    public CommonToken create(int type, String text) {
        throw new UnsupportedOperationException("a token has a place");
    }

    int size() {
        return count;
    }

    int type(int place) {
        return types[place] & (1 << TYPE_BITS) - 1;
    }

    /** Gives the token another type. */
    void retype(int place, int type) {
        types[place] = types[place] >>> TYPE_BITS << TYPE_BITS | type;
    }

    int start(int place) {
        return starts[place];
    }

    int stop(int place) {
        return stops[place];
    }

    int length(int place) {
        return stops[place] + 1 - starts[place];
    }

    /** The text; the same object for every use of a name. */
    String text(int place) {
        int name = name(place);
        return name > 0 ? names.get(name - 1) : source.text().substring(starts[place], stops[place] + 1);
    }

    /** The number of a name, from 1 on; 0 for other tokens. */
    int name(int place) {
        return types[place] >>> TYPE_BITS;
    }

    boolean is(int place, String text) {
        return length(place) == text.length() && source.text().startsWith(text, starts[place]);
    }

    CommonToken token(int place) {
        CommonToken t = new InputToken(type(place), starts[place], stops[place], source);
        if (name(place) > 0) {
            t.setText(text(place));
        }
        return t;
    }

    /** The number of a name, from 1 on. */
    private int number(int from, int to) {
        String input = source.text();
        char first = input.charAt(from);
        boolean letter = to == from + 1 && first < letters.length;
        if (letter && letters[first] > 0) {
            return letters[first];
        }
        String name = input.substring(from, to);
        Integer known = numbers.putIfAbsent(name, names.size() + 1);
        int number = known != null ? known : names.size() + 1;
        if (known == null) {
            names.add(name);
        }
        if (letter) {
            letters[first] = number;
        }
        return number;
    }
}
