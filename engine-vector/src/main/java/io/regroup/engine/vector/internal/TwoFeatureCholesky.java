package io.regroup.engine.vector.internal;

import io.regroup.api.engine.Estimates;
import io.regroup.kernels.ColumnLoops;
import io.regroup.kernels.MomentLayout;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;

/** Solves for two features in registers. */
final class TwoFeatureCholesky extends RegisterCholesky {

    TwoFeatureCholesky(int groups, ColumnLoops loops) {
        super(2, groups, loops);
    }

    @Override
    void solveVectors(double[] sums, int stride, int from, int to, double[] free, Estimates.OfTarget out, int group) {
        int sumOfWeights = MomentLayout.WEIGHT * stride;
        int sumOfX = layout.sum(0) * stride;
        int sumOfXX = layout.product(0, 0) * stride;
        int sumOfZ = layout.sum(1) * stride;
        int sumOfXZ = layout.product(0, 1) * stride;
        int sumOfZZ = layout.product(1, 1) * stride;
        int sumOfY = layout.sum(2) * stride;
        int sumOfXY = layout.product(0, 2) * stride;
        int sumOfZY = layout.product(1, 2) * stride;
        int sumOfYY = layout.product(2, 2) * stride;
        int pivotOfX = layout.pivot(0) * stride;
        int pivotOfZ = layout.pivot(1) * stride;
        int pivotOfY = layout.pivot(2) * stride;
        double[] constants = out.coefficient(0);
        double[] errors = out.error(0);
        double[] slopesX = out.coefficient(1);
        double[] errorsX = out.error(1);
        double[] slopesZ = out.coefficient(2);
        double[] errorsZ = out.error(2);
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
            DoubleVector sz = DoubleVector.fromArray(SPECIES, sums, sumOfZ + g);
            DoubleVector mz = sz.mul(share);
            DoubleVector pxz = DoubleVector.fromArray(SPECIES, sums, sumOfXZ + g);
            DoubleVector xz = sx.neg().fma(mz, pxz);
            DoubleVector pzz = DoubleVector.fromArray(SPECIES, sums, sumOfZZ + g);
            DoubleVector zz = sz.neg().fma(mz, pzz);
            DoubleVector sy = DoubleVector.fromArray(SPECIES, sums, sumOfY + g);
            DoubleVector my = sy.mul(share);
            DoubleVector pxy = DoubleVector.fromArray(SPECIES, sums, sumOfXY + g);
            DoubleVector xy = sx.neg().fma(my, pxy);
            DoubleVector pzy = DoubleVector.fromArray(SPECIES, sums, sumOfZY + g);
            DoubleVector zy = sz.neg().fma(my, pzy);
            DoubleVector pyy = DoubleVector.fromArray(SPECIES, sums, sumOfYY + g);
            DoubleVector yy = sy.neg().fma(my, pyy);
            DoubleVector slack = xx.mul(MOST_CENTRING).sub(pxx);
            slack = slack.min(zz.mul(MOST_CENTRING).sub(pzz));
            slack = slack.min(yy.mul(MOST_CENTRING).sub(pyy));
            slack = slack.min(yy.sub(LEAST_SQUARES));
            DoubleVector cx = DoubleVector.fromArray(SPECIES, sums, pivotOfX + g);
            slack = slack.min(xx.mul(1 / LEAST_SHARE).sub(xx));
            slack = slack.min(xx.sub(LEAST_SQUARES));
            slack = slack.min(xx.mul(1 / (ROUNDING * ROUNDING)).sub(cx.mul(cx).mul(weight)));
            DoubleVector dx = ONE.div(xx.sqrt());
            DoubleVector tx = xy.mul(dx);
            DoubleVector chi = tx.neg().fma(tx, yy);
            DoubleVector lxz = xz.mul(dx);
            DoubleVector rz = lxz.neg().fma(lxz, zz);
            DoubleVector cz = DoubleVector.fromArray(SPECIES, sums, pivotOfZ + g);
            slack = slack.min(rz.mul(1 / LEAST_SHARE).sub(zz));
            slack = slack.min(zz.sub(LEAST_SQUARES));
            slack = slack.min(zz.mul(1 / (ROUNDING * ROUNDING)).sub(cz.mul(cz).mul(weight)));
            DoubleVector dz = ONE.div(rz.sqrt());
            DoubleVector tz = lxz.neg().fma(tx, zy).mul(dz);
            chi = tz.neg().fma(tz, chi);
            chi = chi.max(0);
            slack.min(chi.mul(1 / LEAST_RESIDUALS).sub(yy)).intoArray(margins, g);
            DoubleVector vx = dx.mul(dx);
            DoubleVector ixz = lxz.mul(dx);
            ixz = ixz.mul(dz);
            vx = ixz.fma(ixz, vx);
            DoubleVector bz = tz.mul(dz);
            bz.intoArray(slopesZ, group + g);
            DoubleVector bx = lxz.neg().fma(bz, tx).mul(dx);
            bx.intoArray(slopesX, group + g);
            DoubleVector constant = DoubleVector.fromArray(SPECIES, sums, pivotOfY + g);
            constant = bx.neg().fma(cx, constant);
            DoubleVector rest = bx.neg().fma(mx, my);
            DoubleVector qx = cx.add(mx).mul(dx);
            DoubleVector variance = qx.fma(qx, share);
            constant = bz.neg().fma(cz, constant);
            rest = bz.neg().fma(mz, rest);
            DoubleVector qz = lxz.neg().fma(qx, cz.add(mz)).mul(dz);
            variance = qz.fma(qz, variance);
            constant.add(rest).intoArray(constants, group + g);
            DoubleVector left = DoubleVector.fromArray(SPECIES, free, g);
            DoubleVector square = chi.div(NONE.blend(left, left.compare(VectorOperators.GT, 0)));
            DoubleVector root = square.sqrt();
            variance.sqrt().mul(root).intoArray(errors, group + g);
            vx.sqrt().mul(root).intoArray(errorsX, group + g);
            dz.mul(root).intoArray(errorsZ, group + g);
            chi.intoArray(chi2, group + g);
            root.intoArray(rms, group + g);
            ONE.sub(chi.div(yy)).intoArray(r2, group + g);
        }
    }
}
