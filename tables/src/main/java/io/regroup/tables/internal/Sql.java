package io.regroup.tables.internal;

import java.sql.SQLException;
import java.util.Collection;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Small pieces of SQL text, and what DuckDB's error messages say. */
public final class Sql {

    private static final int LONGEST_MESSAGE = 300;
    private static final Pattern UNKNOWN_COLUMN = Pattern.compile("Referenced column \"(.*?)\" not found");

    private Sql() {}

    /**
     * Quotes a name.
     *
     * @param name any text
     * @return an identifier that means exactly this name
     */
    public static String name(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /**
     * Quotes several names.
     *
     * @param names any texts
     * @return identifiers separated by commas
     */
    public static String names(Collection<String> names) {
        return names.stream().map(Sql::name).collect(Collectors.joining(", "));
    }

    /**
     * Quotes a text.
     *
     * @param text any text
     * @return a string literal that means exactly this text
     */
    public static String text(String text) {
        return '\'' + text.replace("'", "''") + '\'';
    }

    /**
     * Quotes several texts.
     *
     * @param texts any texts
     * @return a list literal
     */
    public static String texts(Collection<String> texts) {
        return texts.stream().map(Sql::text).collect(Collectors.joining(", ", "[", "]"));
    }

    /**
     * Puts an expression or query that a user wrote into parentheses. The line breaks keep a trailing comment from
     * swallowing the closing one.
     *
     * @param text checked by {@link SqlCheck}
     * @return the text in parentheses
     */
    public static String inParentheses(String text) {
        return "(\n" + text + "\n)";
    }

    /**
     * Writes the query that numbers rows from 0 in the order in which they come.
     *
     * @param rows what stands in a FROM clause
     * @param number the name of the column of numbers
     * @return a SELECT of all columns and the number
     */
    public static String numbered(String rows, String number) {
        return "SELECT *, row_number() OVER () - 1 AS " + name(number) + " FROM " + rows;
    }

    /**
     * Puts a text on one line, for messages.
     *
     * @param text any text
     * @return the text with every run of white space as one blank
     */
    public static String oneLine(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }

    /**
     * Says in one line what DuckDB complains about: its first line, with the suggestion that may follow, and for a
     * bad CSV line the line that says why.
     *
     * @param failure what DuckDB threw
     * @return its message without the excerpt of the statement
     */
    public static String message(Throwable failure) {
        String text = failure.getMessage() == null ? failure.toString() : failure.getMessage();
        String[] lines = text.split("\\R", -1);
        String message = lines[0].strip();
        if (message.contains("CSV Error on Line")) {
            for (int i = 1; i < lines.length && !lines[i].isBlank(); i++) {
                if (!lines[i].startsWith("Original Line")) {
                    message += "; " + lines[i].strip();
                }
            }
        }
        if (lines.length > 1 && (lines[1].startsWith("Candidate bindings") || lines[1].startsWith("Did you mean"))) {
            message += " " + lines[1].strip();
        }
        return message.length() <= LONGEST_MESSAGE ? message : message.substring(0, LONGEST_MESSAGE) + " …";
    }

    /**
     * Finds the column that DuckDB says does not exist.
     *
     * @param failure what DuckDB threw
     * @return the column's name, or null if that is not the complaint
     */
    public static @Nullable String unknownColumn(SQLException failure) {
        Matcher matcher = UNKNOWN_COLUMN.matcher(String.valueOf(failure.getMessage()));
        return matcher.find() ? matcher.group(1) : null;
    }

    /**
     * Tells whether DuckDB complains that temporary files have no room: on the disk, or below the limit that it sets for
     * itself from what is free there.
     *
     * @param failure what DuckDB threw
     * @return true if so
     */
    static boolean isFullDisk(SQLException failure) {
        String message = String.valueOf(failure.getMessage());
        return message.contains("No space left on device") || message.contains("max_temp_directory_size");
    }

    /**
     * Tells whether DuckDB complains that it has too little memory.
     *
     * @param failure what DuckDB threw
     * @return true if so
     */
    static boolean isOutOfMemory(SQLException failure) {
        return String.valueOf(failure.getMessage()).contains("Out of Memory Error");
    }
}
