package dev.ddx.writeup;

import dev.ddx.Ddx;
import dev.ddx.expr.Call;
import dev.ddx.expr.Const;
import dev.ddx.expr.DdxException;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Neg;
import dev.ddx.expr.Num;
import dev.ddx.expr.Power;
import dev.ddx.expr.Product;
import dev.ddx.expr.Quotient;
import dev.ddx.expr.Rational;
import dev.ddx.expr.Sum;
import dev.ddx.expr.Sym;
import dev.ddx.rewrite.Derivation;
import dev.ddx.rewrite.Path;
import dev.ddx.rewrite.Step;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Functions of the same kind as another: some of its numbers, its arguments and its elementary functions are exchanged for
 * others, and those are kept that are differentiated by the same rules. The same function has the same exercises.
 */
final class Exercises {

    /** A function and its derivation, each step of which has been checked. */
    record Exercise(Expr function, Derivation solution) {
    }

    private static final int MOST_TRIES = 60;
    private static final List<List<String>> FAMILIES = List.of(List.of("sin", "cos"), List.of("sinh", "cosh"), List.of("asin", "acos", "atan"), List.of("tan", "cot"),
            List.of("sec", "csc"), List.of("asinh", "acosh"));
    /** The others come and go with a number. */
    private static final Set<String> KINDS = Set.of("product", "quotient", "logarithmic");

    private final Ddx ddx;
    private final Expr f;
    private final Sym x;
    private final Random random;
    /** The largest number that is put in. */
    private int largest;

    Exercises(Ddx ddx, Expr f, Sym x) {
        this.ddx = ddx;
        this.f = f;
        this.x = x;
        this.random = new Random(f.toString().hashCode());
    }

    /** Up to so many, no two the same. */
    List<Exercise> make(int count) {
        List<Exercise> out = new ArrayList<>();
        Set<Expr> seen = new HashSet<>(Set.of(f));
        Set<String> kind = kind(ddx.derivation(f, x, 1, null));
        for (int i = 0; i < MOST_TRIES * count && out.size() < count; i++) {
            largest = i < MOST_TRIES * count / 4 ? 5 : 9;
            Expr g = changed();
            if (!seen.add(g) || g.has(e -> isClumsy(e) && !f.contains(e)) || g.size() > 2 * f.size() + 6 || !g.dependsOn(x)) {
                continue;
            }
            try {
                Derivation d = ddx.derivation(ddx.parse(g.toString()), x, 1, null);
                if (kind(d).equals(kind) && d.result().size() <= 6 * g.size() + 20 && ddx.verify(d).accepted()) {
                    out.add(new Exercise(g, d));
                }
            } catch (DdxException none) {
                if (none.kind() == DdxException.Kind.LIMIT) {
                    throw none;
                }
                // It has no domain, or no derivative.
            }
        }
        return out;
    }

    /** A power of a power is another exercise, and nobody writes 3·2x, 2·(x/5), x/3/5, 4/2, 2/(4x) or (x + 3) + 1. */
    private static boolean isClumsy(Expr e) {
        return switch (e) {
            case Power p -> p.base() instanceof Power;
            case Quotient q -> q.numerator() instanceof Quotient || q.denominator() instanceof Quotient || coefficient(q.numerator()).gcd(coefficient(q.denominator())).bitLength() > 1;
            case Product p -> p.children().stream().filter(c -> c instanceof Num || c instanceof Product || c instanceof Quotient q && q.denominator() instanceof Num).count() > 1;
            case Sum s -> s.children().stream().filter(c -> c instanceof Num || c instanceof Sum).count() > 1;
            default -> false;
        };
    }

    private static BigInteger coefficient(Expr e) {
        Expr first = e instanceof Product p ? p.factors().get(0) : e;
        return Rational.fromLiteral(first) instanceof Rational r && r.isInteger() ? r.numerator() : BigInteger.ONE;
    }

    /** By which of the rules that make a kind of its own something is differentiated. */
    private static Set<String> kind(Derivation d) {
        Set<String> out = new HashSet<>();
        collect(d, out);
        return out;
    }

    private static void collect(Derivation d, Set<String> out) {
        for (Step s : d.steps()) {
            if (KINDS.contains(s.rule())) {
                out.add(s.rule());
            }
            s.sides().forEach(side -> collect(side, out));
        }
    }

    /** The function with one or two changes. */
    private Expr changed() {
        Expr g = f;
        boolean hasOtherArgument = false;
        int changes = 1 + random.nextInt(2);
        for (int i = 0; i < changes; i++) {
            List<List<Integer>> places = new ArrayList<>();
            places(g, List.of(), places);
            int choices = places.size() + (hasOtherArgument ? 0 : 1);
            if (choices == 0) {
                break;
            }
            int k = random.nextInt(choices);
            hasOtherArgument |= k == places.size();
            // The argument changes everywhere, or it would be another kind of function.
            g = k == places.size() ? g.replace(x, other(x)) : Path.replace(g, places.get(k), other(Path.at(g, places.get(k))));
        }
        return g;
    }

    private void places(Expr e, List<Integer> path, List<List<Integer>> out) {
        boolean number = e instanceof Num n && !n.isZero() && n.text().length() < 3;
        if (number || e instanceof Call c && family(c) != null || e instanceof Power p && p.base() == Const.E) {
            out.add(path);
        }
        for (int i = 0; i < e.children().size(); i++) {
            List<Integer> further = new ArrayList<>(path);
            further.add(i);
            places(e.children().get(i), further, out);
        }
    }

    private static List<String> family(Call c) {
        return FAMILIES.stream().filter(f -> f.contains(c.name()) && c.arguments().size() == 1 && !c.isDerivative()).findFirst().orElse(null);
    }

    private Expr other(Expr place) {
        int k = 2 + random.nextInt(largest - 1);
        return switch (place) {
            case Num n -> Num.of(k);
            case Call c -> {
                List<String> family = family(c);
                yield Call.of(family.get(random.nextInt(family.size())), c.arguments());
            }
            case Power p -> Power.of(p.base(), p.exponent() instanceof Neg n ? Neg.of(Product.of(Num.of(k), n.operand())) : Product.of(Num.of(k), p.exponent()));
            default -> switch (random.nextInt(4)) {
                case 0 -> Product.of(Num.of(k), x);
                case 1 -> Sum.of(x, Num.of(k));
                case 2 -> Power.of(x, Num.TWO);
                default -> Quotient.of(x, Num.of(k));
            };
        };
    }
}
