package io.regroup.engine.vector.internal;

import io.regroup.kernels.GroupColumns;
import io.regroup.kernels.GroupSums;
import io.regroup.kernels.MomentLayout;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.jspecify.annotations.Nullable;

/**
 * Residuals of one group, a vector of rows at a time. The last rows, too few for a vector, are a whole vector that ends with
 * the last row: what was seen before is written once more, and has no weight. So nothing is read beyond the group, and its
 * place in the columns does not matter. Groups smaller than a vector are left to the plain form, and so are sums.
 */
class VectorResiduals implements GroupSums {

    static final VectorSpecies<Double> SPECIES = VectorWidth.SPECIES;
    static final int LANES = SPECIES.length();

    /** The number of each lane. */
    static final DoubleVector LANE = DoubleVector.zero(SPECIES).addIndex(1);

    final GroupSums plain;
    final MomentLayout layout;
    private final int features;

    /** Partial sums of w e². */
    final double[] squares = new double[LANES];

    VectorResiduals(int features, GroupSums plain) {
        this.features = features;
        this.layout = new MomentLayout(features);
        this.plain = plain;
    }

    @Override
    public int add(GroupColumns rows, double[] sums) {
        return plain.add(rows, sums);
    }

    @Override
    public double residuals(GroupColumns rows, double[] sums, double[] slopes, double constant, double[] out) {
        if (rows.count() < LANES) {
            return plain.residuals(rows, sums, slopes, constant, out);
        }
        write(rows, rows.weights(), sums, slopes, constant, out);
        return LaneSums.at(squares, 0);
    }

    /**
     * Writes the residuals, and the sums of their squares into {@link #squares}.
     *
     * @param rows the group
     * @param weights its weights, null if all are 1
     * @param sums has the pivots
     * @param slopes the slopes
     * @param constant what the model predicts at the pivots, less the pivot of the target
     * @param out receives the residuals
     */
    void write(
            GroupColumns rows,
            double @Nullable [] weights,
            double[] sums,
            double[] slopes,
            double constant,
            double[] out) {
        double[] y = rows.variable(features);
        double cy = sums[layout.pivot(features)];
        int firstPivot = layout.pivot(0);
        int from = rows.from();
        int count = rows.count();
        int weightsFrom = rows.weightsFrom();
        DoubleVector total = DoubleVector.zero(SPECIES);
        int i = 0;
        for (; i <= count - LANES; i += LANES) {
            DoubleVector e =
                    DoubleVector.fromArray(SPECIES, y, from + i).sub(cy).sub(constant);
            for (int j = 0; j < features; j++) {
                DoubleVector dx = DoubleVector.fromArray(SPECIES, rows.variable(j), from + i)
                        .sub(sums[firstPivot + j]);
                e = DoubleVector.broadcast(SPECIES, -slopes[j]).fma(dx, e);
            }
            e.intoArray(out, i);
            DoubleVector square = e.mul(e);
            if (weights != null) {
                square = square.mul(DoubleVector.fromArray(SPECIES, weights, weightsFrom + i));
            }
            total = total.add(square);
        }
        if (i < count) {
            int last = count - LANES;
            DoubleVector e =
                    DoubleVector.fromArray(SPECIES, y, from + last).sub(cy).sub(constant);
            for (int j = 0; j < features; j++) {
                DoubleVector dx = DoubleVector.fromArray(SPECIES, rows.variable(j), from + last)
                        .sub(sums[firstPivot + j]);
                e = DoubleVector.broadcast(SPECIES, -slopes[j]).fma(dx, e);
            }
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
