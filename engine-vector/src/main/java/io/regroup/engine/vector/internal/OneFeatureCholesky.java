package io.regroup.engine.vector.internal;

import io.regroup.api.engine.Estimates;
import io.regroup.kernels.ColumnLoops;
import io.regroup.kernels.MomentLayout;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;

/** Solves for one feature in registers. */
final class OneFeatureCholesky extends RegisterCholesky {

    OneFeatureCholesky(int groups, ColumnLoops loops) {
        super(1, groups, loops);
    }

    @Override
    void solveVectors(double[] sums, int stride, int from, int to, double[] free, Estimates.OfTarget out, int group) {
        int sumOfWeights = MomentLayout.WEIGHT * stride;
        int sumOfX = layout.sum(0) * stride;
        int sumOfXX = layout.product(0, 0) * stride;
        int sumOfY = layout.sum(1) * stride;
        int sumOfXY = layout.product(0, 1) * stride;
        int sumOfYY = layout.product(1, 1) * stride;
        int pivotOfX = layout.pivot(0) * stride;
        int pivotOfY = layout.pivot(1) * stride;
        double[] constants = out.coefficient(0);
        double[] errors = out.error(0);
        double[] slopesX = out.coefficient(1);
        double[] errorsX = out.error(1);
        double[] chi2 = out.chi2();
        double[] rms = out.rms();
        double[] r2 = out.r2();
        double[] margins = margin;
        for (int g = from; g < to; g += LANES) {
            DoubleVector weight = DoubleVector.fromArray(SPECIES, sums, sumOfWeights + g);
            DoubleVector share = ONE.div(weight);
            DoubleVector sx = DoubleVector.fromArray(SPECIES, sums, sumOfX + g);
            DoubleVector mx = sx.mul(share);
            DoubleVector pxx = DoubleVector.fromArray(SPECIES, sums, sumOfXX + g);
            DoubleVector xx = sx.neg().fma(mx, pxx);
            DoubleVector sy = DoubleVector.fromArray(SPECIES, sums, sumOfY + g);
            DoubleVector my = sy.mul(share);
            DoubleVector pxy = DoubleVector.fromArray(SPECIES, sums, sumOfXY + g);
            DoubleVector xy = sx.neg().fma(my, pxy);
            DoubleVector pyy = DoubleVector.fromArray(SPECIES, sums, sumOfYY + g);
            DoubleVector yy = sy.neg().fma(my, pyy);
            DoubleVector slack = xx.mul(MOST_CENTRING).sub(pxx);
            slack = slack.min(yy.mul(MOST_CENTRING).sub(pyy));
            slack = slack.min(yy.sub(LEAST_SQUARES));
            DoubleVector cx = DoubleVector.fromArray(SPECIES, sums, pivotOfX + g);
            slack = slack.min(xx.mul(1 / LEAST_SHARE).sub(xx));
            slack = slack.min(xx.sub(LEAST_SQUARES));
            slack = slack.min(xx.mul(1 / (ROUNDING * ROUNDING)).sub(cx.mul(cx).mul(weight)));
            DoubleVector dx = ONE.div(xx.sqrt());
            DoubleVector tx = xy.mul(dx);
            DoubleVector chi = tx.neg().fma(tx, yy);
            chi = chi.max(0);
            slack.min(chi.mul(1 / LEAST_RESIDUALS).sub(yy)).intoArray(margins, g);
            DoubleVector bx = tx.mul(dx);
            bx.intoArray(slopesX, group + g);
            DoubleVector constant = DoubleVector.fromArray(SPECIES, sums, pivotOfY + g);
            constant = bx.neg().fma(cx, constant);
            DoubleVector rest = bx.neg().fma(mx, my);
            DoubleVector qx = cx.add(mx).mul(dx);
            DoubleVector variance = qx.fma(qx, share);
            constant.add(rest).intoArray(constants, group + g);
            DoubleVector left = DoubleVector.fromArray(SPECIES, free, g);
            DoubleVector square = chi.div(NONE.blend(left, left.compare(VectorOperators.GT, 0)));
            DoubleVector root = square.sqrt();
            variance.sqrt().mul(root).intoArray(errors, group + g);
            dx.mul(root).intoArray(errorsX, group + g);
            chi.intoArray(chi2, group + g);
            root.intoArray(rms, group + g);
            ONE.sub(chi.div(yy)).intoArray(r2, group + g);
        }
    }
}
