package io.regroup.crossvalidation.agreement;

import io.regroup.api.StandardErrors;
import io.regroup.api.engine.Estimates;
import io.regroup.api.spi.Term;
import java.util.List;

/**
 * The natural scales of one group's linear fit, and how far its numbers may be off. The bounds are those of {@link
 * io.regroup.crossvalidation.agreement.Accuracy}; here the reference's numbers stand for the exact ones. With ‖y‖ and ‖x_j‖ the
 * norms of the centred target and feature, the scales are
 *
 * <ul>
 *   <li>of a slope: S_j = max(|b_j|, ‖y‖ / ‖x_j‖) + E_j, where E_j = error √(n − p) is what residuals would make of it: beside
 *       others that it resembles, a slope is as uncertain as its error says, and rounding may be no less (P.-Å. Wedin,
 *       doi:10.1007/BF01933494);
 *   <li>of the intercept: S_0 = max(|b_0|, |ȳ| + ‖y‖ / √Σw + Σ |x̄_j| S_j) + E_0;
 *   <li>of the rms: D = (‖y‖ + Σ |b_j| ‖x_j‖) / √(n − p), the size of what is subtracted to get residuals; of chi2 n D², of an
 *       error what D makes of it;
 *   <li>of an error that is not classic, also κ D / ‖x_j‖, √n times that for clusters: it consists of sums of residuals,
 *       which may cancel, while chi2 is a sum of their squares, and at its least;
 *   <li>of r2: 1;
 *   <li>of the mad: M = max |y − ȳ| + Σ max |x_j − x̄_j| S_j.
 * </ul>
 */
final class LinearBounds {

    /** Ten times the 8 ulp up to which a feature is constant. */
    private static final double NEARLY_CONSTANT = 16 * Math.ulp(1.0);

    private final Tolerance tolerance;
    private final Estimates.OfTarget reference;
    private final Magnitudes magnitudes;
    private final int target;
    private final int first;
    private final int features;
    private final StandardErrors errors;
    private final double[] rootWeight;
    private final double[] scales;

    private int group;
    private Accuracy accuracy;
    private double condition;
    private double worsening;
    private double rootFree;
    private double residualSize;
    private double spread;
    private double subtracted;
    private double rmsAllowed;
    private double most;
    private long rows;

    LinearBounds(
            Tolerance tolerance,
            Estimates.OfTarget reference,
            Magnitudes magnitudes,
            int target,
            List<Term> terms,
            StandardErrors errors) {
        this.errors = errors;
        this.tolerance = tolerance;
        this.reference = reference;
        this.magnitudes = magnitudes;
        this.target = target;
        this.first = terms.getFirst().kind() == Term.Kind.INTERCEPT ? 1 : 0;
        this.features = terms.size() - first;
        this.rootWeight = magnitudes.rootWeight(target, features);
        this.scales = new double[terms.size()];
        this.accuracy = tolerance.accuracy();
    }

    /** Tells whether a program's terms are an intercept, if any, and the slopes of the features. */
    static boolean suits(List<Term> terms, List<String> features, boolean intercept) {
        return !terms.isEmpty() && terms.equals(Term.linear(features, intercept));
    }

    /** Works out the bounds of a group that the reference has fitted. */
    void moveTo(int newGroup) {
        group = newGroup;
        rows = reference.count()[group];
        condition =
                reference.conditionNumber().length == 0 ? Double.NaN : reference.conditionNumber()[group];
        worsening = Double.isNaN(condition) ? 1 : Math.max(1, condition);
        accuracy = tolerance.forRows(rows);
        spread = magnitudes.norm(target, 0)[group];
        most = magnitudes.most(target, 0)[group];
        double parts = spread;
        double intercept = magnitudes.mean(target, 0)[group] + spread / rootWeight[group];
        long free = rows - estimated();
        rootFree = Math.sqrt((double) Math.max(0, free));
        for (int j = 0; j < features; j++) {
            double slope = Math.abs(reference.coefficient(first + j)[group]);
            if (Double.isNaN(slope)) {
                scales[first + j] = 0;
                continue;
            }
            double norm = magnitudes.norm(target, j + 1)[group];
            double scale = Math.max(slope, norm > 0 ? spread / norm : 0) + ofResiduals(first + j);
            scales[first + j] = scale;
            parts += slope * norm;
            intercept += magnitudes.mean(target, j + 1)[group] * scale;
            most += magnitudes.most(target, j + 1)[group] * scale;
        }
        if (first == 1) {
            scales[0] = Math.max(Math.abs(reference.coefficient(0)[group]), intercept) + ofResiduals(0);
        }
        subtracted = parts / Math.max(1, rootFree);
        // as many rows as coefficients leave no rms, but a penalised fit has residuals, and errors, all the same
        residualSize = free > 0 ? reference.rms()[group] : Math.sqrt(reference.chi2()[group]);
        rmsAllowed = accuracy.rms(residualSize, subtracted, worsening);
    }

