package io.regroup.api.engine;

import io.regroup.api.FitStatus;
import io.regroup.api.spi.GroupFit;
import io.regroup.api.spi.GroupFitter;
import io.regroup.api.spi.GroupRows;
import io.regroup.api.spi.Kernels;
import io.regroup.api.spi.Rounds;
import io.regroup.api.spi.RoundsProgram;
import java.util.Arrays;

/** Goes through all rounds of one group after another, where its rows are at hand. */
final class RoundsFitter implements GroupFitter {

    private final RoundsProgram program;
    private final Rounds rounds;
    private double[] state = new double[0];
    private double[] next = new double[0];
    private double[] sums = new double[0];

    RoundsFitter(RoundsProgram program, Kernels kernels) {
        this.program = program;
        this.rounds = program.rounds(kernels);
    }

    @Override
    public FitStatus fit(GroupRows rows, GroupFit out) {
        for (int round = 0; ; round++) {
            int width = program.width(round);
            sums = emptied(sums, width);
            rounds.identity(round, state, 0, sums, 0);
            rounds.accumulate(round, rows, rows.from(), rows.to(), state, 0, sums, 0);
            boolean last = round + 1 >= program.mostRounds();
            next = emptied(next, last ? 0 : program.stateWidth(round + 1));
            FitStatus status = rounds.advance(round, state, 0, sums, 0, next, 0, out);
            if (status != null) {
                return status;
            }
            requireAnother(round, program);
            double[] before = state;
            state = next;
            next = before;
        }
    }

    /**
     * Makes sure that a group that is not through has another round.
     *
     * @throws IllegalStateException if it has had all that its program says there are
     */
    static void requireAnother(int round, RoundsProgram program) {
        if (round + 1 >= program.mostRounds()) {
            throw new IllegalStateException("wants to go on after round " + (round + 1) + ", said to be the last");
        }
    }

    private static double[] emptied(double[] array, int width) {
        if (array.length < width) {
            return new double[width];
        }
        Arrays.fill(array, 0, width, 0);
        return array;
    }
}
