package io.regroup.api.spi;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A fitter made ready for one specification: what an engine runs. Immutable and serialisable, so that it can be shipped
 * to where the rows are.
 *
 * <p>There are four kinds. A {@link LeastSquaresProgram} states a problem and leaves the arithmetic to the engine, which may
 * add up cross-moments, factor the rows, or merge factors of parts of them. A {@link SummaryProgram} brings a summary of its
 * own, of fixed size, to which rows are added and which can be combined. A {@link RoundsProgram} does so several times, each time
 * with what the last one found. A {@link WholeGroupProgram} is handed all usable rows of one group and does its own arithmetic.
 */
public sealed interface FitProgram extends Serializable
        permits LeastSquaresProgram, SummaryProgram, RoundsProgram, WholeGroupProgram {

    /** What a program must see at once. */
    enum Kind {
        /** A summary of fixed size per group, which can be combined: any reduction strategy will do. */
        MERGEABLE,
        /** All rows of a group: only a strategy that keeps groups whole will do. */
        WHOLE_GROUP
    }

    /**
     * Tells what the program must see at once.
     *
     * @return the kind
     */
    Kind kind();

    /**
     * Returns the coefficients that it estimates for each target. A program without any is no model but a reduction, such as
     * a mean: its results are its {@link #extras} alone, there are no predictions, residuals or statistics of them.
     *
     * @return the terms, in order
     */
    List<Term> terms();

    /**
     * Names the columns of its own that it reports for each target besides coefficients, errors and the usual statistics.
     *
     * @return names such as {@code scale}, none by default; at least one if there are no terms
     */
    default List<String> extras() {
        return List.of();
    }

    /**
     * Lists what the program may say of a group beyond its status: why it could not be fitted, or what to know of its fit.
     * Where there are any, each target of a model gets a text column {@code reason}.
     *
     * @return short texts for people, at most 127, the same for every target; none by default
     */
    default List<String> reasons() {
        return List.of();
    }

    /**
     * Returns the program of one target. Programs of different targets are of the same kind and have the same terms and
     * rows, but may report extras of their own.
     *
     * @param target its place among the targets
     * @return this program by default, the same for all targets; a program that differs is itself that of the first target
     */
    default FitProgram forTarget(int target) {
        return this;
    }

    /**
     * Says which rows it is given.
     *
     * @return false for the rows that count for the target, see {@link io.regroup.api.RowUse}; true for all selected rows,
     *     whatever is missing in them: the program judges itself, and the minimum number of rows does not apply
     */
    default boolean everyRow() {
        return false;
    }

    /**
     * Says what the program leaves open because it iterates, for those who compare its results.
     *
     * @return null by default: the program computes its answer directly
     */
    default @Nullable Iteration iteration() {
        return null;
    }

    /**
     * Computes the model for one row. Never called for a program without terms.
     *
     * @param coefficients one per term; NaN where a term was left out, which then counts as absent
     * @param features one per feature, all finite
     * @return the predicted target
     */
    double predict(double[] coefficients, double[] features);

    /**
     * Computes the model for one row of a group whose columns of the program's own are known: what predictions and residuals of
     * results are made of. Worth writing where coefficients alone lose digits, as those of powers of a large number do.
     *
     * @param coefficients one per term; NaN where a term was left out, which then counts as absent
     * @param extras the program's own columns as they were reported; others may follow
     * @param features one per feature, all finite
     * @return the predicted target; by default what the coefficients alone predict
     */
    default double predict(double[] coefficients, double[] extras, double[] features) {
        return predict(coefficients, features);
    }
}
