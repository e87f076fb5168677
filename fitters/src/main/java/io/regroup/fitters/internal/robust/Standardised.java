package io.regroup.fitters.internal.robust;

import io.regroup.api.spi.GroupRows;
import java.util.Arrays;

/**
 * The rows of a group as the search for Huber's joint minimum sees them: weights with mean 1; features about their weighted means,
 * in standard deviations, so that neither offsets nor units matter; residuals of least squares in units of their size. With a
 * penalty the unit is the spread of the target instead.
 */
final class Standardised {

    private static final double ROUNDING = 0x1p-48;

    private final int first;
    private final double[] means;
    private final double[] spreads;
    private final double[][] features;
    private double[] weights = new double[0];
    private double[] residuals = new double[0];
    private double[] sizes = new double[0];
    private double[] near = new double[0];
    private final double[] base;
    private int count;
    private int kept;
    private double unit;
    private double rounding;
    private boolean exact;
    private double penalty;
    private double penaltyPerUnit;

    Standardised(boolean intercept, int mostFeatures) {
        this.first = intercept ? 1 : 0;
        this.means = new double[mostFeatures];
        this.spreads = new double[mostFeatures];
        this.features = new double[mostFeatures][0];
        this.base = new double[first + mostFeatures];
    }

    /**
     * Moves to another group.
     *
     * @param model its least squares, with the features that remain
     * @param alpha the penalty on squares of slopes
     */
    void use(GroupRows rows, ReducedModel model, double alpha) {
        count = rows.count();
        kept = model.terms() - first;
        if (weights.length < count) {
            weights = new double[2 * count];
            residuals = new double[2 * count];
            sizes = new double[2 * count];
            near = new double[2 * count];
        }
        double total = takeWeights(rows);
        Arrays.fill(near, 0, count, 1);
        for (int k = 0; k < kept; k++) {
            if (features[k].length < count) {
                features[k] = new double[2 * count];
            }
            means[k] = centre(model.feature(k), rows.from(), features[k]);
            spreads[k] = rms(features[k]);
            divide(features[k], spreads[k]);
        }
        for (int i = 0; i < count; i++) {
            sizes[i] = Math.abs(rows.target()[rows.from() + i]);
        }
        double spread = Double.NaN;
        if (alpha > 0) {
            centre(rows.target(), rows.from(), residuals);
            spread = rms(residuals);
        }
        penaltyPerUnit = alpha * (count / total);
        begin(model, spread);
    }

    /**
     * Begins anew at another fit of the same rows.
     *
     * @param model its last fit is where to begin
     * @param ofNear 1 for the rows whose residuals give the unit, 0 for others
     */
    void beginAt(ReducedModel model, double[] ofNear) {
        System.arraycopy(ofNear, 0, near, 0, count);
        begin(model, Double.NaN);
    }

    /** Takes coefficients and residuals of a fit; the unit is as given, or the size of the residuals that are near. */
    private void begin(ReducedModel model, double givenUnit) {
        System.arraycopy(model.fit().residuals(count), 0, residuals, 0, count);
        System.arraycopy(model.fit().coefficients(), 0, base, 0, first + kept);
        unit = Double.isNaN(givenUnit) ? rms(residuals) : givenUnit;
        rounding = Math.max(Double.MIN_NORMAL, ROUNDING * largestNear());
        exact = unit <= rounding;
        unit = exact ? 1 : unit;
        divide(residuals, unit);
        penalty = penaltyPerUnit * unit;
        Arrays.fill(near, 0, count, 1);
    }

    private double largestNear() {
        double largest = 0;
        for (int i = 0; i < count; i++) {
            largest = Math.max(largest, near[i] * sizes[i]);
        }
        return largest;
    }

    /** Brings weights to a mean of 1; returns their sum before. */
    private double takeWeights(GroupRows rows) {
        double[] given = rows.weight();
        Arrays.fill(weights, 0, count, 1);
        if (given == null) {
            return count;
        }
        double total = 0;
        for (int i = 0; i < count; i++) {
            weights[i] = given[rows.from() + i];
            total += weights[i];
        }
        for (int i = 0; i < count; i++) {
            weights[i] /= total / count;
        }
        return total;
    }

    /** Writes the differences from the weighted mean, or from zero without an intercept; returns what was subtracted. */
    private double centre(double[] column, int from, double[] out) {
        double start = first == 1 ? column[from] : 0;
        double sum = 0;
        for (int i = 0; i < count; i++) {
            out[i] = column[from + i] - start;
            sum += weights[i] * (out[i] / count);
        }
        double mean = first == 1 ? start + sum : 0;
        for (int i = 0; i < count; i++) {
            out[i] = column[from + i] - mean;
        }
        return mean;
    }

    /** The weighted root mean square over the rows that are near, of squares that neither overflow nor vanish. */
    private double rms(double[] values) {
        double largest = 0;
        for (int i = 0; i < count; i++) {
            largest = Math.max(largest, near[i] * Math.abs(values[i]));
        }
        double scale = Math.max(largest, Double.MIN_NORMAL);
        double squares = 0;
        double total = 0;
        for (int i = 0; i < count; i++) {
            double share = near[i] * values[i] / scale;
            squares += weights[i] * share * share;
            total += weights[i] * near[i];
        }
        return scale * Math.sqrt(squares / total);
    }

    private void divide(double[] values, double by) {
        for (int i = 0; i < count; i++) {
            values[i] /= by;
        }
    }

    int count() {
        return count;
    }

    /** Returns what residuals are given in. */
    double unit() {
        return unit;
    }

    /** Tells whether the fit to begin at leaves nothing but rounding, of the rows that are near. */
    boolean isExact() {
        return exact;
    }

    /** Returns what cannot be told from zero, in the data's unit, where {@link #isExact}. */
    double rounding() {
        return rounding;
    }

    double weight(int i) {
        return weights[i];
    }

    /** Returns the size of a row's target, in the data's unit. */
    double size(int i) {
        return sizes[i];
    }

    /** Returns the coefficients to which something is added, in the data's units. */
    double[] base() {
        return base;
    }

    /** Writes a row: 1 for the intercept, if any, then the features. */
    void row(int i, double[] out) {
        out[0] = 1;
        for (int k = 0; k < kept; k++) {
            out[first + k] = features[k][i];
        }
    }

    /** Returns a row's residual once something is added to the coefficients. */
    double residual(int i, double[] row, double[] added) {
        double residual = residuals[i];
        for (int k = 0; k < first + kept; k++) {
            residual -= row[k] * added[k];
        }
        return residual;
    }

    /** The penalty of a coefficient that something is added to: {@code α b²} in the units here. */
    double penalty(int term, double added) {
        double slope = slope(term, added);
        return penalty * slope * slope;
    }

    /** Half of its derivative. */
    double penaltySlope(int term, double added) {
        return term < first ? 0 : penalty * slope(term, added) / spreads[term - first];
    }

    /** Half of its second derivative. */
    double penaltyCurvature(int term) {
        return term < first ? 0 : penalty / spreads[term - first] / spreads[term - first];
    }

    private double slope(int term, double added) {
        return term < first ? 0 : base[term] / unit + added / spreads[term - first];
    }

    /**
     * Writes how a coefficient of the data's units, but for that of the target, is made of those here.
     *
     * @param term its place
     * @param out receives the factors
     */
    void direction(int term, double[] out) {
        Arrays.fill(out, 0);
        if (term >= first) {
            out[term] = 1 / spreads[term - first];
            return;
        }
        out[0] = 1;
        for (int k = 0; k < kept; k++) {
            out[first + k] = -means[k] / spreads[k];
        }
    }
}
