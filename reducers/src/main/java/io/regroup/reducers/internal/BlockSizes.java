package io.regroup.reducers.internal;

import io.regroup.api.InvalidArgumentException;
import java.util.Arrays;

/** The numbers of rows in successive blocks. */
final class BlockSizes {

    private BlockSizes() {}

    /**
     * Cuts rows into blocks of one size; the last one has what is left.
     *
     * @param rows the number of rows, at least 1
     * @param blockRows the number of rows in a block, at least 1
     * @return the number of rows in each block
     */
    static int[] equal(int rows, int blockRows) {
        int[] sizes = new int[Math.ceilDiv(rows, blockRows)];
        Arrays.fill(sizes, blockRows);
        sizes[sizes.length - 1] = rows - (sizes.length - 1) * blockRows;
        return sizes;
    }

    /**
     * Returns the number of rows of all blocks.
     *
     * @param sizes the number of rows in each block
     * @return their sum, 0 if there is no block
     * @throws InvalidArgumentException if a block has no row, or all together have more rows than an array can hold
     */
    static int rows(int[] sizes) {
        long rows = 0;
        for (int b = 0; b < sizes.length; b++) {
            if (sizes[b] < 1) {
                throw new InvalidArgumentException("size of block " + b + ": expected at least 1 row, got " + sizes[b]
                        + "; leave empty blocks out");
            }
            rows += sizes[b];
        }
        if (rows > Integer.MAX_VALUE) {
            throw new InvalidArgumentException("block sizes: expected at most " + Integer.MAX_VALUE
                    + " rows in all blocks, got " + rows + "; split the rows");
        }
        return (int) rows;
    }
}
