package dev.ddx.calculus;

import dev.ddx.expr.Expr;
import dev.ddx.expr.Limits;
import dev.ddx.expr.Neg;
import dev.ddx.expr.Sum;
import dev.ddx.kernel.Facts;
import dev.ddx.kernel.NormalFormTooLarge;
import dev.ddx.kernel.ZeroTest;
import dev.ddx.rewrite.Reason;
import dev.ddx.rewrite.Rewrite;
import dev.ddx.rewrite.Rule;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/** A rule that writes an expression in one of the normal forms of the kernel, and checks that it is equal. */
record Form(String name, String title, String statement, Predicate<Expr> where, BiFunction<Expr, Facts, Expr> form) implements Rule {

    /** Beyond this a form is not looked for: it would not be read. */
    private static final int MAX_NODES = 250;

    @Override
    public String group() {
        return "simplification";
    }

    @Override
    public Rewrite apply(Expr e, Facts facts) {
        Rewrite r = propose(e, facts);
        return r != null && isProved(e, r.result(), facts) ? r : null;
    }

    /** What {@link #apply} gives if it {@linkplain #isProved is proved}; only what is worth a step. */
    Rewrite propose(Expr e, Facts facts) {
        if (e.size() > MAX_NODES || !where.test(e)) {
            return null;
        }
        try {
            Expr made = form.apply(e, facts);
            return made.equals(e) || Cost.of(made) >= Cost.of(e) ? null : Rewrite.of(made, Reason.of(this));
        } catch (NormalFormTooLarge tooLarge) {
            return null;
        }
    }

    /** The normal form knows the real branches; in complex mode the zero test decides. */
    static boolean isProved(Expr e, Expr made, Facts facts) {
        if (!facts.isComplex()) {
            return facts.provesEqual(e, made);
        }
        return ZeroTest.proves(Sum.of(e, Neg.of(made)), facts, Limits.DEFAULT);
    }
}
