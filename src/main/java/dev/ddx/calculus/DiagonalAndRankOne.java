package dev.ddx.calculus;

import dev.ddx.expr.Expr;
import dev.ddx.expr.Neg;
import dev.ddx.expr.Product;
import dev.ddx.expr.Sum;
import dev.ddx.expr.Sym;
import dev.ddx.kernel.NormalForm;
import dev.ddx.rewrite.Field;
import dev.ddx.rewrite.Reason;
import java.util.List;

/** Sees that a square matrix of polynomials in s_1, …, s_n is diag(s) − s·sᵀ, and says so. */
final class DiagonalAndRankOne {

    private DiagonalAndRankOne() {
    }

    static Field of(Field field, List<Sym> s) {
        int n = s.size();
        if (field.shape().size() != 2 || n < 2 || field.shape().get(1) != n) {
            return field;
        }
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                Expr entry = Neg.of(Product.of(s.get(i), s.get(j)));
                if (!NormalForm.provesEqual(field.value(i, j), i == j ? Sum.of(s.get(i), entry) : entry)) {
                    return field;
                }
            }
        }
        return field.saying(Reason.of("In vector form", "$J = \\operatorname{diag}({s})-{s}\\,{s}^{\\mathsf T}$")
                .with("s", Sym.of(s.get(0).name().replaceFirst("_1$", ""))));
    }
}
