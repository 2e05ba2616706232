package dev.ddx.kernel;

import dev.ddx.expr.Call;
import dev.ddx.expr.Const;
import dev.ddx.expr.DdxException;
import dev.ddx.expr.Derivative;
import dev.ddx.expr.Expr;
import dev.ddx.expr.FunctionDeclaration;
import dev.ddx.expr.FunctionTable;
import dev.ddx.expr.Neg;
import dev.ddx.expr.Num;
import dev.ddx.expr.Piecewise;
import dev.ddx.expr.Power;
import dev.ddx.expr.Product;
import dev.ddx.expr.Quotient;
import dev.ddx.expr.Rational;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sum;
import dev.ddx.expr.Sym;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Expressions as a program of one operation a line, in the order in which they are written, each distinct operation once.
 * An operand is a symbol, the name of an earlier line, or an expression without symbols. Integer powers are
 * multiplications; definitions are unfolded unless they are computed as such, like tanh.
 */
public final class StraightLine {

    private static final int LONGEST = 40;

    /** The largest exponent that is multiplied out. */
    static final int MAX_EXPONENT = 64;
    static final Expr HALF = Rational.of(1, 2).toExpr();

    private final FunctionTable functions;
    private final String prefix;
    /** Each operation by its name, and the other way round. */
    private final Map<Sym, Expr> lines = new LinkedHashMap<>();
    private final Map<Expr, Sym> names = new HashMap<>();
    private final Map<Expr, Expr> known = new HashMap<>();

    /** @param expressions which symbols are taken */
    public StraightLine(FunctionTable functions, Collection<? extends Expr> expressions) {
        this.functions = functions;
        Set<String> taken = new HashSet<>();
        expressions.forEach(e -> e.freeSymbols().forEach(s -> taken.add(s.name())));
        String p = "v_";
        while (startsOne(taken, p)) {
            p = "v" + p;
        }
        prefix = p;
    }

    private static boolean startsOne(Set<String> taken, String prefix) {
        return taken.stream().anyMatch(s -> s.startsWith(prefix));
    }

    /** The lines so far, by their names. */
    public Map<Sym, Expr> lines() {
        return lines;
    }

    /** The error for what is no operation on numbers, such as a sum with limits or a derivative that is not carried out. */
    static DdxException notComputed(Expr node) {
        return new DdxException(DdxException.Kind.USAGE, (node.size() > LONGEST ? "a part of the expression" : node.toString())
                + " is not made of single operations, and those are what is looked at here" + (node instanceof Derivative ? "; ddx diff carries a derivative out" : "")).about(node);
    }

    /** The operand that is the value of an expression; what it needs and is not there yet becomes lines. */
    public Expr add(Expr e) {
        return e.fold(known, (node, operands) -> {
            if (node.isConstant() && !(node instanceof Relation)) {
                return node;
            }
            return switch (node) {
                case Sym s -> s;
                case Sum s -> sum(operands);
                case Product p -> product(operands);
                case Quotient q -> over(operands.get(0), operands.get(1));
                case Neg n -> negate(operands.get(0));
                case Power p -> power(operands.get(0), operands.get(1));
                case Call c -> call(c, operands);
                case Piecewise p -> line(node.withChildren(operands));
                case Relation r -> node.withChildren(operands);
                default -> throw notComputed(node);
            };
        });
    }

    /** The name of an operation, which becomes a line if it is none yet. */
    public Sym line(Expr operation) {
        Sym name = names.get(operation);
        if (name == null && (operation instanceof Sum || operation instanceof Product)) {
            List<Expr> turned = new ArrayList<>(operation.children()).reversed();
            name = names.get(operation.withChildren(turned));
        }
        if (name == null) {
            name = Sym.of(prefix + (lines.size() + 1));
            lines.put(name, operation);
            names.put(operation, name);
        }
        return name;
    }

    private Expr call(Call c, List<Expr> operands) {
        FunctionDeclaration f = c.isDerivative() ? null : functions.lookup(c.name(), operands.size());
        if (f != null && f.isDefinition() && !NumericFunctions.compute(f)) {
            return add(f.instantiate(f.body(), operands));
        }
        return line(c.withChildren(operands));
    }

