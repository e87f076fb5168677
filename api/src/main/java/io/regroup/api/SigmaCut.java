package io.regroup.api;

import java.io.Serializable;
import java.util.Objects;

/**
 * When a row is an outlier: its residual {@code r = √w e} is larger than {@code limit} times a scale s of the residuals. Such rows are
 * rejected, the rest is fitted again, and all rows are judged anew, so that rows may come back, until the rows that are kept stay the
 * same; at most 10 times. A cut that would keep fewer rows than the minimum, or than there are coefficients and one, is not made.
 *
 * <p>The group table then has more columns for each target, after those of the fitter: {@code refits}; {@code usable}, how many rows
 * counted before the cut, where {@code count} is how many were kept; {@code rejected_share}, the share of usable rows that was not; {@code
 * cut}, the largest |r| that is kept, NaN where the rows that are kept are not those within a limit; and {@code reason}.
 *
 * @param limit how many times the scale a kept residual may be, K; 100 or more keeps all rows
 * @param mode where the scale comes from
 */
public record SigmaCut(double limit, Mode mode) implements Serializable {

    /** Where the scale of residuals comes from. */
    public enum Mode {
        /** {@code s = 1.4826 · median |r − median r|} over all usable rows, with {@code r = √w e}: outliers hardly change it. */
        MAD,
        /** {@code s = sqrt(Σ w e² / (n − p))} over the rows that were kept, the rms of the fit; needs no rows in memory. */
        RMS,
        /**
         * The rule of the Python predecessor: one refit, {@code s = median |e|} without a factor, weights ignored. The columns
         * {@code rms_all} and {@code mad_all}, sqrt(mean e²) and median |e| of all usable rows, take the place of {@code cut}.
         */
        ONE_PASS
    }

    private static final double OFF = 100;

    /**
     * Checks the parts.
     *
     * @throws InvalidArgumentException if the limit is not above 0
     */
    public SigmaCut {
        Objects.requireNonNull(mode, "mode");
        if (!(limit > 0)) {
            throw new InvalidArgumentException(
                    "sigma cut: expected a number above 0 (" + (int) OFF + " or more for none), got " + limit);
        }
    }

    /**
     * Cuts by the median absolute deviation.
     *
     * @param limit how many times the scale a kept residual may be, above 0
     * @return the rule
     * @throws InvalidArgumentException if the limit is not above 0
     */
    public static SigmaCut of(double limit) {
        return new SigmaCut(limit, Mode.MAD);
    }

    /**
     * Tells whether nothing is to be cut.
     *
     * @return true for a limit of 100 or more
     */
    public boolean isOff() {
        return limit >= OFF;
    }

    /**
     * Writes the rule for people.
     *
     * @return a phrase
     */
    public String text() {
        if (isOff()) {
            return "off";
        }
        return switch (mode) {
            case MAD -> "rows with |r| up to " + limit + " s are kept, s = 1.4826 median |r - median r|";
            case RMS -> "rows with |r| up to " + limit + " s are kept, s = the rms of the fit";
            case ONE_PASS -> "rows with |e| up to " + limit + " median |e| are kept, fitted once more";
        };
    }
}
