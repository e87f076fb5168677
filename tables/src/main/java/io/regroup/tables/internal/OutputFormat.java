package io.regroup.tables.internal;

import io.regroup.api.data.ColumnType;
import io.regroup.api.data.ColumnType.Kind;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How a file is written, told by the end of its name.
 *
 * @param kind the format
 * @param compression as DuckDB calls it, or null for its default
 */
public record OutputFormat(Kinds kind, @Nullable String compression) {

    /** The endings, for messages. */
    public static final String KNOWN = ".parquet, .csv, .tsv, .json, .jsonl, .ndjson (text also with .gz or .zst)";

    /** How many digits an integer may have in Parquet. */
    private static final int LONGEST_INTEGER = 38;

    /** The formats. */
    public enum Kinds {
        /** Apache Parquet. */
        PARQUET("FORMAT parquet"),
        /** Values separated by commas. */
        CSV("FORMAT csv, HEADER true"),
        /** Values separated by tabs. */
        TSV("FORMAT csv, HEADER true, DELIMITER '\t'"),
        /** One array of objects. */
        JSON("FORMAT json, ARRAY true"),
        /** One object a line. */
        JSON_LINES("FORMAT json, ARRAY false");

        private final String options;

        Kinds(String options) {
            this.options = options;
        }
    }

    /**
     * Tells the format of a file.
     *
     * @param name its name
     * @return the format, or null if the ending is not known
     */
    public static @Nullable OutputFormat of(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.endsWith(".parquet")) {
            return new OutputFormat(Kinds.PARQUET, null);
        }
        String compression = lower.endsWith(".gz") ? "gzip" : lower.endsWith(".zst") ? "zstd" : null;
        String plain = compression == null ? lower : lower.substring(0, lower.lastIndexOf('.'));
        String ending = plain.substring(plain.lastIndexOf('.') + 1);
        return switch (plain.contains(".") ? ending : "") {
            case "csv" -> new OutputFormat(Kinds.CSV, compression);
            case "tsv" -> new OutputFormat(Kinds.TSV, compression);
            case "json" -> new OutputFormat(Kinds.JSON, compression);
            case "jsonl", "ndjson" -> new OutputFormat(Kinds.JSON_LINES, compression);
            default -> null;
        };
    }

    /**
     * Writes the options of COPY.
     *
     * @param metadata texts that a Parquet file keeps beside its rows, by name; none for other formats
     * @return in parentheses
     */
    public String options(Map<String, String> metadata) {
        String kept = metadata.entrySet().stream()
                .map(entry -> Sql.text(entry.getKey()) + ": " + Sql.text(entry.getValue()))
                .collect(Collectors.joining(", "));
        // The writer has a temporary file of its own.
        return "(" + kind.options + (compression == null ? "" : ", COMPRESSION " + compression)
                + (kept.isEmpty() ? "" : ", KV_METADATA {" + kept + "}") + ", USE_TMP_FILE false)";
    }

    /**
     * Shapes a value so that the format can hold it: JSON has no NaN, CSV readers disagree on how to spell it, and Parquet
     * has no 128-bit integers (DuckDB would round them to doubles without a word).
     *
     * @param value an SQL expression
     * @param type its type
     * @return an SQL expression
     */
    public String shaped(String value, ColumnType type) {
        boolean floating = type.kind() == Kind.FLOAT32 || type.kind() == Kind.FLOAT64;
        boolean huge = type.kind() == Kind.INT128 || type.kind() == Kind.UINT128;
        return switch (kind) {
            case PARQUET -> huge ? "CAST(" + value + " AS DECIMAL(" + LONGEST_INTEGER + ",0))" : value;
            case CSV, TSV ->
                floating
                        ? "CASE WHEN isnan(" + value + ") THEN 'NaN' WHEN isinf(" + value + ") THEN CASE WHEN " + value
                                + " > 0 THEN 'Infinity' ELSE '-Infinity' END ELSE CAST(" + value + " AS VARCHAR) END"
                        : value;
            case JSON, JSON_LINES -> floating ? finite(value, type) : value;
        };
    }

    /**
     * Tells whether DuckDB complains of an integer that {@link #shaped} could not make a decimal of.
     *
     * @param failure what DuckDB threw
     * @return true if so
     */
    public static boolean isTooLong(SQLException failure) {
        String message = String.valueOf(failure.getMessage());
        return message.contains("Conversion Error") && message.contains("to DECIMAL(" + LONGEST_INTEGER + ",0)");
    }

    /**
     * Tells whether NaN and infinities stay what they are.
     *
     * @return false for JSON
     */
    public boolean keepsNonFinite() {
        return kind != Kinds.JSON && kind != Kinds.JSON_LINES;
    }

    /** A float goes through its text, or 0.1 would come out with the digits of the double beside it. */
    private static String finite(String value, ColumnType type) {
        String number = type.kind() == Kind.FLOAT32 ? "CAST(CAST(" + value + " AS VARCHAR) AS DOUBLE)" : value;
        return "CASE WHEN isfinite(" + value + ") THEN " + number + " END";
    }
}
