package io.regroup.fitters.internal.aggregate;

import io.regroup.api.aggregate.Aggregate;
import io.regroup.api.aggregate.NanPolicy;
import io.regroup.api.spi.FitProgram;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the program for aggregates of targets. */
public final class Aggregates {

    private Aggregates() {}

    /**
     * Makes a program.
     *
     * @param targets the aggregates of each target, at least one each
     * @param nan what missing values do
     * @param minCount the fewest values for a result, at least 0
     * @param fill the result of fewer; null for a missing one
     * @return a summary if all aggregates can be combined, else a program for whole groups
     */
    public static FitProgram program(
            List<List<Aggregate>> targets, NanPolicy nan, int minCount, @Nullable Double fill) {
        Rule.Options options = new Rule.Options(nan, minCount, fill);
        List<ColumnSummary> summaries = targets.stream()
                .map(aggregates -> SummaryPlan.of(aggregates, options))
                .toList();
        boolean mergeable = targets.stream()
                .flatMap(List::stream)
                .noneMatch(aggregate -> OrderStatistic.isOne(aggregate.function()));
        if (mergeable) {
            return new SummariesOfTargets(summaries);
        }
        List<ColumnOrder> orders = new ArrayList<>();
        for (int t = 0; t < summaries.size(); t++) {
            orders.add(new ColumnOrder(summaries.get(t), statistics(targets.get(t), options)));
        }
        return new OrdersOfTargets(orders);
    }

    private static List<OrderStatistic> statistics(List<Aggregate> aggregates, Rule.Options options) {
        List<OrderStatistic> statistics = new ArrayList<>();
        for (int i = 0; i < aggregates.size(); i++) {
            if (OrderStatistic.isOne(aggregates.get(i).function())) {
                statistics.add(OrderStatistic.of(i, aggregates.get(i), options));
            }
        }
        return statistics;
    }
}
