package io.regroup.api.engine;

import java.util.Arrays;

/**
 * The rows of one block brought together by group, in one thread: where they stand if the rows of groups are neighbours, else
 * as copies, counted and placed. Groups come in ascending order, each with at least one row; a group's rows keep their order.
 */
public final class BlockRows {

    private static final int STEP = 1 << 12;

    private double[][] columns = new double[0][];
    private double[][] copies = new double[0][];
    private int[] groups = new int[0];
    private int[] starts = new int[1];
    private int count;
    private int[] groupOfRow = new int[0];
    private int[] next = new int[0];

    /** Makes room as blocks need it. */
    public BlockRows() {}

    /**
     * Moves to a block.
     *
     * @param rows rows with their groups
     * @param allColumns the columns that are needed, each as long as there are rows
     * @param from the block's first row
     * @param to the row after its last
     */
    public void use(GroupedRows rows, double[][] allColumns, int from, int to) {
        int[] allStarts = rows.starts();
        count = 0;
        if (allStarts != null) {
            columns = allColumns;
            for (int row = from, group = groupOf(allStarts, from); row < to; group++) {
                add(group, row);
                row = Math.min(to, allStarts[group + 1]);
            }
            starts[count] = to;
        } else {
            gather(rows, allColumns, from, to);
        }
    }

    private static int groupOf(int[] starts, int row) {
        int place = Arrays.binarySearch(starts, row);
        return place >= 0 ? place : -place - 2;
    }

    private void add(int group, int start) {
        if (count == groups.length) {
            groups = Arrays.copyOf(groups, Math.max(16, 2 * count));
            starts = Arrays.copyOf(starts, groups.length + 1);
        }
        groups[count] = group;
        starts[count++] = start;
    }

    private void gather(GroupedRows rows, double[][] allColumns, int from, int to) {
        int number = to - from;
        int[] range = rows.groupRange(from, to);
        int span = range[1] - range[0] + 1;
        if (groupOfRow.length < number) {
            groupOfRow = new int[number];
        }
        for (int start = from; start < to; start += STEP) {
            rows.groupsOf(start, Math.min(to, start + STEP), groupOfRow, start - from);
        }
        if (next.length < span) {
            next = new int[span];
        }
        Arrays.fill(next, 0, span, 0);
        for (int i = 0; i < number; i++) {
            next[groupOfRow[i] - range[0]]++;
        }
        int at = 0;
        for (int g = 0; g < span; g++) {
            int size = next[g];
            next[g] = at;
            if (size > 0) {
                add(range[0] + g, at);
                at += size;
            }
        }
        starts[count] = number;
        for (int i = 0; i < number; i++) {
            groupOfRow[i] = next[groupOfRow[i] - range[0]]++;
        }
        if (copies.length != allColumns.length || (copies.length > 0 && copies[0].length < number)) {
            copies = new double[allColumns.length][number];
        }
        for (int c = 0; c < copies.length; c++) {
            double[] column = allColumns[c];
            double[] copy = copies[c];
            for (int i = 0; i < number; i++) {
                copy[groupOfRow[i]] = column[from + i];
            }
        }
        columns = copies;
    }

    /**
     * Returns how many groups have rows in the block.
     *
     * @return at least 1
     */
    public int count() {
        return count;
    }

    /**
     * Returns the groups' numbers.
     *
     * @return ascending, in the first {@link #count()} places
     */
    public int[] groups() {
        return groups;
    }

    /**
     * Returns where groups' rows start.
     *
     * @return the first row of each group and, in place {@link #count()}, the row after the last
     */
    public int[] starts() {
        return starts;
    }

    /**
     * Returns the columns in which the rows stand.
     *
     * @return in the order in which they were given; not to be changed
     */
    public double[][] columns() {
        return columns;
    }
}
