package io.regroup.nonlinear.internal;

import io.regroup.api.spi.GroupRows;
import io.regroup.nonlinear.ModelFunction;
import io.regroup.nonlinear.ModelGradient;
import io.regroup.nonlinear.internal.solve.Bounds;
import io.regroup.nonlinear.internal.solve.ModelEvaluator;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Computes a model that is code, row by row. Derivatives that it does not bring are approximated by differences over a step h of
 * {@code ∛ε} times the largest size that the parameter has had in the group, 1 if it has been 0, where the errors of rounding and of
 * curvature are about equal: central ones,
 * {@code (f(p+h) − f(p−h)) / 2h}, or next to a bound one-sided ones of the same order, {@code (4f(p+h) − 3f(p) − f(p+2h)) / 2h}.
 */
final class FunctionEvaluator implements ModelEvaluator {

    private static final double RELATIVE_STEP = Math.cbrt(Math.ulp(1.0));

    private final ModelFunction function;
    private final @Nullable ModelGradient gradient;
    private final Bounds bounds;
    private final double[] row;
    private final double[] shifted;
    private final double[] derivatives;
    private final double[] sizes;
    private @Nullable GroupRows rows;

    FunctionEvaluator(ModelFunction function, @Nullable ModelGradient gradient, Bounds bounds, int features) {
        int parameters = bounds.lower().length;
        this.function = function;
        this.gradient = gradient;
        this.bounds = bounds;
        this.row = new double[features];
        this.shifted = new double[parameters];
        this.derivatives = new double[parameters];
        this.sizes = new double[parameters];
    }

    @Override
    public double precision() {
        return gradient == null ? RELATIVE_STEP * RELATIVE_STEP : Math.ulp(1.0);
    }

    @Override
    public void moveTo(GroupRows newRows) {
        rows = newRows;
        Arrays.fill(sizes, 0);
    }

    private GroupRows current() {
        if (rows == null) {
            throw new IllegalStateException("no group yet");
        }
        return rows;
    }

    private double[] row(GroupRows of, int index) {
        for (int j = 0; j < row.length; j++) {
            row[j] = of.feature(j)[of.from() + index];
        }
        return row;
    }

    @Override
    public void values(double[] parameters, double[] values) {
        GroupRows of = current();
        System.arraycopy(parameters, 0, shifted, 0, parameters.length);
        for (int i = 0; i < of.count(); i++) {
            values[i] = function.value(row(of, i), shifted);
        }
    }

    @Override
    public void derivatives(double[] parameters, double[][] columns) {
        GroupRows of = current();
        System.arraycopy(parameters, 0, shifted, 0, parameters.length);
        if (gradient == null) {
            for (int j = 0; j < parameters.length; j++) {
                differences(of, j, parameters[j], columns[j]);
            }
        } else {
            for (int i = 0; i < of.count(); i++) {
                gradient.derivatives(row(of, i), shifted, derivatives);
                for (int j = 0; j < parameters.length; j++) {
                    columns[j][i] = derivatives[j];
                }
            }
        }
    }

    private void differences(GroupRows of, int parameter, double at, double[] column) {
        double lower = bounds.lower()[parameter];
        double upper = bounds.upper()[parameter];
        sizes[parameter] = Math.max(sizes[parameter], Math.abs(at));
        double size = sizes[parameter] > 0 ? sizes[parameter] : 1;
        double step = Math.min(RELATIVE_STEP * size, (upper - lower) / 4);
        boolean downwards = at - step >= lower;
        boolean upwards = at + step <= upper;
        // as it comes out in floating point, so that the quotient is of the step that is taken
        double towards = (upwards ? at + step : at - step) - at;
        for (int i = 0; i < of.count(); i++) {
            double[] features = row(of, i);
            if (towards == 0) {
                column[i] = 0;
            } else if (upwards && downwards) {
                double right = valueAt(parameter, at + towards, features);
                column[i] = (right - valueAt(parameter, at - towards, features)) / (2 * towards);
            } else {
                double here = valueAt(parameter, at, features);
                double near = valueAt(parameter, at + towards, features);
                double far = valueAt(parameter, at + 2 * towards, features);
                column[i] = (4 * near - 3 * here - far) / (2 * towards);
            }
        }
        shifted[parameter] = at;
    }

    private double valueAt(int parameter, double at, double[] features) {
        shifted[parameter] = at;
        return function.value(features, shifted);
    }
}
