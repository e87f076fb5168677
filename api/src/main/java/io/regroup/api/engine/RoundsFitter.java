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
            next = emptied(next, program.stateWidth(round + 1));
            FitStatus status = rounds.advance(round, state, 0, sums, 0, next, 0, out);
            if (status != null) {
                return status;
            }
            double[] last = state;
            state = next;
            next = last;
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
