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
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Visits a group's rows in as many rounds as its first value says, a round more for each target after the first, and counts the
 * visits; throws where told, in groups with a negative value.
 *
 * @param target the place among the targets
 * @param where the method that throws
 * @param when the round in which it throws
 * @param thrown what it throws
 * @param everyRow whether it wants to see rows that do not count
 * @param visited counts all visits
 */
record Visits(int target, String where, int when, Throwable thrown, boolean everyRow, AtomicLong visited)
        implements Fitter, RoundsProgram {

    static final int MOST = 6;

    private static final int COUNT = 0;
    private static final int FIRST = 1;
    private static final int BAD = 2;

    /** A sound one. */
    Visits(AtomicLong visited) {
        this("nowhere", 0, new IllegalStateException(), false, visited);
    }

    /** One that throws. */
    Visits(String where, int when, Throwable thrown, boolean everyRow, AtomicLong visited) {
        this(0, where, when, thrown, everyRow, visited);
    }

    @Override
    public String name() {
        return "visits";
    }

    @Override
    public FitterDescription describe() {
        return new FitterDescription("visits", Set.of(FitProgram.Kind.MERGEABLE), FitterSupport.ALL, List.of());
    }

    @Override
    public FitProgram compile(FitSpec spec) {
        return this;
    }

    @Override
    public Visits forTarget(int index) {
        return new Visits(index, where, when, thrown, everyRow, visited);
    }

    @Override
    public List<Term> terms() {
        return List.of();
    }

    @Override
    public List<String> extras() {
        return List.of("visits", "rounds");
    }

    @Override
    public int mostRounds() {
        return MOST + target;
    }

    /** None at first, and none in the second round either, where all that is known is that it is the second. */
    @Override
    public int stateWidth(int round) {
        return round < 2 ? 0 : 1 + target;
    }

    @Override
    public int width(int round) {
        if (round >= mostRounds()) {
            throw new IllegalArgumentException("there is no round " + round);
        }
        return 3 + round % 2;
    }

    @Override
    public Rounds rounds(Kernels kernels) {
        return new OfThread();
    }

    @Override
    public double predict(double[] coefficients, double[] features) {
        throw new UnsupportedOperationException("no model");
    }

    private void throwIf(String method, int round, boolean bad) {
        if (bad && round == when && where.equals(method)) {
            switch (thrown) {
                case RuntimeException e -> throw e;
                case Error e -> throw e;
                default -> throw new IllegalArgumentException(thrown);
            }
        }
    }

    private final class OfThread implements Rounds {

        @Override
        public void identity(int round, double[] state, int stateAt, double[] sums, int at) {
            throwIf("identity", round, true);
        }

        @Override
        public void accumulate(
                int round, GroupRows rows, int from, int to, double[] state, int stateAt, double[] sums, int at) {
            for (int i = from; i < to; i++) {
                double value = rows.target()[i];
                throwIf("accumulate", round, value < 0);
                if (!Double.isNaN(value)) {
                    sums[at + FIRST] = sums[at + FIRST] == 0 ? Math.abs(value) : sums[at + FIRST];
                    sums[at + BAD] += value < 0 ? 1 : 0;
                }
            }
            sums[at + COUNT] += to - from;
            visited.addAndGet(to - from);
        }

        @Override
        public void combine(int round, double[] into, int at, double[] later, int laterAt) {
            throwIf("combine", round, into[at + BAD] + later[laterAt + BAD] > 0);
            into[at + COUNT] += later[laterAt + COUNT];
            into[at + FIRST] = into[at + FIRST] == 0 ? later[laterAt + FIRST] : into[at + FIRST];
            into[at + BAD] += later[laterAt + BAD];
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
            throwIf("advance", round, sums[at + BAD] > 0);
            double before = round < 2 ? round * sums[at + COUNT] : state[stateAt + target];
            double all = before + sums[at + COUNT];
            if (round + 1 < sums[at + FIRST] + target) {
                if (round + 1 < mostRounds() && stateWidth(round + 1) > 0) {
                    next[nextAt + target] = all;
                }
                return null;
            }
            out.extras()[0] = all;
            out.extras()[1] = round + 1;
            return FitStatus.OK;
        }
    }
}
