package io.regroup.crossvalidation;

import static org.assertj.core.api.Assertions.assertThat;

import io.regroup.api.FitSpec;
import io.regroup.api.Plugins;
import io.regroup.api.Regroup;
import io.regroup.api.aggregate.AggregateInput;
import io.regroup.api.data.Table;
import io.regroup.api.spi.Fitter;
import io.regroup.crossvalidation.contract.FitterContract;
import io.regroup.crossvalidation.contract.FitterTraits;
import io.regroup.crossvalidation.contract.Holds;
import io.regroup.crossvalidation.contract.Rule;
import io.regroup.crossvalidation.internal.ExactFit;
import io.regroup.crossvalidation.internal.TwoMeansFitter;
import org.junit.jupiter.api.Nested;

/** The project's fitters, as any other. */
class FittersContractTest {

    @Nested
    class Ols extends FitterContract {

        @Override
        protected Fitter fitter() {
            return Plugins.find(ModuleLayer.boot()).fitter("ols");
        }

        /** Exact arithmetic. */
        @Override
        protected double[] reference(double[][] x, double[] y, double[] w) {
            return new ExactFit(x, y, w, true).solution.coefficients;
        }
    }

    @Nested
    class Aggregate extends FitterContract {

        private static final String FUNCTIONS =
                "count(y), sum(y), var(y), std(y), min(y), max(y), first(y), last(y), all(y), any(y)";

        @Override
        protected Fitter fitter() {
            return Plugins.find(ModuleLayer.boot()).fitter("aggregate");
        }

        @Override
        protected FitSpec.Builder specify(FitSpec.Builder spec, boolean weighted) {
            return spec.fitterOption(
                    AggregateInput.FUNCTIONS, FUNCTIONS + (weighted ? ", weighted_mean(y)" : ", mean(y)"));
        }

        @Override
        protected FitterTraits traits() {
            return FitterTraits.plain().withOrder();
        }

        /** Its functions of weights and those without are two. */
        @Override
        @Holds(Rule.F06)
        public void weightsAreUsed() {
            Table table = Table.builder()
                    .column("g", new int[] {1, 1, 1, 2, 2})
                    .column("y", new double[] {1, 2, 4, 8, 16})
                    .column("one", new double[] {1, 1, 1, 1, 1})
                    .column("w", new double[] {1, 2, 1, 3, 1})
                    .build();
            assertThat(weightedMeans(table, "one")).containsExactly(7.0 / 3, 12);
            assertThat(weightedMeans(table, "w")).containsExactly(9.0 / 4, 10);
        }

        private double[] weightedMeans(Table table, String weight) {
            return Regroup.fit(
                            table,
                            FitSpec.groupBy("g")
                                    .targets("y")
                                    .weight(weight)
                                    .fitter("aggregate")
                                    .fitterOption(AggregateInput.FUNCTIONS, "weighted_mean(y)")
                                    .build())
                    .groups()
                    .doubles("y_fit_weighted_mean");
        }
    }

    /** Goes over the rows in rounds. */
    @Nested
    class TwoMeans extends FitterContract {

        @Override
        protected Fitter fitter() {
            return new TwoMeansFitter();
        }
    }

    /** Functions that need all values of a group at once. */
    @Nested
    class AggregateOfWholeGroups extends Aggregate {

        @Override
        protected FitSpec.Builder specify(FitSpec.Builder spec, boolean weighted) {
            return spec.fitterOption(
                    AggregateInput.FUNCTIONS,
                    "median(y), quantile(y, 0.9), mode(y), sum(y)" + (weighted ? ", weighted_mean(y)" : ""));
        }

        @Override
        protected FitterTraits traits() {
            return FitterTraits.plain();
        }
    }
}
