package dev.ddx.calculus;

import dev.ddx.expr.Call;
import dev.ddx.expr.DdxException;
import dev.ddx.expr.Derivative;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Neg;
import dev.ddx.expr.Num;
import dev.ddx.expr.Power;
import dev.ddx.expr.Product;
import dev.ddx.expr.Quotient;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sum;
import dev.ddx.expr.Sym;
import dev.ddx.kernel.AlgebraicForm;
import dev.ddx.kernel.Hessian;
import dev.ddx.kernel.InTermsOf;
import dev.ddx.kernel.Kernel;
import dev.ddx.rewrite.Derivation;
import dev.ddx.rewrite.Field;
import dev.ddx.rewrite.Field.Kind;
import dev.ddx.rewrite.Field.Part;
import dev.ddx.rewrite.Reason;
import dev.ddx.rewrite.Rewrite;
import dev.ddx.rewrite.Step;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * The operators of vector calculus, in Cartesian coordinates: each entry is derived by the rules of differentiation,
 * and no partial derivative twice. One object serves one field.
 */
public final class VectorCalculus {

    /** Nodes and derivations beyond which nobody would read the lines. */
    private static final int LARGE = 2_000;
    private static final int MANY = 100;
    private static final Expr HALF = Quotient.of(Num.ONE, Num.TWO);

    private final Differentiation differentiation;
    private final Kind kind;
    private final List<Relation> functions;
    private final List<Sym> variables;
    private final List<Part> parts = new ArrayList<>();
    private final List<Integer> entries = new ArrayList<>();
    private final List<Reason> reasons = new ArrayList<>();

    /**
     * @param functions each as name = expression, the name a symbol or a call such as f(x, y)
     * @param variables in the order of the entries
     */
    public VectorCalculus(Differentiation differentiation, Kind kind, List<Relation> functions, List<Sym> variables) {
        this.differentiation = differentiation;
        this.kind = kind;
        this.functions = functions;
        this.variables = variables;
    }

    /**
     * @param direction the vector of a directional derivative, else empty
     * @param unit whether a directional derivative is by the unit vector of that direction
     * @throws DdxException if a function is not differentiable by the rules known, the sizes do not fit, or a limit is reached
     */
    public Field derive(List<Expr> direction, boolean unit) {
        if (Set.copyOf(variables).size() < variables.size()) {
            throw usage("a variable is named twice");
        }
        if (isInBulk() && isLarge()) {
            return inBulk();
        }
        List<Integer> shape = switch (kind) {
            case GRADIENT -> {
                gradient();
                yield List.of(variables.size());
            }
            case JACOBIAN -> {
                jacobian();
                yield List.of(functions.size(), variables.size());
            }
            case HESSIAN -> {
                hessian();
                yield List.of(variables.size(), variables.size());
            }
            case LAPLACIAN -> {
                number(sum(i -> second(0, i), i -> derivative(0, List.of(variables.get(i), variables.get(i)))), differentiation::polish);
                yield List.of();
            }
            case DIVERGENCE -> {
                expectSizes(functions.size() == variables.size());
                number(sum(i -> first(i, i), i -> derivative(i, List.of(variables.get(i)))), differentiation::polish);
                yield List.of();
            }
            case CURL -> curl();
            case DIRECTIONAL -> {
                directional(direction, unit);
                yield List.of();
            }
            case DIFFERENTIAL -> {
                differential();
                yield List.of();
            }
        };
        return new Field(kind, functions, variables, direction, shape, parts, entries, Map.of(), reasons);
    }

    private boolean isLarge() {
        long derivations = (long) functions.size() * variables.size() * (kind == Kind.HESSIAN ? variables.size() : 1);
        return derivations > MANY || functions.stream().mapToLong(f -> f.right().size()).sum() > LARGE;
    }

    private boolean isInBulk() {
        return kind == Kind.GRADIENT || kind == Kind.JACOBIAN || kind == Kind.HESSIAN;
    }

