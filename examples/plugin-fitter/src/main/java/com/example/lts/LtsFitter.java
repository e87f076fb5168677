package com.example.lts;

import io.regroup.api.FitSpec;
import io.regroup.api.InvalidArgumentException;
import io.regroup.api.spi.FitProgram;
import io.regroup.api.spi.Fitter;
import io.regroup.api.spi.FitterDescription;
import io.regroup.api.spi.FitterSupport;
import io.regroup.api.spi.LeastSquaresProgram;
import io.regroup.api.spi.OptionDescription;
import java.util.List;
import java.util.Map;
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

    private static final String KEPT_SHARE = "kept-share";
    private static final String STARTS = "starts";
    private static final String REWEIGHTED = "reweighted";

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
                List.of(
                        new OptionDescription(
                                KEPT_SHARE,
                                "0.5",
                                "share of the rows to agree, 0.5 (at least half of them) to 1 (all)"),
                        new OptionDescription(STARTS, "500", "how many random starts are tried, at least 1"),
                        new OptionDescription(
                                REWEIGHTED, "true", "whether all rows within 2.5 scales are fitted in the end")));
    }

    @Override
    public FitProgram compile(FitSpec spec) {
        Map<String, String> options = spec.fitterOptions();
        return new LtsProgram(
                new LeastSquaresProgram(spec.features(), spec.intercept(), LeastSquaresProgram.DEFAULT_RANK_TOLERANCE),
                keptShare(options.getOrDefault(KEPT_SHARE, "0.5")),
                starts(options.getOrDefault(STARTS, "500")),
                reweighted(options.getOrDefault(REWEIGHTED, "true")));
    }

    private static double keptShare(String text) {
        try {
            double share = Double.parseDouble(text);
            if (share >= 0.5 && share <= 1) {
                return share;
            }
        } catch (NumberFormatException _) {
            // as bad as a number out of range
        }
        throw new InvalidArgumentException(KEPT_SHARE + ": expected a number from 0.5 to 1, got " + text);
    }

    private static int starts(String text) {
        try {
            int starts = Integer.parseInt(text);
            if (starts >= 1) {
                return starts;
            }
        } catch (NumberFormatException _) {
            // as bad as a number out of range
        }
        throw new InvalidArgumentException(STARTS + ": expected a whole number from 1, got " + text);
    }

    private static boolean reweighted(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new InvalidArgumentException(REWEIGHTED + ": expected true or false, got " + text);
        };
    }
}
