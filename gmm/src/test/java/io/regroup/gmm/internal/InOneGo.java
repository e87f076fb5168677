package io.regroup.gmm.internal;

import io.regroup.api.FitStatus;
import io.regroup.api.spi.GaussianKernel;
import io.regroup.api.spi.GaussianLayout;
import io.regroup.gmm.MixtureSpec;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Takes columns in memory through all rounds. */
final class InOneGo {

    private InOneGo() {}

    static MixtureRounds fit(
            MixtureSpec spec,
            Function<GaussianLayout, GaussianKernel> kernels,
            double @Nullable [] weight,
            double[]... columns) {
        MixtureProgram program = new MixtureProgram(spec, Collections.nCopies(columns.length - 1, "x"), List.of("y"));
        MixtureRounds rounds = program.rounds(kernels);
        double[] state = new double[0];
        FitStatus status = null;
        for (int round = 0; status == null; round++) {
            double[] sums = new double[program.width(round)];
            double[] next = new double[program.stateWidth(round + 1)];
            rounds.identity(round, state, 0, sums, 0);
            rounds.add(round, columns, weight, 0, columns[0].length, state, 0, sums, 0);
            status = rounds.advance(round, state, 0, sums, 0, next, 0);
            state = next;
        }
        return rounds;
    }
}
