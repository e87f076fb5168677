package io.regroup.engine.vector.internal;

import io.regroup.api.spi.GaussianLayout;
import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;

/** Mixtures of several dimensions that do not depend on each other within a component. */
final class DiagonalGaussians extends VectorGaussians {

    private static final double ROOT_OF_HALF = Math.sqrt(0.5);

    private final int dimensions;

    DiagonalGaussians(GaussianLayout layout) {
        super(layout);
        this.dimensions = layout.dimensions();
    }

    @Override
    void logarithms(double[][] x, int from, int rows, double[] parameters, int at, int bellsAt) {
        int mean = at + 1;
        int factor = mean + dimensions;
        Arrays.fill(bells, bellsAt, bellsAt + rows, parameters[at]);
        int a = dimensions % 2;
        if (a == 1) {
            subtractSquares(x[0], from, rows, parameters[mean], parameters[factor], bellsAt);
        }
        for (; a < dimensions; a += 2) {
            subtractSquares(x[a], x[a + 1], from, rows, parameters, mean + a, factor + a, bellsAt);
        }
        raise(rows, bellsAt);
    }

    private void subtractSquares(double[] column, int from, int rows, double mean, double factor, int bellsAt) {
        DoubleVector m = DoubleVector.broadcast(SPECIES, mean);
        DoubleVector f = DoubleVector.broadcast(SPECIES, ROOT_OF_HALF * factor);
        for (int i = 0; i < rows; i += LANES) {
            DoubleVector z =
                    DoubleVector.fromArray(SPECIES, column, from + i).sub(m).mul(f);
            z.neg().fma(z, DoubleVector.fromArray(SPECIES, bells, bellsAt + i)).intoArray(bells, bellsAt + i);
        }
    }

    /** The same for two dimensions at once. */
    private void subtractSquares(
            double[] one,
            double[] other,
            int from,
            int rows,
            double[] parameters,
            int means,
            int factors,
            int bellsAt) {
        DoubleVector m = DoubleVector.broadcast(SPECIES, parameters[means]);
        DoubleVector n = DoubleVector.broadcast(SPECIES, parameters[means + 1]);
        DoubleVector f = DoubleVector.broadcast(SPECIES, ROOT_OF_HALF * parameters[factors]);
        DoubleVector g = DoubleVector.broadcast(SPECIES, ROOT_OF_HALF * parameters[factors + 1]);
        for (int i = 0; i < rows; i += LANES) {
            DoubleVector z =
                    DoubleVector.fromArray(SPECIES, one, from + i).sub(m).mul(f);
            DoubleVector y =
                    DoubleVector.fromArray(SPECIES, other, from + i).sub(n).mul(g);
            DoubleVector log = z.neg().fma(z, DoubleVector.fromArray(SPECIES, bells, bellsAt + i));
            y.neg().fma(y, log).intoArray(bells, bellsAt + i);
        }
    }

    private void raise(int rows, int bellsAt) {
        for (int i = 0; i < rows; i += LANES) {
            DoubleVector log = DoubleVector.fromArray(SPECIES, bells, bellsAt + i);
            DoubleVector most = DoubleVector.fromArray(SPECIES, largest, i);
            most.blend(log, log.compare(VectorOperators.GT, most)).intoArray(largest, i);
        }
    }

    @Override
    void moments(double[][] x, int from, int rows, double[] parameters, int at, int bellsAt, int sumsAt) {
        weigh(rows, bellsAt, sumsAt);
        int first = sumsAt + LANES;
        int second = first + dimensions * LANES;
        for (int a = 0; a < dimensions; a++) {
            addMoments(x[a], from, rows, parameters[at + 1 + a], bellsAt, first + a * LANES, second + a * LANES);
        }
    }

    private void addMoments(double[] column, int from, int rows, double mean, int bellsAt, int firstAt, int secondAt) {
        DoubleVector m = DoubleVector.broadcast(SPECIES, mean);
        DoubleVector first = DoubleVector.fromArray(SPECIES, partial, firstAt);
        DoubleVector second = DoubleVector.fromArray(SPECIES, partial, secondAt);
        for (int i = 0; i < rows; i += LANES) {
            DoubleVector d = DoubleVector.fromArray(SPECIES, column, from + i).sub(m);
            DoubleVector rd =
                    DoubleVector.fromArray(SPECIES, bells, bellsAt + i).mul(d);
            first = first.add(rd);
            second = rd.fma(d, second);
        }
        first.intoArray(partial, firstAt);
        second.intoArray(partial, secondAt);
    }
}
