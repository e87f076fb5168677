package io.regroup.fitters.internal.robust;

import io.regroup.api.FitStatus;
import io.regroup.api.spi.GroupFit;
import io.regroup.api.spi.GroupFitter;
import io.regroup.api.spi.GroupRows;
import io.regroup.api.spi.Kernels;
import java.util.Arrays;

/**
 * Solves {@code Σ √wᵢ ψ(zᵢ / s) xᵢ = 0} with {@code z = √w e} by iteratively reweighted least squares: the scale s is taken from the
 * residuals, each row gets the weight {@code wᵢ ψ(uᵢ) / uᵢ} with {@code u = z / s}, least squares give new residuals, and so on. It
 * begins with least squares.
 *
 * <p>It has settled when residuals change, in the 2-norm, by no more than the tolerance times that of {@code s ψ(u)}, the part of
 * the residuals that pulls. This is no more than the residuals themselves, however far outliers are. It ends as well when the
 * scale is zero: more than half of the rows, or just half, then lie on the plane that was found.
 *
 * <p>If rows that have lost their weight leave a feature undetermined, the group is fitted without it, from the start.
 */
final class MEstimator implements GroupFitter {

    /** A scale this much smaller than the last one looked at may be on its way to zero. */
    private static final double COLLAPSE = 1e-3;

    /** How an iteration ended. */
    private enum End {
        SETTLED,
        UNSETTLED,
        EXACT,
        UNDETERMINED,
        FAILED
    }

    private final MEstimatorProgram program;
    private final Kernels kernels;
    private final ReducedModel model;
    private final WeightRoots roots = new WeightRoots();
    private final RobustScale scale;
    private final double[] unitErrors;
    private int count;
    private int iterations;
    private boolean rejected;
    private double looked;
    private double[] z = new double[0];
    private double[] u = new double[0];
    private double[] factors = new double[0];
    private double[] weights = new double[0];

    MEstimator(MEstimatorProgram program, Kernels kernels) {
        this.program = program;
        this.kernels = kernels;
        this.model = new ReducedModel(program.linear(), kernels);
        this.scale = new RobustScale(kernels, program.convention().quartile());
        this.unitErrors = new double[program.linear().terms().size()];
    }

    @Override
    public FitStatus fit(GroupRows rows, GroupFit out) {
        use(rows, out);
        End end = estimate();
        if (end == End.FAILED) {
            return FitStatus.FAILED;
        }
        finish(end, out);
        if (model.isReduced()) {
            return FitStatus.RANK_DEFICIENT;
        }
        return end == End.UNSETTLED ? FitStatus.NOT_CONVERGED : FitStatus.OK;
    }

    private void use(GroupRows rows, GroupFit out) {
        count = rows.count();
        if (z.length < count) {
            z = new double[2 * count];
            u = new double[2 * count];
            factors = new double[2 * count];
            weights = new double[2 * count];
        }
        model.use(rows, out.wantsDiagnostics());
        roots.use(rows);
        scale.use(rows, roots);
    }

    /** Iterates, from the start whenever features had to be dropped. */
    private End estimate() {
        End end;
        rejected = false;
        do {
            end = end(model.start());
            if (end == End.SETTLED) {
                begin();
                end = iterate();
                rejected |= end == End.UNDETERMINED;
            }
        } while (end == End.UNDETERMINED && model.drop());
        return end == End.UNDETERMINED ? End.FAILED : end;
    }

    private static End end(FitStatus ofLeastSquares) {
        return switch (ofLeastSquares) {
            case OK -> End.SETTLED;
            case RANK_DEFICIENT -> End.UNDETERMINED;
            default -> End.FAILED;
        };
    }

    /** Takes what is needed of least squares: residuals, and what errors would be if residuals had the size 1. */
    private void begin() {
        iterations = 0;
        looked = 0;
        takeResiduals();
        double[] errors = model.fit().errors();
        double rms = rms();
        for (int k = 0; k < model.terms(); k++) {
            unitErrors[k] = errors[k] / rms;
        }
    }

    private void takeResiduals() {
        System.arraycopy(model.fit().residuals(count), 0, z, 0, count);
        roots.multiply(z);
    }

    /** {@code sqrt(Σ z² / (n − p))}, of squares that neither overflow nor vanish. */
    private double rms() {
        double largest = 0;
        for (int i = 0; i < count; i++) {
            largest = Math.max(largest, Math.abs(z[i]));
        }
        double unit = Math.max(largest, Double.MIN_NORMAL);
        double squares = 0;
        for (int i = 0; i < count; i++) {
            double share = z[i] / unit;
            squares += share * share;
        }
        return unit * Math.sqrt(squares / (count - model.terms()));
    }

