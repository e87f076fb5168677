package io.regroup.crossvalidation.internal;

import io.regroup.api.FitSpec;
import io.regroup.api.FitStatus;
import io.regroup.api.spi.FitProgram;
import io.regroup.api.spi.Fitter;
import io.regroup.api.spi.FitterDescription;
import io.regroup.api.spi.FitterSupport;
import io.regroup.api.spi.GroupFit;
import io.regroup.api.spi.GroupRows;
import io.regroup.api.spi.Iteration;
import io.regroup.api.spi.Kernels;
import io.regroup.api.spi.Rounds;
import io.regroup.api.spi.RoundsProgram;
import io.regroup.api.spi.Term;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Parts the values of a group in two, each about its own mean (k-means with k = 2 in one dimension; S. Lloyd, "Least squares
 * quantization in PCM", IEEE Trans. Inf. Theory 28 (1982) 129–137). The first round finds the smallest and the largest value, the
 * others move the two centres to the means of the values that are nearer to them. Groups need different numbers of rounds.
 */
public final class TwoMeansFitter implements Fitter {

    /** Its name. */
    public static final String NAME = "two-means";

    /** How often centres are moved at most. */
    public static final int MOST_MOVES = 60;

    /** Makes one. */
    public TwoMeansFitter() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public FitterDescription describe() {
        return new FitterDescription(
                "two centres, each the mean of what is nearer to it",
                Set.of(FitProgram.Kind.MERGEABLE),
                new FitterSupport(false, true, 0, Integer.MAX_VALUE),
                List.of());
    }

    @Override
    public FitProgram compile(FitSpec spec) {
        return new TwoMeans();
    }

    /**
     * Computes both centres in another way, plain and slow.
     *
     * @param values at least one
     * @return the lower one and the upper one
     */
    public static double[] centres(double[] values) {
        double[] last;
        double[] centres = {
            Arrays.stream(values).min().orElseThrow(),
            Arrays.stream(values).max().orElseThrow()
        };
        do {
            last = centres;
            double middle = last[0] / 2 + last[1] / 2;
            centres = new double[] {
                Arrays.stream(values).filter(value -> value <= middle).average().orElse(last[0]),
                Arrays.stream(values).filter(value -> value > middle).average().orElse(last[1])
            };
        } while (!Arrays.equals(centres, last));
        return centres;
    }

    /** Lloyd's algorithm. */
    record TwoMeans() implements RoundsProgram {

        @Override
        public List<Term> terms() {
            return List.of();
        }

        @Override
        public List<String> extras() {
            return List.of("low", "high", "below", "rounds");
        }

        @Override
        public Iteration iteration() {
            return new Iteration(1e-9, Set.of("rounds"));
        }

        @Override
        public int mostRounds() {
            return 1 + MOST_MOVES;
        }

        @Override
        public int stateWidth(int round) {
            return round == 0 ? 0 : 2;
        }

        @Override
        public int width(int round) {
            return round == 0 ? 2 : 4;
        }

        @Override
        public Rounds rounds(Kernels kernels) {
            return new Moves();
        }

        @Override
        public double predict(double[] coefficients, double[] features) {
            throw new UnsupportedOperationException("no model");
        }
    }

    /** The state is the two centres; the summary is the range at first, then counts and sums about the centres. */
    private static final class Moves implements Rounds {

        @Override
        public void identity(int round, double[] state, int stateAt, double[] sums, int at) {
            if (round == 0) {
                sums[at] = Double.POSITIVE_INFINITY;
                sums[at + 1] = Double.NEGATIVE_INFINITY;
            }
        }

        @Override
        public void accumulate(
                int round, GroupRows rows, int from, int to, double[] state, int stateAt, double[] sums, int at) {
            double[] values = rows.target();
            for (int i = from; i < to; i++) {
                double value = values[i];
                if (round == 0) {
                    sums[at] = Math.min(sums[at], value);
                    sums[at + 1] = Math.max(sums[at + 1], value);
                } else {
                    double low = value - state[stateAt];
                    double high = value - state[stateAt + 1];
                    int nearer = Math.abs(low) <= Math.abs(high) ? 0 : 2;
                    sums[at + nearer]++;
                    sums[at + nearer + 1] += nearer == 0 ? low : high;
                }
            }
        }

        @Override
        public void combine(int round, double[] into, int at, double[] later, int laterAt) {
            if (round == 0) {
                into[at] = Math.min(into[at], later[laterAt]);
                into[at + 1] = Math.max(into[at + 1], later[laterAt + 1]);
                return;
            }
            for (int k = 0; k < 4; k++) {
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
            if (round == 0) {
                if (sums[at] == sums[at + 1]) {
                    return end(sums[at], sums[at], Double.NaN, 0, out);
                }
                next[nextAt] = sums[at];
                next[nextAt + 1] = sums[at + 1];
                return null;
            }
            double low = state[stateAt] + sums[at + 1] / sums[at];
            double high = state[stateAt + 1] + sums[at + 3] / sums[at + 2];
            double moved = Math.abs(low - state[stateAt]) + Math.abs(high - state[stateAt + 1]);
            if (!(moved > 1e-12 * (high - low))) {
                return end(low, high, sums[at], round, out);
            }
            if (round == MOST_MOVES) {
                end(low, high, sums[at], round, out);
                return FitStatus.NOT_CONVERGED;
            }
            next[nextAt] = low;
            next[nextAt + 1] = high;
            return null;
        }

        private static FitStatus end(double low, double high, double below, int moves, GroupFit out) {
            out.extras()[0] = low;
            out.extras()[1] = high;
            out.extras()[2] = below;
            out.extras()[3] = moves + 1;
            return FitStatus.OK;
        }
    }
}
