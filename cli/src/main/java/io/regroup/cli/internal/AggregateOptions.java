package io.regroup.cli.internal;

import io.regroup.api.InvalidArgumentException;
import io.regroup.api.aggregate.Aggregate;
import io.regroup.api.aggregate.AggregateFunction;
import io.regroup.api.aggregate.AggregateSpec;
import io.regroup.api.aggregate.Bins;
import io.regroup.api.aggregate.NanPolicy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of {@code regroup aggregate} that say what is computed. */
final class AggregateOptions {

    private static final String BIN = "--bin";
    private static final String EXPECT = "--expect";

    @Option(
            names = "--group-by",
            paramLabel = "K1,K2",
            description =
                    "Key columns; rows with equal keys make a group. Names separated by commas, in double quotes if need"
                            + " be, or one named SQL expression, as in --group-by \"day = t // 86400\"; may be repeated.")
    private List<String> groupBy = new ArrayList<>();

    @Option(
            names = "--agg",
            paramLabel = "FUNCTIONS",
            description =
                    "What is computed, as in \"mean(x), q = quantile(x, 0.9)\": count, sum, prod, mean, var, std, min, max,"
                            + " argmin, argmax, first, last, all, any, weighted_mean, median, quantile, mode. Required; may be"
                            + " repeated.")
    private List<String> functions = new ArrayList<>();

    @Option(names = "--weight", paramLabel = "W", description = "Column of row weights for weighted_mean.")
    private @Nullable String weight;

    @Option(
            names = BIN,
            paramLabel = "C: BINS",
            description =
                    "Group by bins of a number as well: \"x: 0,1,2,5\" for (0,1], (1,2] and (2,5], \"x: width 0.5\"; with"
                            + " \"closed left\" at the end for [0,1) and so on. May be repeated.")
    private List<String> bins = new ArrayList<>();

    @Option(
            names = EXPECT,
            paramLabel = "K: V1,V2",
            description =
                    "The values of a key that have a row in the result, whether they occur or not; others have none. May"
                            + " be repeated.")
    private List<String> expected = new ArrayList<>();

    @Option(
            names = "--fill",
            paramLabel = "NUMBER",
            description = "The result for expected groups without rows, and where there are too few values.")
    private @Nullable Double fill;

    @Option(
            names = "--min-count",
            paramLabel = "N",
            description = "Fewest values for a result. Default: 0, or 1 with both --fill and expected groups.")
    private @Nullable Integer minCount;

    @Option(
            names = "--propagate-nan",
            description = "A missing value makes its group's result missing; by default it is skipped.")
    private boolean propagate;

    /** Returns what is computed, in order. */
    private List<Aggregate> aggregates() {
        return functions.stream().map(Aggregate::parse).flatMap(List::stream).toList();
    }

    /** Tells whether numbers of rows are asked for. */
    boolean numbersRows() {
        return aggregates().stream()
                .anyMatch(aggregate -> aggregate.function().result() == AggregateFunction.Result.ROW);
    }

    /**
     * Makes the specification.
     *
     * @param selection the boolean column that selects rows, or null for all rows
     * @throws InvalidArgumentException if the options do not fit together
     */
    AggregateSpec spec(@Nullable String selection) {
        if (functions.isEmpty()) {
            throw new InvalidArgumentException("--agg: none given; ask for at least one, such as --agg \"mean(x)\"");
        }
        return new AggregateSpec(
                keys().stream().map(ColumnItem::name).toList(),
                bins(),
                aggregates(),
                weight,
                selection,
                propagate ? NanPolicy.PROPAGATE : NanPolicy.SKIP,
                fill,
                minCount,
                expected());
    }

    private List<ColumnItem> keys() {
        return ColumnItem.parse("--group-by", groupBy);
    }

    private Map<String, Bins> bins() {
        Map<String, Bins> byColumn = new LinkedHashMap<>();
        for (String value : bins) {
            KeyedList keyed = KeyedList.parse(BIN, value, "x: 0,1,2,5");
            if (byColumn.put(keyed.column(), Bins.parse(keyed.text())) != null) {
                throw new InvalidArgumentException(BIN + ": " + keyed.column() + " is given twice; give it once");
            }
        }
        return byColumn;
    }

    private Map<String, List<Object>> expected() {
        Map<String, List<Object>> byKey = new LinkedHashMap<>();
        for (String value : expected) {
            KeyedList keyed = KeyedList.parse(EXPECT, value, "k: 0,1,2");
            if (byKey.put(keyed.column(), List.copyOf(keyed.values(EXPECT))) != null) {
                throw new InvalidArgumentException(EXPECT + ": " + keyed.column() + " is given twice; give it once");
            }
        }
        return byKey;
    }

    /** Returns the keys that are computed, with their expressions. */
    Map<String, String> expressions() {
        return ColumnItem.expressions(Map.of("--group-by", keys()));
    }
}
