package io.regroup.cli.internal;

import io.regroup.api.InvalidArgumentException;
import io.regroup.api.data.Block;
import io.regroup.api.data.Column;
import io.regroup.api.data.ColumnRequest;
import io.regroup.api.data.ColumnType;
import io.regroup.api.data.Dataset;
import io.regroup.tables.TableWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Rows on their way to a file, looked through for infinities and NaN if it is one of JSON, which has neither. For one thread. */
final class RowsForFile extends PassedRows {

    private static final String REMEDY = "; write .parquet or .csv";

    private final Path file;
    private final boolean refuses;
    private final boolean keepsAll;
    private final double[] values = new double[1 << 11];
    private long infinite;
    private long nan;

    private RowsForFile(Dataset rows, Path file, boolean refuses) {
        super(rows);
        this.file = file;
        this.refuses = refuses;
        this.keepsAll = TableWriter.keepsNonFinite(file);
    }

    /** Views rows of which those are counted that the file does not keep. */
    static RowsForFile counted(Dataset rows, Path file) {
        return new RowsForFile(rows, file, false);
    }

    /** Views rows that end with an {@link InvalidArgumentException} where the file does not keep a number. */
    static RowsForFile refused(Dataset rows, Path file) {
        return new RowsForFile(rows, file, true);
    }

    /** Says what was lost so far, or null if there is nothing. NaN counts where null means something else. */
    @Nullable
    String loss(boolean nanCounts) {
        long lost = nanCounts ? nan : 0;
        List<String> found = new ArrayList<>();
        if (infinite > 0) {
            found.add(ModelText.count(infinite, "infinite value"));
        }
        if (lost > 0) {
            found.add(String.format(Locale.ROOT, "%,d NaN", lost));
        }
        return found.isEmpty()
                ? null
                : String.join(" and ", found) + (infinite + lost == 1 ? " is" : " are") + " null in " + file
                        + ", because JSON cannot hold such numbers" + REMEDY;
    }

    @Override
    void see(Block block, List<ColumnRequest> columns) {
        for (int c = 0; !keepsAll && c < columns.size(); c++) {
            look(block, block.column(c), columns.get(c).name());
        }
    }

    private void look(Block block, Column column, String name) {
        if (column.type().storage() != ColumnType.Storage.DOUBLE) {
            return;
        }
        for (int from = 0; from < block.rowCount(); from += values.length) {
            int count = Math.min(values.length, block.rowCount() - from);
            column.copyDoubles(from, from + count, values, 0);
            for (int i = 0; i < count; i++) {
                if (!Double.isFinite(values[i]) && !column.isNull(from + i)) {
                    found(values[i], block.firstRow() + from + i, name);
                }
            }
        }
    }

    private void found(double value, long row, String name) {
        if (refuses) {
            throw new InvalidArgumentException("output " + file + ": column " + name + " is " + value + " in row "
                    + (row + 1) + ", which JSON cannot hold" + REMEDY);
        }
        if (Double.isNaN(value)) {
            nan++;
        } else {
            infinite++;
        }
    }
}
