package dev.ddx.parse;

import org.antlr.v4.runtime.CommonToken;

/** A token that has its text from the input only when it is asked for. */
class InputToken extends CommonToken {

    private static final long serialVersionUID = 1L;

    private final transient Source input;

    InputToken(int type, int start, int stop, Source input) {
        super(type);
        this.input = input;
        setStartIndex(start);
        setStopIndex(stop);
    }

    @Override
    public String getText() {
        return text != null ? text : input.text().substring(start, stop + 1);
    }
}
