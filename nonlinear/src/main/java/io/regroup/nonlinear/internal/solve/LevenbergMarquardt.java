package io.regroup.nonlinear.internal.solve;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Nonlinear least squares by the algorithm of Levenberg and Marquardt in Moré's form (J. J. Moré, Lect. Notes Math. 630 (1978) 105): steps
 * within a trust region whose axes are scaled by the largest derivatives seen. Bounds are kept by projection: a parameter at a bound
 * from which the sum of squares falls to the outside is held there, and the others take the step of what is left. A step that leads out
 * is cut off: at the bound in the end, short of it at first.
 *
 * <p>Converged means that the linear model at the very point finds nothing left to do: what it would still explain is less than
 * {@code tolerance} of the residuals' standard deviation per parameter (the relative offset of D. M. Bates and D. G. Watts, Technometrics
 * 23 (1981) 179), so that no parameter is off by more than about that share of its standard error; or it is no more than the
 * rounding of targets. A small step or a small gain alone is no sign of a minimum, and not taken for one.
 *
 * <p>For one thread. Buffers are kept from group to group, nothing else.
 */
public final class LevenbergMarquardt {

    /** The first radius, times the size of the start values: far enough for good starts. */
    public static final double BOLD = 1;

    /** A first radius that keeps near the start. */
    public static final double CAREFUL = 0.1;

    /** A step that gains a smaller share of what is predicted is not taken. */
    private static final double WORTH_TAKING = 0.1;

    private static final double POOR = 0.25;
    private static final double GOOD = 0.75;
    /** A radius falls to no less than the first and no more than the second share of the step. */
    private static final double LEAST_SHRINK = 0.1;

    private static final double MOST_SHRINK = 0.5;
    private static final double GROWTH = 2;
    /** How far a step that leads out of bounds goes towards the bound, until it has done so as often as the next number says. */
    private static final double SHORT_OF_BOUND = 0.9;

    private static final int STEPS_SHORT_OF_BOUND = 3;
    /** What rounding leaves of ‖y‖. */
    private static final double ROUNDING = 4 * Math.ulp(1.0);
    /** What rounding makes of ‖r‖², relatively: a loss that is no larger may be a gain. */
    private static final double NOISE = 32 * Math.ulp(1.0);
    /** Less than this share of ‖r‖ makes a change of ‖r‖² that drowns in rounding, and so may less than the next one of ‖y‖. */
    private static final double VISIBLE = 1e-6;

    private static final double VISIBLE_IN_TARGET = 1e-12;
    /** Below this times the precision of derivatives a direction counts as one that the model does not depend on. */
    private static final double RANK_TOLERANCE = 1000;

    private final LeastSquares problem;
    private final Bounds bounds;
    private final double tolerance;
    private final int mostEvaluations;
    private final int size;
    private final double rankTolerance;
    private final JacobianFactor factor;
    private final TrustRegionStep steps;
    private final Tangent tangent;
    private final double[] largest;
    private final double[] scale;
    private final double[] move;
    private final boolean[] cut;
    private final int[] cuts;
    private final double[][] jacobian;
    private double[] parameters;
    private double[] trial;
    private double[] residuals = new double[0];
    private double[] trialResiduals = new double[0];
    private double norm;
    private double explained;
    /** Whether the last step was taken although rounding hides what it gained. */
    private boolean blind;

    private double radius;
    private int iterations;
    private int evaluations;

    /**
     * Makes a solver.
     *
     * @param problem what is minimised
     * @param bounds between which values parameters may be
     * @param tolerance the relative offset at which a point is a minimum
     * @param mostEvaluations how often the model may be computed for one start
     */
    public LevenbergMarquardt(LeastSquares problem, Bounds bounds, double tolerance, int mostEvaluations) {
        this.problem = problem;
        this.bounds = bounds;
        this.tolerance = tolerance;
        this.mostEvaluations = mostEvaluations;
        this.size = bounds.lower().length;
        this.rankTolerance = RANK_TOLERANCE * problem.precision();
        this.factor = new JacobianFactor(size);
        this.steps = new TrustRegionStep(size);
        this.tangent = new Tangent(size, factor);
        this.largest = new double[size];
        this.scale = new double[size];
        this.move = new double[size];
        this.cut = new boolean[size];
        this.cuts = new int[size];
        this.jacobian = new double[size][0];
        this.parameters = new double[size];
        this.trial = new double[size];
    }

