package io.regroup.fitters.internal;

import io.regroup.api.FitSpec;
import io.regroup.api.spi.FitProgram;
import io.regroup.api.spi.Fitter;
import io.regroup.api.spi.FitterDescription;
import io.regroup.api.spi.OptionDescription;
import io.regroup.fitters.internal.robust.HuberPsi;
import java.util.List;

/** Huber's M-estimator: rows far away pull no more than those at the turning point k. */
public final class HuberFitter implements Fitter {

    private static final String K = "k";

    /** Makes the fitter; called by the service loader. */
    public HuberFitter() {}

    @Override
    public String name() {
        return "huber";
    }

    @Override
    public FitterDescription describe() {
        return RobustOptions.describe(
                "Huber's M-estimator: outlying rows pull no more than those at k scales",
                List.of(new OptionDescription(
                        K, Double.toString(HuberPsi.USUAL.k()), "scales up to which a row has full weight, above 0")));
    }

    @Override
    public FitProgram compile(FitSpec spec) {
        double k = RobustOptions.tuning(spec, K, HuberPsi.USUAL.k(), "a number above 0", value -> value > 0);
        return RobustOptions.program(spec, new HuberPsi(k));
    }
}
