package com.example.lts;

import io.regroup.api.FitSpec;
import io.regroup.api.spi.FitProgram;
import io.regroup.api.spi.Fitter;
import io.regroup.api.spi.FitterDescription;
import io.regroup.api.spi.FitterOption;
import io.regroup.api.spi.FitterSupport;
import io.regroup.api.spi.LeastSquaresProgram;
import java.util.List;
import java.util.Set;

/**
 * Least trimmed squares: a linear model that up to half of the rows cannot spoil. Among all choices of h of the n rows it takes
 * the one whose least-squares fit has the smallest sum of squares, {@code min Σ_{i=1…h} (e²)_{(i)}}; then, unless told otherwise,
 * it fits all rows that are not far from that model once more, which is nearly as precise as least squares on clean data.
 *
 * <p>Sources: P. J. Rousseeuw, "Least median of squares regression", J. Am. Stat. Assoc. 79 (1984) 871–880; P. J. Rousseeuw and
 * K. Van Driessen, "Computing LTS regression for large data sets", Data Min. Knowl. Discov. 12 (2006) 29–45.
 */
public final class LtsFitter implements Fitter {

    private static final FitterOption<Double> KEPT_SHARE = FitterOption.number(
            "kept-share",
            0.5,
            "a number from 0.5 to 1",
            share -> share >= 0.5 && share <= 1,
            "share of the rows to agree, from at least half of them to all");
    private static final FitterOption<Integer> STARTS = FitterOption.wholeNumber(
            "starts", 500, "a whole number from 1", starts -> starts >= 1, "how many random starts are tried");
    private static final FitterOption<Boolean> REWEIGHTED =
            FitterOption.truth("reweighted", true, "whether all rows within 2.5 scales are fitted in the end");

    /** Makes the fitter; called by the service loader. */
    public LtsFitter() {}

    @Override
    public String name() {
        return "lts";
    }

    @Override
    public FitterDescription describe() {
        return new FitterDescription(
                "least trimmed squares: fits the rows that agree best, whatever the others are",
                Set.of(FitProgram.Kind.WHOLE_GROUP),
                new FitterSupport(false, true, 0, Integer.MAX_VALUE),
                List.of(KEPT_SHARE.description(), STARTS.description(), REWEIGHTED.description()));
    }

    @Override
    public FitProgram compile(FitSpec spec) {
        return new LtsProgram(
                new LeastSquaresProgram(spec.features(), spec.intercept(), LeastSquaresProgram.DEFAULT_RANK_TOLERANCE),
                KEPT_SHARE.of(spec),
                STARTS.of(spec),
                REWEIGHTED.of(spec));
    }
}
