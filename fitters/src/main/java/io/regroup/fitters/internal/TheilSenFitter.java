package io.regroup.fitters.internal;

import io.regroup.api.FitSpec;
import io.regroup.api.spi.FitProgram;
import io.regroup.api.spi.Fitter;
import io.regroup.api.spi.FitterDescription;
import io.regroup.api.spi.FitterOption;
import io.regroup.api.spi.FitterSupport;
import io.regroup.api.spi.LeastSquaresProgram;
import io.regroup.fitters.internal.linear.TheilSenProgram;
import java.util.List;
import java.util.Set;

/**
 * Theil and Sen's line: the median of the slopes of all pairs of rows, and the median of {@code y − b x}. Sources: H. Theil, Proc. Kon.
 * Ned. Akad. v. Wetensch. A 53 (1950) 386–392; P. K. Sen, J. Amer. Statist. Assoc. 63 (1968) 1379–1389,
 * doi:10.1080/01621459.1968.10480934.
 */
public final class TheilSenFitter implements Fitter {

    private static final FitterOption<Double> CONFIDENCE = FitterOption.number(
            "confidence",
            0.95,
            "a number between 0 and 1",
            value -> value > 0 && value < 1,
            "how often the bounds of the slope enclose it");

    /** Makes the fitter; called by the service loader. */
    public TheilSenFitter() {}

    @Override
    public String name() {
        return "theil-sen";
    }

    @Override
    public FitterDescription describe() {
        return new FitterDescription(
                "a line by the median of the slopes of all pairs of rows, exactly, with bounds of the slope",
                Set.of(FitProgram.Kind.WHOLE_GROUP),
                new FitterSupport(false, false, 1, 1),
                List.of(CONFIDENCE.description()));
    }

    @Override
    public FitProgram compile(FitSpec spec) {
        return new TheilSenProgram(
                new LeastSquaresProgram(spec.features(), true, LeastSquaresProgram.DEFAULT_RANK_TOLERANCE),
                CONFIDENCE.of(spec));
    }
}