    /**
     * The entries of a gradient, Jacobian or Hessian by the kernel, in one pass and without steps; they share what they have
     * in common. Cost: linear in what is distinct, times the rows of a Jacobian.
     *
     * @throws DdxException of kind USAGE for another operator
     */
    public Field inBulk() {
        if (!isInBulk()) {
            throw usage("the kernel computes gradients, Jacobians and Hessians; leave --shared out");
        }
        Kernel kernel = differentiation.kernel();
        int[] nodes = functions.stream().mapToInt(f -> kernel.read(f.right())).toArray();
        int[] symbols = variables.stream().mapToInt(x -> kernel.symbol(x.name())).toArray();
        int n = symbols.length;
        int[] found = switch (kind) {
            case GRADIENT -> kernel.gradient(nodes[0], symbols).partials();
            case JACOBIAN -> Arrays.stream(kernel.jacobian(nodes, symbols)).flatMapToInt(Arrays::stream).toArray();
            default -> {
                Hessian h = kernel.hessian(nodes[0], symbols);
                yield IntStream.range(0, n * n).map(i -> h.entry(i / n, i % n)).toArray();
            }
        };
        List<Expr> values = kernel.writeAll(found);
        for (int i = 0; i < values.size(); i++) {
            int function = kind == Kind.JACOBIAN ? i / n : 0;
            List<Sym> by = kind == Kind.HESSIAN ? List.of(variables.get(i / n), variables.get(i % n)) : List.of(variables.get(i % n));
            Trace t = differentiation.trace(derivative(function, by));
            t.bulk(values.get(i), Reason.of("All rules at once", ": the expression is too large to show line by line"));
            entry(new Part(Field.derivative(functions.get(function), by), t.done(), false));
        }
        return new Field(kind, functions, variables, List.of(), kind == Kind.GRADIENT ? List.of(n) : List.of(values.size() / n, n), parts, entries, Map.of(), reasons);
    }

    private static DdxException usage(String message) {
        return new DdxException(DdxException.Kind.USAGE, message);
    }

    private void expectSizes(boolean fit) {
        if (!fit) {
            throw usage("the " + kind + " takes as many components as there are variables, and there are " + functions.size() + " and "
                    + variables.size() + "; name the variables with --variables x,y");
        }
    }

    private Expr body(int i) {
        return functions.get(i).right();
    }

    // ---- derivatives by name and written out

    private Derivative derivative(int function, List<Sym> by) {
        return Derivative.of(body(function), by);
    }

    private Derivative first(int function, int variable) {
        return Field.derivative(functions.get(function), List.of(variables.get(variable)));
    }

    private Derivative second(int function, int variable) {
        return Field.derivative(functions.get(function), List.of(variables.get(variable), variables.get(variable)));
    }

    /** A term for each variable. */
    private interface Term {
        Expr of(int i);
    }

    /** Something by name, and the same written out. */
    private record Twice(Expr named, Expr written) {
    }

    private Twice sum(Term named, Term written) {
        List<Expr> names = new ArrayList<>();
        List<Expr> bodies = new ArrayList<>();
        for (int i = 0; i < variables.size(); i++) {
            names.add(named.of(i));
            bodies.add(written.of(i));
        }
        return new Twice(Sum.join(names), Sum.join(bodies));
    }

    // ---- the operators

    private void gradient() {
        for (int i = 0; i < variables.size(); i++) {
            entry(new Part(first(0, i), differentiation.derive(body(0), List.of(variables.get(i)), ""), false));
        }
    }

    private void jacobian() {
        for (int k = 0; k < functions.size(); k++) {
            for (int i = 0; i < variables.size(); i++) {
                entry(new Part(first(k, i), differentiation.derive(body(k), List.of(variables.get(i)), ""), false));
            }
        }
    }

    private void entry(Part part) {
        entries.add(parts.size());
        parts.add(part);
    }

