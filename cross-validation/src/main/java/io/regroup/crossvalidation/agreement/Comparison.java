package io.regroup.crossvalidation.agreement;

import io.regroup.api.FitSpec;
import io.regroup.api.InvalidArgumentException;
import io.regroup.api.Plugins;
import io.regroup.api.RunOptions;
import io.regroup.api.data.Dataset;
import io.regroup.api.engine.Estimates;
import io.regroup.api.engine.SigmaCutProgram;
import io.regroup.api.result.FitResult;
import io.regroup.api.spi.FitProgram;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Compares fits with a reference fit of the same rows, column by column, group by group.
 *
 * <p>Keys, counts, statuses and medians have to be equal. The coefficients of a linear model and what goes with them may
 * differ as docs/numerics.md states, in proportion to the {@link Tolerance} and to the natural scale of each number: a
 * coefficient near zero is judged by what it would be if its feature explained the whole target, a residual standard deviation
 * near zero by what is subtracted to get residuals. The condition number counts where the reference reports it. Columns of
 * other programs may differ by the tolerance times the larger of the two numbers and the median size of the column.
 *
 * <p>NaN agrees with NaN alone. Where two least-squares fits left out different features, and each feature that only one kept
 * has a share of its norm left that is within a factor of ten of the rank tolerance, or varies by at most 16 ulp of its size,
 * the fit counts as near a rank decision and is not compared further.
 *
 * <p>Works on the arrays of the results, with nothing kept per group beside them but the scales. Immutable, safe for several
 * threads.
 */
public final class Comparison {

    private static final String GROUP_ROWS = "group_rows";

    private final FitResult reference;
    private final FitProgram program;
    private final @Nullable Magnitudes magnitudes;
    private final Tolerance tolerance;

    private Comparison(FitResult reference, FitProgram program, @Nullable Magnitudes magnitudes, Tolerance tolerance) {
        this.reference = reference;
        this.program = program;
        this.magnitudes = magnitudes;
        this.tolerance = tolerance;
    }

    /**
     * Prepares to compare with a reference. For a linear model the rows are read once more, for their scales.
     *
     * @param data the rows that were fitted
     * @param reference their fit, best with diagnostics: without them the condition number counts as 1
     * @param options by which engine and strategy the scales are found
     * @param plugins has the fitter
     * @param tolerance how far fits may be apart
     * @return the comparison
     */
    public static Comparison with(
            Dataset data, FitResult reference, RunOptions options, Plugins plugins, Tolerance tolerance) {
        FitSpec spec = reference.spec();
        FitProgram program =
                SigmaCutProgram.around(spec, plugins.fitter(spec.fitter()).compile(spec));
        boolean linear =
                program.iteration() == null && LinearBounds.suits(program.terms(), spec.features(), spec.intercept());
        Magnitudes magnitudes = linear ? Magnitudes.of(data, spec, options, plugins) : null;
        return new Comparison(reference, program, magnitudes, tolerance);
    }

    /**
     * Compares a fit with the reference.
     *
     * @param contender who fitted it how
     * @param result the fit, of the same specification but for the diagnostics
     * @param seconds how long it took
     * @return how far it agrees; if it has other groups than the reference, that alone is said
     * @throws InvalidArgumentException if the two are fits of different specifications
     */
    public PairAgreement compare(Contender contender, FitResult result, double seconds) {
        FitSpec spec = reference.spec();
        if (!diagnosed(spec).equals(diagnosed(result.spec()))) {
            throw new InvalidArgumentException("fits: expected two of one specification, got " + spec + " and "
                    + result.spec() + "; fit both alike");
        }
        GroupKeys keys = new GroupKeys(spec.keys(), reference.groups());
        String difference = keys.difference(new GroupKeys(spec.keys(), result.groups()));
        if (difference != null) {
            return new PairAgreement(contender, List.of(), 0, difference, seconds);
        }
        List<ColumnAgreement> columns = new ArrayList<>(List.of(groupRows(result, keys)));
        long nearRank = 0;
        for (int t = 0; t < spec.targets().size(); t++) {
            TargetComparison target = target(t, result);
            target.run(reference.estimates().groups());
            columns.addAll(target.agreements(keys));
            nearRank += target.nearRank();
        }
        for (int m = 0; m < spec.medians().size(); m++) {
            columns.add(median(m, result, keys));
        }
        return new PairAgreement(contender, columns, nearRank, null, seconds);
    }

    private TargetComparison target(int index, FitResult result) {
        Estimates.OfTarget ours = reference.estimates().target(index);
        LinearBounds bounds = magnitudes == null
                ? null
                : new LinearBounds(
                        tolerance,
                        ours,
                        magnitudes,
                        index,
                        program.terms(),
                        reference.spec().errors());
        return new TargetComparison(
                reference.spec(),
                program,
                index,
                tolerance,
                ours,
                result.estimates().target(index),
                bounds);
    }

    private ColumnAgreement groupRows(FitResult result, GroupKeys keys) {
        long[] ours = reference.estimates().rowsSeen();
        long[] theirs = result.estimates().rowsSeen();
        ColumnTally tally = ColumnTally.ofCounts(GROUP_ROWS, ours, theirs);
        for (int group = 0; group < ours.length; group++) {
            tally.addExact(group, ours[group], theirs[group]);
        }
        return tally.agreement(keys, ours, new double[0]);
    }

    private ColumnAgreement median(int index, FitResult result, GroupKeys keys) {
        FitSpec spec = reference.spec();
        double[] ours = reference.estimates().median(index);
        double[] theirs = result.estimates().median(index);
        String name = spec.naming().quantity(spec.medians().get(index), spec.suffix(), "median");
        ColumnTally tally = ColumnTally.ofNumbers(name, ours, theirs);
        for (int group = 0; group < ours.length; group++) {
            tally.add(group, ours[group], theirs[group], 0, 0, Double.NaN);
        }
        return tally.agreement(keys, reference.estimates().rowsSeen(), new double[0]);
    }

    /** Returns a specification with diagnostics. */
    static FitSpec diagnosed(FitSpec spec) {
        return spec.toBuilder().diagnostics(true).build();
    }
}
