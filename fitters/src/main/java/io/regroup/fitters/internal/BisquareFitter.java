package io.regroup.fitters.internal;

import io.regroup.api.FitSpec;
import io.regroup.api.spi.FitProgram;
import io.regroup.api.spi.Fitter;
import io.regroup.api.spi.FitterDescription;
import io.regroup.api.spi.FitterOption;
import io.regroup.fitters.internal.robust.BisquarePsi;

/** Tukey's bisquare M-estimator: rows beyond c scales do not count. */
public final class BisquareFitter implements Fitter {

    private static final FitterOption<Double> C = RobustOptions.tuning(
            "c",
            BisquarePsi.USUAL_C,
            "a number of at least 1",
            value -> value >= 1,
            "scales beyond which a row has no weight");

    /** Makes the fitter; called by the service loader. */
    public BisquareFitter() {}

    @Override
    public String name() {
        return "bisquare";
    }

    @Override
    public FitterDescription describe() {
        return RobustOptions.describe(
                "Tukey's bisquare M-estimator: rows beyond c scales do not count", C, RobustOptions.START);
    }

    @Override
    public FitProgram compile(FitSpec spec) {
        return RobustOptions.program(spec, new BisquarePsi(C.of(spec)), RobustOptions.start(spec));
    }
}
