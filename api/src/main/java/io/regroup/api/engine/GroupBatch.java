package io.regroup.api.engine;

/**
 * Some consecutive groups with all their rows brought together: the rows of the batch's group i stand at {@code start(i) …
 * end(i) - 1} of every column, in their order in the dataset. Valid until the worker returns.
 */
public final class GroupBatch {

    private int firstGroup;
    private int count;
    private double[][] columns = new double[0][];
    private int[] starts = new int[1];
    private int startsFrom;

    GroupBatch() {}

    void set(int newFirstGroup, int newCount, double[][] newColumns, int[] newStarts, int newStartsFrom) {
        firstGroup = newFirstGroup;
        count = newCount;
        columns = newColumns;
        starts = newStarts;
        startsFrom = newStartsFrom;
    }

    /**
     * Returns the number of the batch's first group.
     *
     * @return its number in the grouping
     */
    public int firstGroup() {
        return firstGroup;
    }

    /**
     * Returns how many groups the batch has.
     *
     * @return at least 1
     */
    public int count() {
        return count;
    }

    /**
     * Returns where a group's rows start.
     *
     * @param index the group's place in the batch
     * @return an index into every column
     */
    public int start(int index) {
        return starts[startsFrom + index];
    }

    /**
     * Returns where a group's rows end.
     *
     * @param index the group's place in the batch
     * @return the index after the last
     */
    public int end(int index) {
        return starts[startsFrom + index + 1];
    }

    /**
     * Returns the array of starts, for loops over many groups: that of group i is at {@code startsFrom() + i}.
     *
     * @return not to be changed
     */
    public int[] starts() {
        return starts;
    }

    /**
     * Returns where the batch's starts begin.
     *
     * @return an index into {@link #starts()}
     */
    public int startsFrom() {
        return startsFrom;
    }

    /**
     * Returns the columns.
     *
     * @return in the order in which they were asked for; not to be changed
     */
    public double[][] columns() {
        return columns;
    }
}
