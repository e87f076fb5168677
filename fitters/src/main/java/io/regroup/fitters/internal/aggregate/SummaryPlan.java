package io.regroup.fitters.internal.aggregate;

import io.regroup.api.aggregate.Aggregate;
import io.regroup.api.aggregate.AggregateFunction;
import java.util.ArrayList;
import java.util.List;

/** Finds out which parts the aggregates of one target need, so that each is kept once and the column is read no more than needed. */
final class SummaryPlan {

    private final Rule.Options options;
    private final List<Part> parts = new ArrayList<>();
    private final List<ColumnSummary.Outcome> outcomes = new ArrayList<>();

    private SummaryPlan(Rule.Options options) {
        this.options = options;
    }

    /**
     * Plans.
     *
     * @param aggregates the aggregates of one target; those that need all values at once are left out
     * @param options what holds for all of them
     */
    static ColumnSummary of(List<Aggregate> aggregates, Rule.Options options) {
        SummaryPlan plan = new SummaryPlan(options);
        plan.parts.add(counting(aggregates));
        for (int i = 0; i < aggregates.size(); i++) {
            if (!OrderStatistic.isOne(aggregates.get(i).function())) {
                plan.add(i, aggregates.get(i));
            }
        }
        return new ColumnSummary(aggregates.stream().map(Aggregate::label).toList(), plan.parts, plan.outcomes);
    }

    /** The part that counts values comes first: the one that says no more than is asked for. */
    private static Part counting(List<Aggregate> aggregates) {
        boolean sums = false;
        for (Aggregate aggregate : aggregates) {
            switch (aggregate.function()) {
                case VAR, STD -> {
                    return new Moments();
                }
                case SUM, MEAN -> sums = true;
                default -> {}
            }
        }
        return sums ? new ValueSum() : new ValueCount();
    }

    private void add(int extra, Aggregate aggregate) {
        Rule rule = Rule.of(aggregate, options);
        int counted = aggregate.function() == AggregateFunction.WEIGHTED_MEAN ? place(new WeightedSum()) : 0;
        int missing = rule.minds() ? place(new MissingCount()) : ColumnSummary.NOT_COUNTED;
        outcomes.add(new ColumnSummary.Outcome(extra, rule, counted, missing, reading(aggregate)));
    }

    private Reading reading(Aggregate aggregate) {
        boolean skips = aggregate.skips(options.nan());
        return switch (aggregate.function()) {
            case COUNT -> new Reading.Plain(0);
            case SUM -> new Reading.Plain(ValueSum.SUM);
            case MEAN -> new Reading.Ratio(ValueSum.SUM, 0);
            case VAR -> new Reading.Spread(0, aggregate.parameter(), false);
            case STD -> new Reading.Spread(0, aggregate.parameter(), true);
            case PROD -> new Reading.Scaled(place(new Product()));
            case MIN -> new Reading.Plain(place(new Minimum()));
            case MAX -> new Reading.Plain(place(new Maximum()));
            case ARGMIN -> new Reading.Plain(place(new ExtremeRow(true)) + ExtremeRow.ROW);
            case ARGMAX -> new Reading.Plain(place(new ExtremeRow(false)) + ExtremeRow.ROW);
            case FIRST -> new Reading.Plain(skips ? place(new FirstValue()) : place(new EndRow(true)) + EndRow.VALUE);
            case LAST -> new Reading.Plain(skips ? place(new LastValue()) : place(new EndRow(false)) + EndRow.VALUE);
            case ALL -> new Reading.Plain(place(new Truth(true)));
            case ANY -> new Reading.Plain(place(new Truth(false)));
            case WEIGHTED_MEAN -> {
                int place = place(new WeightedSum());
                yield new Reading.Ratio(place + WeightedSum.SUM, place + WeightedSum.WEIGHT);
            }
            case MEDIAN, QUANTILE, MODE ->
                throw new IllegalArgumentException(aggregate + " needs all values of a group at once");
        };
    }

    /** Returns where a part stands; adds it if it is not there yet. */
    private int place(Part wanted) {
        int place = 0;
        for (Part part : parts) {
            if (part.equals(wanted)) {
                return place;
            }
            place += part.width();
        }
        parts.add(wanted);
        return place;
    }
}
