package io.regroup.api.engine;

import io.regroup.api.data.Block;
import io.regroup.api.data.Column;
import io.regroup.api.data.Table;

/**
 * The groups of a dataset: its distinct keys in ascending order, numbered from 0. Missing values are a key of their own
 * and come last, NaN comes after every number, -0.0 is 0.0, text is ordered by Unicode code point. Immutable, safe for
 * several threads.
 */
public final class Grouping {

    private final KeyIndex index;
    private final int[] rankOf;
    private final Table keys;

    Grouping(KeyIndex index, int[] rankOf, Table keys) {
        this.index = index;
        this.rankOf = rankOf;
        this.keys = keys;
    }

    /**
     * Returns the number of groups.
     *
     * @return at least 0
     */
    public int count() {
        return rankOf.length;
    }

    /**
     * Returns the keys.
     *
     * @return one row per group in ascending order, one column per key column, of the key's own type
     */
    public Table keys() {
        return keys;
    }

    /** Returns the group of each number that {@link KeyIndex#assign} gave. */
    int rankOf(int assigned) {
        return rankOf[assigned];
    }

    /**
     * Finds the groups of a block's rows.
     *
     * @param block a block whose first columns are the key columns
     * @param groups receives the group of each row, -1 for a key that is not among the groups
     */
    public void find(Block block, int[] groups) {
        index.find(block, groups);
        for (int i = 0; i < block.rowCount(); i++) {
            groups[i] = groups[i] < 0 ? -1 : rankOf[groups[i]];
        }
    }

    /**
     * Writes a group's key for messages.
     *
     * @param group its number
     * @return for instance {@code sector=3, row=12}
     */
    public String describe(int group) {
        StringBuilder text = new StringBuilder();
        for (int c = 0; c < keys.columns().size(); c++) {
            Column column = keys.columns().get(c);
            text.append(c == 0 ? "" : ", ")
                    .append(keys.schema().fields().get(c).name())
                    .append('=')
                    .append(column.getString(group));
        }
        return text.toString();
    }
}
