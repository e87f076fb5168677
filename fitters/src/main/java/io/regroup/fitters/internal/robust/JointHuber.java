package io.regroup.fitters.internal.robust;

import io.regroup.api.FitStatus;
import io.regroup.api.spi.GroupFit;
import io.regroup.api.spi.GroupFitter;
import io.regroup.api.spi.GroupRows;
import io.regroup.api.spi.Kernels;
import java.util.Arrays;

/**
 * Minimises, over coefficients and the scale σ &gt; 0 at once,
 *
 * <pre>
 * Σ wᵢ (σ + σ h(eᵢ / σ)) + α Σ bⱼ²,   h(z) = z² up to |z| = ε, 2 ε |z| − ε² beyond
 * </pre>
 *
 * with the intercept left out of the penalty: P. J. Huber, Robust Statistics (Wiley 1981), section 7.7, in the form of A. B. Owen, "A
 * robust hybrid of lasso and ridge regression", Contemp. Math. 443 (2007) 59–72. The function is convex, so there is one minimum
 * to find. It begins with least squares; unknown is what has to be added to them, in the units of {@link Standardised}. Steps
 * are Newton's, damped until they go down (Levenberg, Marquardt), and take σ down to no less than a quarter.
 *
 * <p>It has settled when a step changes residuals by no more than the tolerance times σ, in the mean square, and σ likewise. It
 * ends as well when σ is zero but for rounding: rows that hold the share {@code 1 − 1/ε²} of the weight then lie on the plane.
 */
final class JointHuber implements GroupFitter {

    private static final double ROUNDING = 0x1p-48;
    private static final double STEEPEST = 0.25;
    private static final double FIRST_DAMPING = 1e-4;
    private static final double MOST_DAMPING = 1e12;

    /** A scale this small beside the unit is looked at more closely. */
    private static final double COLLAPSE = 1e-3;

    /** What the function's value may be off by. */
    private static final double NOISE = 1e-13;

    /** How the search ended. */
    private enum End {
        SETTLED,
        UNSETTLED,
        EXACT
    }

    private final JointHuberProgram program;
    private final ReducedModel model;
    private final Standardised rows;
    private final SymmetricMatrix curvature;
    private final SymmetricMatrix squares;
    private final double epsilon;
    private final double[] gradient;
    private final double[] step;
    private final double[] row;
    private double[] added;
    private double[] tried;
    private double scale;
    private double triedScale;
    private double collapse;
    private double[] near = new double[0];
    private double[] nearWeights = new double[0];
    private int iterations;

    JointHuber(JointHuberProgram program, Kernels kernels) {
        int terms = program.linear().terms().size();
        this.program = program;
        this.model = new ReducedModel(program.linear(), kernels);
        this.rows = new Standardised(
                program.linear().intercept(), program.linear().features().size());
        this.curvature = new SymmetricMatrix(terms + 1);
        this.squares = new SymmetricMatrix(terms);
        this.epsilon = program.epsilon();
        this.gradient = new double[terms + 1];
        this.step = new double[terms + 1];
        this.row = new double[terms + 1];
        this.added = new double[terms];
        this.tried = new double[terms];
    }

    @Override
    public FitStatus fit(GroupRows group, GroupFit out) {
        model.use(group, out.wantsDiagnostics());
        FitStatus status = model.start();
        while (status == FitStatus.RANK_DEFICIENT && model.drop()) {
            status = model.start();
        }
        if (!status.isFitted()) {
            return FitStatus.FAILED;
        }
        rows.use(group, model, program.alpha());
        End end = minimise();
        finish(end, out);
        if (model.isReduced()) {
            return FitStatus.RANK_DEFICIENT;
        }
        return end == End.UNSETTLED ? FitStatus.NOT_CONVERGED : FitStatus.OK;
    }

