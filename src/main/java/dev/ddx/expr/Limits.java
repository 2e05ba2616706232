package dev.ddx.expr;

/**
 * How much an input may cost. Immutable; start from {@link #DEFAULT} and change single values.
 *
 * @param maxChars characters of an input
 * @param maxTokens tokens of an input
 * @param maxDepth nesting of brackets in an input
 * @param maxNodes nodes of an expression that is worked on
 * @param maxBits bits of an exact number
 * @param maxOutput characters of an output
 * @param timeoutMillis wall time of one task
 */
public record Limits(int maxChars, int maxTokens, int maxDepth, long maxNodes, int maxBits, long maxOutput,
        long timeoutMillis) {

    public static final Limits DEFAULT =
            new Limits(8_000_000, 4_000_000, 1_000_000, 8_000_000, 100_000, 20_000_000, 60_000);

    public Limits withMaxChars(int chars) {
        return new Limits(chars, maxTokens, maxDepth, maxNodes, maxBits, maxOutput, timeoutMillis);
    }

    public Limits withMaxTokens(int tokens) {
        return new Limits(maxChars, tokens, maxDepth, maxNodes, maxBits, maxOutput, timeoutMillis);
    }

    public Limits withMaxDepth(int depth) {
        return new Limits(maxChars, maxTokens, depth, maxNodes, maxBits, maxOutput, timeoutMillis);
    }

    public Limits withMaxNodes(long nodes) {
        return new Limits(maxChars, maxTokens, maxDepth, nodes, maxBits, maxOutput, timeoutMillis);
    }

    public Limits withMaxBits(int bits) {
        return new Limits(maxChars, maxTokens, maxDepth, maxNodes, bits, maxOutput, timeoutMillis);
    }

    public Limits withMaxOutput(long output) {
        return new Limits(maxChars, maxTokens, maxDepth, maxNodes, maxBits, output, timeoutMillis);
    }

    public Limits withTimeoutMillis(long millis) {
        return new Limits(maxChars, maxTokens, maxDepth, maxNodes, maxBits, maxOutput, millis);
    }

    /** The error for a limit that was reached: names it, its value and the option that raises it. */
    public static DdxException reached(String what, long value, String option) {
        return new DdxException(DdxException.Kind.LIMIT,
                what + ": the limit is " + value + "; raise it with " + option);
    }
}
