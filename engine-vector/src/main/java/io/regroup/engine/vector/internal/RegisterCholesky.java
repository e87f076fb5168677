package io.regroup.engine.vector.internal;

import io.regroup.api.engine.Estimates;
import io.regroup.kernels.BatchCholesky;
import io.regroup.kernels.ColumnLoops;
import io.regroup.kernels.MomentLayout;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The same steps with the same bits for a few features and an intercept, a vector of groups at a time, without leaving the
 * processor's registers in between: with a loop over the groups for each step, most of the time goes into starting loops.
 * Groups that do not fill a vector are left to the loops.
 *
 * <p>With features x and z, target y and pivots c: m are the means, xz the centred products, d the inverted diagonal of L and
 * l what is below it, r what L leaves of a feature, t = L⁻¹ c_xy, i… = −L⁻¹ off the diagonal, v the variances, b the slopes,
 * and q = L⁻¹ x̄.
 */
final class RegisterCholesky extends BatchCholesky {

    private static final VectorSpecies<Double> SPECIES = VectorWidth.SPECIES;
    private static final int LANES = SPECIES.length();
    private static final DoubleVector ONE = DoubleVector.broadcast(SPECIES, 1);

    /** With three, the method is too long for the compiler's first tiers. */
    static final int MOST_FEATURES = 2;

    RegisterCholesky(int features, int groups, ColumnLoops loops) {
        super(features, true, groups, loops);
    }

    @Override
    public void solve(double[] sums, int stride, int from, int to) {
        if (to - from < LANES) {
            super.solve(sums, stride, from, to);
            return;
        }
        int whole = from + ((to - from) & -LANES);
        solveVectors(sums, stride, from, whole);
        if (whole < to) {
            // the last vector once more takes groups that are solved, for the same bits
            solveVectors(sums, stride, to - LANES, to);
        }
    }

    private void solveVectors(double[] sums, int stride, int from, int to) {
        if (layout.features() == 1) {
            oneFeature(sums, stride, from, to);
        } else {
            twoFeatures(sums, stride, from, to);
        }
    }

    private void oneFeature(double[] sums, int stride, int from, int to) {
        for (int g = from; g < to; g += LANES) {
            DoubleVector weight = DoubleVector.fromArray(SPECIES, sums, MomentLayout.WEIGHT * stride + g);
            DoubleVector share = ONE.div(weight);
            share.intoArray(inverseWeight, g);
            DoubleVector sx = DoubleVector.fromArray(SPECIES, sums, layout.sum(0) * stride + g);
            DoubleVector mx = sx.mul(share);
            mx.intoArray(means[0], g);
            DoubleVector pxx = DoubleVector.fromArray(SPECIES, sums, layout.product(0, 0) * stride + g);
            DoubleVector xx = sx.neg().fma(mx, pxx);
            xx.intoArray(centred[packed(0, 0)], g);
            DoubleVector sy = DoubleVector.fromArray(SPECIES, sums, layout.sum(1) * stride + g);
            DoubleVector my = sy.mul(share);
            my.intoArray(means[1], g);
            DoubleVector pxy = DoubleVector.fromArray(SPECIES, sums, layout.product(0, 1) * stride + g);
            DoubleVector xy = sx.neg().fma(my, pxy);
            xy.intoArray(centred[packed(0, 1)], g);
            DoubleVector pyy = DoubleVector.fromArray(SPECIES, sums, layout.product(1, 1) * stride + g);
            DoubleVector yy = sy.neg().fma(my, pyy);
            yy.intoArray(centred[packed(1, 1)], g);
            DoubleVector slack = xx.mul(MOST_CENTRING).sub(pxx);
            slack = slack.min(yy.mul(MOST_CENTRING).sub(pyy));
            slack.intoArray(centringSlack, g);
            slack = slack.min(yy.sub(LEAST_SQUARES));
            DoubleVector cx = DoubleVector.fromArray(SPECIES, sums, layout.pivot(0) * stride + g);
            slack = slack.min(xx.mul(1 / LEAST_SHARE).sub(xx));
            slack = slack.min(xx.sub(LEAST_SQUARES));
            slack = slack.min(xx.mul(1 / (ROUNDING * ROUNDING)).sub(cx.mul(cx).mul(weight)));
            DoubleVector dx = ONE.div(xx.sqrt());
            dx.intoArray(factor[packed(0, 0)], g);
            DoubleVector tx = xy.mul(dx);
            DoubleVector chi = tx.neg().fma(tx, yy);
            chi = chi.max(0);
            chi.intoArray(chi2, g);
            slack.intoArray(rankSlack, g);
            slack.min(chi.mul(1 / LEAST_RESIDUALS).sub(yy)).intoArray(margin, g);
            DoubleVector vx = dx.mul(dx);
            vx.intoArray(variances[1], g);
            DoubleVector bx = tx.mul(dx);
            bx.intoArray(coefficients[1], g);
            DoubleVector constant = DoubleVector.fromArray(SPECIES, sums, layout.pivot(1) * stride + g);
            constant = bx.neg().fma(cx, constant);
            DoubleVector rest = bx.neg().fma(mx, my);
            DoubleVector qx = cx.add(mx).mul(dx);
            DoubleVector variance = qx.fma(qx, share);
            constant.add(rest).intoArray(coefficients[0], g);
            variance.intoArray(variances[0], g);
        }
    }

