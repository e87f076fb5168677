package com.example.lts;

import io.regroup.api.spi.GroupFitter;
import io.regroup.api.spi.Kernels;
import io.regroup.api.spi.LeastSquaresProgram;
import io.regroup.api.spi.Term;
import io.regroup.api.spi.WholeGroupProgram;
import java.util.List;

/**
 * Least trimmed squares for one specification.
 *
 * @param linear the linear model
 * @param keptShare the share of the rows to agree, from 0.5 to 1
 * @param starts how many random starts are tried in each group
 * @param reweighted whether all rows that are not far from the model are fitted in the end
 */
record LtsProgram(LeastSquaresProgram linear, double keptShare, int starts, boolean reweighted)
        implements WholeGroupProgram {

    @Override
    public List<Term> terms() {
        return linear.terms();
    }

    /** The spread of the rows that agree, and how many rows the coefficients are made of. */
    @Override
    public List<String> extras() {
        return List.of("scale", "kept");
    }

    @Override
    public GroupFitter fitter(Kernels kernels) {
        return new LtsGroupFitter(this, kernels.leastSquares(linear));
    }

    @Override
    public double predict(double[] coefficients, double[] features) {
        return linear.predict(coefficients, features);
    }

    /**
     * Says how many rows have to agree.
     *
     * @param rows how many there are, at least as many as terms
     * @return h, from {@code ⌊(n + p + 1) / 2⌋}, at which the most bad rows do no harm, to n
     */
    int toKeep(int rows) {
        int fewest = (rows + terms().size() + 1) / 2;
        return (int) Math.floor(2 * fewest - rows + 2 * (rows - fewest) * keptShare);
    }
}