    // ---- operations; what would do nothing is no line

    private Expr sum(List<Expr> terms) {
        List<Expr> ordered = new ArrayList<>(terms);
        // A sum that begins with a difference needs no negation.
        for (int i = 0; i < ordered.size() && opposite(ordered.get(0)) != null; i++) {
            ordered.add(ordered.remove(0));
        }
        Expr sum = ordered.get(0);
        for (Expr t : ordered.subList(1, ordered.size())) {
            sum = plus(sum, t);
        }
        return sum;
    }

    /** What a line negates; null for what is no negation. */
    private Expr opposite(Expr operand) {
        return operand instanceof Sym s && lines.get(s) instanceof Neg n ? n.operand()
                : operand instanceof Neg n ? n.operand() : null;
    }

    public Expr plus(Expr a, Expr b) {
        if (isZero(a) || isZero(b)) {
            return isZero(a) ? b : a;
        }
        Expr subtracted = opposite(b);
        return constantOr(subtracted == null ? Sum.of(a, b) : Sum.of(a, Neg.of(subtracted)));
    }

    public Expr minus(Expr a, Expr b) {
        return isZero(b) ? a : isZero(a) ? negate(b) : constantOr(Sum.of(a, Neg.of(b)));
    }

    private Expr product(List<Expr> factors) {
        List<Expr> constants = factors.stream().filter(Expr::isConstant).toList();
        List<Expr> others = factors.stream().filter(f -> !f.isConstant()).toList();
        Expr product = constants.isEmpty() ? others.get(0) : Product.join(constants);
        for (Expr f : constants.isEmpty() ? others.subList(1, others.size()) : others) {
            product = times(product, f);
        }
        return product;
    }

    public Expr times(Expr a, Expr b) {
        if (isZero(a) || isZero(b)) {
            return Num.ZERO;
        }
        if (isOne(a) || isOne(b)) {
            return isOne(a) ? b : a;
        }
        if (isMinusOne(a) || isMinusOne(b)) {
            return negate(isMinusOne(a) ? b : a);
        }
        return constantOr(a.equals(b) ? Power.of(a, Num.TWO) : Product.of(a, b));
    }

    public Expr over(Expr a, Expr b) {
        return isZero(a) || isOne(b) ? a : constantOr(Quotient.of(a, b));
    }

    public Expr negate(Expr a) {
        Expr back = opposite(a);
        return back != null ? back : isZero(a) ? a : constantOr(Neg.of(a));
    }

    private Expr constantOr(Expr operation) {
        return operation.isConstant() ? operation : line(operation);
    }

    private Expr power(Expr base, Expr exponent) {
        Rational r = Rational.fromLiteral(exponent);
        if (r == null || base.equals(Const.E)) {
            return line(Power.of(base, exponent));
        }
        if (r.signum() < 0 && isMultipliedOut(r.negate())) {
            return over(Num.ONE, power(base, r.negate().toExpr()));
        }
        if (!isMultipliedOut(r)) {
            return line(Power.of(base, exponent));
        }
        if (!r.isInteger()) {
            Expr root = line(Power.of(base, HALF));
            return power(root, r.times(Rational.of(2)).toExpr());
        }
        return integerPower(base, r.numerator().intValue());
    }

    private static boolean isMultipliedOut(Rational r) {
        return r.bitLength() <= 8 && r.numerator().intValue() <= MAX_EXPONENT
                && (r.isInteger() || r.denominator().intValue() == 2 && r.numerator().intValue() <= 7);
    }

    private Expr integerPower(Expr base, int n) {
        Expr result = null;
        Expr square = base;
        for (int m = n; m != 0; m >>= 1) {
            if ((m & 1) != 0) {
                result = result == null ? square : times(result, square);
            }
            if (m > 1) {
                square = times(square, square);
            }
        }
        return result == null ? Num.ONE : result;
    }

    private static boolean isZero(Expr e) {
        return e instanceof Num n && n.isZero();
    }

    private static boolean isOne(Expr e) {
        return e instanceof Num n && n.isOne();
    }

    private static boolean isMinusOne(Expr e) {
        return e instanceof Neg n && isOne(n.operand());
    }
}
