package io.regroup.api.aggregate;

import io.regroup.api.InvalidArgumentException;
import io.regroup.api.NameSuggestions;
import java.util.Arrays;
import java.util.Locale;

/**
 * What can be computed of a column per group. With the values {@code x₁ … xₙ} of a group in the order of the rows, and
 * missing ones skipped:
 *
 * <table>
 * <caption>Functions, and their value for a group that was expected but has no rows</caption>
 * <tr><th>function</th><th>result</th><th>absent group</th></tr>
 * <tr><td>{@code count(x)}</td><td>n</td><td>0</td></tr>
 * <tr><td>{@code sum(x)}, {@code prod(x)}</td><td>Σx, 0 if n = 0; Πx, 1 if n = 0</td><td>missing</td></tr>
 * <tr><td>{@code mean(x)}</td><td>Σx / n</td><td>missing</td></tr>
 * <tr><td>{@code var(x, d)}, {@code std(x, d)}</td><td>Σ(x − mean)² / (n − d), its root; d is 1 unless given; NaN if
 *     n ≤ d</td><td>missing</td></tr>
 * <tr><td>{@code min(x)}, {@code max(x)}</td><td>the least, the greatest value</td><td>missing</td></tr>
 * <tr><td>{@code argmin(x)}, {@code argmax(x)}</td><td>number of the first row, from 0, that has it</td><td>−1</td></tr>
 * <tr><td>{@code first(x)}, {@code last(x)}</td><td>x₁, xₙ</td><td>missing</td></tr>
 * <tr><td>{@code all(x)}, {@code any(x)}</td><td>whether every value, some value is not 0</td><td>false</td></tr>
 * <tr><td>{@code weighted_mean(x)}</td><td>Σwx / Σw, over rows with a finite weight above 0</td><td>missing</td></tr>
 * <tr><td>{@code median(x)}, {@code quantile(x, p)}</td><td>the value at rank p (n − 1) of the sorted values, from 0, with
 *     linear interpolation: type 7 of Hyndman and Fan (1996), doi:10.2307/2684934</td><td>missing</td></tr>
 * <tr><td>{@code mode(x)}</td><td>the most frequent value, the least of several</td><td>missing</td></tr>
 * </table>
 *
 * <p>The last two rows need all values of a group at once; the others can be computed of parts of it and combined. With the
 * prefix {@code nan}, as in {@code nanmean(x)}, missing values are skipped whatever the {@link NanPolicy}.
 */
public enum AggregateFunction {
    /** How many values there are. */
    COUNT(Result.COUNT, Parameter.NONE, 0),
    /** The sum. */
    SUM(Result.NUMBER, Parameter.NONE, 0),
    /** The product. */
    PROD(Result.NUMBER, Parameter.NONE, 0),
    /** The arithmetic mean. */
    MEAN(Result.NUMBER, Parameter.NONE, 1),
    /** The variance. */
    VAR(Result.NUMBER, Parameter.FREEDOM, 1),
    /** The standard deviation. */
    STD(Result.NUMBER, Parameter.FREEDOM, 1),
    /** The least value. */
    MIN(Result.VALUE, Parameter.NONE, 1),
    /** The greatest value. */
    MAX(Result.VALUE, Parameter.NONE, 1),
    /** The row of the least value. */
    ARGMIN(Result.ROW, Parameter.NONE, 1),
    /** The row of the greatest value. */
    ARGMAX(Result.ROW, Parameter.NONE, 1),
    /** The first value. */
    FIRST(Result.VALUE, Parameter.NONE, 1),
    /** The last value. */
    LAST(Result.VALUE, Parameter.NONE, 1),
    /** Whether all values are other than 0. */
    ALL(Result.FLAG, Parameter.NONE, 0),
    /** Whether some value is other than 0. */
    ANY(Result.FLAG, Parameter.NONE, 0),
    /** The weighted mean. */
    WEIGHTED_MEAN(Result.NUMBER, Parameter.NONE, 1),
    /** The middle of the sorted values. */
    MEDIAN(Result.NUMBER, Parameter.NONE, 1),
    /** The value below which a share of the values lies. */
    QUANTILE(Result.NUMBER, Parameter.SHARE, 1),
    /** The most frequent value. */
    MODE(Result.VALUE, Parameter.NONE, 1);

    /** The prefix that skips missing values. */
    static final String SKIPPING = "nan";

    /** What a result is. */
    public enum Result {
        /** A double. */
        NUMBER,
        /** A value of the column, of its type. */
        VALUE,
        /** A 64-bit integer. */
        COUNT,
        /** The number of a row, a 64-bit integer. */
        ROW,
        /** True or false. */
        FLAG
    }

    /** What stands behind the column. */
    enum Parameter {
        NONE,
        SHARE,
        FREEDOM
    }

    private final Result result;
    private final Parameter parameter;
    private final int fewestValues;

    AggregateFunction(Result result, Parameter parameter, int fewestValues) {
        this.result = result;
        this.parameter = parameter;
        this.fewestValues = fewestValues;
    }

    /**
     * Finds a function.
     *
     * @param text its name in lower case, without prefix
     * @return the function
     * @throws InvalidArgumentException if there is none
     */
    static AggregateFunction named(String text) {
        for (AggregateFunction function : values()) {
            if (function.text().equals(text)) {
                return function;
            }
        }
        throw new InvalidArgumentException("aggregate " + text + ": no such function; "
                + NameSuggestions.suggest(
                        text,
                        Arrays.stream(values()).map(AggregateFunction::text).toList()));
    }

    /**
     * Returns the name by which users ask for it.
     *
     * @return lower-case letters and underscores
     */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Returns what a result is.
     *
     * @return the kind of result
     */
    public Result result() {
        return result;
    }

    Parameter parameter() {
        return parameter;
    }

    /**
     * Returns how many values it takes for a result.
     *
     * @return 0 or 1
     */
    public int fewestValues() {
        return fewestValues;
    }

    /** Tells whether missing values can be skipped or not: a count never counts them. */
    boolean mindsMissing() {
        return this != COUNT;
    }

    /**
     * Returns the result for a group without rows, unless a value is given to fill in.
     *
     * @param skips whether missing values are skipped
     * @return a number; NaN if the result is missing
     */
    public double absent(boolean skips) {
        return switch (result) {
            case COUNT, FLAG -> 0;
            case ROW -> -1;
            case NUMBER, VALUE -> this == PROD && !skips ? 1 : Double.NaN;
        };
    }
}
