package io.regroup.fitters.internal;

import io.regroup.api.FitSpec;
import io.regroup.api.InvalidArgumentException;
import io.regroup.api.NameSuggestions;
import io.regroup.api.aggregate.Aggregate;
import io.regroup.api.aggregate.AggregateFunction;
import io.regroup.api.aggregate.AggregateInput;
import io.regroup.api.aggregate.NanPolicy;
import io.regroup.api.spi.FitProgram;
import io.regroup.api.spi.Fitter;
import io.regroup.api.spi.FitterDescription;
import io.regroup.api.spi.FitterSupport;
import io.regroup.api.spi.OptionDescription;
import io.regroup.fitters.internal.aggregate.Aggregates;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reduces each target of each group to single values, as {@link AggregateFunction} states them. Of functions that can be
 * combined it keeps a summary that they share; if one of them takes all values of a group at once, groups are kept whole.
 */
public final class AggregateFitter implements Fitter {

    private static final List<AggregateFunction> DEFAULT_FUNCTIONS = List.of(
            AggregateFunction.COUNT,
            AggregateFunction.MEAN,
            AggregateFunction.STD,
            AggregateFunction.MIN,
            AggregateFunction.MAX);

    /** Makes the fitter; called by the service loader. */
    public AggregateFitter() {}

    @Override
    public String name() {
        return AggregateInput.FITTER;
    }

    @Override
    public FitterDescription describe() {
        return new FitterDescription(
                "means, sums, extremes, quantiles and other reductions of each target",
                Set.of(FitProgram.Kind.MERGEABLE, FitProgram.Kind.WHOLE_GROUP),
                new FitterSupport(true, true, 0, 1),
                List.of(
                        new OptionDescription(
                                AggregateInput.FUNCTIONS,
                                "count, mean, std, min and max of every target",
                                "functions of targets, such as mean(x), quantile(y, 0.9)"),
                        new OptionDescription(
                                AggregateInput.NAN, "skip", "what a missing value does: skip or propagate"),
                        new OptionDescription(
                                AggregateInput.MIN_COUNT, "0", "the fewest values for a result, at least 0"),
                        new OptionDescription(
                                AggregateInput.FILL,
                                "missing",
                                "the result of groups with fewer values than needed, a number")));
    }

    @Override
    public FitProgram compile(FitSpec spec) {
        Map<String, List<Aggregate>> byTarget = byTarget(spec);
        Double fill = number(spec, AggregateInput.FILL);
        Double minCount = number(spec, AggregateInput.MIN_COUNT);
        if (minCount != null && !(minCount >= 0 && minCount == Math.rint(minCount) && minCount <= Integer.MAX_VALUE)) {
            throw new InvalidArgumentException(
                    AggregateInput.MIN_COUNT + ": expected a whole number, at least 0, got " + minCount);
        }
        return Aggregates.program(
                List.copyOf(byTarget.values()), nan(spec), minCount == null ? 0 : minCount.intValue(), fill);
    }

    private static Map<String, List<Aggregate>> byTarget(FitSpec spec) {
        Map<String, List<Aggregate>> byTarget = new LinkedHashMap<>();
        spec.targets().forEach(target -> byTarget.put(target, new ArrayList<>()));
        String given = spec.fitterOptions().get(AggregateInput.FUNCTIONS);
        for (Aggregate aggregate : given == null ? defaults(spec) : Aggregate.parse(given)) {
            List<Aggregate> ofTarget = byTarget.get(aggregate.column());
            if (ofTarget == null) {
                throw new InvalidArgumentException(AggregateInput.FUNCTIONS + ": " + aggregate + " is of no target; "
                        + NameSuggestions.suggest(aggregate.column(), spec.targets()));
            }
            requireColumns(aggregate, spec);
            ofTarget.add(aggregate.unnamed());
        }
        byTarget.forEach((target, aggregates) -> {
            if (aggregates.isEmpty()) {
                throw new InvalidArgumentException(AggregateInput.FUNCTIONS + ": none of target " + target
                        + "; ask for one, such as mean(" + target + "), or drop the target");
            }
        });
        requireUseOfWeight(spec, byTarget);
        return byTarget;
    }

    /** A weight that changes nothing would be taken for one that does. */
    private static void requireUseOfWeight(FitSpec spec, Map<String, List<Aggregate>> byTarget) {
        boolean used = byTarget.values().stream()
                .flatMap(List::stream)
                .anyMatch(aggregate -> aggregate.function() == AggregateFunction.WEIGHTED_MEAN);
        if (spec.weight() != null && !used) {
            throw new InvalidArgumentException("weight " + spec.weight()
                    + ": no function makes use of it; ask for weighted_mean, or drop the weight");
        }
    }

    private static List<Aggregate> defaults(FitSpec spec) {
        return spec.targets().stream()
                .flatMap(target -> DEFAULT_FUNCTIONS.stream().map(function -> Aggregate.of(function, target)))
                .toList();
    }

    private static void requireColumns(Aggregate aggregate, FitSpec spec) {
        if (aggregate.function().result() == AggregateFunction.Result.ROW
                && spec.features().isEmpty()) {
            throw new InvalidArgumentException(
                    AggregateInput.FUNCTIONS + ": " + aggregate
                            + " gives the value of a feature, and there is none; name the column that tells rows apart as feature");
        }
        if (aggregate.function() == AggregateFunction.WEIGHTED_MEAN && spec.weight() == null) {
            throw new InvalidArgumentException(AggregateInput.FUNCTIONS + ": " + aggregate
                    + " needs a weight, and there is none; name its column");
        }
    }

    private static NanPolicy nan(FitSpec spec) {
        String given = spec.fitterOptions().get(AggregateInput.NAN);
        for (NanPolicy policy : NanPolicy.values()) {
            if (policy.name().toLowerCase(Locale.ROOT).equals(Objects.requireNonNullElse(given, "skip"))) {
                return policy;
            }
        }
        throw new InvalidArgumentException(AggregateInput.NAN + ": expected skip or propagate, got " + given);
    }

    private static @Nullable Double number(FitSpec spec, String option) {
        String given = spec.fitterOptions().get(option);
        if (given == null) {
            return null;
        }
        try {
            return Double.valueOf(given);
        } catch (NumberFormatException e) {
            throw new InvalidArgumentException(option + ": expected a number, got " + given, e);
        }
    }
}