    private End minimise() {
        iterations = 0;
        begin();
        double value = value(added, scale);
        double damping = 0;
        while (iterations < program.limits().most()) {
            if (rows.isExact() || rows.count() <= model.terms() || isZero()) {
                return End.EXACT;
            }
            if (scale < collapse && beginNearer()) {
                value = value(added, scale);
                damping = 0;
                continue;
            }
            iterations++;
            derive();
            double reached = Double.POSITIVE_INFINITY;
            double change = Double.POSITIVE_INFINITY;
            while (damping <= MOST_DAMPING) {
                if (curvature.factor(damping * rows.count() / scale)) {
                    System.arraycopy(gradient, 0, step, 0, gradient.length);
                    curvature.solve(step);
                    change = step(model.terms());
                    reached = value(tried, triedScale);
                    if (reached <= value + NOISE * Math.abs(value)) {
                        break;
                    }
                }
                damping = Math.max(FIRST_DAMPING, 4 * damping);
            }
            if (!(reached <= value + NOISE * Math.abs(value))) {
                return End.UNSETTLED;
            }
            boolean nearlyFree = damping <= 1;
            damping = damping <= FIRST_DAMPING ? 0 : damping / 16;
            take();
            value = reached;
            if (nearlyFree && change <= program.limits().tolerance()) {
                return End.SETTLED;
            }
        }
        return End.UNSETTLED;
    }

    private void begin() {
        scale = 1;
        collapse = COLLAPSE;
        Arrays.fill(added, 0);
    }

    /**
     * Begins anew at least squares of the rows within ε scales, where the scale has become small beside the unit: residuals of the
     * first fit have few digits left of it then. If such rows lie on a plane, this is where it shows.
     */
    private boolean beginNearer() {
        collapse *= COLLAPSE;
        if (near.length < rows.count()) {
            near = new double[2 * rows.count()];
            nearWeights = new double[2 * rows.count()];
        }
        int count = 0;
        for (int i = 0; i < rows.count(); i++) {
            rows.row(i, row);
            near[i] = Math.abs(rows.residual(i, row, added)) <= epsilon * scale ? 1 : 0;
            nearWeights[i] = near[i] * rows.weight(i);
            count += near[i] > 0 ? 1 : 0;
        }
        if (count <= model.terms() || model.step(nearWeights) != FitStatus.OK) {
            return false;
        }
        rows.beginAt(model, near);
        begin();
        return true;
    }

    /** Half the gradient, with its sign changed, and half of the second derivatives. */
    private void derive() {
        int terms = model.terms();
        curvature.clear(terms + 1);
        Arrays.fill(gradient, 0);
        for (int i = 0; i < rows.count(); i++) {
            double w = rows.weight(i);
            rows.row(i, row);
            double z = rows.residual(i, row, added) / scale;
            double psi = Math.clamp(z, -epsilon, epsilon);
            for (int k = 0; k < terms; k++) {
                gradient[k] += w * psi * row[k];
            }
            gradient[terms] -= w * (1 - psi * psi) / 2;
            if (psi == z) {
                row[terms] = z;
                curvature.add(w / scale, row);
            }
        }
        for (int k = 0; k < terms; k++) {
            gradient[k] -= rows.penaltySlope(k, added[k]);
            curvature.addToDiagonal(k, rows.penaltyCurvature(k));
        }
    }

    /** Goes the step, or as far as the scale may; returns how large it was, relative to the scale. */
    private double step(int terms) {
        double share = Math.min(1, step[terms] < 0 ? (STEEPEST - 1) * scale / step[terms] : 1);
        double squares = 0;
        for (int k = 0; k < terms; k++) {
            tried[k] = added[k] + share * step[k];
            squares += step[k] * step[k];
        }
        triedScale = scale + share * step[terms];
        return Math.max(Math.sqrt(squares), Math.abs(step[terms])) / scale;
    }

    private void take() {
        double[] before = added;
        added = tried;
        tried = before;
        scale = triedScale;
    }

