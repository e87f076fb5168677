package io.regroup.engine.vector.internal;

import io.regroup.api.spi.GaussianKernel;
import io.regroup.api.spi.GaussianLayout;
import io.regroup.api.spi.Kernels;
import io.regroup.api.spi.LeastSquaresProgram;
import io.regroup.api.spi.LeastSquaresSolver;
import io.regroup.kernels.GroupSums;
import io.regroup.kernels.Householder;
import io.regroup.kernels.MomentSolver;
import io.regroup.kernels.RefinedSolver;
import io.regroup.kernels.ScalarKernels;
import io.regroup.kernels.ScalarSums;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The arithmetic for fitters of whole groups, along the lanes of vectors. Two lanes gain nothing and leave it to the plain form,
 * and so do values that do not fill a vector.
 */
final class VectorKernels implements Kernels {

    private static final VectorSpecies<Double> SPECIES = VectorWidth.SPECIES;
    private static final int LANES = SPECIES.length();
    private static final boolean WIDE = LANES >= 4;

    private final Kernels plain = new ScalarKernels(VectorEngine::kernel, Householder::upper);
    private final Selection selection = new Selection();
    private final double[] partial = new double[LANES];

    @Override
    public double median(double[] values, int from, int to) {
        return WIDE ? selection.median(values, from, to) : plain.median(values, from, to);
    }

    @Override
    public double sumOfSquares(double[] values, int from, int to) {
        if (!WIDE) {
            return plain.sumOfSquares(values, from, to);
        }
        DoubleVector sum = DoubleVector.zero(SPECIES);
        int i = from;
        for (; i <= to - LANES; i += LANES) {
            DoubleVector v = DoubleVector.fromArray(SPECIES, values, i);
            sum = v.fma(v, sum);
        }
        sum.intoArray(partial, 0);
        return LaneSums.at(partial, 0) + plain.sumOfSquares(values, i, to);
    }

    @Override
    public int mark(double[] values, int count, double limit, double[] before, double[] marks) {
        if (!WIDE || count < LANES) {
            return plain.mark(values, count, limit, before, marks);
        }
        int marked = 0;
        int changed = 0;
        int i = 0;
        for (; i <= count - LANES; i += LANES) {
            VectorMask<Double> within =
                    DoubleVector.fromArray(SPECIES, values, i).abs().compare(VectorOperators.LE, limit);
            VectorMask<Double> was = DoubleVector.fromArray(SPECIES, before, i).compare(VectorOperators.GT, 0);
            DoubleVector.zero(SPECIES).blend(1, within).intoArray(marks, i);
            marked += within.trueCount();
            changed += within.xor(was).trueCount();
        }
        if (i < count) {
            // the last vector ends with the last value, and what was seen before counts once
            int last = count - LANES;
            VectorMask<Double> within =
                    DoubleVector.fromArray(SPECIES, values, last).abs().compare(VectorOperators.LE, limit);
            VectorMask<Double> was =
                    DoubleVector.fromArray(SPECIES, before, last).compare(VectorOperators.GT, 0);
            DoubleVector.zero(SPECIES).blend(1, within).intoArray(marks, last);
            VectorMask<Double> fresh = VectorResiduals.LANE.compare(VectorOperators.GE, i - last);
            marked += within.and(fresh).trueCount();
            changed += within.xor(was).trueCount();
        }
        return changed == 0 ? -1 : marked;
    }

    @Override
    public LeastSquaresSolver leastSquares(LeastSquaresProgram problem) {
        int features = problem.features().size();
        GroupSums sums = ScalarSums.of(features, VectorEngine::kernel);
        return new MomentSolver(
                problem, WIDE ? vectorised(features, sums) : sums, new RefinedSolver(problem, Householder::upper));
    }

    @Override
    public GaussianKernel gaussians(GaussianLayout layout) {
        return VectorGaussians.of(layout);
    }

    static GroupSums vectorised(int features, GroupSums plain) {
        return features == 1 ? new OneFeatureGroup(plain) : new VectorResiduals(features, plain);
    }
}
