package io.regroup.fitters.internal;

import io.regroup.api.FitSpec;
import io.regroup.api.InvalidArgumentException;
import io.regroup.api.spi.FitProgram;
import io.regroup.api.spi.Fitter;
import io.regroup.api.spi.FitterDescription;
import io.regroup.api.spi.OptionDescription;
import io.regroup.fitters.internal.robust.HampelPsi;
import java.util.List;

/** Hampel's M-estimator in three parts: full weight up to a, less up to c, none beyond. */
public final class HampelFitter implements Fitter {

    private static final HampelPsi USUAL = new HampelPsi(2, 4, 8);

    /** Makes the fitter; called by the service loader. */
    public HampelFitter() {}

    @Override
    public String name() {
        return "hampel";
    }

    @Override
    public FitterDescription describe() {
        return RobustOptions.describe(
                "Hampel's M-estimator in three parts: rows beyond c scales do not count",
                List.of(
                        new OptionDescription(
                                "a", Double.toString(USUAL.a()), "scales up to which a row has full weight, above 0"),
                        new OptionDescription(
                                "b", Double.toString(USUAL.b()), "scales from which a row pulls less, at least a"),
                        new OptionDescription(
                                "c",
                                Double.toString(USUAL.c()),
                                "scales beyond which a row has no weight, above b and at least 1"),
                        RobustOptions.describeStart()));
    }

    @Override
    public FitProgram compile(FitSpec spec) {
        double a = RobustOptions.tuning(spec, "a", USUAL.a(), "a number above 0", value -> value > 0);
        double b = RobustOptions.tuning(spec, "b", USUAL.b(), "a number above 0", value -> value > 0);
        double c = RobustOptions.tuning(spec, "c", USUAL.c(), "a number of at least 1", value -> value >= 1);
        if (!(a <= b && b < c)) {
            throw new InvalidArgumentException(
                    "a, b, c: expected a ≤ b < c, got " + a + ", " + b + ", " + c + "; give all three");
        }
        return RobustOptions.program(spec, new HampelPsi(a, b, c));
    }
}
