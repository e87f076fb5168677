package io.regroup.bench;

import java.util.List;

/** Rows sorted by an int key {@code k}, in groups of the same size. */
interface EqualGroups extends RowDesign {

    /** Returns how many groups there are. */
    int groups();

    /** Returns how many rows each has. */
    int rowsPerGroup();

    /** Returns the names of the columns of numbers. */
    List<String> columns();

    @Override
    default int rows() {
        return Math.multiplyExact(groups(), rowsPerGroup());
    }
}
