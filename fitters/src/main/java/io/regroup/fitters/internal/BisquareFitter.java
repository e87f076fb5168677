package io.regroup.fitters.internal;

import io.regroup.api.FitSpec;
import io.regroup.api.spi.FitProgram;
import io.regroup.api.spi.Fitter;
import io.regroup.api.spi.FitterDescription;
import io.regroup.api.spi.OptionDescription;
import io.regroup.fitters.internal.robust.BisquarePsi;
import java.util.List;

/** Tukey's bisquare M-estimator: rows beyond c scales do not count. */
public final class BisquareFitter implements Fitter {

    private static final String C = "c";

    /** Makes the fitter; called by the service loader. */
    public BisquareFitter() {}

    @Override
    public String name() {
        return "bisquare";
    }

    @Override
    public FitterDescription describe() {
        return RobustOptions.describe(
                "Tukey's bisquare M-estimator: rows beyond c scales do not count",
                List.of(
                        new OptionDescription(
                                C,
                                Double.toString(BisquarePsi.USUAL_C),
                                "scales beyond which a row has no weight, at least 1"),
                        RobustOptions.describeStart()));
    }

    @Override
    public FitProgram compile(FitSpec spec) {
        double c = RobustOptions.tuning(spec, C, BisquarePsi.USUAL_C, "a number of at least 1", value -> value >= 1);
        return RobustOptions.program(spec, new BisquarePsi(c));
    }
}
