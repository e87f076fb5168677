package io.regroup.engine.vector.internal;

import io.regroup.kernels.MomentKernel;
import io.regroup.kernels.MomentLayout;
import java.util.Arrays;
import java.util.Objects;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Cross-moments in vectors. Up to three features are added up in registers: along a group's rows, or, for groups of no
 * more rows than a vector has lanes, across groups, one lane each. More features go through tables of differences, four
 * products at a time.
 */
final class VectorMoments implements MomentKernel {

    private static final VectorSpecies<Double> SPECIES = VectorWidth.SPECIES;
    private static final int LANES = SPECIES.length();
    private static final double[] ONES = DoubleVector.broadcast(SPECIES, 1).toArray();

    /** Masks of the first so many lanes. */
    private static final VectorMask<Double>[] FIRST = first();

    /** Groups of no more rows than this are added up across groups. */
    private static final int TINY = 8;

    private final int features;
    private final int variables;
    private final boolean weighted;
    private final boolean intercept;
    private final MomentLayout layout;
    private final double[] pivots;
    private final double[] group;
    private final double[][] lanes;
    private final double[] lanePivots;
    private final double[] padding = new double[LANES];
    private final int[] sizes = new int[LANES];
    private final int weightIndex;
    private final int quantities;
    private final double[] partial;
    private final ManyFeatures manyFeatures;