    private End iterate() {
        if (count <= model.terms()) {
            return End.EXACT;
        }
        if (program.start() == MEstimatorProgram.Start.HUBER) {
            End end = iterate(HuberPsi.USUAL);
            if (end != End.SETTLED && end != End.UNSETTLED) {
                return end;
            }
        }
        return iterate(program.psi());
    }

    private End iterate(Psi psi) {
        double squaredTolerance =
                program.limits().tolerance() * program.limits().tolerance();
        for (int step = 0; step < program.limits().most(); step++) {
            double s = scale.of(z);
            if (scale.isZero(s, z) || (isCollapsing(s) && fitsExactly(s))) {
                return End.EXACT;
            }
            double inverse = 1 / s;
            for (int i = 0; i < count; i++) {
                u[i] = z[i] * inverse;
            }
            psi.weights(u, count, factors);
            End end = end(model.step(roots.weigh(factors, weights)));
            iterations++;
            if (end != End.SETTLED) {
                return end;
            }
            takeResiduals();
            for (int i = 0; i < count; i++) {
                factors[i] *= u[i];
            }
            for (int i = 0; i < count; i++) {
                u[i] = z[i] * inverse - u[i];
            }
            double pull = kernels.sumOfSquares(factors, 0, count);
            if (kernels.sumOfSquares(u, 0, count) <= squaredTolerance * pull) {
                return End.SETTLED;
            }
        }
        return End.UNSETTLED;
    }

    /** Tells, now and then, whether the scale is getting so small that it may end at zero. */
    private boolean isCollapsing(double s) {
        boolean collapsing = s < COLLAPSE * looked;
        if (collapsing || looked == 0) {
            looked = s;
        }
        return collapsing;
    }

    /**
     * Looks where a scale that gets smaller and smaller leads to: if the rows that are near lie on a plane, and are half of all
     * rows, the limit is that plane.
     */
    private boolean fitsExactly(double s) {
        for (int i = 0; i < count; i++) {
            factors[i] = RobustScale.isNear(z[i], s) ? 1 : 0;
        }
        if (model.step(roots.weigh(factors, weights)) != FitStatus.OK) {
            return false;
        }
        System.arraycopy(z, 0, u, 0, count);
        takeResiduals();
        if (scale.isZero(scale.of(z), z)) {
            return true;
        }
        System.arraycopy(u, 0, z, 0, count);
        return false;
    }

    private void finish(End end, GroupFit out) {
        boolean determined = count > model.terms();
        double s = determined ? scale.of(z) : Double.NaN;
        boolean exact = end == End.EXACT || scale.isZero(s, z);
        double deviation = Double.NaN;
        if (determined) {
            double unit = exact ? scale.rounding() : s;
            for (int i = 0; i < count; i++) {
                u[i] = z[i] / unit;
            }
            program.psi().weights(u, count, factors);
            deviation = exact
                    ? 0
                    : s * RobustErrors.deviation(program.psi(), u, factors, count, model.terms(), program.convention());
        } else {
            Arrays.fill(factors, 0, count, 1);
        }
        double[] errors = out.errors();
        for (int k = 0; k < model.terms(); k++) {
            errors[k] = exact ? deviation : unitErrors[k] * deviation;
        }
        model.expand(errors, errors);
        model.expand(model.fit().coefficients(), out.coefficients());
        System.arraycopy(model.fit().residuals(count), 0, out.residuals(count), 0, count);
        out.keepResiduals();
        out.conditionNumber(model.conditionNumber());
        report(out.extras(), determined && exact ? 0 : s);
        if (end == End.UNSETTLED) {
            Reason.UNSETTLED.report(out);
        } else if (rejected) {
            Reason.FEATURE_OF_REJECTED_ROWS.report(out);
        } else if (determined && exact) {
            Reason.EXACT.report(out);
        }
    }

    private void report(double[] extras, double s) {
        int down = 0;
        int out = 0;
        for (int i = 0; i < count; i++) {
            down += factors[i] < 1 ? 1 : 0;
            out += factors[i] == 0 ? 1 : 0;
        }
        extras[0] = s;
        extras[1] = iterations;
        extras[2] = (double) down / count;
        if (program.psi().redescends()) {
            extras[3] = (double) out / count;
        }
    }
}
