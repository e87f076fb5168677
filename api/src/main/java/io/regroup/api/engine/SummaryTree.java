package io.regroup.api.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Combines the summaries of blocks up a tree over their numbers: a node has {@code fanIn} neighbours as children and combines
 * them from left to right, each as soon as it has come and those before it have. The tree is the same whatever the order in
 * which blocks arrive and the number of threads that bring them; blocks that do not matter count as empty. It holds about one
 * node's sum per level, and what threads have in hand.
 */
final class SummaryTree {

    private static final Object EMPTY = new Object();
    private static final int FEW = 16;

    private final int fanIn;
    private final BlockReducer reducer;
    private final List<List<@Nullable Node>> levels = new ArrayList<>();

    SummaryTree(int fanIn, BlockReducer reducer) {
        this.fanIn = fanIn;
        this.reducer = reducer;
    }

    /** The children of one node that have come; room for them is made as they come, there may be far fewer than a node can have. */
    private final class Node {

        private @Nullable Object[] children = new Object[Math.min(fanIn, FEW)];
        private @Nullable GroupSummaries sum;
        private int next;
        private boolean busy;

        /** Takes a child; returns true if the node is complete. */
        boolean add(int place, Object child) {
            synchronized (this) {
                if (place >= children.length) {
                    int twice = (int) Math.min(fanIn, 2L * children.length);
                    children = Arrays.copyOf(children, Math.max(place + 1, twice));
                }
                children[place] = child;
                if (busy) {
                    return false;
                }
                busy = true;
            }
            while (true) {
                Object ready;
                synchronized (this) {
                    ready = next < children.length ? children[next] : null;
                    if (ready == null) {
                        busy = false;
                        return next == fanIn;
                    }
                    children[next++] = null;
                }
                if (ready instanceof GroupSummaries summaries) {
                    sum = sum == null ? summaries : sum.and(summaries, reducer);
                }
            }
        }
    }

    /**
     * Adds a block's summaries.
     *
     * @param block its number
     * @param summaries null if there are none
     */
    void add(int block, @Nullable GroupSummaries summaries) {
        add(0, block, summaries);
    }

    private void add(int level, int number, @Nullable GroupSummaries summaries) {
        int index = number / fanIn;
        Node node = node(level, index);
        if (node.add(number % fanIn, summaries == null ? EMPTY : summaries)) {
            drop(level, index);
            add(level + 1, index, node.sum);
        }
    }

    private synchronized Node node(int level, int index) {
        while (levels.size() <= level) {
            levels.add(new ArrayList<>());
        }
        List<@Nullable Node> nodes = levels.get(level);
        while (nodes.size() <= index) {
            nodes.add(null);
        }
        Node node = nodes.get(index);
        if (node == null) {
            node = new Node();
            nodes.set(index, node);
        }
        return node;
    }

    private synchronized void drop(int level, int index) {
        levels.get(level).set(index, null);
    }

    /**
     * Combines what is left, once all blocks have been added.
     *
     * @param blocks the number of blocks, at least 1
     * @return the sum of all; null if all were empty
     */
    @Nullable
    GroupSummaries sum(int blocks) {
        int level = 0;
        // On each level only the last node can be incomplete; what it lacks does not exist.
        for (int width = blocks; width > 1; width = Math.ceilDiv(width, fanIn)) {
            int index = (width - 1) / fanIn;
            Node last = find(level, index);
            if (width % fanIn != 0 && last != null) {
                drop(level, index);
                add(level + 1, index, last.sum);
            }
            level++;
        }
        Node root = find(level, 0);
        return root == null ? null : root.sum;
    }

    private synchronized @Nullable Node find(int level, int index) {
        List<@Nullable Node> nodes = level < levels.size() ? levels.get(level) : Arrays.asList();
        return index < nodes.size() ? nodes.get(index) : null;
    }
}
