package io.regroup.api.engine;

import io.regroup.api.InvalidArgumentException;
import io.regroup.api.data.Column;
import io.regroup.api.data.Table;
import io.regroup.api.result.FitSummary;
import io.regroup.api.result.SummaryHeader;

/**
 * Summaries of groups as a table, and back: the keys, then a column for each number.
 *
 * @param header what they are summaries of
 * @param groups the table
 */
record SummaryTable(SummaryHeader header, Table groups) implements FitSummary {

    /** Lays out the summaries of groups with keys. */
    static SummaryTable of(SummaryHeader header, Table keys, double[] slab) {
        Table.Builder table = Table.builder();
        for (int c = 0; c < keys.columns().size(); c++) {
            table.column(keys.schema().fields().get(c).name(), keys.columns().get(c));
        }
        int width = header.numbers().size();
        for (int k = 0; k < width; k++) {
            double[] values = new double[keys.rowCount()];
            for (int g = 0; g < values.length; g++) {
                values[g] = slab[g * width + k];
            }
            table.column(header.numbers().get(k), values);
        }
        return new SummaryTable(header, table.build());
    }

    @Override
    public String description() {
        return "summary of " + groups.rowCount() + " groups";
    }

    /**
     * Takes the summaries of a table.
     *
     * @throws InvalidArgumentException if its columns are not what its header says, keys do not ascend, or numbers are missing
     */
    static GroupSummaries read(FitSummary summary) {
        SummaryHeader header = summary.header();
        Table table = summary.groups();
        int keyCount = header.keys().size();
        int width = header.numbers().size();
        Table.Builder keyTable = Table.builder();
        for (int c = 0; c < keyCount; c++) {
            keyTable.column(
                    table.schema().fields().get(c).name(), table.columns().get(c));
        }
        SortedKeys keys = SortedKeys.of(new Grouping(keyTable.build(), ""));
        require(keys.ascend(), summary, "its keys are not in ascending order, each once");
        int count = keys.count();
        double[] slab = GroupSummaries.slab(count, width);
        double[] values = new double[count];
        for (int k = 0; k < width; k++) {
            Column column = table.columns().get(keyCount + k);
            requireNoGap(column, summary, header.numbers().get(k));
            column.copyDoubles(0, count, values, 0);
            for (int g = 0; g < count; g++) {
                slab[g * width + k] = values[g];
            }
        }
        double rows = 0;
        for (int g = 0; g < count; g++) {
            rows += slab[g * width];
        }
        require(
                rows == header.rowsSelected(),
                summary,
                "its groups have " + (long) rows + " rows, its header says " + header.rowsSelected());
        return GroupSummaries.keyed(keys, slab);
    }

    private static void requireNoGap(Column column, FitSummary summary, String name) {
        for (int g = 0; column.mayHaveNulls() && g < column.size(); g++) {
            require(!column.isNull(g), summary, "a value of column " + name + " is missing");
        }
    }

    private static void require(boolean right, FitSummary summary, String fault) {
        if (!right) {
            throw new InvalidArgumentException(
                    summary.description() + ": " + fault + "; it is not as it was saved, save it again");
        }
    }
}
