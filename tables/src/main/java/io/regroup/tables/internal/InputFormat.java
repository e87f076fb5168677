package io.regroup.tables.internal;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The kinds of files that can be read, told by the ends of their names. */
public enum InputFormat {
    /** Apache Parquet. */
    PARQUET("Parquet", "\\.parquet"),
    /** Text with separated values, the separator guessed. */
    CSV("CSV", "\\.(csv|txt)(\\.gz|\\.zst)?"),
    /** Text with values separated by tabs. */
    TSV("TSV", "\\.tsv(\\.gz|\\.zst)?"),
    /** One JSON object a line, or an array of objects. */
    JSON("JSON", "\\.(json|jsonl|ndjson)(\\.gz|\\.zst)?");

    /** The endings, for messages. */
    public static final String KNOWN =
            ".parquet, .csv, .tsv, .txt, .json, .jsonl, .ndjson (text also with .gz or .zst)";

    /**
     * Finds the types of text from all rows. From DuckDB's usual sample, a fraction or a zero-padded key further down would
     * be rounded to the integers before it without a word.
     */
    static final String FROM_ALL_ROWS = ", sample_size = -1";

    private final String title;
    private final Pattern ending;

    InputFormat(String title, String ending) {
        this.title = title;
        this.ending = Pattern.compile(".*" + ending, Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    }

    /**
     * Tells the format of a file.
     *
     * @param name its name
     * @return the format, or null if the ending is not known
     */
    public static @Nullable InputFormat of(String name) {
        for (InputFormat format : values()) {
            if (format.ending.matcher(name).matches()) {
                return format;
            }
        }
        return null;
    }

    /**
     * Names the format for messages.
     *
     * @return for instance {@code Parquet}
     */
    public String title() {
        return title;
    }

    /** Tells whether lines are separated into fields, by CSV's rules. */
    boolean isSeparated() {
        return this == CSV || this == TSV;
    }

    /** Returns what DuckDB calls the first column of a text file without names; nothing for other files. */
    String unnamed() {
        return switch (this) {
            case PARQUET -> "";
            case CSV, TSV -> "column0";
            case JSON -> "json";
        };
    }

    /** Writes the option that gives the separator where it is not guessed. */
    String separator() {
        return this == TSV ? ", delim = '\t'" : "";
    }

    /**
     * Writes the query that reads files of this format, in the order given.
     *
     * @param files absolute paths as DuckDB patterns
     * @param typing an option for text files, such as {@link #FROM_ALL_ROWS}, or nothing
     * @return a SELECT of all columns
     */
    String query(List<String> files, String typing) {
        String list = Sql.texts(files);
        String union = union(files);
        return switch (this) {
            case PARQUET -> "SELECT * FROM read_parquet(" + list + union + ")";
            case CSV -> uncast("SELECT * FROM read_csv(" + list + typing + union + ")");
            case TSV -> uncast("SELECT * FROM read_csv(" + list + separator() + typing + union + ")");
            case JSON -> "SELECT * FROM read_json(" + list + ", format = 'auto'" + typing + union + ")";
        };
    }

    /**
     * Writes the query that reads Parquet files with the number of each row.
     *
     * @param files absolute paths as DuckDB patterns
     * @param starts the number of each file's first row
     * @param number the name of the column of numbers
     * @return a SELECT of all columns and the number
     */
    static String numberedParquet(List<String> files, long[] starts, String number) {
        String start = starts.length == 1
                ? ""
                : "CAST(" + Arrays.toString(starts) + " AS BIGINT[])[file_index::BIGINT + 1] + ";
        return "SELECT *, " + start + "file_row_number AS " + Sql.name(number) + " FROM read_parquet("
                + Sql.texts(files) + union(files) + ")";
    }

    /** Columns are matched by name, not by place; a column that a file lacks is missing in its rows. */
    private static String union(List<String> files) {
        return files.size() > 1 ? ", union_by_name = true" : "";
    }

    /**
     * Keeps casts out of the CSV reader. DuckDB 2.0 replaces a column's type by that of a cast around it, so that the text
     * itself is parsed as the other type: CAST of a boolean to a number fails on "true", TRY_CAST fails instead of giving
     * null (duckdb/duckdb#23818). A common table expression is put in place too late for that.
     */
    private static String uncast(String query) {
        return "WITH regroup_csv AS NOT MATERIALIZED (" + query + ") SELECT * FROM regroup_csv";
    }
}