    /**
     * Goes down from a start to a minimum.
     *
     * @param start where to begin; values out of bounds are moved to the bound
     * @param firstRadius how long the first step may be, as a share of the size of the start: {@link #BOLD} or {@link #CAREFUL}
     * @return why it ended
     */
    public Stop minimize(double[] start, double firstRadius) {
        reserve(problem.count());
        Arrays.fill(largest, 0);
        Arrays.fill(cuts, 0);
        blind = false;
        iterations = 0;
        evaluations = 1;
        for (int j = 0; j < size; j++) {
            parameters[j] = bounds.clamp(j, start[j]);
        }
        norm = problem.residuals(parameters, residuals);
        if (!Double.isFinite(norm)) {
            return Stop.UNDEFINED_START;
        }
        while (true) {
            if (!differentiate()) {
                return Stop.UNDEFINED_DERIVATIVES;
            }
            double before = explained;
            if (isMinimum() || (blind && explained > before / 2)) {
                return Stop.CONVERGED;
            }
            if (iterations == 0) {
                double length = scaledLength(parameters);
                radius = firstRadius * (length > 0 ? length : norm);
            }
            Stop stop = goDown();
            if (stop != null) {
                return stop;
            }
        }
    }

    private void reserve(int count) {
        if (residuals.length < count) {
            int capacity = Math.max(count, 2 * residuals.length);
            residuals = new double[capacity];
            trialResiduals = new double[capacity];
            for (int j = 0; j < size; j++) {
                jacobian[j] = new double[capacity];
            }
        }
    }

    /** Factors the derivatives by the parameters that can move; returns false if one is not finite. */
    private boolean differentiate() {
        problem.jacobian(parameters, jacobian);
        factor.clear();
        for (int j = 0; j < size; j++) {
            if (!bounds.isAtBound(j, parameters[j])
                    || bounds.isFree(j, parameters[j], Vectors.dot(jacobian[j], residuals, 0, problem.count()))) {
                factor.include(j);
            }
        }
        if (!factor.factor(jacobian, residuals, norm > 0 ? norm : 1, problem.count())) {
            return false;
        }
        for (int k = 0; k < factor.size(); k++) {
            int j = factor.parameter(k);
            largest[j] = Math.max(largest[j], factor.norm(k));
            scale[j] = largest[j] > 0 ? largest[j] : 1;
            if (factor.norm(k) <= rankTolerance * largest[j]) {
                factor.ignore(k);
            }
        }
        return true;
    }

    private boolean isMinimum() {
        explained = tangent.explained(rankTolerance);
        if (explained * norm <= ROUNDING * problem.targetNorm()) {
            return true;
        }
        int free = factor.size();
        int left = problem.count() - free;
        double rest = Math.sqrt((1 - explained) * (1 + explained));
        return left > 0 && explained * Math.sqrt((double) left / free) <= tolerance * rest;
    }

    private double scaledLength(double[] values) {
        for (int k = 0; k < factor.size(); k++) {
            int j = factor.parameter(k);
            move[k] = scale[j] * values[j];
        }
        return Vectors.norm(move, factor.size());
    }

    /** Takes the next step that goes down; returns why there is none, or null. */
    private @Nullable Stop goDown() {
        steps.take(factor, scale, rankTolerance);
        while (true) {
            if (evaluations == mostEvaluations) {
                return Stop.EVALUATIONS_SPENT;
            }
            if (!moveBy(steps.within(radius / norm))) {
                return nothingLeft() ? Stop.CONVERGED : Stop.NO_DESCENT;
            }
            double length = Vectors.norm(move, factor.size()) * norm;
            double trialNorm = problem.residuals(trial, trialResiduals);
            evaluations++;
            double predicted = steps.gain(move);
            double ratio = trialNorm / norm;
            double gained = Double.isFinite(trialNorm) ? (1 - ratio) * (1 + ratio) : Double.NEGATIVE_INFINITY;
            adapt(length, predicted, gained);
            boolean good = predicted > 0 && gained >= WORTH_TAKING * predicted;
            blind = !good && nothingLeft() && gained >= -NOISE;
            if (good || blind) {
                accept(trialNorm);
                return null;
            }
            if (nothingLeft()) {
                return Stop.CONVERGED;
            }
        }
    }

