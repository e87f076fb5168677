package io.regroup.engine.vector.internal;

import io.regroup.api.engine.Estimates;
import io.regroup.kernels.ColumnLoops;
import io.regroup.kernels.MomentLayout;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Solves for three features in registers, in two steps with one array between them: one method would be too long for the
 * compiler's first tiers.
 */
final class ThreeFeatureCholesky extends RegisterCholesky {

    /** How many numbers per group {@link #factor} leaves for {@link #finish}. */
    private static final int KEPT = 16;

    /** 1 / W, the means, L, t, chi2 and the total sum of squares, for one vector of groups after the other. */
    private final double[] between;

    ThreeFeatureCholesky(int groups, ColumnLoops loops) {
        super(3, groups, loops);
        this.between = new double[KEPT * groups];
    }

    @Override
    void solveVectors(double[] sums, int stride, int from, int to, double[] free, Estimates.OfTarget out, int group) {
        factor(sums, stride, from, to);
        finish(sums, stride, from, to, free, out, group);
    }

    private void factor(double[] sums, int stride, int from, int to) {
        int sumOfWeights = MomentLayout.WEIGHT * stride;
        int sumOfX = layout.sum(0) * stride;
        int sumOfXX = layout.product(0, 0) * stride;
        int sumOfZ = layout.sum(1) * stride;
        int sumOfXZ = layout.product(0, 1) * stride;
        int sumOfZZ = layout.product(1, 1) * stride;
        int sumOfU = layout.sum(2) * stride;
        int sumOfXU = layout.product(0, 2) * stride;
        int sumOfZU = layout.product(1, 2) * stride;
        int sumOfUU = layout.product(2, 2) * stride;
        int sumOfY = layout.sum(3) * stride;
        int sumOfXY = layout.product(0, 3) * stride;
        int sumOfZY = layout.product(1, 3) * stride;
        int sumOfUY = layout.product(2, 3) * stride;
        int sumOfYY = layout.product(3, 3) * stride;
        int pivotOfX = layout.pivot(0) * stride;
        int pivotOfZ = layout.pivot(1) * stride;
        int pivotOfU = layout.pivot(2) * stride;
        double[] margins = margin;
        double[] left = between;
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
            DoubleVector su = DoubleVector.fromArray(SPECIES, sums, sumOfU + g);
            DoubleVector mu = su.mul(share);
            DoubleVector pxu = DoubleVector.fromArray(SPECIES, sums, sumOfXU + g);
            DoubleVector xu = sx.neg().fma(mu, pxu);
            DoubleVector pzu = DoubleVector.fromArray(SPECIES, sums, sumOfZU + g);
            DoubleVector zu = sz.neg().fma(mu, pzu);
            DoubleVector puu = DoubleVector.fromArray(SPECIES, sums, sumOfUU + g);
            DoubleVector uu = su.neg().fma(mu, puu);
            DoubleVector sy = DoubleVector.fromArray(SPECIES, sums, sumOfY + g);
            DoubleVector my = sy.mul(share);
            DoubleVector pxy = DoubleVector.fromArray(SPECIES, sums, sumOfXY + g);
            DoubleVector xy = sx.neg().fma(my, pxy);
            DoubleVector pzy = DoubleVector.fromArray(SPECIES, sums, sumOfZY + g);
            DoubleVector zy = sz.neg().fma(my, pzy);
            DoubleVector puy = DoubleVector.fromArray(SPECIES, sums, sumOfUY + g);
            DoubleVector uy = su.neg().fma(my, puy);
            DoubleVector pyy = DoubleVector.fromArray(SPECIES, sums, sumOfYY + g);
            DoubleVector yy = sy.neg().fma(my, pyy);
            DoubleVector slack = xx.mul(MOST_CENTRING).sub(pxx);
            slack = slack.min(zz.mul(MOST_CENTRING).sub(pzz));
            slack = slack.min(uu.mul(MOST_CENTRING).sub(puu));
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
            DoubleVector lxu = xu.mul(dx);
            DoubleVector lzu = lxu.neg().fma(lxz, zu).mul(dz);
            DoubleVector ru = lxu.neg().fma(lxu, uu);
            ru = lzu.neg().fma(lzu, ru);
            DoubleVector cu = DoubleVector.fromArray(SPECIES, sums, pivotOfU + g);
            slack = slack.min(ru.mul(1 / LEAST_SHARE).sub(uu));
            slack = slack.min(uu.sub(LEAST_SQUARES));
            slack = slack.min(uu.mul(1 / (ROUNDING * ROUNDING)).sub(cu.mul(cu).mul(weight)));
            DoubleVector du = ONE.div(ru.sqrt());
            DoubleVector tu = lxu.neg().fma(tx, uy);
            tu = lzu.neg().fma(tz, tu).mul(du);
            chi = tu.neg().fma(tu, chi);
            chi = chi.max(0);
            slack.min(chi.mul(1 / LEAST_RESIDUALS).sub(yy)).intoArray(margins, g);
            int at = KEPT * g;
            share.intoArray(left, at);
            mx.intoArray(left, at + LANES);
            mz.intoArray(left, at + 2 * LANES);
            mu.intoArray(left, at + 3 * LANES);
            my.intoArray(left, at + 4 * LANES);
            dx.intoArray(left, at + 5 * LANES);
            dz.intoArray(left, at + 6 * LANES);
            du.intoArray(left, at + 7 * LANES);
            lxz.intoArray(left, at + 8 * LANES);
            lxu.intoArray(left, at + 9 * LANES);
            lzu.intoArray(left, at + 10 * LANES);
            tx.intoArray(left, at + 11 * LANES);
            tz.intoArray(left, at + 12 * LANES);
            tu.intoArray(left, at + 13 * LANES);
            chi.intoArray(left, at + 14 * LANES);
            yy.intoArray(left, at + 15 * LANES);
        }
    }

    private void finish(double[] sums, int stride, int from, int to, double[] free, Estimates.OfTarget out, int group) {
        int pivotOfX = layout.pivot(0) * stride;
        int pivotOfZ = layout.pivot(1) * stride;
        int pivotOfU = layout.pivot(2) * stride;
        int pivotOfY = layout.pivot(3) * stride;
        double[] constants = out.coefficient(0);
        double[] errors = out.error(0);
        double[] slopesX = out.coefficient(1);
        double[] errorsX = out.error(1);
        double[] slopesZ = out.coefficient(2);
        double[] errorsZ = out.error(2);
        double[] slopesU = out.coefficient(3);
        double[] errorsU = out.error(3);
        double[] chi2 = out.chi2();
        double[] rms = out.rms();
        double[] r2 = out.r2();
        double[] found = between;
        for (int g = from; g < to; g += LANES) {
            int at = KEPT * g;
            DoubleVector share = DoubleVector.fromArray(SPECIES, found, at);
            DoubleVector mx = DoubleVector.fromArray(SPECIES, found, at + LANES);
            DoubleVector mz = DoubleVector.fromArray(SPECIES, found, at + 2 * LANES);
            DoubleVector mu = DoubleVector.fromArray(SPECIES, found, at + 3 * LANES);
            DoubleVector my = DoubleVector.fromArray(SPECIES, found, at + 4 * LANES);
            DoubleVector dx = DoubleVector.fromArray(SPECIES, found, at + 5 * LANES);
            DoubleVector dz = DoubleVector.fromArray(SPECIES, found, at + 6 * LANES);
            DoubleVector du = DoubleVector.fromArray(SPECIES, found, at + 7 * LANES);
            DoubleVector lxz = DoubleVector.fromArray(SPECIES, found, at + 8 * LANES);
            DoubleVector lxu = DoubleVector.fromArray(SPECIES, found, at + 9 * LANES);
            DoubleVector lzu = DoubleVector.fromArray(SPECIES, found, at + 10 * LANES);
            DoubleVector tx = DoubleVector.fromArray(SPECIES, found, at + 11 * LANES);
            DoubleVector tz = DoubleVector.fromArray(SPECIES, found, at + 12 * LANES);
            DoubleVector tu = DoubleVector.fromArray(SPECIES, found, at + 13 * LANES);
            DoubleVector chi = DoubleVector.fromArray(SPECIES, found, at + 14 * LANES);
            DoubleVector yy = DoubleVector.fromArray(SPECIES, found, at + 15 * LANES);
            DoubleVector vx = dx.mul(dx);
            DoubleVector ixz = lxz.mul(dx);
            ixz = ixz.mul(dz);
            vx = ixz.fma(ixz, vx);
            DoubleVector ixu = lxu.mul(dx);
            ixu = lzu.neg().fma(ixz, ixu).mul(du);
            vx = ixu.fma(ixu, vx);
            DoubleVector vz = dz.mul(dz);
            DoubleVector izu = lzu.mul(dz);
            izu = izu.mul(du);
            vz = izu.fma(izu, vz);
            DoubleVector bu = tu.mul(du);
            bu.intoArray(slopesU, group + g);
            DoubleVector bz = lzu.neg().fma(bu, tz).mul(dz);
            bz.intoArray(slopesZ, group + g);
            DoubleVector bx = lxz.neg().fma(bz, tx);
            bx = lxu.neg().fma(bu, bx).mul(dx);
            bx.intoArray(slopesX, group + g);
            DoubleVector cx = DoubleVector.fromArray(SPECIES, sums, pivotOfX + g);
            DoubleVector constant = DoubleVector.fromArray(SPECIES, sums, pivotOfY + g);
            constant = bx.neg().fma(cx, constant);
            DoubleVector rest = bx.neg().fma(mx, my);
            DoubleVector qx = cx.add(mx).mul(dx);
            DoubleVector variance = qx.fma(qx, share);
            DoubleVector cz = DoubleVector.fromArray(SPECIES, sums, pivotOfZ + g);
            constant = bz.neg().fma(cz, constant);
            rest = bz.neg().fma(mz, rest);
            DoubleVector qz = lxz.neg().fma(qx, cz.add(mz)).mul(dz);
            variance = qz.fma(qz, variance);
            DoubleVector cu = DoubleVector.fromArray(SPECIES, sums, pivotOfU + g);
            constant = bu.neg().fma(cu, constant);
            rest = bu.neg().fma(mu, rest);
            DoubleVector qu = lxu.neg().fma(qx, cu.add(mu));
            qu = lzu.neg().fma(qz, qu).mul(du);
            variance = qu.fma(qu, variance);
            constant.add(rest).intoArray(constants, group + g);
            DoubleVector left = DoubleVector.fromArray(SPECIES, free, g);
            DoubleVector square = chi.div(NONE.blend(left, left.compare(VectorOperators.GT, 0)));
            DoubleVector root = square.sqrt();
            variance.sqrt().mul(root).intoArray(errors, group + g);
            vx.sqrt().mul(root).intoArray(errorsX, group + g);
            vz.sqrt().mul(root).intoArray(errorsZ, group + g);
            du.mul(root).intoArray(errorsU, group + g);
            chi.intoArray(chi2, group + g);
            root.intoArray(rms, group + g);
            ONE.sub(chi.div(yy)).intoArray(r2, group + g);
        }
    }
}
