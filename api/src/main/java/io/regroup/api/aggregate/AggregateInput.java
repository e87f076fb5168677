package io.regroup.api.aggregate;

import io.regroup.api.FitSpec;
import io.regroup.api.InvalidArgumentException;
import io.regroup.api.NameSuggestions;
import io.regroup.api.data.ColumnType;
import io.regroup.api.data.Dataset;
import io.regroup.api.data.Schema;
import io.regroup.api.internal.CheckedDataset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A specification of aggregates checked against the data, and turned into what engines run: rows with a column for every bin
 * and row number, and a specification for the fitter {@code aggregate}.
 */
public final class AggregateInput {

    /** The name of the fitter that computes aggregates. */
    public static final String FITTER = "aggregate";

    /** The fitter's option with the aggregates, as {@link Aggregate#parse} reads them. */
    public static final String FUNCTIONS = "functions";

    /** The fitter's option with the {@link NanPolicy}, in lower case. */
    public static final String NAN = "nan";

    /** The fitter's option with the fewest values for a result. */
    public static final String MIN_COUNT = "min-count";

    /** The fitter's option with the result of groups with fewer values. */
    public static final String FILL = "fill";

    /** No column of a user's is called so; it keeps names apart that never reach the result. */
    private static final String MARK = " \u2192 ";

    private final AggregateSpec spec;
    private final Schema schema;
    private final Map<String, Derived> derived = new LinkedHashMap<>();
    private final Map<String, String> targets = new LinkedHashMap<>();
    private final List<String> keys = new ArrayList<>();
    private final Dataset dataset;
    private final FitSpec fit;

    /**
     * Checks a specification.
     *
     * @param data the rows
     * @param spec what to compute
     * @throws InvalidArgumentException if a column is missing or of a type that the function cannot use, or a value for it
     *     is not of its type
     */
    public AggregateInput(Dataset data, AggregateSpec spec) {
        Objects.requireNonNull(data, "data");
        this.spec = Objects.requireNonNull(spec, "spec");
        this.schema = data.schema();
        requireColumns(data);
        spec.aggregates().forEach(this::requireType);
        spec.aggregates().forEach(this::requireFill);
        keys.addAll(spec.keys());
        spec.bins().forEach((column, bins) -> {
            if (!type(column).isNumeric()) {
                throw new InvalidArgumentException("bins of " + column + ": expected numbers, got a column of type "
                        + type(column) + "; name another column or convert this one");
            }
            keys.add(derive(column + MARK + "bin", new Derived.BinNumber(column, bins)));
        });
        for (Aggregate aggregate : spec.aggregates()) {
            targets.computeIfAbsent(aggregate.column(), this::target);
        }
        boolean rowNumbers = spec.aggregates().stream()
                .anyMatch(aggregate -> aggregate.function().result() == AggregateFunction.Result.ROW);
        List<String> features = rowNumbers ? List.of(derive(MARK + "row", new Derived.RowNumber())) : List.of();
        this.dataset = derived.isEmpty()
                ? data
                : new DerivedDataset(
                        CheckedDataset.of(data), derived, !spec.keys().isEmpty());
        FitSpec.Builder builder = FitSpec.groupBy(keys.toArray(String[]::new))
                .targets(targets.values().toArray(String[]::new))
                .features(features.toArray(String[]::new))
                .weight(spec.weight())
                .selection(spec.selection())
                .suffix(MARK)
                .fitter(FITTER)
                .fitterOption(FUNCTIONS, functions())
                .fitterOption(NAN, spec.nan().name().toLowerCase(Locale.ROOT))
                .fitterOption(MIN_COUNT, Integer.toString(spec.fewestValues()));
        if (spec.fill() != null) {
            builder.fitterOption(FILL, Double.toString(spec.fill()));
        }
        this.fit = builder.build();
    }

    private String derive(String name, Derived column) {
        derived.put(name, column);
        return name;
    }

    /** Returns the column of numbers that stands for a column. */
    private String target(String column) {
        ColumnType type = type(column);
        if (type.isNumeric()) {
            return column;
        }
        return derive(
                column + MARK + "number",
                type.storage() == ColumnType.Storage.LONG ? new Derived.Stored(column) : new Derived.Presence(column));
    }

    private ColumnType type(String column) {
        return Objects.requireNonNull(schema.typeOf(column));
    }