    /** The function that is minimised. */
    private double value(double[] at, double s) {
        double sum = 0;
        for (int i = 0; i < rows.count(); i++) {
            rows.row(i, row);
            double z = Math.abs(rows.residual(i, row, at)) / s;
            double within = Math.min(z, epsilon);
            sum += rows.weight(i) * (1 + within * (2 * z - within));
        }
        double penalty = 0;
        for (int k = 0; k < model.terms(); k++) {
            penalty += rows.penalty(k, at[k]);
        }
        return s * sum + penalty;
    }

    private boolean isZero() {
        double largest = 0;
        for (int i = 0; i < rows.count(); i++) {
            rows.row(i, row);
            boolean within = Math.abs(rows.residual(i, row, added)) <= epsilon * scale;
            largest = Math.max(largest, within ? rows.size(i) : 0);
        }
        return scale * rows.unit() <= ROUNDING * largest;
    }

    private void finish(End end, GroupFit out) {
        int count = rows.count();
        boolean determined = count > model.terms();
        boolean exact = end == End.EXACT;
        double[] residuals = out.residuals(count);
        double most = epsilon * (rows.isExact() ? rows.rounding() : scale);
        int down = 0;
        for (int i = 0; i < count; i++) {
            rows.row(i, row);
            double residual = rows.residual(i, row, added);
            residuals[i] = rows.unit() * residual;
            down += determined && Math.abs(residual) > most ? 1 : 0;
        }
        out.keepResiduals();
        out.conditionNumber(model.conditionNumber());
        store(out, determined && program.alpha() == 0, exact ? 0 : deviation());
        out.extras()[0] = determined ? (exact ? 0 : scale * rows.unit()) : Double.NaN;
        out.extras()[1] = iterations;
        out.extras()[2] = (double) down / count;
        if (end == End.UNSETTLED) {
            Reason.UNSETTLED.report(out);
        } else if (determined && exact) {
            Reason.EXACT.report(out);
        }
    }

    /** Writes coefficients, and errors if there are any. */
    private void store(GroupFit out, boolean withErrors, double deviation) {
        addUpSquares();
        double[] coefficients = rows.base();
        double[] errors = out.errors();
        for (int k = 0; k < model.terms(); k++) {
            rows.direction(k, step);
            double sum = 0;
            for (int j = 0; j < model.terms(); j++) {
                sum += step[j] * added[j];
            }
            coefficients[k] += rows.unit() * sum;
            if (withErrors) {
                curvature.solve(step);
                errors[k] = rows.unit() * deviation * Math.sqrt(squares.form(step));
            }
        }
        model.expand(coefficients, out.coefficients());
        model.expand(errors, errors);
    }

    /** Factors {@code A = XᵀWX}, and adds up {@code B = XᵀW²X}. */
    private void addUpSquares() {
        curvature.clear(model.terms());
        squares.clear(model.terms());
        for (int i = 0; i < rows.count(); i++) {
            rows.row(i, row);
            double w = rows.weight(i);
            curvature.add(w, row);
            squares.add(w * w, row);
        }
        curvature.factor(0);
    }

    /** {@code κ σ √(Σ w ψ² / (n − p)) / m}, the part of errors that the residuals make, with {@code m = Σ w ψ′ / n}. */
    private double deviation() {
        int count = rows.count();
        double pulls = 0;
        double mean = 0;
        for (int i = 0; i < count; i++) {
            rows.row(i, row);
            double z = rows.residual(i, row, added) / scale;
            double psi = Math.clamp(z, -epsilon, epsilon);
            pulls += rows.weight(i) * psi * psi;
            mean += psi == z ? rows.weight(i) / count : 0;
        }
        // ψ′ is 0 or 1, so its variance is m (1 − m)
        double kappa = 1 + model.terms() * (1 - mean) / (count * mean);
        return kappa * scale * Math.sqrt(pulls / (count - model.terms())) / mean;
    }
}
