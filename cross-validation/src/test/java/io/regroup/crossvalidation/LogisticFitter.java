package io.regroup.crossvalidation;

import io.regroup.api.FitSpec;
import io.regroup.api.FitStatus;
import io.regroup.api.spi.FitProgram;
import io.regroup.api.spi.Fitter;
import io.regroup.api.spi.FitterDescription;
import io.regroup.api.spi.FitterSupport;
import io.regroup.api.spi.GroupFit;
import io.regroup.api.spi.GroupRows;
import io.regroup.api.spi.Kernels;
import io.regroup.api.spi.Rounds;
import io.regroup.api.spi.RoundsProgram;
import io.regroup.api.spi.Term;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Logistic regression of one feature by Newton's steps: {@code P(y = 1) = 1 / (1 + exp(−b₀ − b₁ x))}. A round adds up the gradient and
 * the information of the log-likelihood at the present coefficients, which are the group's state.
 */
final class LogisticFitter implements Fitter {

    static final int MOST_ROUNDS = 25;

    private static final double TOLERANCE = 1e-10;

    @Override
    public String name() {
        return "logistic";
    }

    @Override
    public FitterDescription describe() {
        return new FitterDescription(
                "logistic regression",
                Set.of(FitProgram.Kind.MERGEABLE),
                new FitterSupport(true, false, 1, 1),
                List.of());
    }

    @Override
    public FitProgram compile(FitSpec spec) {
        return new Logistic(Term.linear(spec.features(), true));
    }

    private static double probability(double b0, double b1, double x) {
        return 1 / (1 + Math.exp(-b0 - b1 * x));
    }

    private record Logistic(List<Term> terms) implements RoundsProgram {

        @Override
        public int mostRounds() {
            return MOST_ROUNDS;
        }

        @Override
        public int stateWidth(int round) {
            return round == 0 ? 0 : 2;
        }

        @Override
        public int width(int round) {
            return Newton.SUMS;
        }

        @Override
        public Rounds rounds(Kernels kernels) {
            return new Newton();
        }

        @Override
        public double predict(double[] coefficients, double[] features) {
            return probability(coefficients[0], coefficients[1], features[0]);
        }
    }

    private static final class Newton implements Rounds {

        // gradient, information, then what the statistics of residuals are made of
        private static final int G0 = 0;
        private static final int G1 = 1;
        private static final int H00 = 2;
        private static final int H01 = 3;
        private static final int H11 = 4;
        private static final int SQUARES = 5;
        private static final int W = 6;
        private static final int Y = 7;
        private static final int YY = 8;
        private static final int SUMS = 9;

        @Override
        public void accumulate(
                int round, GroupRows rows, int from, int to, double[] state, int stateAt, double[] sums, int at) {
            double b0 = round == 0 ? 0 : state[stateAt];
            double b1 = round == 0 ? 0 : state[stateAt + 1];
            double[] x = rows.feature(0);
            double[] y = rows.target();
            double[] weights = rows.weight();
            for (int i = from; i < to; i++) {
                double w = weights == null ? 1 : weights[i];
                double p = probability(b0, b1, x[i]);
                double e = y[i] - p;
                double h = w * p * (1 - p);
                sums[at + G0] += w * e;
                sums[at + G1] += w * e * x[i];
                sums[at + H00] += h;
                sums[at + H01] += h * x[i];
                sums[at + H11] += h * x[i] * x[i];
                sums[at + SQUARES] += w * e * e;
                sums[at + W] += w;
                sums[at + Y] += w * y[i];
                sums[at + YY] += w * y[i] * y[i];
            }
        }

        @Override
        public void combine(int round, double[] into, int at, double[] later, int laterAt) {
            for (int k = 0; k < SUMS; k++) {
                into[at + k] += later[laterAt + k];
            }
        }

        @Override
        public @Nullable FitStatus advance(
                int round,
                double[] state,
                int stateAt,
                double[] sums,
                int at,
                double[] next,
                int nextAt,
                GroupFit out) {
            double h00 = sums[at + H00];
            double h01 = sums[at + H01];
            double h11 = sums[at + H11];
            double determinant = h00 * h11 - h01 * h01;
            if (!(determinant > 1e-12 * h00 * h11)) {
                return FitStatus.UNDERDETERMINED;
            }
            double step0 = (h11 * sums[at + G0] - h01 * sums[at + G1]) / determinant;
            double step1 = (h00 * sums[at + G1] - h01 * sums[at + G0]) / determinant;
            double b0 = round == 0 ? 0 : state[stateAt];
            double b1 = round == 0 ? 0 : state[stateAt + 1];
            boolean settled = Math.abs(step0) + Math.abs(step1) <= TOLERANCE * (1 + Math.abs(b0) + Math.abs(b1));
            if (!settled && round + 1 < MOST_ROUNDS) {
                next[nextAt] = b0 + step0;
                next[nextAt + 1] = b1 + step1;
                return null;
            }
            out.coefficients()[0] = b0;
            out.coefficients()[1] = b1;
            out.errors()[0] = Math.sqrt(h11 / determinant);
            out.errors()[1] = Math.sqrt(h00 / determinant);
            double spread = sums[at + YY] - sums[at + Y] * sums[at + Y] / sums[at + W];
            out.statistics(sums[at + SQUARES], 1 - sums[at + SQUARES] / spread);
            return settled ? FitStatus.OK : FitStatus.NOT_CONVERGED;
        }
    }
}
