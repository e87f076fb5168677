package io.regroup.api.result;

import io.regroup.api.engine.Estimates;

/**
 * How far coefficients are from zero: {@code t = b / err}, and the probability that Student's t with n − p degrees of freedom is
 * at least as far, n counting the rows used and p the coefficients that were estimated.
 */
final class Significance {

    private final Estimates.OfTarget values;
    private final int terms;

    Significance(Estimates.OfTarget values, int terms) {
        this.values = values;
        this.terms = terms;
    }

    /** Returns t of one term, one value per group; NaN where there is no error. */
    double[] tValues(int term) {
        double[] coefficients = values.coefficient(term);
        double[] errors = values.error(term);
        double[] t = new double[coefficients.length];
        for (int group = 0; group < t.length; group++) {
            t[group] = coefficients[group] / errors[group];
        }
        return t;
    }

    /** Returns p of one term, one value per group. */
    double[] pValues(int term) {
        double[] p = tValues(term);
        for (int group = 0; group < p.length; group++) {
            p[group] = StudentT.twoSided(p[group], (double) values.count()[group] - estimated(group));
        }
        return p;
    }

    private int estimated(int group) {
        int count = 0;
        for (int term = 0; term < terms; term++) {
            count += Double.isNaN(values.coefficient(term)[group]) ? 0 : 1;
        }
        return count;
    }
}
