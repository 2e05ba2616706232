package dev.ddx.prove;

import dev.ddx.expr.Call;
import dev.ddx.expr.Const;
import dev.ddx.expr.Expr;
import dev.ddx.expr.FunctionDeclaration;
import dev.ddx.expr.Neg;
import dev.ddx.expr.Num;
import dev.ddx.expr.Power;
import dev.ddx.expr.Product;
import dev.ddx.expr.Quotient;
import dev.ddx.expr.Rational;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sum;
import dev.ddx.expr.Sym;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Writes expressions as terms of Coq over the real numbers: x^n for an integer is {@code pow} or its inverse, a rational
 * power is a power of a root, another power is {@code Rpower}, which is right for a positive base, or {@code powerRZ} for an
 * exponent that is an integer. What it is given must be {@link CoqNames#lacking without} anything that Coq has no name for.
 */
final class CoqTerm {

    private static final int SUM = 0;
    private static final int TERM = 1;
    private static final int NEG = 2;
    private static final int POWER = 3;
    private static final int APPLICATION = 4;
    private static final int ATOM = 5;

    private record Text(String text, int level) {

        String at(int wanted) {
            return level < wanted ? "(" + text + ")" : text;
        }
    }

    private final CoqNames names;
    private final Set<Sym> naturals;
    private final Set<Sym> integers;

    CoqTerm(CoqNames names, Set<Sym> naturals, Set<Sym> integers) {
        this.names = names;
        this.naturals = naturals;
        this.integers = integers;
    }

    /** The expression as a term that stands by itself. */
    String print(Expr e) {
        return e.<Text>fold(this::write).at(SUM);
    }

    /** The expression as an argument. */
    String argument(Expr e) {
        return e.<Text>fold(this::write).at(ATOM);
    }

    /** The relation, a chain as a conjunction. */
    String proposition(Relation r) {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < r.ops().size(); i++) {
            String op = r.ops().get(i) == Relation.Op.NE ? "<>" : r.ops().get(i).infix();
            parts.add(print(r.operands().get(i)) + " " + op + " " + print(r.operands().get(i + 1)));
        }
        return String.join(" /\\ ", parts);
    }

    private Text write(Expr e, List<Text> parts) {
        return switch (e) {
            case Num n -> number(n.value());
            case Sym s -> symbol(s);
            case Const c -> c == Const.PI ? new Text("PI", ATOM) : new Text("exp 1", APPLICATION);
            case Neg n -> new Text("- " + parts.get(0).at(POWER), NEG);
            case Sum s -> sum(s, parts);
            case Product p -> product(parts);
            case Quotient q -> new Text(first(parts.get(0)) + " / " + parts.get(1).at(POWER), TERM);
            case Power p when p.base() == Const.E -> apply("exp", parts.subList(1, 2));
            case Power p -> power(p, parts);
            case Call c -> call(c, parts);
            default -> throw new IllegalArgumentException(e.getClass().getSimpleName());
        };
    }

    private static Text number(BigDecimal value) {
        BigDecimal v = value.stripTrailingZeros();
        return v.scale() <= 0 ? new Text(v.toBigInteger().toString(), ATOM)
                : new Text("(" + v.unscaledValue() + " / " + BigInteger.TEN.pow(v.scale()) + ")", ATOM);
    }

    private Text symbol(Sym s) {
        String name = names.name(s.name());
        return naturals.contains(s) ? new Text("INR " + name, APPLICATION) : integers.contains(s) ? new Text("IZR " + name, APPLICATION) : new Text(name, ATOM);
    }

    private static String first(Text t) {
        return t.level == NEG ? t.at(ATOM) : t.at(TERM);
    }

    private static Text sum(Sum s, List<Text> parts) {
        StringBuilder out = new StringBuilder(parts.get(0).at(SUM));
        for (int i = 1; i < parts.size(); i++) {
            // The term itself is at hand only with its sign.
            String text = parts.get(i).text();
            boolean minus = s.terms().get(i) instanceof Neg;
            out.append(minus ? " " + text : " + " + (parts.get(i).level == NEG ? parts.get(i).at(ATOM) : parts.get(i).at(TERM)));
        }
        return new Text(out.toString(), SUM);
    }

    private static Text product(List<Text> parts) {
        StringBuilder out = new StringBuilder(first(parts.get(0)));
        for (Text t : parts.subList(1, parts.size())) {
            out.append(" * ").append(t.at(POWER));
        }
        return new Text(out.toString(), TERM);
    }

    private static Text apply(String function, List<Text> arguments) {
        StringBuilder out = new StringBuilder(function);
        arguments.forEach(a -> out.append(' ').append(a.at(ATOM)));
        return new Text(out.toString(), APPLICATION);
    }

    private Text power(Power p, List<Text> parts) {
        Text base = parts.get(0);
        Rational r = Rational.fromLiteral(p.exponent());
        if (r != null) {
            int q = r.denominator().intValueExact();
            int n = r.numerator().abs().intValueExact();
            Text root = q == 1 ? base : q == 2 ? apply("sqrt", List.of(base)) : apply("root " + q, List.of(base));
            Text whole = n == 1 && q > 1 ? root : new Text(root.at(APPLICATION) + " ^ " + n, POWER);
            return r.signum() < 0 ? new Text("/ " + whole.at(POWER), NEG) : whole;
        }
        String natural = exponent(p.exponent(), naturals);
        if (natural != null) {
            return new Text(base.at(APPLICATION) + " ^ " + natural, POWER);
        }
        String integer = exponent(p.exponent(), integers);
        if (integer != null) {
            return apply("powerRZ", List.of(base, new Text(integer, ATOM)));
        }
        return apply("Rpower", parts);
    }

    /** The exponent as a natural number or an integer of Coq, or null if it is not a polynomial in these symbols. */
    private String exponent(Expr e, Set<Sym> whole) {
        if (!isWhole(e, whole)) {
            return null;
        }
        CoqTerm plain = new CoqTerm(names, Set.of(), Set.of());
        return e instanceof Sym ? plain.argument(e) : "(" + plain.print(e) + ")%" + (whole == naturals ? "nat" : "Z");
    }

    /** Whether an exponent is printed as one that has to be an integer, without {@code Rpower}. */
    static boolean isWhole(Expr exponent, Set<Sym> whole) {
        return exponent.freeSymbols().stream().allMatch(whole::contains) && !exponent.has(part -> switch (part) {
            case Sum s -> false;
            case Neg n -> false;
            case Product p -> false;
            case Sym s -> false;
            case Num n -> !n.isInteger();
            default -> true;
        });
    }

    private Text call(Call c, List<Text> parts) {
        FunctionDeclaration declared = names.functions().lookup(c.name(), c.arguments().size());
        if (declared == null) {
            return apply(names.function(c), parts);
        }
        List<Text> arguments = new ArrayList<>();
        names.hiddenParameters(declared).forEach(s -> arguments.add(symbol(s)));
        arguments.addAll(parts);
        return apply(names.constant(declared), arguments);
    }
}
