package dev.ddx.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Orders the evaluation of a {@link Tape} so that what products have in common is computed once: of the pairs
 * of factors, coefficients among them, the one that most products hold becomes a product of its own, again and
 * again until no pair occurs twice. Signs are carried to where a subtraction takes them up, and a sum and its
 * negative are one. Greedy: few multiplications, not provably the fewest.
 *
 * <p>The values are the same up to rounding. Products of more than {@value #MAX_FACTORS} factors are left whole.
 */
final class CommonFactors {

    private static final int MAX_FACTORS = 16;
    private static final int[] NONE = {};

    private final Tape tape;
    private final Dag dag;
    /** Which places of the tape have no symbols below them. */
    private boolean[] constants;
    /** A place's node, −1 for a product that is none; its arguments are references. */
    private final List<Integer> nodes = new ArrayList<>();
    private final List<int[]> arguments = new ArrayList<>();
    private final Map<Integer, Integer> leaves = new HashMap<>();
    private final Map<Content, Integer> sums = new HashMap<>();
    private final Map<Content, Integer> products = new HashMap<>();
    private final Map<Pair, List<Integer>> holders = new HashMap<>();
    private final PriorityQueue<Candidate> queue = new PriorityQueue<>();
    /** In how many products a place of the beginning is a factor, at most. */
    private int[] productsWith;

    /** References to factors, the smaller one first. */
    private record Pair(int a, int b) {

        // Neighbouring numbers are the rule here, which the hash of a record does not spread.
        @Override
        public int hashCode() {
            return mixed(a * 0x01000193 ^ b);
        }
    }

    /** A pair and in how many products it was found; the most frequent one comes first. */
    private record Candidate(Pair pair, int uses) implements Comparable<Candidate> {

        @Override
        public int compareTo(Candidate o) {
            return uses != o.uses ? Integer.compare(o.uses, uses)
                    : pair.a != o.pair.a ? Integer.compare(pair.a, o.pair.a) : Integer.compare(pair.b, o.pair.b);
        }
    }

    private record Content(int[] references) {

        @Override
        public boolean equals(Object o) {
            return o instanceof Content c && Arrays.equals(references, c.references);
        }

        @Override
        public int hashCode() {
            int h = 0;
            for (int r : references) {
                h = mixed(h * 0x01000193 ^ r);
            }
            return h;
        }
    }

    private static int mixed(int h) {
        int m = h * 0x7FEB352D;
        return m ^ m >>> 15;
    }

    private CommonFactors(Tape tape) {
        this.tape = tape;
        this.dag = tape.dag();
    }

    /** The tape that computes the roots with common factors shared. */
    static Tape shared(Dag dag, int... roots) {
        CommonFactors factors = new CommonFactors(Tape.of(dag, roots));
        int[] references = factors.read();
        factors.share();
        return factors.write(references);
    }

    // A reference is twice a place, and one more for its negative.

    private static int reference(int place) {
        return place << 1;
    }

    private static int place(int reference) {
        return reference >> 1;
    }

    private static boolean isNegative(int reference) {
        return (reference & 1) != 0;
    }

    private int add(int node, int[] references) {
        nodes.add(node);
        arguments.add(references);
        return nodes.size() - 1;
    }

    private int leaf(int node) {
        return leaves.computeIfAbsent(node, n -> add(n, NONE));
    }

    private int kind(int place) {
        return nodes.get(place) < 0 ? Dag.PRODUCT : dag.kind(nodes.get(place));
    }

    // ---- reading

    /** References to the roots. */
    private int[] read() {
        int[] value = new int[tape.length()];
        constants = new boolean[tape.length()];
        for (int i = 0; i < value.length; i++) {
            int node = tape.node(i);
            constants[i] = tape.kind(i) != Dag.SYMBOL && tape.kind(i) != Dag.RELATION;
            for (int k = 0; k < tape.arity(i); k++) {
                constants[i] &= constants[tape.argument(i, k)];
            }
            int[] references = new int[tape.arity(i)];
            for (int k = 0; k < references.length; k++) {
                references[k] = value[tape.argument(i, k)];
            }
            value[i] = references.length == 0 ? reference(leaf(node))
                    : tape.kind(i) == Dag.SUM ? sum(node, references)
                    : tape.kind(i) == Dag.PRODUCT ? product(i, references)
                    : reference(add(node, references));
        }
        int[] roots = new int[tape.rootCount()];
        for (int r = 0; r < roots.length; r++) {
            roots[r] = value[tape.root(r)];
        }
        return roots;
    }

    private int sum(int node, int[] terms) {
        Arrays.sort(terms);
        int[] negated = new int[terms.length];
        for (int k = 0; k < terms.length; k++) {
            negated[k] = terms[k] ^ 1;
        }
        Arrays.sort(negated);
        Integer opposite = sums.get(new Content(negated));
        if (opposite != null) {
            return reference(opposite) ^ 1;
        }
        if (Arrays.stream(terms).allMatch(CommonFactors::isNegative)) {
            return sum(node, negated) ^ 1;
        }
        return reference(sums.computeIfAbsent(new Content(terms), c -> add(node, terms)));
    }

    private int product(int place, int[] references) {
        int sign = 0;
        int coefficient = tape.coefficient(place);
        if (dag.numbers().signum(coefficient) < 0) {
            sign = 1;
            coefficient = dag.numbers().negate(coefficient);
        }
        // What has no symbols is one factor.
        int constant = dag.numberNode(coefficient);
        int[] factors = new int[references.length];
        int count = 0;
        for (int k = tape.firstFactor(place); k < references.length; k++) {
            int a = tape.argument(place, k);
            if (constants[a]) {
                constant = dag.product(constant, tape.node(a));
            } else {
                factors[count++] = references[k];
            }
        }
        if (count == 0) {
            return reference(leaf(constant)) ^ sign;
        }
        factors = Arrays.copyOf(factors, count);
        for (int k = 0; k < factors.length; k++) {
            sign ^= factors[k] & 1;
            factors[k] &= ~1;
        }
        Arrays.sort(factors);
        if (constant != dag.one) {
            int[] all = new int[factors.length + 1];
            all[0] = reference(leaf(constant));
            System.arraycopy(factors, 0, all, 1, factors.length);
            factors = all;
        }
        int[] content = factors;
        return (content.length == 1 ? content[0]
                : reference(products.computeIfAbsent(new Content(content), c -> add(-1, content)))) ^ sign;
    }

    // ---- sharing

    private void share() {
        int[] all = products.values().stream().mapToInt(Integer::intValue).sorted().toArray();
        productsWith = new int[nodes.size()];
        for (int p : all) {
            for (int f : arguments.get(p)) {
                productsWith[place(f)]++;
            }
        }
        for (int p : all) {
            dag.budget().tick();
            int[] factors = arguments.get(p);
            for (int j = 1; factors.length <= MAX_FACTORS && j < factors.length; j++) {
                for (int i = 0; i < j; i++) {
                    if (isShared(factors[i]) && isShared(factors[j])) {
                        held(p, factors[i], factors[j]);
                    }
                }
            }
        }
        holders.keySet().forEach(this::offer);
        while (!queue.isEmpty()) {
            dag.budget().tick();
            Candidate best = queue.poll();
            List<Integer> live = live(best.pair());
            if (live.size() == best.uses()) {
                share(best.pair(), live);
            } else {
                offer(best.pair());
            }
        }
    }

    private boolean isShared(int factor) {
        return place(factor) >= productsWith.length || productsWith[place(factor)] > 1;
    }

    private Pair held(int product, int f, int g) {
        Pair pair = new Pair(Math.min(f, g), Math.max(f, g));
        if (f != g) {
            List<Integer> in = holders.computeIfAbsent(pair, k -> new ArrayList<>(2));
            if (in.isEmpty() || in.get(in.size() - 1) != product) {
                in.add(product);
            }
        }
        return pair;
    }

    private void offer(Pair pair) {
        int uses = live(pair).size();
        if (uses > 1) {
            queue.add(new Candidate(pair, uses));
        }
    }

    /** The products that hold both factors still. */
    private List<Integer> live(Pair pair) {
        List<Integer> in = holders.getOrDefault(pair, new ArrayList<>());
        in.removeIf(p -> indexOf(arguments.get(p), pair.a()) < 0 || indexOf(arguments.get(p), pair.b()) < 0);
        return in;
    }

    private static int indexOf(int[] references, int r) {
        for (int k = 0; k < references.length; k++) {
            if (references[k] == r) {
                return k;
            }
        }
        return -1;
    }

    private void share(Pair pair, List<Integer> in) {
        int common = -1;
        for (int p : in) {
            if (arguments.get(p).length == 2) {
                common = p;
                break;
            }
        }
        if (common < 0) {
            common = add(-1, kind(place(pair.b())) == Dag.NUMBER ? new int[] {pair.b(), pair.a()} : new int[] {pair.a(), pair.b()});
        }
        holders.remove(pair);
        if (common < productsWith.length) {
            productsWith[common] += in.size() - 1;
        }
        Set<Pair> touched = new LinkedHashSet<>();
        for (int p : in) {
            if (p == common) {
                continue;
            }
            int[] old = arguments.get(p);
            int[] left = new int[old.length - 1];
            int i = indexOf(old, pair.a());
            int j = indexOf(old, pair.b());
            int count = 0;
            for (int k = 0; k < old.length; k++) {
                if (k != i && k != j) {
                    left[count++] = old[k];
                }
            }
            left[count] = reference(common);
            arguments.set(p, left);
            for (int k = 0; k < count; k++) {
                if (isShared(left[k])) {
                    touched.add(held(p, left[k], left[count]));
                }
            }
        }
        touched.forEach(this::offer);
    }

    // ---- writing

    /** Past the products of which one factor is left. */
    private int resolved(int reference) {
        int r = reference;
        while (nodes.get(place(r)) < 0 && arguments.get(place(r)).length == 1) {
            r = arguments.get(place(r))[0] ^ (r & 1);
        }
        return r;
    }

    private Tape write(int[] references) {
        int[] roots = Arrays.stream(references).map(this::resolved).toArray();
        int[] order = order(roots);
        return new Writer(turned(order, roots)).write(order, roots);
    }

    /** The places below the roots, arguments first. */
    private int[] order(int[] roots) {
        int n = nodes.size();
        for (int p = 0; p < n; p++) {
            int[] own = arguments.get(p);
            for (int k = 0; k < own.length; k++) {
                own[k] = resolved(own[k]);
            }
        }
        boolean[] done = new boolean[n];
        int[] order = new int[n];
        int count = 0;
        int[] next = new int[n];
        int[] stack = new int[n + 1];
        for (int root : roots) {
            int top = 0;
            if (!done[place(root)]) {
                stack[top++] = place(root);
            }
            while (top > 0) {
                int p = stack[top - 1];
                int[] own = arguments.get(p);
                while (next[p] < own.length && done[place(own[next[p]])]) {
                    next[p]++;
                }
                if (next[p] < own.length) {
                    stack[top++] = place(own[next[p]]);
                } else {
                    done[p] = true;
                    order[count++] = p;
                    top--;
                }
            }
        }
        return Arrays.copyOf(order, count);
    }

    /** The products of which the negative alone is wanted, and that can have it from their coefficient. */
    private boolean[] turned(int[] order, int[] roots) {
        int n = nodes.size();
        boolean[] asItIs = new boolean[n];
        boolean[] negated = new boolean[n];
        for (int p : order) {
            for (int r : arguments.get(p)) {
                asItIs[place(r)] |= !isNegative(r);
                negated[place(r)] |= isNegative(r) && kind(p) != Dag.SUM;
            }
        }
        for (int r : roots) {
            asItIs[place(r)] |= !isNegative(r);
            negated[place(r)] |= isNegative(r);
        }
        boolean[] turned = new boolean[n];
        for (int p : order) {
            turned[p] = negated[p] && !asItIs[p] && kind(p) == Dag.PRODUCT && kind(place(arguments.get(p)[0])) == Dag.NUMBER;
        }
        return turned;
    }

    private final class Writer {

        private final boolean[] turned;
        private final int[] at = new int[nodes.size()];
        private final int[] negativeAt = new int[nodes.size()];
        private final Map<Integer, Integer> numberAt = new HashMap<>();
        private final List<Integer> written = new ArrayList<>();
        private final List<int[]> writtenArguments = new ArrayList<>();

        Writer(boolean[] turned) {
            this.turned = turned;
            Arrays.fill(negativeAt, -1);
        }

        Tape write(int[] order, int[] roots) {
            for (int p : order) {
                int node = nodes.get(p);
                if (node >= 0 && dag.isNumber(node)) {
                    at[p] = number(dag.numberIndex(node));
                    continue;
                }
                int[] own = arguments.get(p).clone();
                for (int k = 0; k < own.length; k++) {
                    own[k] = at(own[k]);
                }
                if (turned[p]) {
                    own[0] = number(dag.numbers().negate(dag.numberIndex(nodes.get(place(arguments.get(p)[0])))));
                }
                at[p] = put(node, own);
            }
            int[] places = Arrays.stream(roots).map(this::at).toArray();
            return Tape.of(dag, written.stream().mapToInt(Integer::intValue).toArray(), writtenArguments.toArray(int[][]::new), places);
        }

        private int put(int node, int[] own) {
            written.add(node);
            writtenArguments.add(own);
            return written.size() - 1;
        }

        private int number(int index) {
            Integer known = numberAt.get(index);
            if (known == null) {
                known = put(dag.numberNode(index), NONE);
                numberAt.put(index, known);
            }
            return known;
        }

        private int at(int reference) {
            int p = place(reference);
            if (isNegative(reference) == turned[p]) {
                return at[p];
            }
            if (negativeAt[p] < 0) {
                negativeAt[p] = put(-1, new int[] {number(ExactNumbers.MINUS_ONE), at[p]});
            }
            return negativeAt[p];
        }
    }
}