    VectorMoments(int features, boolean weighted, boolean intercept) {
        this.features = features;
        this.variables = features + 1;
        this.weighted = weighted;
        this.intercept = intercept;
        this.layout = new MomentLayout(features);
        this.pivots = new double[variables];
        this.group = new double[layout.width()];
        this.lanes = new double[variables + 1][Math.max(TINY, 1) * LANES];
        this.lanePivots = new double[variables * LANES];
        this.weightIndex = weighted ? -1 : 0;
        this.quantities = 2 + layout.width() - layout.sum(0);
        this.partial = new double[quantities * LANES * LANES];
        this.manyFeatures = new ManyFeatures(layout);
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static VectorMask<Double>[] first() {
        VectorMask<Double>[] masks = new VectorMask[LANES + 1];
        Arrays.setAll(masks, count -> SPECIES.indexInRange(0, count));
        return masks;
    }

    @Override
    public void accumulate(
            Rows rows, int[] starts, int first, int groups, boolean pivotsGiven, double[] sums, int stride, int at) {
        if (features < 1 || features > 3) {
            manyFeatures(rows, starts, first, groups, pivotsGiven, sums, stride, at);
            return;
        }
        for (int g = 0; g < groups; ) {
            // a group's size alone decides how it is added up, not its neighbours
            boolean tiny = isTiny(starts, first + g) && !pivotsGiven;
            int count = 1;
            while (count < LANES && g + count < groups && (isTiny(starts, first + g + count) && !pivotsGiven) == tiny) {
                count++;
            }
            if (tiny) {
                acrossGroups(rows, starts, first + g, count, sums, stride, at + g);
            } else {
                alongRows(rows, starts, first + g, count, pivotsGiven, sums, stride, at + g);
            }
            g += count;
        }
    }

    private static boolean isTiny(int[] starts, int group) {
        return starts[group + 1] - starts[group] <= TINY;
    }

    private void choosePivots(Rows rows, int from, boolean given, double[] sums, int stride, int at) {
        for (int v = 0; v < variables; v++) {
            if (!given) {
                double[] column = v < features ? rows.features()[v] : rows.target();
                sums[layout.pivot(v) * stride + at] = intercept ? column[from] : 0;
            }
            pivots[v] = sums[layout.pivot(v) * stride + at];
        }
    }

    private void manyFeatures(
            Rows rows, int[] starts, int first, int groups, boolean pivotsGiven, double[] sums, int stride, int at) {
        for (int g = 0; g < groups; g++) {
            int from = starts[first + g];
            choosePivots(rows, from, pivotsGiven, sums, stride, at + g);
            manyFeatures.accumulate(rows, from, starts[first + g + 1], pivots, group);
            System.arraycopy(pivots, 0, group, layout.pivot(0), variables);
            for (int k = 0; k < group.length; k++) {
                sums[k * stride + at + g] = group[k];
            }
        }
    }

    /** Adds up consecutive groups one after another, and then the lanes of all of them at once. */
    private void alongRows(
            Rows rows, int[] starts, int first, int count, boolean pivotsGiven, double[] sums, int stride, int at) {
        for (int slot = 0; slot < count; slot++) {
            int from = starts[first + slot];
            int size = starts[first + slot + 1] - from;
            choosePivots(rows, from, pivotsGiven, sums, stride, at + slot);
            int rest = size % LANES;
            padding[slot] = rest == 0 ? 0 : LANES - rest;
            if (rest > 0) {
                fillRest(rows, from + size - rest, rest);
            }
            switch (features) {
                case 1 -> along1(rows, from, size, slot);
                case 2 -> along2(rows, from, size, slot);
                default -> along3(rows, from, size, slot);
            }
            sizes[slot] = size;
        }
        VectorMask<Double> used = FIRST[count];
        for (int k = 0; k < quantities; k++) {
            LaneSums.ofGroups(partial, place(k, 0)).intoArray(sums, quantity(k) * stride + at, used);
        }
        finish(count, sums, stride, at);
    }

    /** Copies the last rows, fewer than a vector has lanes, and fills up with rows of no weight that stand at the pivot. */
    private void fillRest(Rows rows, int from, int rest) {
        VectorMask<Double> used = FIRST[rest];
        for (int v = 0; v < variables; v++) {
            double[] column = v < features ? rows.features()[v] : rows.target();
            DoubleVector.broadcast(SPECIES, pivots[v])
                    .blend(DoubleVector.fromArray(SPECIES, column, from, used), used)
                    .intoArray(lanes[v], 0);
        }
        if (weighted) {
            DoubleVector.fromArray(SPECIES, Objects.requireNonNull(rows.weights()), from, used)
                    .intoArray(lanes[variables], 0);
        }
    }

    private double[] weightsOf(Rows rows) {
        double[] weights = rows.weights();
        return weights == null ? ONES : weights;
    }

    /** Where quantity k of a group's vectors stands until lanes are added up. */
    private static int place(int k, int slot) {
        return (k * LANES + slot) * LANES;
    }

    /** Where the k-th accumulated quantity stands in the layout: pivots are not accumulated. */
    private int quantity(int k) {
        return k < 2 ? k : layout.sum(0) + k - 2;
    }

    /** Turns counts of rows without weight into a verdict: padding has none, and nothing else may have none. */
    private void finish(int count, double[] sums, int stride, int at) {
        for (int g = 0; g < count; g++) {
            int place = MomentLayout.ALL_POSITIVE * stride + at + g;
            sums[place] = !weighted || sums[place] == padding[g] ? 1 : 0;
            if (!weighted) {
                sums[MomentLayout.WEIGHT * stride + at + g] = sizes[g];
            }
        }
    }

    /** Adds up consecutive tiny groups, one lane each; lanes are filled up with rows of no weight that stand at the pivot. */
    private void acrossGroups(Rows rows, int[] starts, int first, int count, double[] sums, int stride, int at) {
        int most = 0;
        for (int lane = 0; lane < count; lane++) {
            most = Math.max(most, starts[first + lane + 1] - starts[first + lane]);
        }
        for (int lane = 0; lane < LANES; lane++) {
            int from = lane < count ? starts[first + lane] : 0;
            int size = lane < count ? starts[first + lane + 1] - from : 0;
            sizes[lane] = size;
            padding[lane] = (most - size) * (weighted ? 1 : 0);
            for (int v = 0; v < variables; v++) {
                double[] column = v < features ? rows.features()[v] : rows.target();
                double pivot = intercept && size > 0 ? column[from] : 0;
                lanePivots[v * LANES + lane] = pivot;
                fill(column, from, size, most, pivot, lanes[v], lane);
            }
            if (weighted) {
                fill(Objects.requireNonNull(rows.weights()), from, size, most, 0, lanes[variables], lane);
            }
        }
        VectorMask<Double> used = FIRST[count];
        switch (features) {
            case 1 -> across1(most, sums, stride, at, count);
            case 2 -> across2(most, sums, stride, at, count);
            default -> across3(most, sums, stride, at, count);
        }
        for (int v = 0; v < variables; v++) {
            DoubleVector.fromArray(SPECIES, lanePivots, v * LANES).intoArray(sums, layout.pivot(v) * stride + at, used);
        }
        finish(count, sums, stride, at);
    }

    private static void fill(double[] column, int from, int size, int most, double rest, double[] into, int lane) {
        int place = lane;
        for (int i = 0; i < size; i++) {
            into[place] = column[from + i];
            place += LANES;
        }
        for (int i = size; i < most; i++) {
            into[place] = rest;
            place += LANES;
        }
    }

    private void along1(Rows rows, int from, int count, int slot) {
        double[] x = rows.features()[0];
        double[] y = rows.target();
        double[] weights = weightsOf(rows);
        DoubleVector cx = DoubleVector.broadcast(SPECIES, pivots[0]);
        DoubleVector cy = DoubleVector.broadcast(SPECIES, pivots[1]);
        DoubleVector sw = DoubleVector.zero(SPECIES);
        DoubleVector notPositive = DoubleVector.zero(SPECIES);
        DoubleVector sx = DoubleVector.zero(SPECIES);
        DoubleVector sy = DoubleVector.zero(SPECIES);
        DoubleVector xx = DoubleVector.zero(SPECIES);
        DoubleVector xy = DoubleVector.zero(SPECIES);
        DoubleVector yy = DoubleVector.zero(SPECIES);
        int i = from;
        int end = from + count / LANES * LANES;
        for (int pass = 0; pass < 2; pass++) {
            for (; i < end; i += LANES) {
                DoubleVector w = DoubleVector.fromArray(SPECIES, weights, i & weightIndex);
                DoubleVector dx = DoubleVector.fromArray(SPECIES, x, i).sub(cx);
                DoubleVector dy = DoubleVector.fromArray(SPECIES, y, i).sub(cy);
                DoubleVector wx = w.mul(dx);
                DoubleVector wy = w.mul(dy);
                sw = sw.add(w);
                notPositive = notPositive.add(1, w.compare(VectorOperators.LE, 0));
                sx = sx.add(wx);
                sy = sy.add(wy);
                xx = wx.fma(dx, xx);
                xy = wy.fma(dx, xy);
                yy = wy.fma(dy, yy);
            }
            x = lanes[0];
            y = lanes[1];
            weights = weighted ? lanes[2] : ONES;
            i = 0;
            end = count % LANES;
        }
        sw.intoArray(partial, place(0, slot));
        notPositive.intoArray(partial, place(1, slot));
        sx.intoArray(partial, place(2, slot));
        sy.intoArray(partial, place(3, slot));
        xx.intoArray(partial, place(4, slot));
        xy.intoArray(partial, place(5, slot));
        yy.intoArray(partial, place(6, slot));
    }

    private void along2(Rows rows, int from, int count, int slot) {
        double[] x = rows.features()[0];
        double[] z = rows.features()[1];
        double[] y = rows.target();
        double[] weights = weightsOf(rows);
        DoubleVector cx = DoubleVector.broadcast(SPECIES, pivots[0]);
        DoubleVector cz = DoubleVector.broadcast(SPECIES, pivots[1]);
        DoubleVector cy = DoubleVector.broadcast(SPECIES, pivots[2]);
        DoubleVector sw = DoubleVector.zero(SPECIES);
        DoubleVector notPositive = DoubleVector.zero(SPECIES);
        DoubleVector sx = DoubleVector.zero(SPECIES);
        DoubleVector sz = DoubleVector.zero(SPECIES);
        DoubleVector sy = DoubleVector.zero(SPECIES);
        DoubleVector xx = DoubleVector.zero(SPECIES);
        DoubleVector xz = DoubleVector.zero(SPECIES);
        DoubleVector zz = DoubleVector.zero(SPECIES);
        DoubleVector xy = DoubleVector.zero(SPECIES);
        DoubleVector zy = DoubleVector.zero(SPECIES);
        DoubleVector yy = DoubleVector.zero(SPECIES);
        int i = from;
        int end = from + count / LANES * LANES;
        for (int pass = 0; pass < 2; pass++) {
            for (; i < end; i += LANES) {
                DoubleVector w = DoubleVector.fromArray(SPECIES, weights, i & weightIndex);
                DoubleVector dx = DoubleVector.fromArray(SPECIES, x, i).sub(cx);
                DoubleVector dz = DoubleVector.fromArray(SPECIES, z, i).sub(cz);
                DoubleVector dy = DoubleVector.fromArray(SPECIES, y, i).sub(cy);
                DoubleVector wx = w.mul(dx);
                DoubleVector wz = w.mul(dz);
                DoubleVector wy = w.mul(dy);
                sw = sw.add(w);
                notPositive = notPositive.add(1, w.compare(VectorOperators.LE, 0));
                sx = sx.add(wx);
                sz = sz.add(wz);
                sy = sy.add(wy);
                xx = wx.fma(dx, xx);
                xz = wz.fma(dx, xz);
                zz = wz.fma(dz, zz);
                xy = wy.fma(dx, xy);
                zy = wy.fma(dz, zy);
                yy = wy.fma(dy, yy);
            }
            x = lanes[0];
            z = lanes[1];
            y = lanes[2];
            weights = weighted ? lanes[3] : ONES;
            i = 0;
            end = count % LANES;
        }
        sw.intoArray(partial, place(0, slot));
        notPositive.intoArray(partial, place(1, slot));
        sx.intoArray(partial, place(2, slot));
        sz.intoArray(partial, place(3, slot));
        sy.intoArray(partial, place(4, slot));
        xx.intoArray(partial, place(5, slot));
        xz.intoArray(partial, place(6, slot));
        zz.intoArray(partial, place(7, slot));
        xy.intoArray(partial, place(8, slot));
        zy.intoArray(partial, place(9, slot));
        yy.intoArray(partial, place(10, slot));
    }

    private void along3(Rows rows, int from, int count, int slot) {
        double[] x = rows.features()[0];
        double[] z = rows.features()[1];
        double[] u = rows.features()[2];
        double[] y = rows.target();
        double[] weights = weightsOf(rows);
        DoubleVector cx = DoubleVector.broadcast(SPECIES, pivots[0]);
        DoubleVector cz = DoubleVector.broadcast(SPECIES, pivots[1]);
        DoubleVector cu = DoubleVector.broadcast(SPECIES, pivots[2]);
        DoubleVector cy = DoubleVector.broadcast(SPECIES, pivots[3]);
        DoubleVector sw = DoubleVector.zero(SPECIES);
        DoubleVector notPositive = DoubleVector.zero(SPECIES);
        DoubleVector sx = DoubleVector.zero(SPECIES);
        DoubleVector sz = DoubleVector.zero(SPECIES);
        DoubleVector su = DoubleVector.zero(SPECIES);
        DoubleVector sy = DoubleVector.zero(SPECIES);
        DoubleVector xx = DoubleVector.zero(SPECIES);
        DoubleVector xz = DoubleVector.zero(SPECIES);
        DoubleVector zz = DoubleVector.zero(SPECIES);
        DoubleVector xu = DoubleVector.zero(SPECIES);
        DoubleVector zu = DoubleVector.zero(SPECIES);
        DoubleVector uu = DoubleVector.zero(SPECIES);
        DoubleVector xy = DoubleVector.zero(SPECIES);
        DoubleVector zy = DoubleVector.zero(SPECIES);
        DoubleVector uy = DoubleVector.zero(SPECIES);
        DoubleVector yy = DoubleVector.zero(SPECIES);
        int i = from;
        int end = from + count / LANES * LANES;
        for (int pass = 0; pass < 2; pass++) {
            for (; i < end; i += LANES) {
                DoubleVector w = DoubleVector.fromArray(SPECIES, weights, i & weightIndex);
                DoubleVector dx = DoubleVector.fromArray(SPECIES, x, i).sub(cx);
                DoubleVector dz = DoubleVector.fromArray(SPECIES, z, i).sub(cz);
                DoubleVector du = DoubleVector.fromArray(SPECIES, u, i).sub(cu);
                DoubleVector dy = DoubleVector.fromArray(SPECIES, y, i).sub(cy);
                DoubleVector wx = w.mul(dx);
                DoubleVector wz = w.mul(dz);
                DoubleVector wu = w.mul(du);
                DoubleVector wy = w.mul(dy);
                sw = sw.add(w);
                notPositive = notPositive.add(1, w.compare(VectorOperators.LE, 0));
                sx = sx.add(wx);
                sz = sz.add(wz);
                su = su.add(wu);
                sy = sy.add(wy);
                xx = wx.fma(dx, xx);
                xz = wz.fma(dx, xz);
                zz = wz.fma(dz, zz);
                xu = wu.fma(dx, xu);
                zu = wu.fma(dz, zu);
                uu = wu.fma(du, uu);
                xy = wy.fma(dx, xy);
                zy = wy.fma(dz, zy);
                uy = wy.fma(du, uy);
                yy = wy.fma(dy, yy);
            }
            x = lanes[0];
            z = lanes[1];
            u = lanes[2];
            y = lanes[3];
            weights = weighted ? lanes[4] : ONES;
            i = 0;
            end = count % LANES;
        }
        sw.intoArray(partial, place(0, slot));
        notPositive.intoArray(partial, place(1, slot));
        sx.intoArray(partial, place(2, slot));
        sz.intoArray(partial, place(3, slot));
        su.intoArray(partial, place(4, slot));
        sy.intoArray(partial, place(5, slot));
        xx.intoArray(partial, place(6, slot));
        xz.intoArray(partial, place(7, slot));
        zz.intoArray(partial, place(8, slot));
        xu.intoArray(partial, place(9, slot));
        zu.intoArray(partial, place(10, slot));
        uu.intoArray(partial, place(11, slot));
        xy.intoArray(partial, place(12, slot));
        zy.intoArray(partial, place(13, slot));
        uy.intoArray(partial, place(14, slot));
        yy.intoArray(partial, place(15, slot));
    }

    private void across1(int most, double[] sums, int stride, int at, int count) {
        VectorMask<Double> used = FIRST[count];
        double[] x = lanes[0];
        double[] y = lanes[1];
        double[] weights = weighted ? lanes[2] : ONES;
        DoubleVector cx = DoubleVector.fromArray(SPECIES, lanePivots, 0 * LANES);
        DoubleVector cy = DoubleVector.fromArray(SPECIES, lanePivots, 1 * LANES);
        DoubleVector sw = DoubleVector.zero(SPECIES);
        DoubleVector notPositive = DoubleVector.zero(SPECIES);
        DoubleVector sx = DoubleVector.zero(SPECIES);
        DoubleVector sy = DoubleVector.zero(SPECIES);
        DoubleVector xx = DoubleVector.zero(SPECIES);
        DoubleVector xy = DoubleVector.zero(SPECIES);
        DoubleVector yy = DoubleVector.zero(SPECIES);
        for (int i = 0; i < most * LANES; i += LANES) {
            DoubleVector w = DoubleVector.fromArray(SPECIES, weights, i & weightIndex);
            DoubleVector dx = DoubleVector.fromArray(SPECIES, x, i).sub(cx);
            DoubleVector dy = DoubleVector.fromArray(SPECIES, y, i).sub(cy);
            DoubleVector wx = w.mul(dx);
            DoubleVector wy = w.mul(dy);
            sw = sw.add(w);
            notPositive = notPositive.add(1, w.compare(VectorOperators.LE, 0));
            sx = sx.add(wx);
            sy = sy.add(wy);
            xx = wx.fma(dx, xx);
            xy = wy.fma(dx, xy);
            yy = wy.fma(dy, yy);
        }
        sw.intoArray(sums, quantity(0) * stride + at, used);
        notPositive.intoArray(sums, quantity(1) * stride + at, used);
        sx.intoArray(sums, quantity(2) * stride + at, used);
        sy.intoArray(sums, quantity(3) * stride + at, used);
        xx.intoArray(sums, quantity(4) * stride + at, used);
        xy.intoArray(sums, quantity(5) * stride + at, used);
        yy.intoArray(sums, quantity(6) * stride + at, used);
    }

    private void across2(int most, double[] sums, int stride, int at, int count) {
        VectorMask<Double> used = FIRST[count];
        double[] x = lanes[0];
        double[] z = lanes[1];
        double[] y = lanes[2];
        double[] weights = weighted ? lanes[3] : ONES;
        DoubleVector cx = DoubleVector.fromArray(SPECIES, lanePivots, 0 * LANES);
        DoubleVector cz = DoubleVector.fromArray(SPECIES, lanePivots, 1 * LANES);
        DoubleVector cy = DoubleVector.fromArray(SPECIES, lanePivots, 2 * LANES);
        DoubleVector sw = DoubleVector.zero(SPECIES);
        DoubleVector notPositive = DoubleVector.zero(SPECIES);
        DoubleVector sx = DoubleVector.zero(SPECIES);
        DoubleVector sz = DoubleVector.zero(SPECIES);
        DoubleVector sy = DoubleVector.zero(SPECIES);
        DoubleVector xx = DoubleVector.zero(SPECIES);
        DoubleVector xz = DoubleVector.zero(SPECIES);
        DoubleVector zz = DoubleVector.zero(SPECIES);
        DoubleVector xy = DoubleVector.zero(SPECIES);
        DoubleVector zy = DoubleVector.zero(SPECIES);
        DoubleVector yy = DoubleVector.zero(SPECIES);
        for (int i = 0; i < most * LANES; i += LANES) {
            DoubleVector w = DoubleVector.fromArray(SPECIES, weights, i & weightIndex);
            DoubleVector dx = DoubleVector.fromArray(SPECIES, x, i).sub(cx);
            DoubleVector dz = DoubleVector.fromArray(SPECIES, z, i).sub(cz);
            DoubleVector dy = DoubleVector.fromArray(SPECIES, y, i).sub(cy);
            DoubleVector wx = w.mul(dx);
            DoubleVector wz = w.mul(dz);
            DoubleVector wy = w.mul(dy);
            sw = sw.add(w);
            notPositive = notPositive.add(1, w.compare(VectorOperators.LE, 0));
            sx = sx.add(wx);
            sz = sz.add(wz);
            sy = sy.add(wy);
            xx = wx.fma(dx, xx);
            xz = wz.fma(dx, xz);
            zz = wz.fma(dz, zz);
            xy = wy.fma(dx, xy);
            zy = wy.fma(dz, zy);
            yy = wy.fma(dy, yy);
        }
        sw.intoArray(sums, quantity(0) * stride + at, used);
        notPositive.intoArray(sums, quantity(1) * stride + at, used);
        sx.intoArray(sums, quantity(2) * stride + at, used);
        sz.intoArray(sums, quantity(3) * stride + at, used);
        sy.intoArray(sums, quantity(4) * stride + at, used);
        xx.intoArray(sums, quantity(5) * stride + at, used);
        xz.intoArray(sums, quantity(6) * stride + at, used);
        zz.intoArray(sums, quantity(7) * stride + at, used);
        xy.intoArray(sums, quantity(8) * stride + at, used);
        zy.intoArray(sums, quantity(9) * stride + at, used);
        yy.intoArray(sums, quantity(10) * stride + at, used);
    }

    private void across3(int most, double[] sums, int stride, int at, int count) {
        VectorMask<Double> used = FIRST[count];
        double[] x = lanes[0];
        double[] z = lanes[1];
        double[] u = lanes[2];
        double[] y = lanes[3];
        double[] weights = weighted ? lanes[4] : ONES;
        DoubleVector cx = DoubleVector.fromArray(SPECIES, lanePivots, 0 * LANES);
        DoubleVector cz = DoubleVector.fromArray(SPECIES, lanePivots, 1 * LANES);
        DoubleVector cu = DoubleVector.fromArray(SPECIES, lanePivots, 2 * LANES);
        DoubleVector cy = DoubleVector.fromArray(SPECIES, lanePivots, 3 * LANES);
        DoubleVector sw = DoubleVector.zero(SPECIES);
        DoubleVector notPositive = DoubleVector.zero(SPECIES);
        DoubleVector sx = DoubleVector.zero(SPECIES);
        DoubleVector sz = DoubleVector.zero(SPECIES);
        DoubleVector su = DoubleVector.zero(SPECIES);
        DoubleVector sy = DoubleVector.zero(SPECIES);
        DoubleVector xx = DoubleVector.zero(SPECIES);
        DoubleVector xz = DoubleVector.zero(SPECIES);
        DoubleVector zz = DoubleVector.zero(SPECIES);
        DoubleVector xu = DoubleVector.zero(SPECIES);
        DoubleVector zu = DoubleVector.zero(SPECIES);
        DoubleVector uu = DoubleVector.zero(SPECIES);
        DoubleVector xy = DoubleVector.zero(SPECIES);
        DoubleVector zy = DoubleVector.zero(SPECIES);
        DoubleVector uy = DoubleVector.zero(SPECIES);
        DoubleVector yy = DoubleVector.zero(SPECIES);
        for (int i = 0; i < most * LANES; i += LANES) {
            DoubleVector w = DoubleVector.fromArray(SPECIES, weights, i & weightIndex);
            DoubleVector dx = DoubleVector.fromArray(SPECIES, x, i).sub(cx);
            DoubleVector dz = DoubleVector.fromArray(SPECIES, z, i).sub(cz);
            DoubleVector du = DoubleVector.fromArray(SPECIES, u, i).sub(cu);
            DoubleVector dy = DoubleVector.fromArray(SPECIES, y, i).sub(cy);
            DoubleVector wx = w.mul(dx);
            DoubleVector wz = w.mul(dz);
            DoubleVector wu = w.mul(du);
            DoubleVector wy = w.mul(dy);
            sw = sw.add(w);
            notPositive = notPositive.add(1, w.compare(VectorOperators.LE, 0));
            sx = sx.add(wx);
            sz = sz.add(wz);
            su = su.add(wu);
            sy = sy.add(wy);
            xx = wx.fma(dx, xx);
            xz = wz.fma(dx, xz);
            zz = wz.fma(dz, zz);
            xu = wu.fma(dx, xu);
            zu = wu.fma(dz, zu);
            uu = wu.fma(du, uu);
            xy = wy.fma(dx, xy);
            zy = wy.fma(dz, zy);
            uy = wy.fma(du, uy);
            yy = wy.fma(dy, yy);
        }
        sw.intoArray(sums, quantity(0) * stride + at, used);
        notPositive.intoArray(sums, quantity(1) * stride + at, used);
        sx.intoArray(sums, quantity(2) * stride + at, used);
        sz.intoArray(sums, quantity(3) * stride + at, used);
        su.intoArray(sums, quantity(4) * stride + at, used);
        sy.intoArray(sums, quantity(5) * stride + at, used);
        xx.intoArray(sums, quantity(6) * stride + at, used);
        xz.intoArray(sums, quantity(7) * stride + at, used);
        zz.intoArray(sums, quantity(8) * stride + at, used);
        xu.intoArray(sums, quantity(9) * stride + at, used);
        zu.intoArray(sums, quantity(10) * stride + at, used);
        uu.intoArray(sums, quantity(11) * stride + at, used);
        xy.intoArray(sums, quantity(12) * stride + at, used);
        zy.intoArray(sums, quantity(13) * stride + at, used);
        uy.intoArray(sums, quantity(14) * stride + at, used);
        yy.intoArray(sums, quantity(15) * stride + at, used);
    }

    @Override
    public int compact(Rows rows, int from, int to, Rows into, int at) {
        double[] y = rows.target();
        double[] weights = rows.weights();
        double[] weightsInto = into.weights();
        int count = at;
        for (int i = from; i < to; i += LANES) {
            VectorMask<Double> used = SPECIES.indexInRange(i, to);
            DoubleVector target = DoubleVector.fromArray(SPECIES, y, i, used);
            VectorMask<Double> counts = target.test(VectorOperators.IS_FINITE).and(used);
            for (int v = 0; v < features; v++) {
                counts = counts.and(DoubleVector.fromArray(SPECIES, rows.features()[v], i, used)
                        .test(VectorOperators.IS_FINITE));
            }
            if (weights != null) {
                DoubleVector w = DoubleVector.fromArray(SPECIES, weights, i, used);
                counts = counts.and(w.test(VectorOperators.IS_FINITE)).and(w.compare(VectorOperators.GT, 0));
                w.compress(counts).intoArray(Objects.requireNonNull(weightsInto), count);
            }
            target.compress(counts).intoArray(into.target(), count);
            for (int v = 0; v < features; v++) {
                DoubleVector.fromArray(SPECIES, rows.features()[v], i, used)
                        .compress(counts)
                        .intoArray(into.features()[v], count);
            }
            count += counts.trueCount();
        }
        return count - at;
    }
}
