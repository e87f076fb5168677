package io.regroup.fitters.internal.aggregate;

import io.regroup.api.FitStatus;
import io.regroup.api.spi.GroupFit;
import io.regroup.api.spi.GroupFitter;
import io.regroup.api.spi.GroupRows;
import io.regroup.api.spi.Kernels;
import io.regroup.api.spi.Term;
import io.regroup.api.spi.WholeGroupProgram;
import java.util.Arrays;
import java.util.List;

/**
 * Aggregates of one target of which some take all values of a group at once; the others are read off a summary, as ever.
 *
 * @param summary the summary
 * @param statistics the results that it does not give; none for a target that happens to need none
 */
record ColumnOrder(ColumnSummary summary, List<OrderStatistic> statistics) implements WholeGroupProgram {

    ColumnOrder {
        statistics = List.copyOf(statistics);
    }

    @Override
    public List<Term> terms() {
        return List.of();
    }

    @Override
    public List<String> extras() {
        return summary.extras();
    }

    @Override
    public boolean everyRow() {
        return true;
    }

    @Override
    public GroupFitter fitter(Kernels kernels) {
        return new Worker(kernels);
    }

    @Override
    public double predict(double[] coefficients, double[] features) {
        throw new UnsupportedOperationException("an aggregate predicts nothing");
    }

    /** Does group after group. */
    private final class Worker implements GroupFitter {

        private final Kernels kernels;
        private final List<OrderStatistic> ofAnyOrder;
        private final List<OrderStatistic> ofSorted;
        private final double[] slab = new double[summary.width()];
        private double[] values = new double[0];

        Worker(Kernels kernels) {
            this.kernels = kernels;
            this.ofAnyOrder = statistics.stream()
                    .filter(statistic -> !statistic.needsOrder())
                    .toList();
            this.ofSorted =
                    statistics.stream().filter(OrderStatistic::needsOrder).toList();
        }

        @Override
        public FitStatus fit(GroupRows rows, GroupFit out) {
            Arrays.fill(slab, 0);
            summary.identity(slab, 0);
            summary.accumulate(rows, rows.from(), rows.to(), slab, 0);
            FitStatus status = summary.finish(slab, 0, out);
            if (!statistics.isEmpty()) {
                order(rows, out.extras());
            }
            return status;
        }

        private void order(GroupRows rows, double[] results) {
            int count = gather(rows);
            int missing = rows.count() - count;
            // these change the order of the values, so they come before the others
            compute(ofAnyOrder, count, missing, results);
            if (!ofSorted.isEmpty()) {
                Arrays.sort(values, 0, count);
                compute(ofSorted, count, missing, results);
            }
        }

        private void compute(List<OrderStatistic> some, int count, int missing, double[] results) {
            for (OrderStatistic statistic : some) {
                boolean granted = statistic.rule().grants(count, missing);
                results[statistic.extra()] = granted
                        ? statistic.of(values, count, kernels) + 0.0
                        : statistic.rule().instead(missing);
            }
        }

        private int gather(GroupRows rows) {
            if (values.length < rows.count()) {
                values = new double[Math.max(rows.count(), 2 * values.length)];
            }
            double[] target = rows.target();
            int count = 0;
            for (int row = rows.from(); row < rows.to(); row++) {
                values[count] = target[row] + 0.0; // -0.0 would be sorted before 0.0, but is equal
                count += Double.isNaN(target[row]) ? 0 : 1;
            }
            return count;
        }
    }
}
