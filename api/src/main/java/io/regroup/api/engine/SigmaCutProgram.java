package io.regroup.api.engine;

import io.regroup.api.FitSpec;
import io.regroup.api.SigmaCut;
import io.regroup.api.spi.FitProgram;
import io.regroup.api.spi.GroupFitter;
import io.regroup.api.spi.Iteration;
import io.regroup.api.spi.Kernels;
import io.regroup.api.spi.RoundsProgram;
import io.regroup.api.spi.Term;
import io.regroup.api.spi.WholeGroupProgram;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Another program with outlying rows rejected. A group is fitted, a scale s is taken of its residuals, the rows within K s are
 * fitted again, and so on, as {@link SigmaCut} says.
 *
 * <ul>
 *   <li>Coefficients, errors, count, rms, chi2, r2 and the program's own columns are those of the last fit, of the rows that it
 *       was given; mad, with diagnostics, is that of all usable rows about the last fit.
 *   <li>There are at most 10 refits. If the rows that are kept have not settled by then, the status of the last fit becomes
 *       NOT_CONVERGED, unless it is RANK_DEFICIENT; the reason says so in either case.
 *   <li>A cut that would keep fewer rows than the minimum, or than there are terms and one, is not made: the fit before it stands.
 *   <li>A scale of 0, or no larger than rounding errors of the target, ends the cut: there is nothing to judge by.
 *   <li>NOT_CONVERGED of the program itself counts as a fit and is judged by; any status without a fit, of any of the fits, is the
 *       group's status.
 * </ul>
 *
 * @param program what is fitted; has terms
 * @param cut when a row is rejected; not off
 * @param minRows the fewest usable rows: one number, or one per target
 */
public record SigmaCutProgram(FitProgram program, SigmaCut cut, List<Integer> minRows) implements WholeGroupProgram {

    /** Keeps its own copy of the list. */
    public SigmaCutProgram {
        minRows = List.copyOf(minRows);
    }

    /**
     * Puts a specification's cut around the program that fits it.
     *
     * @param spec what to fit
     * @param program fits it
     * @return the program with its cut; as it is, if there is none or it is off
     */
    public static FitProgram around(FitSpec spec, FitProgram program) {
        SigmaCut cut = spec.sigmaCut();
        return cut == null || cut.isOff() ? program : new SigmaCutProgram(program, cut, spec.minRows());
    }

    /**
     * Tells whether the cut can go over the rows of a mergeable program round after round, see {@link SigmaCutRounds}. A program
     * that goes in rounds itself is no such program: rounds of rounds would read the rows again and again.
     *
     * @return false if all rows of a group are needed at once
     */
    public boolean isMergeable() {
        return cut.mode() == SigmaCut.Mode.RMS
                && program.kind() == Kind.MERGEABLE
                && !(program instanceof RoundsProgram);
    }

    /** Returns the fewest rows that an iterated cut keeps. */
    int fewestRows(int target) {
        return Math.max(minRows.get(minRows.size() == 1 ? 0 : target), terms().size() + 1);
    }

    @Override
    public GroupFitter fitter(Kernels kernels) {
        boolean onePass = cut.mode() == SigmaCut.Mode.ONE_PASS;
        return onePass
                ? new OnePassFitter(program, cut, Math.max(Collections.min(minRows), terms().size()), kernels)
                : new SigmaCutFitter(program, cut, fewestRows(0), kernels);
    }

    /** With a minimum of its own, the target comes first in the list. */
    @Override
    public SigmaCutProgram forTarget(int target) {
        List<Integer> own = new ArrayList<>(minRows);
        Collections.swap(own, 0, minRows.size() == 1 ? 0 : target);
        return new SigmaCutProgram(program.forTarget(target), cut, own);
    }

    @Override
    public List<Term> terms() {
        return program.terms();
    }

    @Override
    public List<String> extras() {
        return concat(
                program.extras(), cut.mode() == SigmaCut.Mode.ONE_PASS ? OnePassFitter.EXTRAS : SigmaCutFitter.EXTRAS);
    }

    @Override
    public List<String> reasons() {
        return concat(program.reasons(), cut.mode() == SigmaCut.Mode.ONE_PASS ? List.of() : SigmaCutFitter.REASONS);
    }

    private static List<String> concat(List<String> first, List<String> second) {
        List<String> all = new ArrayList<>(first);
        all.addAll(second);
        return List.copyOf(all);
    }

    @Override
    public double predict(double[] coefficients, double[] features) {
        return program.predict(coefficients, features);
    }

    /** The program's own columns come first. */
    @Override
    public double predict(double[] coefficients, double[] extras, double[] features) {
        return program.predict(coefficients, extras, features);
    }

    @Override
    public @Nullable Iteration iteration() {
        Iteration iteration = program.iteration();
        if (iteration == null) {
            return null;
        }
        Set<String> counts = new HashSet<>(iteration.counts());
        counts.add(SigmaCutFitter.EXTRAS.get(0));
        return new Iteration(iteration.accuracy(), counts);
    }
}