    /** Writes each computation once, of the columns of numbers. */
    private String functions() {
        Set<Aggregate> distinct = new LinkedHashSet<>();
        for (Aggregate aggregate : spec.aggregates()) {
            distinct.add(ofTarget(aggregate));
        }
        return distinct.stream().map(Aggregate::toString).collect(Collectors.joining(", "));
    }

    private Aggregate ofTarget(Aggregate aggregate) {
        return new Aggregate(
                aggregate.function(),
                Objects.requireNonNull(targets.get(aggregate.column())),
                aggregate.parameter(),
                aggregate.skipping(),
                null);
    }

    private void requireColumns(Dataset data) {
        List<String> wanted = new ArrayList<>(spec.keys());
        wanted.addAll(spec.bins().keySet());
        spec.aggregates().forEach(aggregate -> wanted.add(aggregate.column()));
        Set<String> missing = new TreeSet<>();
        wanted.stream().filter(name -> schema.indexOf(name) < 0).forEach(missing::add);
        if (!missing.isEmpty()) {
            throw new InvalidArgumentException((missing.size() == 1 ? "column " : "columns ")
                    + String.join(", ", missing) + ": not in " + data.description() + "; "
                    + NameSuggestions.suggest(missing.iterator().next(), schema.names()));
        }
    }

    private void requireType(Aggregate aggregate) {
        ColumnType type = type(aggregate.column());
        boolean takes = switch (type.kind()) {
            case BOOLEAN -> true;
            case DATE, TIME, TIMESTAMP, TIMESTAMP_UTC ->
                switch (aggregate.function().result()) {
                    case COUNT, ROW, VALUE -> true;
                    case NUMBER, FLAG -> false;
                };
            case OTHER -> false;
            default -> type.isNumeric() || aggregate.function() == AggregateFunction.COUNT;
        };
        if (!takes) {
            throw new InvalidArgumentException("aggregate " + aggregate + ": "
                    + (type.kind() == ColumnType.Kind.OTHER || type.storage() == ColumnType.Storage.STRING
                            ? "expected numbers, got a column of type " + type + ", of which values can only be counted"
                            : "a column of type " + type
                                    + " has no such thing; ask for its count, min, max, first, last,"
                                    + " mode, argmin or argmax")
                    + "; name another column or convert this one");
        }
    }

    /** A value to fill in has to be of the result's type. */
    private void requireFill(Aggregate aggregate) {
        Double fill = spec.fill();
        if (fill == null) {
            return;
        }
        ColumnType type = resultType(aggregate);
        String expected = switch (type.kind()) {
            case FLOAT32, FLOAT64 -> "";
            case BOOLEAN -> fill == 0 || fill == 1 ? "" : "0 for false or 1 for true";
            case DATE, TIME, TIMESTAMP, TIMESTAMP_UTC -> "no number, for the result is a " + type;
            default -> fill == Math.rint(fill) && !Double.isInfinite(fill) ? "" : "a whole number";
        };
        if (!expected.isEmpty()) {
            throw new InvalidArgumentException("fill " + fill + ": the result of " + aggregate + " is of type " + type
                    + ", expected " + expected + "; give another value, or none");
        }
    }

    /** Returns the type of a result. */
    ColumnType resultType(Aggregate aggregate) {
        return switch (aggregate.function().result()) {
            case NUMBER -> ColumnType.FLOAT64;
            case COUNT, ROW -> ColumnType.INT64;
            case FLAG -> ColumnType.BOOLEAN;
            case VALUE -> {
                ColumnType type = type(aggregate.column());
                yield type.storage() == ColumnType.Storage.STRING ? ColumnType.FLOAT64 : type;
            }
        };
    }

    /** Names the column of the fit's group table that holds a result. */
    String fitted(Aggregate aggregate) {
        Aggregate ofTarget = ofTarget(aggregate);
        return fit.naming().quantity(ofTarget.column(), fit.suffix(), ofTarget.label());
    }

    /** Returns the type of a key column, before bins. */
    @Nullable
    ColumnType keyType(String key) {
        return schema.typeOf(key);
    }

    /**
     * Returns what was asked for.
     *
     * @return the specification
     */
    public AggregateSpec spec() {
        return spec;
    }

    /**
     * Returns the rows.
     *
     * @return the input with further columns
     */
    public Dataset dataset() {
        return dataset;
    }

    /**
     * Returns what engines run.
     *
     * @return a specification for {@link #dataset}
     */
    public FitSpec fit() {
        return fit;
    }
}
