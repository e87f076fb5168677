package io.regroup.cli.internal;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Columns of text under headings, padded so that they stand in line. */
final class TextTable {

    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");
    private static final String GAP = "  ";

    private record Column(String heading, boolean right, List<String> cells, int width) {}

    private final List<Column> columns = new ArrayList<>();

    /** Adds a column; all columns must have the same number of cells. */
    TextTable column(String heading, boolean right, List<String> cells) {
        List<String> clean = cells.stream().map(TextTable::printable).toList();
        String title = printable(heading);
        int width = title.length();
        for (String cell : clean) {
            width = Math.max(width, cell.length());
        }
        columns.add(new Column(title, right, clean, width));
        return this;
    }

    private static String printable(String text) {
        return CONTROL.matcher(text).replaceAll("?");
    }

    /**
     * Counts the columns that fit into a line, from the left.
     *
     * @param width the characters of a line
     * @param least how many are shown even if the line gets too long
     */
    int fitting(int width, int least) {
        int used = 0;
        int count = 0;
        for (Column column : columns) {
            used += (count == 0 ? 0 : GAP.length()) + column.width();
            if (used > width && count >= least) {
                break;
            }
            count++;
        }
        return count;
    }

    void print(PrintWriter out) {
        print(out, columns.size());
    }

    /** Prints the first columns. */
    void print(PrintWriter out, int count) {
        List<Column> shown = columns.subList(0, count);
        out.println(line(shown, -1));
        int rows = shown.isEmpty() ? 0 : shown.get(0).cells().size();
        for (int row = 0; row < rows; row++) {
            out.println(line(shown, row));
        }
    }

    private static String line(List<Column> shown, int row) {
        StringBuilder line = new StringBuilder();
        for (Column column : shown) {
            String text = row < 0 ? column.heading() : column.cells().get(row);
            String padding = " ".repeat(column.width() - text.length());
            line.append(line.isEmpty() ? "" : GAP)
                    .append(column.right() ? padding : "")
                    .append(text)
                    .append(column.right() ? "" : padding);
        }
        return line.toString().stripTrailing();
    }
}
