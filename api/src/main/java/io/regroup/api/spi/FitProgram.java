package io.regroup.api.spi;

import java.io.Serializable;
import java.util.List;

/**
 * A fitter made ready for one specification: what an engine runs. Immutable and serialisable, so that it can be shipped
 * to where the rows are.
 *
 * <p>There are two kinds. A {@link LeastSquaresProgram} states a problem and leaves the arithmetic to the engine, which may
 * add up cross-moments, factor the rows, or merge factors of parts of them. A {@link WholeGroupProgram} is handed all
 * usable rows of one group and does its own arithmetic.
 */
public sealed interface FitProgram extends Serializable permits LeastSquaresProgram, WholeGroupProgram {

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
     * Returns the coefficients that it estimates for each target.
     *
     * @return at least one term
     */
    List<Term> terms();

    /**
     * Names the columns of its own that it reports for each target besides coefficients, errors and the usual statistics.
     *
     * @return names such as {@code scale}, none by default
     */
    default List<String> extras() {
        return List.of();
    }

    /**
     * Computes the model for one row.
     *
     * @param coefficients one per term; NaN where a term was left out, which then counts as absent
     * @param features one per feature, all finite
     * @return the predicted target
     */
    double predict(double[] coefficients, double[] features);
}
