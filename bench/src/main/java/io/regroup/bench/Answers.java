package io.regroup.bench;

import java.util.Locale;
import java.util.Optional;

/** What a contender found out, for some of the groups. */
final class Answers {

    /** Most groups that are compared. */
    private static final int SAMPLE = 1_000;

    private final int groups;
    private final double[][] coefficients;
    private final double[][] medians;

    /**
     * Holds what was found.
     *
     * @param groups how many groups there are in all
     * @param coefficients [sampled group][target × terms + term], intercept first; NaN where a group is not fitted, null where the
     *     contender left it out
     * @param medians [sampled group][column], empty if the contender computes none
     */
    Answers(int groups, double[][] coefficients, double[][] medians) {
        this.groups = groups;
        this.coefficients = coefficients;
        this.medians = medians;
    }

    /** Returns how many groups there are in all. */
    int groups() {
        return groups;
    }

    /** Returns [sampled group][target × terms + term]; not to be changed. */
    double[][] coefficients() {
        return coefficients;
    }

    /** Returns [sampled group][column]; not to be changed. */
    double[][] medians() {
        return medians;
    }

    /** Chooses the groups to compare: evenly spaced places in ascending key order, the first and the last among them. */
    static int[] sample(int groups) {
        int size = Math.min(groups, SAMPLE);
        int[] places = new int[size];
        for (int i = 0; i < size; i++) {
            places[i] = size == 1 ? 0 : (int) ((long) i * (groups - 1) / (size - 1));
        }
        return places;
    }

    /**
     * Compares with what is right.
     *
     * @param expected from {@link Reference}; where it is NaN the group has too few rows, and anything goes
     * @param tolerance of a coefficient, relative to the largest one of its group and target
     * @param terms coefficients per target
     * @return the first difference, or nothing if there is none
     */
    Optional<String> differenceFrom(Answers expected, double tolerance, int terms) {
        if (groups != expected.groups) {
            return Optional.of(String.format(Locale.ROOT, "%,d groups instead of %,d", groups, expected.groups));
        }
        for (int g = 0; g < expected.coefficients.length; g++) {
            double[] right = expected.coefficients[g];
            if (coefficients[g] == null) {
                continue;
            }
            for (int i = 0; i < right.length; i++) {
                double scale = 0;
                for (int j = i / terms * terms; j < (i / terms + 1) * terms; j++) {
                    scale = Math.max(scale, Math.abs(right[j]));
                }
                if (!Double.isNaN(right[i]) && !(Math.abs(coefficients[g][i] - right[i]) <= tolerance * scale)) {
                    return Optional.of(String.format(
                            Locale.ROOT,
                            "coefficient %d of target %d in sampled group %d is %s instead of %s",
                            i % terms,
                            i / terms + 1,
                            g,
                            coefficients[g][i],
                            right[i]));
                }
            }
            if (medians.length > 0) {
                for (int m = 0; m < expected.medians[g].length; m++) {
                    if (medians[g][m] != expected.medians[g][m]) {
                        return Optional.of(String.format(
                                Locale.ROOT,
                                "median %d in sampled group %d is %s instead of %s",
                                m + 1,
                                g,
                                medians[g][m],
                                expected.medians[g][m]));
                    }
                }
            }
        }
        return Optional.empty();
    }
}
