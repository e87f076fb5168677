package io.regroup.nonlinear.internal;

import io.regroup.api.spi.GroupFitter;
import io.regroup.api.spi.Iteration;
import io.regroup.api.spi.Kernels;
import io.regroup.api.spi.Term;
import io.regroup.api.spi.WholeGroupProgram;
import io.regroup.nonlinear.internal.solve.Bounds;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Nonlinear least squares for one specification. */
record NonlinearProgram(
        ModelBody body,
        List<String> parameters,
        Bounds bounds,
        StartRule starts,
        double tolerance,
        int mostEvaluations,
        boolean absoluteSigma)
        implements WholeGroupProgram {

    /** Where the columns of the fitter's own stand. */
    static final int NDF = 0;

    static final int CHI2_NDF = 1;
    static final int ITERATIONS = 2;
    static final int CONVERGED = 3;

    private static final String ITERATIONS_NAME = "iterations";
    /** How far two ends may be apart that come of other roundings on the way, where errors are as large as parameters. */
    private static final double ACCURACY = 1e-7;

    @Override
    public List<Term> terms() {
        return IntStream.range(0, parameters.size())
                .mapToObj(j -> new Term(Term.Kind.PARAMETER, parameters.get(j), j + 1))
                .toList();
    }

    @Override
    public List<String> extras() {
        return List.of("ndf", "chi2_ndf", ITERATIONS_NAME, "converged");
    }

    @Override
    public List<String> reasons() {
        return Reason.texts();
    }

    @Override
    public Iteration iteration() {
        return new Iteration(ACCURACY, Set.of(ITERATIONS_NAME));
    }

    @Override
    public GroupFitter fitter(Kernels kernels) {
        return new NonlinearGroupFitter(this);
    }

    @Override
    public double predict(double[] coefficients, double[] features) {
        return body.value(features, coefficients);
    }
}
