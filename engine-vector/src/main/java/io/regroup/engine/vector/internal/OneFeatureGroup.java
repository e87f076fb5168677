package io.regroup.engine.vector.internal;

import io.regroup.kernels.GroupColumns;
import io.regroup.kernels.GroupSums;
import io.regroup.kernels.MomentLayout;
import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import org.jspecify.annotations.Nullable;

/**
 * The passes over one group with one feature. The last rows, too few for a vector, are read as a whole vector that ends with
 * the last row, and what was seen before has no weight: nothing is read beyond the group, so its place in the columns does
 * not matter. Groups smaller than a vector are left to the plain form.
 */
final class OneFeatureGroup extends VectorResiduals {

    private final double[] partial = new double[6 * LANES];
    private double[] ones = new double[0];

    OneFeatureGroup(GroupSums plain) {
        super(1, plain);
    }

    @Override
    public int add(GroupColumns rows, double[] sums) {
        int count = rows.count();
        if (count < LANES) {
            return plain.add(rows, sums);
        }
        double[] weights = rows.weights();
        int positive = weights == null
                ? addUp(rows, ones(count), 0, sums[layout.pivot(0)], sums[layout.pivot(1)])
                : addUp(rows, weights, rows.weightsFrom(), sums[layout.pivot(0)], sums[layout.pivot(1)]);
        sums[MomentLayout.WEIGHT] = total(0);
        sums[layout.sum(0)] = total(1);
        sums[layout.sum(1)] = total(2);
        sums[layout.product(0, 0)] = total(3);
        sums[layout.product(0, 1)] = total(4);
        sums[layout.product(1, 1)] = total(5);
        return positive;
    }

    private double[] ones(int count) {
        if (ones.length < count) {
            ones = new double[2 * count];
            Arrays.fill(ones, 1);
        }
        return ones;
    }

    private double total(int quantity) {
        return LaneSums.at(partial, quantity * LANES);
    }

    private int addUp(GroupColumns rows, double[] weights, int weightsFrom, double cx, double cy) {
        double[] x = rows.variable(0);
        double[] y = rows.variable(1);
        int from = rows.from();
        int count = rows.count();
        int positive = 0;
        DoubleVector zero = DoubleVector.zero(SPECIES);
        DoubleVector sw = zero;
        DoubleVector sx = zero;
        DoubleVector sy = zero;
        DoubleVector xx = zero;
        DoubleVector xy = zero;
        DoubleVector yy = zero;
        int i = 0;
        for (; i <= count - LANES; i += LANES) {
            DoubleVector w = DoubleVector.fromArray(SPECIES, weights, weightsFrom + i);
            DoubleVector dx = DoubleVector.fromArray(SPECIES, x, from + i).sub(cx);
            DoubleVector dy = DoubleVector.fromArray(SPECIES, y, from + i).sub(cy);
            DoubleVector wx = w.mul(dx);
            DoubleVector wy = w.mul(dy);
            positive += w.compare(VectorOperators.GT, 0).trueCount();
            sw = sw.add(w);
            sx = sx.add(wx);
            sy = sy.add(wy);
            xx = wx.fma(dx, xx);
            xy = wy.fma(dx, xy);
            yy = wy.fma(dy, yy);
        }
        if (i < count) {
            int last = count - LANES;
            VectorMask<Double> seen = LANE.compare(VectorOperators.LT, i - last);
            DoubleVector w =
                    DoubleVector.fromArray(SPECIES, weights, weightsFrom + last).blend(0, seen);
            DoubleVector dx = DoubleVector.fromArray(SPECIES, x, from + last).sub(cx);
            DoubleVector dy = DoubleVector.fromArray(SPECIES, y, from + last).sub(cy);
            DoubleVector wx = w.mul(dx);
            DoubleVector wy = w.mul(dy);
            positive += w.compare(VectorOperators.GT, 0).trueCount();
            sw = sw.add(w);
            sx = sx.add(wx);
            sy = sy.add(wy);
            xx = wx.fma(dx, xx);
            xy = wy.fma(dx, xy);
            yy = wy.fma(dy, yy);
        }
        sw.intoArray(partial, 0);
        sx.intoArray(partial, LANES);
        sy.intoArray(partial, 2 * LANES);
        xx.intoArray(partial, 3 * LANES);
        xy.intoArray(partial, 4 * LANES);
        yy.intoArray(partial, 5 * LANES);
        return positive;
    }

    /** The same operations for the same bits, without a loop over features, which takes longer than they do. */
    @Override
    void write(
            GroupColumns rows,
            double @Nullable [] weights,
            double[] sums,
            double[] slopes,
            double constant,
            double[] out) {
        double[] x = rows.variable(0);
        double[] y = rows.variable(1);
        double cx = sums[layout.pivot(0)];
        double cy = sums[layout.pivot(1)];
        int from = rows.from();
        int count = rows.count();
        int weightsFrom = rows.weightsFrom();
        DoubleVector falling = DoubleVector.broadcast(SPECIES, -slopes[0]);
        DoubleVector total = DoubleVector.zero(SPECIES);
        int i = 0;
        for (; i <= count - LANES; i += LANES) {
            DoubleVector dx = DoubleVector.fromArray(SPECIES, x, from + i).sub(cx);
            DoubleVector dy =
                    DoubleVector.fromArray(SPECIES, y, from + i).sub(cy).sub(constant);
            DoubleVector e = falling.fma(dx, dy);
            e.intoArray(out, i);
            DoubleVector square = e.mul(e);
            if (weights != null) {
                square = square.mul(DoubleVector.fromArray(SPECIES, weights, weightsFrom + i));
            }
            total = total.add(square);
        }
        if (i < count) {
            int last = count - LANES;
            DoubleVector dx = DoubleVector.fromArray(SPECIES, x, from + last).sub(cx);
            DoubleVector dy =
                    DoubleVector.fromArray(SPECIES, y, from + last).sub(cy).sub(constant);
            DoubleVector e = falling.fma(dx, dy);
            e.intoArray(out, last);
            DoubleVector square = e.mul(e);
            if (weights != null) {
                square = square.mul(DoubleVector.fromArray(SPECIES, weights, weightsFrom + last));
            }
            total = total.add(square.blend(0, LANE.compare(VectorOperators.LT, i - last)));
        }
        total.intoArray(squares, 0);
    }
}
