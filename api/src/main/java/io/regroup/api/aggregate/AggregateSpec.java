package io.regroup.api.aggregate;

import io.regroup.api.InvalidArgumentException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What to compute of each group: plain data, immutable; nothing in it says where or how the work is done (see {@link
 * io.regroup.api.RunOptions} for that).
 *
 * <pre>{@code
 * AggregateSpec spec = AggregateSpec.groupBy("sector")
 *         .mean("x")
 *         .quantile("x", 0.9)
 *         .aggregates("spread = std(y), argmax(y)")
 *         .build();
 * }</pre>
 *
 * <p>A group has a row in the result if it has a row in the input. That is different for expected groups: where values of a key
 * are given, or bins between breaks, every one of them has a row, combined with every combination of the other keys that
 * occurs, and other values have none.
 *
 * @param keys the columns whose combined value makes a group
 * @param bins columns whose numbers are put into bins, which make groups as further keys; at least one key or one of these
 * @param aggregates what is computed, at least one
 * @param weight the column of row weights for {@code weighted_mean}, or null
 * @param selection a boolean column that is true for the rows that count, or null for all rows
 * @param nan what missing values do
 * @param fill the result of absent groups, and of groups with fewer values than needed; missing if none is given
 * @param minCount the fewest values for a result; see {@link #fewestValues}
 * @param expected the values of keys that have a row, by key; as text or as Java objects that read the same
 */
public record AggregateSpec(
        List<String> keys,
        Map<String, Bins> bins,
        List<Aggregate> aggregates,
        @Nullable String weight,
        @Nullable String selection,
        NanPolicy nan,
        @Nullable Double fill,
        @Nullable Integer minCount,
        Map<String, List<Object>> expected) {

    /**
     * Checks everything that can be checked without the data.
     *
     * @throws InvalidArgumentException naming the part, what was given, and the remedy
     */
    public AggregateSpec {
        keys = List.copyOf(keys);
        bins = Collections.unmodifiableMap(new LinkedHashMap<>(bins));
        aggregates = List.copyOf(aggregates);
        Map<String, List<Object>> values = new LinkedHashMap<>();
        expected.forEach((key, list) -> values.put(key, List.copyOf(list)));
        expected = Collections.unmodifiableMap(values);
        Objects.requireNonNull(nan, "nan");
        if (keys.isEmpty() && bins.isEmpty()) {
            throw new InvalidArgumentException(
                    "group by: no column given; name at least one key column, or bins of one");
        }
        if (aggregates.isEmpty()) {
            throw new InvalidArgumentException("aggregates: none given; ask for at least one, such as mean(x)");
        }
        if (minCount != null && minCount < 0) {
            throw new InvalidArgumentException("minimum count: expected at least 0, got " + minCount);
        }
        for (String key : expected.keySet()) {
            if (!keys.contains(key)) {
                throw new InvalidArgumentException("expected groups of " + key + ": expected one of the keys, " + keys
                        + "; name it among the keys, or give bins of it as breaks");
            }
        }
        requireDistinctNames(keys, bins.keySet(), aggregates);
        requireWeight(aggregates, weight);
    }

    private static void requireDistinctNames(List<String> keys, Set<String> binned, List<Aggregate> aggregates) {
        Set<String> names = new HashSet<>();
        List<String> all = new ArrayList<>(keys);
        binned.forEach(column -> all.addAll(List.of(from(column), to(column))));
        all.add(ROWS);
        for (String name : all) {
            if (!names.add(name)) {
                throw new InvalidArgumentException(
                        "group by: two columns of the result would be called " + name + "; drop or rename one");
            }
        }
        for (Aggregate aggregate : aggregates) {
            if (!names.add(aggregate.resultName())) {
                throw new InvalidArgumentException("aggregate " + aggregate + ": the result has a column "
                        + aggregate.resultName() + " already; give this one another name, as in m = mean(x)");
            }
        }
    }

    private static void requireWeight(List<Aggregate> aggregates, @Nullable String weight) {
        boolean used =
                aggregates.stream().anyMatch(aggregate -> aggregate.function() == AggregateFunction.WEIGHTED_MEAN);
        if (used && weight == null) {
            throw new InvalidArgumentException(
                    "aggregate weighted_mean: no weight given; name the column of weights, or ask for mean");
        }
        if (!used && weight != null) {
            throw new InvalidArgumentException(
                    "weight " + weight + ": no aggregate makes use of it; ask for weighted_mean, or drop the weight");
        }
    }

    /** The column that counts a group's selected rows. */
    static final String ROWS = "group_rows";

    /** Names the column of left borders. */
    static String from(String binned) {
        return binned + "_from";
    }

    /** Names the column of right borders. */
    static String to(String binned) {
        return binned + "_to";
    }

    /**
     * Returns the fewest values for a result: the given number; if there is none, 1 where groups are expected and a value to
     * fill in is given, 0 otherwise. A function may need more by nature: a mean needs a value, a sum of none is 0. A count is
     * a count, whatever the minimum.
     *
     * @return at least 0
     */
    public int fewestValues() {
        return minCount != null ? minCount : fill != null && expectsGroups() ? 1 : 0;
    }

    /**
     * Tells whether groups have a row because they are expected.
     *
     * @return true if values of a key, or bins between breaks, are given
     */
    boolean expectsGroups() {
        return !expected.isEmpty() || bins.values().stream().anyMatch(bin -> bin.count() > 0);
    }

    /**
     * Returns the result of a function for a group without rows.
     *
     * @param aggregate the function
     * @return a number, NaN if missing
     */
    double absent(Aggregate aggregate) {
        return fill != null ? fill : aggregate.function().absent(aggregate.skips(nan));
    }

    /**
     * Starts a specification.
     *
     * @param keys the columns whose combined value makes a group; none if {@link Builder#bin bins} do
     * @return a builder
     */
    public static Builder groupBy(String... keys) {
        return new Builder(List.of(keys));
    }

    /** Collects the parts of a specification. Not for several threads. */
    public static final class Builder {

        private final List<String> keys;
        private final Map<String, Bins> bins = new LinkedHashMap<>();
        private final List<Aggregate> aggregates = new ArrayList<>();
        private @Nullable String weight;
        private @Nullable String selection;
        private NanPolicy nan = NanPolicy.SKIP;
        private OptionalDouble fill = OptionalDouble.empty();
        private OptionalInt minCount = OptionalInt.empty();
        private final Map<String, List<Object>> expected = new LinkedHashMap<>();

        private Builder(List<String> keys) {
            this.keys = keys;
        }

        /**
         * Asks for functions as text.
         *
         * @param text as {@link Aggregate#parse} reads it: {@code mean(x), q = quantile(x, 0.9)}
         * @return this
         * @throws InvalidArgumentException if the text is none
         */
        public Builder aggregates(String text) {
            aggregates.addAll(Aggregate.parse(text));
            return this;
        }

        /**
         * Asks for one function of some columns.
         *
         * @param function any function but {@code quantile}
         * @param columns one or more
         * @return this
         */
        public Builder of(AggregateFunction function, String... columns) {
            for (String column : columns) {
                aggregates.add(Aggregate.of(function, column));
            }
            return this;
        }

        /**
         * Asks for counts of values.
         *
         * @param columns one or more
         * @return this
         */
        public Builder count(String... columns) {
            return of(AggregateFunction.COUNT, columns);
        }

        /**
         * Asks for sums.
         *
         * @param columns one or more
         * @return this
         */
        public Builder sum(String... columns) {
            return of(AggregateFunction.SUM, columns);
        }

        /**
         * Asks for means.
         *
         * @param columns one or more
         * @return this
         */
        public Builder mean(String... columns) {
            return of(AggregateFunction.MEAN, columns);
        }

        /**
         * Asks for variances, with n − 1 as divisor.
         *
         * @param columns one or more
         * @return this
         */
        public Builder var(String... columns) {
            return of(AggregateFunction.VAR, columns);
        }

        /**
         * Asks for standard deviations, with n − 1 as divisor.
         *
         * @param columns one or more
         * @return this
         */
        public Builder std(String... columns) {
            return of(AggregateFunction.STD, columns);
        }

        /**
         * Asks for least values.
         *
         * @param columns one or more
         * @return this
         */
        public Builder min(String... columns) {
            return of(AggregateFunction.MIN, columns);
        }

        /**
         * Asks for greatest values.
         *
         * @param columns one or more
         * @return this
         */
        public Builder max(String... columns) {
            return of(AggregateFunction.MAX, columns);
        }

        /**
         * Asks for medians.
         *
         * @param columns one or more
         * @return this
         */
        public Builder median(String... columns) {
            return of(AggregateFunction.MEDIAN, columns);
        }

        /**
         * Asks for a quantile.
         *
         * @param column of which column
         * @param share from 0 for the least value to 1 for the greatest
         * @return this
         * @throws InvalidArgumentException if the share is out of range
         */
        public Builder quantile(String column, double share) {
            aggregates.add(new Aggregate(AggregateFunction.QUANTILE, column, share, false, null));
            return this;
        }

        /**
         * Names the column of weights for {@code weighted_mean}.
         *
         * @param column a numeric column, or null for none
         * @return this
         */
        public Builder weight(@Nullable String column) {
            weight = column;
            return this;
        }

        /**
         * Names the column that selects rows.
         *
         * @param column a boolean column, or null for all rows; a missing value does not select
         * @return this
         */
        public Builder selection(@Nullable String column) {
            selection = column;
            return this;
        }

        /**
         * Says what missing values do; they are skipped by default.
         *
         * @param policy the rule
         * @return this
         */
        public Builder nan(NanPolicy policy) {
            nan = policy;
            return this;
        }

        /**
         * Gives absent groups, and groups with fewer values than needed, a result.
         *
         * @param value what stands in for it; a whole number where results are whole, 0 or 1 where they are true or false
         * @return this
         */
        public Builder fill(double value) {
            fill = OptionalDouble.of(value);
            return this;
        }

        /**
         * Sets the fewest values for a result.
         *
         * @param count at least 0
         * @return this
         */
        public Builder minCount(int count) {
            minCount = OptionalInt.of(count);
            return this;
        }

        /**
         * Gives the values of a key that have a row, whether they occur or not. Rows with other values are left out.
         *
         * @param key one of the keys
         * @param values of the column's type, or as text; the order does not matter
         * @return this
         */
        public Builder expect(String key, Object... values) {
            expected.put(key, Arrays.asList(values));
            return this;
        }

        /**
         * Puts a column's numbers into bins, which make groups. The result has their borders in the columns {@code x_from} and
         * {@code x_to}. Rows outside of all bins are left out.
         *
         * @param column a numeric column
         * @param intervals the bins
         * @return this
         */
        public Builder bin(String column, Bins intervals) {
            bins.put(column, intervals);
            return this;
        }

        /**
         * Makes the specification.
         *
         * @return the specification
         * @throws InvalidArgumentException if the parts do not fit together
         */
        public AggregateSpec build() {
            return new AggregateSpec(
                    keys,
                    bins,
                    aggregates,
                    weight,
                    selection,
                    nan,
                    fill.isPresent() ? fill.getAsDouble() : null,
                    minCount.isPresent() ? minCount.getAsInt() : null,
                    expected);
        }
    }
}