    /** The gradient, then the derivatives of its entries on and above the diagonal. */
    private void hessian() {
        int n = variables.size();
        List<Derivation> gradient = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            Derivation d = differentiation.derive(body(0), List.of(variables.get(i)), "");
            gradient.add(d);
            parts.add(new Part(first(0, i), d, false));
        }
        int[][] place = new int[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = i; j < n; j++) {
                place[i][j] = place[j][i] = parts.size();
                List<Sym> by = List.of(variables.get(i), variables.get(j));
                Trace t = differentiation.trace(derivative(0, by));
                Derivative again = Derivative.of(gradient.get(i).result(), by.get(1));
                t.step("partials", List.of(), new Rewrite(again, Reason.of("Put in the partial derivatives"), List.of(), List.of(gradient.get(i))), Trace.FULL);
                Derivation last = differentiation.derive(again.operand(), by.subList(1, 2), "");
                parts.add(new Part(Field.derivative(functions.get(0), by), joined(t.done(), last), true));
            }
        }
        for (int[] row : place) {
            for (int p : row) {
                entries.add(p);
            }
        }
        if (n > 1) {
            Expr before = Field.derivative(functions.get(0), variables.subList(0, 2));
            Expr after = Field.derivative(functions.get(0), List.of(variables.get(1), variables.get(0)));
            reasons.add(Reason.of("Symmetric", "by Schwarz's theorem: mixed second derivatives such as ${a}$ and ${b}$ are equal where they are continuous")
                    .with("a", before).with("b", after));
        }
    }

    private static Derivation joined(Derivation a, Derivation b) {
        List<Step> steps = new ArrayList<>(a.steps());
        steps.addAll(b.steps());
        return new Derivation(a.start(), steps);
    }

    private List<Integer> curl() {
        int n = variables.size();
        expectSizes(functions.size() == n);
        if (n != 2 && n != 3) {
            throw usage("the curl is that of two or three components");
        }
        for (int[] c : n == 2 ? new int[][] {{1, 0, 0, 1}} : new int[][] {{2, 1, 1, 2}, {0, 2, 2, 0}, {1, 0, 0, 1}}) {
            number(new Twice(Sum.of(first(c[0], c[1]), Neg.of(first(c[2], c[3]))),
                    Sum.of(derivative(c[0], variables.subList(c[1], c[1] + 1)), Neg.of(derivative(c[2], variables.subList(c[3], c[3] + 1))))), differentiation::polish);
        }
        return n == 2 ? List.of() : List.of(3);
    }

    private void directional(List<Expr> v, boolean unit) {
        if (v.size() != variables.size()) {
            throw usage("the direction has " + v.size() + (v.size() == 1 ? " component" : " components") + ", and there "
                    + (variables.size() == 1 ? "is one variable" : "are " + variables.size() + " variables") + "; name the variables with --variables x,y");
        }
        if (v.stream().allMatch(e -> differentiation.simplify(e).result().equals(Num.ZERO))) {
            throw usage("the vector 0 has no direction");
        }
        Twice product = sum(i -> scaled(v.get(i), first(0, i)), i -> scaled(v.get(i), derivative(0, List.of(variables.get(i)))));
        if (unit) {
            Expr length = Power.of(Sum.join(v.stream().<Expr>map(e -> Power.of(e, Num.TWO)).toList()), HALF);
            if (!differentiation.simplify(length).result().equals(Num.ONE)) {
                product = new Twice(Quotient.of(product.named(), length), Quotient.of(product.written(), length));
            }
        }
        number(product, differentiation::polish);
    }

    private static Expr scaled(Expr factor, Derivative d) {
        return factor.equals(Num.ONE) ? d : Product.of(factor, d);
    }

    private void differential() {
        List<Sym> differentials = variables.stream().map(x -> Sym.of("d" + x.name())).toList();
        for (Sym d : differentials) {
            if (body(0).dependsOn(d) || variables.contains(d)) {
                throw usage(d.name() + " is a differential and cannot be a symbol of the function as well");
            }
        }
        number(sum(i -> Product.of(first(0, i), differentials.get(i)),
                i -> Product.of(derivative(0, List.of(variables.get(i))), differentials.get(i))),
                t -> {
                    Expr tidy = withoutZerosAndOnes(t.current());
                    t.step("tidy", List.of(), Rewrite.of(tidy, Reason.of("Simplify")), Trace.NORMAL);
                });
    }

    /** The sum of products of an expression and a differential; no term is merged with another. */
    private static Expr withoutZerosAndOnes(Expr e) {
        List<Expr> out = new ArrayList<>();
        for (Expr term : e instanceof Sum s ? s.terms() : List.of(e)) {
            Product p = (Product) term;
            Expr factor = p.factors().get(0);
            Expr d = p.factors().get(1);
            boolean negative = factor instanceof Neg;
            Expr u = factor instanceof Neg n ? n.operand() : factor;
            if (!u.equals(Num.ZERO)) {
                Expr made = u.equals(Num.ONE) ? d : u instanceof Product q ? Product.join(appended(q.factors(), d)) : Product.of(u, d);
                out.add(negative ? Neg.of(made) : made);
            }
        }
        return Sum.join(out);
    }

    private static List<Expr> appended(List<Expr> list, Expr last) {
        List<Expr> out = new ArrayList<>(list);
        out.add(last);
        return out;
    }

    /** Carries out every derivative aside, puts it in and simplifies what results. */
    private void number(Twice e, Consumer<Trace> simplification) {
        if (e.written() instanceof Derivative d) {
            entry(new Part(e.named(), differentiation.derive(d.operand(), d.variables(), ""), false));
            return;
        }
        Trace t = differentiation.trace(e.written());
        List<Derivation> sides = new ArrayList<>();
        Expr filled = e.written();
        for (Expr part : e.written().subexpressions()) {
            if (part instanceof Derivative d) {
                Derivation side = differentiation.derive(d.operand(), d.variables(), "");
                sides.add(side);
                filled = filled.replace(d, side.result());
            }
        }
        t.step("partials", List.of(), new Rewrite(filled, Reason.of("Put in the partial derivatives"), List.of(), sides), Trace.NORMAL);
        simplification.accept(t);
        t.showLast(Trace.BRIEF);
        entry(new Part(e.named(), t.done(), false));
    }

    // ---- in terms of the functions themselves

    /**
     * The entries of a Jacobian, or of the gradient of one function, led on to polynomials in the functions themselves under
     * other names, where they are that: those of (s_1, s_2, …) by s_1, s_2 and so on. Others stay as they are.
     *
     * @throws DdxException of kind NO_RELATION if no entry is one
     */
    public static Field inTermsOf(Differentiation differentiation, Field field, String name) {
        if (field.kind() != Kind.JACOBIAN && field.kind() != Kind.GRADIENT) {
            throw usage("--in-terms-of goes with a jacobian or a gradient");
        }
        int m = field.functions().size();
        int n = field.variables().size();
        List<Sym> names = IntStream.range(0, m).mapToObj(i -> Sym.of(m == 1 ? name : name + "_" + (i + 1))).toList();
        for (Sym s : names) {
            if (field.variables().contains(s) || field.functions().stream().anyMatch(f -> f.right().dependsOn(s))) {
                throw usage(s.name() + " occurs in the functions; give them another name");
            }
        }
        List<Relation> renamed = IntStream.range(0, m)
                .mapToObj(i -> Relation.of(names.get(i), Relation.Op.EQ, differentiation.withoutDefinitions(field.functions().get(i).right()))).toList();
        List<Part> led = new ArrayList<>();
        boolean any = false;
        for (int k = 0; k < field.parts().size(); k++) {
            Part part = field.parts().get(k);
            Derivation d = part.derivation();
            Derivation in = d.result().isConstant() ? d : inTermsOf(differentiation, d, renamed, field.variables(), k / n, k % n);
            any |= in != d;
            led.add(new Part(Derivative.of(names.get(k / n), field.variables().get(k % n)), in, part.known()));
        }
        if (!any) {
            throw new DdxException(DdxException.Kind.NO_RELATION, "no entry is a polynomial in " + names + " of degree 2 or less; leave --in-terms-of out to see them");
        }
        Field out = new Field(field.kind(), IntStream.range(0, m).<Relation>mapToObj(i -> Relation.of(names.get(i), Relation.Op.EQ, field.functions().get(i).right())).toList(),
                field.variables(), field.direction(), field.shape(), led, field.entries(), field.place(), field.reasons());
        return DiagonalAndRankOne.of(out, names);
    }

    /** First by the function itself and the one that belongs to the variable, which is as symmetric as can be, then by all. */
    private static Derivation inTermsOf(Differentiation differentiation, Derivation d, List<Relation> all, List<Sym> variables, int row, int column) {
        List<List<Relation>> attempts = new ArrayList<>();
        if (column < all.size() && column != row) {
            attempts.add(List.of(all.get(Math.min(row, column)), all.get(Math.max(row, column))));
        }
        attempts.add(List.of(all.get(row)));
        attempts.add(all);
        for (List<Relation> functions : attempts) {
            Map<Sym, Expr> bodies = new LinkedHashMap<>();
            functions.forEach(f -> bodies.put((Sym) f.left(), f.right()));
            Expr found = InTermsOf.polynomialIn(differentiation.withoutDefinitions(d.result()), bodies, Set.copyOf(variables));
            if (found == null || found.isConstant()) {
                continue;
            }
            Trace t = differentiation.trace(d.end());
            List<Sym> used = found.freeSymbols().stream().filter(bodies::containsKey).toList();
            Reason reason = Reason.of("Write in terms of", "{names}").with("names", new Reason.Words.Formulas(used));
            for (Sym s : used) {
                reason = reason.with(s.name(), Relation.of(s, Relation.Op.EQ, bodies.get(s)));
            }
            t.stepValue("in-terms-of", factored(found), reason, Trace.BRIEF);
            return joined(d, t.done());
        }
        return d;
    }

    /** What all terms have in common taken out, and no term with a minus sign first: s(1 − s), 1 − h². */
    private static Expr factored(Expr e) {
        Expr made = AlgebraicForm.factored(e);
        boolean negative = made instanceof Neg;
        List<Expr> factors = new ArrayList<>((made instanceof Neg n ? n.operand() : made) instanceof Product p ? p.factors() : List.of());
        if (factors.stream().filter(f -> f instanceof Sum).count() != 1 || !(factors.get(factors.size() - 1) instanceof Sum sum)) {
            return e instanceof Sum terms ? plusFirst(terms.terms()) : made;
        }
        factors.set(factors.size() - 1, plusFirst(sum.terms().stream().map(t -> !negative ? t : t instanceof Neg u ? u.operand() : Neg.of(t)).toList()));
        return Product.of(factors);
    }

    private static Expr plusFirst(List<Expr> terms) {
        List<Expr> out = new ArrayList<>(terms);
        out.sort(Comparator.comparing(t -> t instanceof Neg));
        return Sum.of(out);
    }

    // ---- names

    /**
     * The functions as equations that name them: those that are none get a letter that no symbol has, with an index if
     * there may be several.
     *
     * @throws DdxException of kind USAGE if an equation does not name a function, or two have the same name
     */
    public static List<Relation> named(Kind kind, List<Expr> functions, List<Sym> variables) {
        if (kind.isOfScalar() && functions.size() != 1) {
            throw usage((kind == Kind.DIRECTIONAL ? "a directional derivative" : "the " + kind) + " is that of one function, and there are "
                    + functions.size() + "; the derivatives of several make a jacobian");
        }
        if (variables.isEmpty()) {
            throw usage("there is no variable; name the variables with --variables x,y");
        }
        Set<String> taken = new HashSet<>();
        functions.forEach(f -> f.freeSymbols().forEach(s -> taken.add(s.name().replaceFirst("_.*", ""))));
        List<String> letters = kind.isOfScalar() ? List.of("f", "g", "h", "F", "G", "H", "phi", "psi") : List.of("F", "G", "H", "f", "g", "h", "Phi", "Psi");
        String letter = letters.stream().filter(l -> !taken.contains(l)).findFirst().orElse("f");
        List<Relation> out = new ArrayList<>();
        for (int i = 0; i < functions.size(); i++) {
            Expr f = functions.get(i);
            if (f instanceof Relation && !isNamed(f)) {
                throw usage("a function is given as an expression, or as an equation that names it, as in f(x, y) = x^2*y");
            }
            out.add(f instanceof Relation r ? r : Relation.of(Call.of(kind.isOfScalar() ? letter : letter + "_" + (i + 1), List.copyOf(variables)),
                    Relation.Op.EQ, f));
        }
        if (out.stream().map(Field::nameOf).distinct().count() < out.size()) {
            throw usage("two functions have the same name");
        }
        return out;
    }

    private static boolean isNamed(Expr f) {
        return f instanceof Relation r && r.isEquation() && (r.left() instanceof Sym s && r.right().isFreeOf(s)
                || r.left() instanceof Call c && !c.isDerivative() && !c.arguments().isEmpty() && c.arguments().stream().allMatch(a -> a instanceof Sym));
    }

    /**
     * The variables that are meant where none are named: those of f(x, y) = …; for a divergence and a curl x, y and z, as
     * many as there are components; else the symbols as they occur, but those of a kind (x, y and z; x_1, x_2 and so on) in
     * their usual order.
     */
    public static List<Sym> usual(Kind kind, List<Expr> functions) {
        Set<Sym> found = new LinkedHashSet<>();
        for (Expr f : functions) {
            if (isNamed(f) && ((Relation) f).left() instanceof Call c) {
                c.arguments().forEach(a -> found.add((Sym) a));
            }
        }
        if (!found.isEmpty()) {
            return List.copyOf(found);
        }
        functions.forEach(f -> found.addAll((isNamed(f) ? ((Relation) f).right() : f).freeSymbols()));
        List<Sym> coordinates = List.of(Sym.of("x"), Sym.of("y"), Sym.of("z"));
        if ((kind == Kind.DIVERGENCE || kind == Kind.CURL) && functions.size() <= 3 && coordinates.stream().anyMatch(found::contains)) {
            return coordinates.subList(0, functions.size());
        }
        List<Sym> out = new ArrayList<>(found);
        Map<String, List<Integer>> places = new LinkedHashMap<>();
        for (int i = 0; i < out.size(); i++) {
            places.computeIfAbsent(family(out.get(i)), f -> new ArrayList<>()).add(i);
        }
        places.values().forEach(at -> {
            List<Sym> sorted = at.stream().map(out::get).sorted(Comparator.comparing((Sym s) -> s.name().length()).thenComparing(Sym::name)).toList();
            for (int i = 0; i < sorted.size(); i++) {
                out.set(at.get(i), sorted.get(i));
            }
        });
        return out;
    }

    /** What x, y and z have in common, and x_1, x_2 and so on. */
    private static String family(Sym s) {
        return s.name().matches("[xyz]") ? "xyz" : s.name().replaceFirst("_?[0-9]+$", "_");
    }
}
