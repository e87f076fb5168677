package io.regroup.api.spi;

import java.util.Optional;
import java.util.OptionalLong;

/** What is known of the rows before they are reduced: a reduction strategy plans with it. */
public interface BlockLayout {

    /** In which order keys come. */
    enum Order {
        /** Keys never descend from row to row: rows of a group are neighbours. */
        ROWS,
        /** From block to block keys ascend, and only the last key of one block may occur in the next. */
        BLOCKS,
        /** No order is known. */
        UNKNOWN
    }

    /**
     * Returns how many rows a block has; the last one may have fewer.
     *
     * @return at least 1
     */
    int blockRows();

    /**
     * Returns the number of rows.
     *
     * @return the number, empty if it is not known without reading them
     */
    OptionalLong rowCount();

    /**
     * Tells whether all rows are in memory or fit there.
     *
     * @return false for data that has to be streamed; true where this is not known
     */
    boolean fitsMemory();

    /**
     * Tells whether the rows can be sorted outside of memory.
     *
     * @return true if the source can do it
     */
    boolean sortable();

    /**
     * Tells in which order keys come. May read the keys of rows that fit into memory, and metadata of others.
     *
     * @return what is known
     */
    Order order();

    /**
     * Tells where groups start, if rows are in the order of their keys one by one and have been read.
     *
     * @return the first row of each group, ascending, and at the end the number of rows; not to be changed; empty if this is
     *     not known
     */
    Optional<int[]> groupStarts();

    /**
     * Returns the number of groups. May read keys like {@link #order()}.
     *
     * @return the number, empty if it is not known
     */
    OptionalLong groupCount();

    /**
     * Returns a number of groups that there cannot be more of. May read keys like {@link #order()}.
     *
     * @return by default the number of groups; empty if nothing is known
     */
    default OptionalLong mostGroups() {
        return groupCount();
    }

    /**
     * Tells which groups occur in which blocks. May read keys like {@link #order()}.
     *
     * @return what occurs where; empty if it is not known
     */
    Optional<Occurrences> occurrences();
}
