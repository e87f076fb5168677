package io.regroup.api.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The states with which groups enter a round, by number. Written page by page, where groups of a cohort end the round before;
 * read once that round is over.
 */
final class RoundStates {

    private final int[] widths;
    private final List<Page> pages = new ArrayList<>();
    private int[] firsts = new int[0];
    private int count;

    /**
     * Makes room as groups need it.
     *
     * @param widths the size of a state, for each target
     */
    RoundStates(int[] widths) {
        this.widths = widths;
    }

    /** The states of groups that are numbered one after another. */
    final class Page {

        private final int first;
        private final double[][] states;
        private final boolean[][] goesOn;

        private Page(int first, int groups) {
            this.first = first;
            this.states = new double[widths.length][];
            Arrays.setAll(states, t -> GroupSummaries.slab(groups, widths[t]));
            this.goesOn = new boolean[widths.length][groups];
        }

        /** Returns the number of the page's first group. */
        int first() {
            return first;
        }

        /** Returns the states of a target. */
        double[] states(int target) {
            return states[target];
        }

        /** Returns where the state of a group starts. */
        int at(int target, int number) {
            return (number - first) * widths[target];
        }

        /** Tells whether a target of a group goes on. */
        boolean goesOn(int target, int number) {
            return goesOn[target][number - first];
        }

        /** Lets a target of a group go on. */
        void goOn(int target, int number) {
            goesOn[target][number - first] = true;
        }
    }

    /** Makes room for some groups. */
    synchronized Page add(int groups) {
        Page page = new Page(count, groups);
        if (groups == 0) {
            // no number leads to it, and its first one is that of the next page
            return page;
        }
        pages.add(page);
        firsts = Arrays.copyOf(firsts, pages.size());
        firsts[pages.size() - 1] = count;
        count = Math.addExact(count, groups);
        return page;
    }

    /** Finds the page of a group, once all have been added. */
    Page page(int number) {
        int place = Arrays.binarySearch(firsts, number);
        return pages.get(place >= 0 ? place : -place - 2);
    }
}
