package io.regroup.fitters.internal.robust;

/**
 * Two constants in which programs for the same estimator differ. Either changes results in the fourth digit or later, errors of small
 * groups a little more.
 */
public enum Convention {
    /** The exact quartile of the normal distribution, and variances that divide by n. */
    STATSMODELS(0.6744897501960817, 0),
    /** The quartile rounded to 0.6745, and variances that divide by n − 1: R's MASS package. */
    MASS(0.6745, 1);

    private final double quartile;
    private final int lost;

    Convention(double quartile, int lost) {
        this.quartile = quartile;
        this.lost = lost;
    }

    /**
     * Returns what a median of sizes is divided by to estimate a standard deviation.
     *
     * @return the 75 % point of the standard normal distribution
     */
    double quartile() {
        return quartile;
    }

    /**
     * Returns what a variance divides by.
     *
     * @param count how many numbers, n
     * @return n or n − 1
     */
    int divisor(int count) {
        return count - lost;
    }
}
