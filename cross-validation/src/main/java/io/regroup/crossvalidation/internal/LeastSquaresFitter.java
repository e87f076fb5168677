package io.regroup.crossvalidation.internal;

import io.regroup.api.FitSpec;
import io.regroup.api.spi.FitProgram;
import io.regroup.api.spi.Fitter;
import io.regroup.api.spi.FitterDescription;
import io.regroup.api.spi.FitterSupport;
import io.regroup.api.spi.LeastSquaresProgram;
import java.util.List;
import java.util.Set;

/** Least squares as the engine solves them. */
public final class LeastSquaresFitter implements Fitter {

    /** Its name. */
    public static final String NAME = "least-squares";

    /** Makes one. */
    public LeastSquaresFitter() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public FitterDescription describe() {
        return new FitterDescription("least squares", Set.of(FitProgram.Kind.MERGEABLE), FitterSupport.ALL, List.of());
    }

    @Override
    public FitProgram compile(FitSpec spec) {
        return new LeastSquaresProgram(spec.features(), spec.intercept(), LeastSquaresProgram.DEFAULT_RANK_TOLERANCE);
    }
}