    private void twoFeatures(double[] sums, int stride, int from, int to) {
        for (int g = from; g < to; g += LANES) {
            DoubleVector weight = DoubleVector.fromArray(SPECIES, sums, MomentLayout.WEIGHT * stride + g);
            DoubleVector share = ONE.div(weight);
            share.intoArray(inverseWeight, g);
            DoubleVector sx = DoubleVector.fromArray(SPECIES, sums, layout.sum(0) * stride + g);
            DoubleVector mx = sx.mul(share);
            mx.intoArray(means[0], g);
            DoubleVector pxx = DoubleVector.fromArray(SPECIES, sums, layout.product(0, 0) * stride + g);
            DoubleVector xx = sx.neg().fma(mx, pxx);
            xx.intoArray(centred[packed(0, 0)], g);
            DoubleVector sz = DoubleVector.fromArray(SPECIES, sums, layout.sum(1) * stride + g);
            DoubleVector mz = sz.mul(share);
            mz.intoArray(means[1], g);
            DoubleVector pxz = DoubleVector.fromArray(SPECIES, sums, layout.product(0, 1) * stride + g);
            DoubleVector xz = sx.neg().fma(mz, pxz);
            xz.intoArray(centred[packed(0, 1)], g);
            DoubleVector pzz = DoubleVector.fromArray(SPECIES, sums, layout.product(1, 1) * stride + g);
            DoubleVector zz = sz.neg().fma(mz, pzz);
            zz.intoArray(centred[packed(1, 1)], g);
            DoubleVector sy = DoubleVector.fromArray(SPECIES, sums, layout.sum(2) * stride + g);
            DoubleVector my = sy.mul(share);
            my.intoArray(means[2], g);
            DoubleVector pxy = DoubleVector.fromArray(SPECIES, sums, layout.product(0, 2) * stride + g);
            DoubleVector xy = sx.neg().fma(my, pxy);
            xy.intoArray(centred[packed(0, 2)], g);
            DoubleVector pzy = DoubleVector.fromArray(SPECIES, sums, layout.product(1, 2) * stride + g);
            DoubleVector zy = sz.neg().fma(my, pzy);
            zy.intoArray(centred[packed(1, 2)], g);
            DoubleVector pyy = DoubleVector.fromArray(SPECIES, sums, layout.product(2, 2) * stride + g);
            DoubleVector yy = sy.neg().fma(my, pyy);
            yy.intoArray(centred[packed(2, 2)], g);
            DoubleVector slack = xx.mul(MOST_CENTRING).sub(pxx);
            slack = slack.min(zz.mul(MOST_CENTRING).sub(pzz));
            slack = slack.min(yy.mul(MOST_CENTRING).sub(pyy));
            slack.intoArray(centringSlack, g);
            slack = slack.min(yy.sub(LEAST_SQUARES));
            DoubleVector cx = DoubleVector.fromArray(SPECIES, sums, layout.pivot(0) * stride + g);
            slack = slack.min(xx.mul(1 / LEAST_SHARE).sub(xx));
            slack = slack.min(xx.sub(LEAST_SQUARES));
            slack = slack.min(xx.mul(1 / (ROUNDING * ROUNDING)).sub(cx.mul(cx).mul(weight)));
            DoubleVector dx = ONE.div(xx.sqrt());
            dx.intoArray(factor[packed(0, 0)], g);
            DoubleVector tx = xy.mul(dx);
            DoubleVector chi = tx.neg().fma(tx, yy);
            DoubleVector lxz = xz.mul(dx);
            lxz.intoArray(factor[packed(0, 1)], g);
            DoubleVector rz = lxz.neg().fma(lxz, zz);
            DoubleVector cz = DoubleVector.fromArray(SPECIES, sums, layout.pivot(1) * stride + g);
            slack = slack.min(rz.mul(1 / LEAST_SHARE).sub(zz));
            slack = slack.min(zz.sub(LEAST_SQUARES));
            slack = slack.min(zz.mul(1 / (ROUNDING * ROUNDING)).sub(cz.mul(cz).mul(weight)));
            DoubleVector dz = ONE.div(rz.sqrt());
            dz.intoArray(factor[packed(1, 1)], g);
            DoubleVector tz = lxz.neg().fma(tx, zy).mul(dz);
            chi = tz.neg().fma(tz, chi);
            chi = chi.max(0);
            chi.intoArray(chi2, g);
            slack.intoArray(rankSlack, g);
            slack.min(chi.mul(1 / LEAST_RESIDUALS).sub(yy)).intoArray(margin, g);
            DoubleVector vx = dx.mul(dx);
            DoubleVector ixz = lxz.mul(dx);
            ixz = ixz.mul(dz);
            vx = ixz.fma(ixz, vx);
            vx.intoArray(variances[1], g);
            DoubleVector vz = dz.mul(dz);
            vz.intoArray(variances[2], g);
            DoubleVector bz = tz.mul(dz);
            bz.intoArray(coefficients[2], g);
            DoubleVector bx = lxz.neg().fma(bz, tx).mul(dx);
            bx.intoArray(coefficients[1], g);
            DoubleVector constant = DoubleVector.fromArray(SPECIES, sums, layout.pivot(2) * stride + g);
            constant = bx.neg().fma(cx, constant);
            DoubleVector rest = bx.neg().fma(mx, my);
            DoubleVector qx = cx.add(mx).mul(dx);
            DoubleVector variance = qx.fma(qx, share);
            constant = bz.neg().fma(cz, constant);
            rest = bz.neg().fma(mz, rest);
            DoubleVector qz = lxz.neg().fma(qx, cz.add(mz)).mul(dz);
            variance = qz.fma(qz, variance);
            constant.add(rest).intoArray(coefficients[0], g);
            variance.intoArray(variances[0], g);
        }
    }

