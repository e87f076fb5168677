package io.regroup.crossvalidation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.regroup.api.FitSpec;
import io.regroup.api.Plugins;
import io.regroup.api.SigmaCut;
import io.regroup.api.data.Table;
import io.regroup.api.result.FitResult;
import io.regroup.api.spi.Fitter;
import io.regroup.crossvalidation.contract.FitterContract;
import io.regroup.crossvalidation.contract.FitterTraits;
import io.regroup.crossvalidation.contract.Holds;
import io.regroup.crossvalidation.contract.Rule;
import io.regroup.crossvalidation.internal.RowOrder;
import io.regroup.crossvalidation.internal.Tables;
import org.junit.jupiter.api.Nested;

/** Fitters with a sigma cut, as any other fitter. */
class SigmaCutContractTest {

    /** A fitter with a cut that rejects some rows of most groups. */
    private abstract static class WithCut extends FitterContract {

        private final String fitter;
        private final SigmaCut cut;

        WithCut(String fitter, double limit, SigmaCut.Mode mode) {
            this.fitter = fitter;
            this.cut = new SigmaCut(limit, mode);
        }

        @Override
        protected Fitter fitter() {
            return Plugins.find().fitter(fitter);
        }

        @Override
        protected FitSpec.Builder specify(FitSpec.Builder spec, boolean weighted) {
            return spec.sigmaCut(cut);
        }

        /** Errors take the rows that are left for all there ever were. */
        @Override
        protected FitterTraits traits() {
            return FitterTraits.plain().withoutCalibratedErrors();
        }

        /** Of the rows that are kept: those within the cut. */
        @Override
        @Holds(Rule.F10)
        public void statisticsAreThoseOfPredictions() {
            OutlierRows rows = new OutlierRows(40, 2, 1, true, 71);
            Table table = rows.table(RowOrder.SHUFFLED);
            for (EngineUnderTest engine : EngineUnderTest.all()) {
                FitResult result = engine.fit(
                        table, specify(rows.spec(), true).fitter(fitter).build());
                double[] residuals = Tables.read(result.rows(table)).doubles("y1_fit_res");
                double[] limits = result.groups().doubles("y1_fit_cut");
                double[] chi2 = new double[limits.length];
                int[] count = new int[limits.length];
                double[] w = table.doubles("w");
                double[] g = table.doubles("g");
                for (int i = 0; i < residuals.length; i++) {
                    if (w[i] > 0 && Math.abs(residuals[i]) * Math.sqrt(w[i]) <= limits[(int) g[i]]) {
                        chi2[(int) g[i]] += w[i] * residuals[i] * residuals[i];
                        count[(int) g[i]]++;
                    }
                }
                int compared = 0;
                for (int group = 0; group < limits.length; group++) {
                    if (!Double.isNaN(limits[group])) {
                        assertThat((double) count[group])
                                .isEqualTo(result.groups().doubles("y1_fit_count")[group]);
                        Fits.assertClose(
                                result.groups().doubles("y1_fit_chi2")[group], chi2[group], 1e-8, "chi2 of " + group);
                        compared++;
                    }
                }
                assertThat(compared).isGreaterThan(20);
            }
        }
    }

    /** Least squares with a cut, whose reference is {@link PlainSigmaCut}. */
    private abstract static class LeastSquaresWithCut extends WithCut {

        private final SigmaCut cut;

        LeastSquaresWithCut(double limit, SigmaCut.Mode mode) {
            super("ols", limit, mode);
            this.cut = new SigmaCut(limit, mode);
        }

        @Override
        protected double[] reference(double[][] x, double[] y, double[] w) {
            return new PlainSigmaCut(x, y, w, cut, FitSpec.DEFAULT_MIN_ROWS).fit.solution.coefficients;
        }
    }

    @Nested
    class ByMad extends LeastSquaresWithCut {

        ByMad() {
            super(2, SigmaCut.Mode.MAD);
        }

        /** The cut needs all rows of a group at once. */
        @Override
        @Holds(Rule.F08)
        public void summariesCombine() {
            abort("a cut by the median deviation has no summaries");
        }
    }

    @Nested
    class ByRms extends LeastSquaresWithCut {

        ByRms() {
            super(2.2, SigmaCut.Mode.RMS);
        }
    }

    /** Whole groups within whole groups. */
    @Nested
    class HuberByMad extends WithCut {

        HuberByMad() {
            super("huber", 2.5, SigmaCut.Mode.MAD);
        }

        /** Steps end when they are small. */
        @Override
        protected FitterTraits traits() {
            return super.traits().withTolerance(1e-7);
        }
    }
}
