package dev.ddx.parse;

import dev.ddx.expr.DdxException;
import dev.ddx.expr.Expr;
import java.util.IdentityHashMap;
import java.util.Map;

/** Where in a text the parts of what was read from it stand: a part is known as the object that was made of it, not by what it equals. */
public final class Places {

    /** In a longer text no places are kept. */
    private static final int LONGEST = 10_000;

    private final Source source;
    private final Map<Expr, Place> places = new IdentityHashMap<>();

    private record Place(int start, int end) {
    }

    Places(Source source) {
        this.source = source;
    }

    /** A part that has a place keeps it. Symbols and numbers have none, since one object may stand at several places. */
    void put(Expr e, int start, int end) {
        if (e != null && e.size() > 1 && source.text().length() <= LONGEST) {
            places.putIfAbsent(e, new Place(start, end));
        }
    }

    /** The error with line and column if it is about a part that stands in the text, or else the error as it is. */
    public DdxException locate(DdxException error) {
        Place p = error.position() != null || error.part() == null ? null : places.get(error.part());
        if (p == null) {
            return error;
        }
        DdxException located = source.error(error.kind(), error.getMessage(), p.start(), source.text().codePointCount(p.start(), p.end()));
        located.initCause(error);
        return located;
    }
}