    private int estimated() {
        int count = first;
        for (int j = 0; j < features; j++) {
            count += Double.isNaN(reference.coefficient(first + j)[group]) ? 0 : 1;
        }
        return count;
    }

    private double ofResiduals(int term) {
        return rootFree > 0 ? reference.error(term)[group] * rootFree : 0;
    }

    double condition() {
        return condition;
    }

    double coefficientScale(int term) {
        return scales[term];
    }

    double coefficientAllowed(int term) {
        return accuracy.coefficient(reference.coefficient(term)[group], scales[term], worsening);
    }

    double errorScale(int term) {
        return (unitError(term) + ofSums(term)) * subtracted;
    }

    double errorAllowed(int term) {
        double ofRms = unitError(term) * rmsAllowed;
        double ofResiduals = ofSums(term) * accuracy.rms(0, subtracted, worsening);
        return accuracy.error(reference.error(term)[group], ofRms + ofResiduals, worsening);
    }

    /** The error of a fit whose rms is 1; where the rms is 0 and does not tell, the largest that the condition allows. */
    private double unitError(int term) {
        return residualSize > 0 ? reference.error(term)[group] / residualSize : largestUnitError(term);
    }

    /** κ / ‖x_j‖, and what slopes with such errors make of the intercept's. */
    private double largestUnitError(int term) {
        if (term >= first) {
            double norm = magnitudes.norm(target, term - first + 1)[group];
            return norm > 0 ? worsening / norm : 0;
        }
        double unit = worsening / rootWeight[group];
        for (int j = 0; j < features; j++) {
            unit += magnitudes.mean(target, j + 1)[group] * largestUnitError(first + j);
        }
        return unit;
    }

    /** What residuals of 1 that all have the sign that hurts make of an error that consists of sums of residuals. */
    private double ofSums(int term) {
        return switch (errors.kind()) {
            case CLASSIC -> 0;
            case HC0, HC1, HC2, HC3 -> largestUnitError(term);
            case CLUSTER -> largestUnitError(term) * Math.sqrt((double) rows);
        };
    }

    double rmsScale() {
        return subtracted;
    }

    double rmsAllowed() {
        return rmsAllowed;
    }

    double chi2Scale() {
        return rows * subtracted * subtracted;
    }

    double chi2Allowed() {
        return accuracy.chi2(reference.chi2()[group], subtracted, worsening, (int) Math.min(rows, Integer.MAX_VALUE));
    }

    double r2Allowed() {
        return accuracy.r2(reference.r2()[group], residualSize > 0 ? rmsAllowed / residualSize : 0);
    }

    double madScale() {
        return most;
    }

    double madAllowed() {
        return accuracy.mad(reference.mad()[group], most, worsening);
    }

    double conditionAllowed() {
        return accuracy.condition(condition);
    }

    /**
     * Tells whether a feature hardly varies beside an intercept: it is left out when its spread is below 8 ulp of its size,
     * but who combines summaries sees its spread only as rounded.
     */
    boolean nearlyConstant(int term) {
        double deviation = magnitudes.most(target, term - first + 1)[group];
        double size = magnitudes.mean(target, term - first + 1)[group];
        return deviation > 0 && deviation <= NEARLY_CONSTANT * size;
    }

    /**
     * Returns the share of its norm that a feature keeps beside all others in somebody's fit: 1 / √VIF, from its error.
     *
     * @return NaN if the fit does not tell, because its residuals are zero
     */
    double share(Estimates.OfTarget fit, int term) {
        double norm = magnitudes.norm(target, term - first + 1)[group];
        return fit.rms()[group] / (fit.error(term)[group] * norm);
    }
}
