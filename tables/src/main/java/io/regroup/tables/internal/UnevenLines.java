package io.regroup.tables.internal;

import java.sql.SQLException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the line of a CSV or TSV file that does not have as many fields as the first. DuckDB gives up guessing how a file is
 * written when a single line is uneven, and does not say which one; told the separator, it does.
 */
final class UnevenLines {

    private static final int LONGEST_LINE = 60;
    private static final String SEPARATORS = ",;|\t";
    private static final Pattern WRONG_COUNT = Pattern.compile(
            "CSV Error on Line: (\\d+)\\s+Original Line:(.*)\\RExpected Number of Columns: \\d+ Found: (\\d+)",
            Pattern.DOTALL);

    private final Database database;

    UnevenLines(Database database) {
        this.database = database;
    }

    /**
     * Looks for the first one; that takes reading the file up to there.
     *
     * @param format CSV or TSV
     * @param file its pattern
     * @return what is wrong with which line and the remedy; null if all lines have as many fields as the first, or the first
     *     does not tell how they are separated
     * @throws SQLException if the file cannot be read at all
     */
    @Nullable
    String find(InputFormat format, String file) throws SQLException {
        String comment = "";
        String first = firstLine(file, comment);
        if (first != null && first.startsWith("#")) {
            comment = ", comment = '#'";
            first = firstLine(file, comment);
        }
        if (first == null || isOpen(first)) {
            return null;
        }
        char separator = format == InputFormat.TSV ? '\t' : separator(first);
        int fields = fields(first, separator);
        if (fields == 1) {
            return null;
        }
        String rows = "read_csv(" + Sql.texts(List.of(file)) + ", auto_detect = false, header = true, delim = '"
                + separator + "', quote = '\"', escape = '\"'" + comment + ", columns = " + columns(fields);
        // a hash of whole rows needs every value
        try (QueryResult result =
                QueryResult.run(database, "SELECT CAST(bit_xor(hash(r)) AS VARCHAR) FROM " + rows + ") r")) {
            // other ways to ask lose what DuckDB says when it fails half-way
            result.next();
            return null;
        } catch (SQLException e) {
            Matcher wrong = WRONG_COUNT.matcher(String.valueOf(e.getMessage()));
            return wrong.find() ? describe(first, separator, wrong, rows) : null;
        }
    }

    /**
     * Finds a first line that DuckDB left out because it has another number of fields than the lines after it, and then found
     * no names.
     *
     * @param format CSV or TSV
     * @param file its pattern
     * @return as {@link #find}
     * @throws SQLException if the file cannot be read
     */
    @Nullable
    String findLostNames(InputFormat format, String file) throws SQLException {
        boolean lost = database.queryLong("SELECT count(*) FROM sniff_csv(" + Sql.text(file) + format.separator()
                        + ") WHERE SkipRows > 0 AND NOT HasHeader")
                > 0;
        return lost ? find(format, file) : null;
    }

    /** Tells whether there are but blank lines. */
    boolean isBlank(String file) throws SQLException {
        return firstLine(file, "") == null;
    }

    private @Nullable String firstLine(String file, String comment) throws SQLException {
        return database.queryText("SELECT line FROM read_csv(" + Sql.texts(List.of(file))
                + ", auto_detect = false, header = false, delim = '\u0001', quote = '', escape = ''" + comment
                + ", columns = {'line': 'VARCHAR'}, ignore_errors = true) WHERE trim(line) <> '' LIMIT 1");
    }

    private String describe(String first, char separator, Matcher wrong, String rows) throws SQLException {
        String number = wrong.group(1);
        String line = wrong.group(2).strip();
        int expected = fields(first, separator);
        int found = Math.max(fields(line, separator), Integer.parseInt(wrong.group(3)));
        // DuckDB's count takes what is in quotes for one line
        boolean broken = database.queryLong("SELECT count(*) FROM (SELECT * FROM " + rows
                        + ", ignore_errors = true) LIMIT " + number + ") r WHERE contains(CAST(r AS VARCHAR), chr(10))")
                > 0;
        return "line " + number + (broken ? " (line breaks in quotes not counted)" : "") + ": expected " + expected
                + " fields as in the first line " + quoted(first) + ", got " + found + " in " + quoted(line)
                + "; mend or remove the line"
                + (number.equals("2") && found > expected ? ", or add the names that the first one lacks" : "");
    }

    /** The sign that could separate most fields; of several the one that is more usual. */
    private static char separator(String line) {
        char best = SEPARATORS.charAt(0);
        for (int i = 1; i < SEPARATORS.length(); i++) {
            char separator = SEPARATORS.charAt(i);
            if (fields(line, separator) > fields(line, best)) {
                best = separator;
            }
        }
        return best;
    }

    private static int fields(String line, char separator) {
        int count = 1;
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            quoted ^= c == '"';
            count += !quoted && c == separator ? 1 : 0;
        }
        return count;
    }

    /** Tells whether a quote goes on in the next line. */
    private static boolean isOpen(String line) {
        return line.chars().filter(c -> c == '"').count() % 2 != 0;
    }

    private static String columns(int count) {
        StringBuilder columns = new StringBuilder("{'c0': 'VARCHAR'");
        for (int i = 1; i < count; i++) {
            columns.append(", 'c").append(i).append("': 'VARCHAR'");
        }
        return columns.append('}').toString();
    }

    private static String quoted(String line) {
        String text = Sql.oneLine(line);
        return '"' + (text.length() <= LONGEST_LINE ? text : text.substring(0, LONGEST_LINE) + "…") + '"';
    }
}
