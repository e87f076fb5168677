package io.regroup.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.regroup.api.FitSpec;
import io.regroup.api.RunOptions;
import io.regroup.api.data.Table;
import io.regroup.api.engine.Estimates;
import io.regroup.api.engine.Medians;
import io.regroup.api.result.Explanation;
import io.regroup.api.spi.FitJob;
import io.regroup.api.spi.Kernels;
import io.regroup.api.spi.KeyKernel;
import io.regroup.api.spi.LeastSquaresProgram;
import io.regroup.api.spi.LeastSquaresSolver;
import io.regroup.api.spi.ReductionPlan;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Medians of columns and of residuals are found by the engine's own kernels, not by the plain form beside them. */
class OwnMediansTest {

    private static final int GROUPS = 40;
    private static final int ROWS = 19;

    private final AtomicInteger found = new AtomicInteger();

    private final class Counted implements Kernels {

        private final Kernels plain = new ScalarKernels(OwnMediansTest::moments, Householder::upper);

        @Override
        public double median(double[] values, int from, int to) {
            found.incrementAndGet();
            return plain.median(values, from, to);
        }

        @Override
        public LeastSquaresSolver leastSquares(LeastSquaresProgram problem) {
            return plain.leastSquares(problem);
        }
    }

    private static MomentKernel moments(int features, boolean weighted, boolean intercept) {
        return new ScalarMoments(features, intercept);
    }

    private Estimates fit(FitSpec spec, Table table) {
        FitJob job = new FitJob(
                spec,
                new LeastSquaresProgram(List.of("x"), true, LeastSquaresProgram.DEFAULT_RANK_TOLERANCE),
                ReductionPlan.wholeGroups("blockwise", ReductionPlan.Arrangement.GATHERED, ""),
                table,
                null,
                RunOptions.defaults().withThreads(1),
                KeyKernel.PLAIN,
                new Explanation("", "", "", "", "", 1, List.of()));
        EngineArithmetic arithmetic = new EngineArithmetic(
                OwnMediansTest::moments,
                (features, intercept, groups) -> new BatchCholesky(features, intercept, groups, new ScalarLoops()),
                Counted::new,
                Householder::upper);
        return FastFits.run(job, arithmetic).estimates();
    }

    @Test
    void ofColumnsAndResiduals() {
        SplittableRandom random = new SplittableRandom(6);
        int[] k = new int[GROUPS * ROWS];
        Arrays.setAll(k, i -> i / ROWS);
        double[] x = random.doubles(k.length).toArray();
        double[] y = random.doubles(k.length).toArray();
        Table table =
                Table.builder().column("k", k).column("x", x).column("y", y).build();
        FitSpec spec = FitSpec.groupBy("k")
                .targets("y")
                .features("x")
                .medians("x", "y")
                .diagnostics(true)
                .build();

        Estimates estimates = fit(spec, table);

        // two columns, and for each fit the median of residuals and that of their distances from it
        assertThat(found).hasValue(GROUPS * (2 + 2));
        for (int g = 0; g < GROUPS; g++) {
            double[] own = Arrays.copyOfRange(x, g * ROWS, (g + 1) * ROWS);
            assertThat(estimates.median(0)[g]).isEqualTo(Medians.median(own, 0, ROWS));
            double slope = estimates.target(0).coefficient(1)[g];
            double constant = estimates.target(0).coefficient(0)[g];
            double[] residuals = new double[ROWS];
            for (int i = 0; i < ROWS; i++) {
                residuals[i] = y[g * ROWS + i] - constant - slope * x[g * ROWS + i];
            }
            double median = Medians.median(residuals, 0, ROWS);
            Arrays.setAll(residuals, i -> Math.abs(residuals[i] - median));
            assertThat(estimates.target(0).mad()[g]).isCloseTo(Medians.median(residuals, 0, ROWS), within(1e-14));
        }
    }
}
