package io.regroup.gmm.encoder.internal;

import io.regroup.api.data.Column;
import io.regroup.api.data.ColumnType;
import io.regroup.gmm.encoder.ColumnModel;
import io.regroup.gmm.encoder.NumericModel;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What the rows of a block are encoded to, of one column. */
final class EncodedCells {

    /** The rank of rows that have no one-hot column. */
    static final int NONE = -1;

    private final long[][] oneHot;
    private final @Nullable Cells overflow;
    private final long[] missing;
    private final long[] special;
    private final String specialName;
    final double[] value;
    final int[] rank;

    EncodedCells(ColumnModel model, int capacity) {
        boolean number = model instanceof NumericModel;
        this.value = new double[number ? capacity : 0];
        this.rank = new int[capacity];
        this.oneHot = new long[model.width()][capacity];
        this.missing = new long[capacity];
        this.special = new long[capacity];
        this.specialName = number ? ColumnModel.NAN : ColumnModel.UNSEEN;
        this.overflow =
                model.outputs().stream().anyMatch(field -> field.name().equals(model.name() + ColumnModel.OVERFLOW))
                        ? new Cells(model.type(), capacity)
                        : null;
    }

    /** Empties the first rows: no rank, no overflow, no indicator. */
    void clear(int rows) {
        Arrays.fill(rank, 0, rows, NONE);
        if (value.length > 0) {
            Arrays.fill(value, 0, rows, 0);
        }
        Arrays.fill(missing, 0, rows, 0);
        Arrays.fill(special, 0, rows, 0);
        if (overflow != null) {
            overflow.clear(rows);
        }
    }

    void setMissing(int row) {
        missing[row] = 1;
    }

    /** Marks NaN, or an unseen category. */
    void setSpecial(int row) {
        special[row] = 1;
    }

    boolean hasOverflow() {
        return overflow != null;
    }

    /** Carries a value of the source as it is. */
    void carry(Column source, int sourceRow, int row) {
        if (overflow != null) {
            overflow.copy(source, sourceRow, row);
        }
    }

    /** Fills the one-hot columns by the ranks of the first rows. */
    void spread(int rows) {
        for (long[] column : oneHot) {
            Arrays.fill(column, 0, rows, 0);
        }
        for (int i = 0; i < rows; i++) {
            if (rank[i] >= 0) {
                oneHot[rank[i]][i] = 1;
            }
        }
    }

    /** Views one of the columns, by what its name ends with: nothing, a rank, an indicator. */
    Column column(String suffix, int rows) {
        if (suffix.isEmpty()) {
            return Column.of(value).slice(0, rows);
        }
        if (suffix.equals(ColumnModel.OVERFLOW) && overflow != null) {
            return overflow.column(rows);
        }
        long[] bits = suffix.equals(ColumnModel.MISSING)
                ? missing
                : suffix.equals(specialName) ? special : oneHot[Integer.parseInt(suffix.substring(1))];
        return Column.ofStored(ColumnType.BOOLEAN, bits, null).slice(0, rows);
    }
}
