package io.regroup.cli.internal;

import io.regroup.api.data.Column;
import io.regroup.api.data.Table;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Shows the first groups of a result: keys in full, numbers to six digits, as many columns as the line holds. What is missing is null; a
 * text that reads like that is in quotes.
 */
final class GroupTableHead {

    private static final String MISSING = "null";

    private GroupTableHead() {}

    /**
     * Prints the first rows of a group table.
     *
     * @param groups the table
     * @param keys how many of its first columns are keys, which are never cut
     * @param rows how many rows at most
     * @param width the characters of a line
     * @param remedy where to see the columns that the line does not hold
     */
    static void print(Table groups, int keys, int rows, int width, String remedy, PrintWriter out) {
        int shownRows = Math.min(rows, groups.rowCount());
        TextTable text = new TextTable();
        for (int c = 0; c < groups.columns().size(); c++) {
            Column column = groups.columns().get(c);
            List<String> cells = new ArrayList<>();
            for (int row = 0; row < shownRows; row++) {
                cells.add(cell(column, row, c < keys));
            }
            text.column(groups.schema().names().get(c), column.type().isNumeric(), cells);
        }
        int shownColumns = text.fitting(width, keys + 1);
        text.print(out, shownColumns);
        more(out, groups.rowCount() - shownRows, "group", "");
        more(out, groups.columns().size() - shownColumns, "column", "; " + remedy);
        out.println();
    }

    private static void more(PrintWriter out, int count, String what, String remedy) {
        if (count > 0) {
            out.printf(Locale.ROOT, "... %,d more %s%s%s%n", count, what, count == 1 ? "" : "s", remedy);
        }
    }

    private static String cell(Column column, int row, boolean inFull) {
        if (column.isNull(row)) {
            return MISSING;
        }
        if (!inFull && column.get(row) instanceof Double value) {
            return number(value);
        }
        String text = String.valueOf(column.getString(row));
        return text.equals(MISSING) ? '"' + text + '"' : text;
    }

    private static String number(double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%.6g", value) : Double.toString(value);
    }
}