    @Override
    public void store(int from, int count, double[] free, Estimates.OfTarget out, int group) {
        if (count < LANES) {
            super.store(from, count, free, out, group);
            return;
        }
        int whole = count & -LANES;
        storeVectors(from, whole, free, out, group);
        if (whole < count) {
            int again = count - LANES;
            storeVectors(from + again, LANES, free, out, group + again);
        }
    }

    private void storeVectors(int from, int count, double[] free, Estimates.OfTarget out, int group) {
        for (int g = 0; g < count; g += LANES) {
            DoubleVector chi = DoubleVector.fromArray(SPECIES, chi2, from + g);
            DoubleVector square = chi.div(DoubleVector.fromArray(SPECIES, free, from + g));
            for (int k = 0; k < coefficients.length; k++) {
                DoubleVector.fromArray(SPECIES, coefficients[k], from + g).intoArray(out.coefficient(k), group + g);
                DoubleVector variance = DoubleVector.fromArray(SPECIES, variances[k], from + g);
                square.mul(variance).sqrt().intoArray(out.error(k), group + g);
            }
            chi.intoArray(out.chi2(), group + g);
            square.sqrt().intoArray(out.rms(), group + g);
            DoubleVector total = DoubleVector.fromArray(SPECIES, total(), from + g);
            ONE.sub(chi.div(total)).intoArray(out.r2(), group + g);
        }
    }
}
