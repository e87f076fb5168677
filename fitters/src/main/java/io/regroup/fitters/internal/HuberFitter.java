package io.regroup.fitters.internal;

import io.regroup.api.FitSpec;
import io.regroup.api.InvalidArgumentException;
import io.regroup.api.spi.FitProgram;
import io.regroup.api.spi.Fitter;
import io.regroup.api.spi.FitterDescription;
import io.regroup.api.spi.FitterOption;
import io.regroup.fitters.internal.robust.HuberPsi;
import io.regroup.fitters.internal.robust.JointHuberProgram;
import java.util.List;

/**
 * Huber's M-estimator: rows far away pull no more than those at the turning point. The scale is the median of residuals, or is
 * estimated together with the coefficients.
 */
public final class HuberFitter implements Fitter {

    private static final FitterOption<String> SCALE = FitterOption.choice(
            "scale",
            List.of("mad", "joint"),
            "the scale: from the median residual, or the one that minimises a function of coefficients and scale");

    private static final FitterOption<Double> K = RobustOptions.tuning(
            "k",
            HuberPsi.USUAL.k(),
            "a number above 0",
            value -> value > 0,
            "with scale=mad, scales up to which a row has full weight");

    private static final FitterOption<Double> EPSILON = RobustOptions.tuning(
            "epsilon",
            1.35,
            "a number above 1",
            value -> value > 1,
            "with scale=joint, scales up to which a row has full weight");

    private static final FitterOption<Double> ALPHA = RobustOptions.tuning(
            "alpha",
            0,
            "a number of at least 0",
            value -> value >= 0,
            "with scale=joint, what the squares of slopes are multiplied by");

    /** Makes the fitter; called by the service loader. */
    public HuberFitter() {}

    @Override
    public String name() {
        return "huber";
    }

    @Override
    public FitterDescription describe() {
        return RobustOptions.describe(
                "Huber's M-estimator: outlying rows pull no more than those at k scales", SCALE, K, EPSILON, ALPHA);
    }

    @Override
    public FitProgram compile(FitSpec spec) {
        if (SCALE.of(spec).equals("joint")) {
            refuse(spec, "joint", "epsilon", K, RobustOptions.CONVENTION);
            return new JointHuberProgram(
                    RobustOptions.linear(spec), EPSILON.of(spec), ALPHA.of(spec), RobustOptions.limits(spec));
        }
        refuse(spec, "mad", "k", EPSILON, ALPHA);
        return RobustOptions.program(spec, new HuberPsi(K.of(spec)));
    }

    /** An option that changes nothing would be taken for one that does. */
    private static void refuse(FitSpec spec, String scale, String instead, FitterOption<?>... options) {
        for (FitterOption<?> option : options) {
            if (spec.fitterOptions().containsKey(option.toString())) {
                throw new InvalidArgumentException(option + ": has no part in scale=" + scale
                        + ", where the turning point is " + instead + "; leave it out, or ask for the other scale");
            }
        }
    }
}
