package dev.ddx.kernel;

import java.util.Arrays;

/**
 * The nodes of a {@link Dag} as parallel int arrays, each node once. A node is an int; its arguments have
 * smaller numbers. Up to two arguments stand in the node, more in a pool.
 *
 * <p>A node takes 16 bytes, an entry of the intern table 4; at the load factors that growth by doubling
 * brings about (3/8 to 3/4) that is 21 to 27 bytes for a node of two arguments.
 */
final class NodeTable {

    private static final int KIND_BITS = 4;
    private static final int SHAPE_BITS = 2;
    private static final int WEIGHT_BITS = 8;
    private static final int WEIGHT_SHIFT = KIND_BITS + SHAPE_BITS;
    private static final int LABEL_SHIFT = WEIGHT_SHIFT + WEIGHT_BITS;
    static final int MAX_WEIGHT = (1 << WEIGHT_BITS) - 1;
    private static final int LEAF = 0;
    private static final int POOLED = 3;

    private final Budget budget;
    private int[] head = new int[256];
    private int[] left = new int[256];
    private int[] right = new int[256];
    private int[] hash = new int[256];
    private int[] pool = new int[256];
    private int poolSize;
    private int[] table = new int[512];
    private int size;

    NodeTable(Budget budget) {
        this.budget = budget;
        Arrays.fill(table, -1);
    }

    int size() {
        return size;
    }

    /** Bytes in use, the intern table whole. */
    long bytes() {
        return 16L * size + 4L * poolSize + 4L * table.length;
    }

    int kind(int node) {
        return head[node] & (1 << KIND_BITS) - 1;
    }

    /** What a node holds besides its kind and arguments: the index of a function or of an operator. */
    int label(int node) {
        return head[node] >>> LABEL_SHIFT;
    }

    /** The size of the node as a tree, up to {@link #MAX_WEIGHT}. */
    int weight(int node) {
        return head[node] >>> WEIGHT_SHIFT & MAX_WEIGHT;
    }

    private int shape(int node) {
        return head[node] >>> KIND_BITS & (1 << SHAPE_BITS) - 1;
    }

    int arity(int node) {
        int shape = shape(node);
        return shape == POOLED ? right[node] : shape;
    }

    int argument(int node, int i) {
        int first = left[node];
        return shape(node) == POOLED ? pool[first + i] : i == 0 ? first : right[node];
    }

    /** The payload of a leaf: the index of a number, a symbol or a constant. */
    int payload(int node) {
        return left[node];
    }

    int hash(int node) {
        return hash[node];
    }

    /** The leaf of that payload. */
    int leaf(int kind, int payload, int h) {
        int key = 1 << WEIGHT_SHIFT | kind;
        int mask = table.length - 1;
        int slot = slot(h, 0);
        while (table[slot] >= 0) {
            int n = table[slot];
            if (head[n] == key && left[n] == payload) {
                return n;
            }
            slot = slot + 1 & mask;
        }
        return append(slot, key, payload, 0, h);
    }

    /** The node with arguments {@code from[start … start+count)}, made if it is new. */
    int node(int kind, int label, int[] from, int start, int count, int h) {
        int shape = Math.min(count, POOLED);
        int weight = 1;
        for (int i = start; i < start + count && weight < MAX_WEIGHT; i++) {
            weight = Math.min(MAX_WEIGHT, weight + weight(from[i]));
        }
        int key = label << LABEL_SHIFT | weight << WEIGHT_SHIFT | shape << KIND_BITS | kind;
        int mask = table.length - 1;
        int slot = slot(h, from[start]);
        while (table[slot] >= 0) {
            int n = table[slot];
            if (hash[n] == h && head[n] == key && sameArguments(n, shape, from, start, count)) {
                return n;
            }
            slot = slot + 1 & mask;
        }
        if (shape != POOLED) {
            return append(slot, key, from[start], count > 1 ? from[start + 1] : 0, h);
        }
        if (poolSize + count > pool.length) {
            pool = Arrays.copyOf(pool, Math.max(poolSize + count, grown(pool.length)));
        }
        System.arraycopy(from, start, pool, poolSize, count);
        int offset = poolSize;
        poolSize += count;
        return append(slot, key, offset, count, h);
    }

    private boolean sameArguments(int n, int shape, int[] from, int start, int count) {
        return switch (shape) {
            case LEAF -> true;
            case 1 -> left[n] == from[start];
            case 2 -> left[n] == from[start] && right[n] == from[start + 1];
            default -> right[n] == count
                    && Arrays.equals(pool, left[n], left[n] + count, from, start, start + count);
        };
    }

    private int append(int slot, int key, int l, int r, int h) {
        budget.node(size);
        if (size == head.length) {
            int capacity = grown(size);
            head = Arrays.copyOf(head, capacity);
            left = Arrays.copyOf(left, capacity);
            right = Arrays.copyOf(right, capacity);
            hash = Arrays.copyOf(hash, capacity);
        }
        head[size] = key;
        left[size] = l;
        right[size] = r;
        hash[size] = h;
        table[slot] = size++;
        if (size * 4L > table.length * 3L) {
            rehash();
        }
        return size - 1;
    }

    private static int grown(int capacity) {
        return (int) Math.min(Integer.MAX_VALUE - 8L, capacity + (capacity >> 1));
    }

    private void rehash() {
        table = new int[table.length * 2];
        Arrays.fill(table, -1);
        int mask = table.length - 1;
        for (int i = 0; i < size; i++) {
            int slot = slot(i);
            while (table[slot] >= 0) {
                slot = slot + 1 & mask;
            }
            table[slot] = i;
        }
    }

    /** Forgets the youngest nodes, down to {@code count}: in reverse order of insertion, so that no probe sequence breaks. */
    void truncate(int count) {
        int mask = table.length - 1;
        for (int i = size - 1; i >= count; i--) {
            int slot = slot(i);
            while (table[slot] != i) {
                slot = slot + 1 & mask;
            }
            table[slot] = -1;
            if (shape(i) == POOLED) {
                poolSize = left[i];
            }
        }
        size = count;
    }

    private int slot(int node) {
        int shape = shape(node);
        return slot(hash[node], shape == LEAF ? 0 : shape == POOLED ? pool[left[node]] : left[node]);
    }

    /** Where to look first. Products that differ in their coefficients have one hash: their first arguments part them. */
    private int slot(int h, int first) {
        int m = (h + first * 0x85EBCA6B) * 0x9E3779B1;
        return (m ^ m >>> 15) & table.length - 1;
    }
}