    /** Makes a trial of a step, within bounds; returns false if it is too small to change a parameter. */
    private boolean moveBy(double[] step) {
        System.arraycopy(parameters, 0, trial, 0, size);
        boolean moved = false;
        for (int k = 0; k < factor.size(); k++) {
            int j = factor.parameter(k);
            trial[j] = within(j, parameters[j] + step[k] * norm / scale[j]);
            double by = trial[j] - parameters[j];
            move[k] = by * scale[j] / norm;
            moved |= by != 0;
        }
        return moved;
    }

    /** Keeps a parameter within bounds. At the bound itself the model may be blind for it, so it is not sent there at once. */
    private double within(int parameter, double value) {
        double allowed = bounds.clamp(parameter, value);
        cut[parameter] = allowed != value;
        return cut[parameter] && cuts[parameter] < STEPS_SHORT_OF_BOUND
                ? parameters[parameter] + SHORT_OF_BOUND * (allowed - parameters[parameter])
                : allowed;
    }

    /** Whether what the linear model still explains is lost in rounding. */
    private boolean nothingLeft() {
        return explained <= VISIBLE || explained * norm <= VISIBLE_IN_TARGET * problem.targetNorm();
    }

    /** Adapts the radius to how well the linear model has predicted. */
    private void adapt(double length, double predicted, double gained) {
        if (iterations == 0) {
            radius = Math.min(radius, length);
        }
        if (predicted > 0 && gained >= POOR * predicted) {
            if (gained >= GOOD * predicted || !steps.damped()) {
                radius = GROWTH * length;
            }
        } else {
            // the minimum along the step, of the parabola through what is known
            double descent = steps.descent();
            double share = descent > 0 ? descent / (2 * descent - gained) : 0;
            radius = Math.min(radius, length) * Math.min(MOST_SHRINK, Math.max(LEAST_SHRINK, share));
        }
    }

    private void accept(double trialNorm) {
        double[] oldParameters = parameters;
        parameters = trial;
        trial = oldParameters;
        double[] oldResiduals = residuals;
        residuals = trialResiduals;
        trialResiduals = oldResiduals;
        norm = trialNorm;
        iterations++;
        for (int k = 0; k < factor.size(); k++) {
            int j = factor.parameter(k);
            cuts[j] = cut[j] ? cuts[j] + 1 : 0;
        }
    }

    /**
     * Returns where it ended.
     *
     * @return one value per parameter; valid until the next start
     */
    public double[] parameters() {
        return parameters;
    }

    /**
     * Returns the root of the weighted sum of squares there.
     *
     * @return in units of the problem
     */
    public double norm() {
        return norm;
    }

    /**
     * Returns how many steps were taken.
     *
     * @return at least 0
     */
    public int iterations() {
        return iterations;
    }

    /**
     * Tells whether a parameter that may vary has ended at a bound.
     *
     * @return true if one has
     */
    public boolean isAtBound() {
        for (int j = 0; j < size; j++) {
            if (bounds.isAtBound(j, parameters[j]) && bounds.lower()[j] < bounds.upper()[j]) {
                return true;
            }
        }
        return false;
    }

    /**
     * Computes the standard errors of the parameters, {@code σ √diag((JᵀWJ)⁻¹)}, from the derivatives at the end. Not to be called after
     * {@link Stop#UNDEFINED_START} or {@link Stop#UNDEFINED_DERIVATIVES}.
     *
     * @param deviation the standard deviation of a residual of weight 1
     * @param errors receives them; NaN for parameters at a bound and for those that the rows do not determine
     * @return false if there are parameters of the latter kind
     */
    public boolean errors(double deviation, double[] errors) {
        Arrays.fill(errors, Double.NaN);
        boolean determined = tangent.errors(rankTolerance, deviation / problem.unit(), errors);
        for (int j = 0; j < size; j++) {
            if (bounds.isAtBound(j, parameters[j])) {
                errors[j] = Double.NaN;
            }
        }
        return determined;
    }

    /**
     * Returns the condition number of the derivatives at the end, each scaled to norm 1. To be called after {@link #errors}.
     *
     * @return at least 1; infinite if the rows do not determine all parameters, NaN if none can move
     */
    public double conditionNumber() {
        return tangent.conditionNumber();
    }
}
