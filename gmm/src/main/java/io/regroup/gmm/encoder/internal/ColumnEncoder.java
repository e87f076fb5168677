package io.regroup.gmm.encoder.internal;

import io.regroup.api.data.Column;

/** Encodes the values of one column, for one thread. */
interface ColumnEncoder {

    /**
     * Encodes rows.
     *
     * @param source the column's values, of the model's type
     * @param from the first row in it
     * @param rows how many
     * @param firstRow the number of the first row in the dataset
     * @param out receives what they are encoded to, from its start
     */
    void encode(Column source, int from, int rows, long firstRow, EncodedCells out);
}
