package io.regroup.engine.vector.internal;

import io.regroup.api.spi.GaussianLayout;
import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Mixtures of several dimensions that depend on each other. Products of matrix and rows are taken two numbers of the matrix at a time, so that half of the
 * work does not wait for memory.
 */
final class MultivariateGaussians extends VectorGaussians {

    private final int dimensions;

    /** A block per dimension: rows less the component's mean. */
    private final double[] differences;

    /** A block: one number of {@code P (x − μ)}, or responsibilities times differences. */
    private final double[] products;

    MultivariateGaussians(GaussianLayout layout) {
        super(layout);
        this.dimensions = layout.dimensions();
        this.differences = new double[dimensions * block];
        this.products = new double[block];
    }

    @Override
    void logarithms(double[][] x, int from, int rows, double[] parameters, int at, int bellsAt) {
        subtract(x, from, rows, parameters, at + 1);
        Arrays.fill(bells, bellsAt, bellsAt + rows, 0);
        int factor = at + 1 + dimensions;
        for (int a = 0; a < dimensions; a++) {
            int b = 0;
            Arrays.fill(products, 0, rows, 0);
            for (; b < a; b += 2, factor += 2) {
                addProducts(rows, b, parameters[factor], parameters[factor + 1]);
            }
            if (b == a) {
                addProduct(rows, b, parameters[factor++]);
            }
            addSquares(rows, bellsAt);
        }
        finish(rows, parameters[at], bellsAt);
    }

    private void subtract(double[][] x, int from, int rows, double[] parameters, int means) {
        for (int a = 0; a < dimensions; a++) {
            double[] column = x[a];
            DoubleVector mean = DoubleVector.broadcast(SPECIES, parameters[means + a]);
            int to = a * block;
            for (int i = 0; i < rows; i += LANES) {
                DoubleVector.fromArray(SPECIES, column, from + i).sub(mean).intoArray(differences, to + i);
            }
        }
    }

    private void addProduct(int rows, int dimension, double factor) {
        int at = dimension * block;
        DoubleVector f = DoubleVector.broadcast(SPECIES, factor);
        for (int i = 0; i < rows; i += LANES) {
            DoubleVector.fromArray(SPECIES, differences, at + i)
                    .fma(f, DoubleVector.fromArray(SPECIES, products, i))
                    .intoArray(products, i);
        }
    }

    /** Adds products with a dimension and the one after it. */
    private void addProducts(int rows, int dimension, double one, double other) {
        int at = dimension * block;
        int next = at + block;
        DoubleVector f = DoubleVector.broadcast(SPECIES, one);
        DoubleVector g = DoubleVector.broadcast(SPECIES, other);
        for (int i = 0; i < rows; i += LANES) {
            DoubleVector sum = DoubleVector.fromArray(SPECIES, differences, at + i)
                    .fma(f, DoubleVector.fromArray(SPECIES, products, i));
            DoubleVector.fromArray(SPECIES, differences, next + i).fma(g, sum).intoArray(products, i);
        }
    }

    private void addSquares(int rows, int bellsAt) {
        for (int i = 0; i < rows; i += LANES) {
            DoubleVector z = DoubleVector.fromArray(SPECIES, products, i);
            z.fma(z, DoubleVector.fromArray(SPECIES, bells, bellsAt + i)).intoArray(bells, bellsAt + i);
        }
    }

    private void finish(int rows, double constant, int bellsAt) {
        DoubleVector c = DoubleVector.broadcast(SPECIES, constant);
        DoubleVector minusHalf = DoubleVector.broadcast(SPECIES, -0.5);
        for (int i = 0; i < rows; i += LANES) {
            DoubleVector log =
                    DoubleVector.fromArray(SPECIES, bells, bellsAt + i).fma(minusHalf, c);
            log.intoArray(bells, bellsAt + i);
            DoubleVector most = DoubleVector.fromArray(SPECIES, largest, i);
            most.blend(log, log.compare(VectorOperators.GT, most)).intoArray(largest, i);
        }
    }

    @Override
    void moments(double[][] x, int from, int rows, double[] parameters, int at, int bellsAt, int sumsAt) {
        subtract(x, from, rows, parameters, at + 1);
        weigh(rows, bellsAt, sumsAt);
        int first = sumsAt + LANES;
        int second = first + dimensions * LANES;
        for (int a = 0; a < dimensions; a++) {
            multiply(rows, bellsAt, a, first + a * LANES);
            int b = 0;
            for (; b < a; b += 2, second += 2 * LANES) {
                addMoments(rows, b, second);
            }
            if (b == a) {
                addMoment(rows, b, second);
                second += LANES;
            }
        }
    }

    /** Leaves responsibilities times the differences of a dimension, and adds these up. */
    private void multiply(int rows, int bellsAt, int dimension, int sumAt) {
        int at = dimension * block;
        DoubleVector sum = DoubleVector.fromArray(SPECIES, partial, sumAt);
        for (int i = 0; i < rows; i += LANES) {
            DoubleVector rd = DoubleVector.fromArray(SPECIES, bells, bellsAt + i)
                    .mul(DoubleVector.fromArray(SPECIES, differences, at + i));
            rd.intoArray(products, i);
            sum = sum.add(rd);
        }
        sum.intoArray(partial, sumAt);
    }

    private void addMoment(int rows, int dimension, int sumAt) {
        int at = dimension * block;
        DoubleVector sum = DoubleVector.fromArray(SPECIES, partial, sumAt);
        for (int i = 0; i < rows; i += LANES) {
            sum = DoubleVector.fromArray(SPECIES, products, i)
                    .fma(DoubleVector.fromArray(SPECIES, differences, at + i), sum);
        }
        sum.intoArray(partial, sumAt);
    }

    /** Adds up products with a dimension and the one after it. */
    private void addMoments(int rows, int dimension, int sumAt) {
        int at = dimension * block;
        int next = at + block;
        DoubleVector one = DoubleVector.fromArray(SPECIES, partial, sumAt);
        DoubleVector other = DoubleVector.fromArray(SPECIES, partial, sumAt + LANES);
        for (int i = 0; i < rows; i += LANES) {
            DoubleVector rd = DoubleVector.fromArray(SPECIES, products, i);
            one = rd.fma(DoubleVector.fromArray(SPECIES, differences, at + i), one);
            other = rd.fma(DoubleVector.fromArray(SPECIES, differences, next + i), other);
        }
        one.intoArray(partial, sumAt);
        other.intoArray(partial, sumAt + LANES);
    }
}
