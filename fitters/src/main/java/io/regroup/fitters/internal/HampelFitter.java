package io.regroup.fitters.internal;

import io.regroup.api.FitSpec;
import io.regroup.api.InvalidArgumentException;
import io.regroup.api.spi.FitProgram;
import io.regroup.api.spi.Fitter;
import io.regroup.api.spi.FitterDescription;
import io.regroup.api.spi.FitterOption;
import io.regroup.fitters.internal.robust.HampelPsi;

/** Hampel's M-estimator in three parts: full weight up to a, less up to c, none beyond. */
public final class HampelFitter implements Fitter {

    private static final FitterOption<Double> A = RobustOptions.tuning(
            "a", 2, "a number above 0", value -> value > 0, "scales up to which a row has full weight");
    private static final FitterOption<Double> B = RobustOptions.tuning(
            "b", 4, "a number of at least a", value -> value > 0, "scales from which a row pulls less");
    private static final FitterOption<Double> C = RobustOptions.tuning(
            "c",
            8,
            "a number above b and of at least 1",
            value -> value >= 1,
            "scales beyond which a row has no weight");

    /** Makes the fitter; called by the service loader. */
    public HampelFitter() {}

    @Override
    public String name() {
        return "hampel";
    }

    @Override
    public FitterDescription describe() {
        return RobustOptions.describe(
                "Hampel's M-estimator in three parts: rows beyond c scales do not count", A, B, C, RobustOptions.START);
    }

    @Override
    public FitProgram compile(FitSpec spec) {
        double a = A.of(spec);
        double b = B.of(spec);
        double c = C.of(spec);
        if (!(a <= b && b < c)) {
            throw new InvalidArgumentException(
                    "a, b, c: expected a ≤ b < c, got " + a + ", " + b + ", " + c + "; give all three");
        }
        return RobustOptions.program(spec, new HampelPsi(a, b, c), RobustOptions.start(spec));
    }
}
