package io.regroup.api.aggregate;

import io.regroup.api.InvalidArgumentException;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One function of one column, such as {@code quantile(x, 0.9)}.
 *
 * @param function what is computed
 * @param column of which column
 * @param parameter the share of a quantile; what is subtracted from the count in a variance; 0 for other functions
 * @param skipping whether missing values are skipped in any case, as in {@code nanmean(x)}
 * @param name the name of the result's column, null for that of {@link #resultName}
 */
public record Aggregate(
        AggregateFunction function,
        String column,
        double parameter,
        boolean skipping,
        @Nullable String name) implements Serializable {

    private static final double DEFAULT_FREEDOM = 1;

    /**
     * Checks the parts.
     *
     * @throws InvalidArgumentException if the parameter is out of range
     */
    public Aggregate {
        Objects.requireNonNull(function, "function");
        if (column.isEmpty()) {
            throw new InvalidArgumentException("aggregate " + function.text() + ": the column name is empty");
        }
        if (name != null && name.isEmpty()) {
            throw new InvalidArgumentException(
                    "aggregate " + function.text() + "(" + column + "): the name for the result is empty");
        }
        switch (function.parameter()) {
            case NONE -> requireParameter(parameter == 0, function, "none", parameter);
            case SHARE ->
                requireParameter(parameter >= 0 && parameter <= 1, function, "a share from 0 to 1", parameter);
            case FREEDOM ->
                requireParameter(
                        parameter >= 0 && parameter == Math.rint(parameter) && parameter <= Integer.MAX_VALUE,
                        function,
                        "a whole number, 0 or more, to subtract from the count",
                        parameter);
        }
        if (skipping && !function.mindsMissing()) {
            throw new InvalidArgumentException("aggregate " + AggregateFunction.SKIPPING + function.text()
                    + ": missing values are never counted; write " + function.text());
        }
    }

    private static void requireParameter(boolean holds, AggregateFunction function, String expected, double given) {
        if (!holds) {
            throw new InvalidArgumentException("aggregate " + function.text()
                    + ": the parameter after the column: expected " + expected + ", got " + number(given));
        }
    }

    /**
     * Asks for a function that needs nothing but a column.
     *
     * @param function what is computed
     * @param column of which column
     * @return the aggregate
     * @throws InvalidArgumentException if the function is {@code quantile}, which needs a share
     */
    public static Aggregate of(AggregateFunction function, String column) {
        return new Aggregate(function, column, defaultParameter(function), false, null);
    }

    /** Returns the parameter that holds when none is given. */
    static double defaultParameter(AggregateFunction function) {
        return switch (function.parameter()) {
            case NONE -> 0;
            case FREEDOM -> DEFAULT_FREEDOM;
            case SHARE ->
                throw new InvalidArgumentException("aggregate " + function.text()
                        + ": expected a share from 0 to 1 after the column, got none; write it as in quantile(x, 0.9)");
        };
    }

    /**
     * Reads aggregates as text: {@code mean(x), q = quantile(x, 0.9), sum("a, b")}.
     *
     * @param text function and column, more of them separated by commas; each with a name for its result if need be. A name
     *     that has a comma, a parenthesis, an equals sign or a double quote stands in double quotes, a quote in it twice
     * @return at least one
     * @throws InvalidArgumentException if the text is none or a function does not exist
     */
    public static List<Aggregate> parse(String text) {
        return new AggregateParser(text).parse();
    }

    /**
     * Names the column of the result.
     *
     * @return the given name, or else the column with the {@link #label}: {@code x_mean}, {@code x_q90}
     */
    public String resultName() {
        return name == null ? column + "_" + label() : name;
    }

    /**
     * Says what is computed, as a part of a column name.
     *
     * @return for instance {@code mean}, {@code nanmean}, {@code q90}, {@code var_ddof0}
     */
    public String label() {
        String base = switch (function.parameter()) {
            case NONE -> function.text();
            case SHARE -> "q" + percent(parameter);
            case FREEDOM ->
                parameter == DEFAULT_FREEDOM ? function.text() : function.text() + "_ddof" + number(parameter);
        };
        return skipping ? AggregateFunction.SKIPPING + base : base;
    }

    /** Returns 90 for 0.9 and 2_5 for 0.025. */
    private static String percent(double share) {
        return number(BigDecimal.valueOf(share).movePointRight(2).doubleValue()).replace('.', '_');
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < Long.MAX_VALUE
                ? String.format(Locale.ROOT, "%.0f", value)
                : Double.toString(value);
    }

    /**
     * Returns the same without a name of its own.
     *
     * @return equal for all aggregates that compute the same
     */
    public Aggregate unnamed() {
        return name == null ? this : new Aggregate(function, column, parameter, skipping, null);
    }

    /**
     * Tells whether missing values are skipped.
     *
     * @param policy what holds for functions without prefix
     * @return true if they are
     */
    public boolean skips(NanPolicy policy) {
        return skipping || policy == NanPolicy.SKIP;
    }

    /**
     * Writes it as {@link #parse} reads it.
     *
     * @return for instance {@code q = quantile(x, 0.9)}
     */
    @Override
    public String toString() {
        String given = switch (function.parameter()) {
            case NONE -> "";
            case SHARE, FREEDOM ->
                function.parameter() == AggregateFunction.Parameter.FREEDOM && parameter == DEFAULT_FREEDOM
                        ? ""
                        : ", " + number(parameter);
        };
        return (name == null ? "" : AggregateParser.quoted(name) + " = ")
                + (skipping ? AggregateFunction.SKIPPING : "")
                + function.text() + "(" + AggregateParser.quoted(column) + given + ")";
    }
}
