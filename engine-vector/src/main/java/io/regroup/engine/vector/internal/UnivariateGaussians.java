package io.regroup.engine.vector.internal;

import io.regroup.api.spi.GaussianLayout;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;

/** Mixtures of one dimension. */
final class UnivariateGaussians extends VectorGaussians {

    private static final double ROOT_OF_HALF = Math.sqrt(0.5);

    UnivariateGaussians(GaussianLayout layout) {
        super(layout);
    }

    @Override
    void logarithms(double[][] x, int from, int rows, double[] parameters, int at, int bellsAt) {
        double[] column = x[0];
        DoubleVector constant = DoubleVector.broadcast(SPECIES, parameters[at]);
        DoubleVector mean = DoubleVector.broadcast(SPECIES, parameters[at + 1]);
        DoubleVector factor = DoubleVector.broadcast(SPECIES, ROOT_OF_HALF * parameters[at + 2]);
        for (int i = 0; i < rows; i += LANES) {
            DoubleVector z =
                    DoubleVector.fromArray(SPECIES, column, from + i).sub(mean).mul(factor);
            DoubleVector log = z.neg().fma(z, constant);
            log.intoArray(bells, bellsAt + i);
            DoubleVector most = DoubleVector.fromArray(SPECIES, largest, i);
            most.blend(log, log.compare(VectorOperators.GT, most)).intoArray(largest, i);
        }
    }

    @Override
    void moments(double[][] x, int from, int rows, double[] parameters, int at, int bellsAt, int sumsAt) {
        double[] column = x[0];
        DoubleVector mean = DoubleVector.broadcast(SPECIES, parameters[at + 1]);
        DoubleVector zeroth = DoubleVector.fromArray(SPECIES, partial, sumsAt);
        DoubleVector first = DoubleVector.fromArray(SPECIES, partial, sumsAt + LANES);
        DoubleVector second = DoubleVector.fromArray(SPECIES, partial, sumsAt + 2 * LANES);
        for (int i = 0; i < rows; i += LANES) {
            DoubleVector d = DoubleVector.fromArray(SPECIES, column, from + i).sub(mean);
            DoubleVector r =
                    DoubleVector.fromArray(SPECIES, bells, bellsAt + i).mul(DoubleVector.fromArray(SPECIES, totals, i));
            DoubleVector rd = r.mul(d);
            zeroth = zeroth.add(r);
            first = first.add(rd);
            second = rd.fma(d, second);
        }
        zeroth.intoArray(partial, sumsAt);
        first.intoArray(partial, sumsAt + LANES);
        second.intoArray(partial, sumsAt + 2 * LANES);
    }
}
