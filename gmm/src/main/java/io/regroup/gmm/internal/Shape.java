package io.regroup.gmm.internal;

import io.regroup.api.spi.GaussianLayout;
import io.regroup.gmm.Covariance;
import java.io.Serializable;

/**
 * How large a mixture's numbers are.
 *
 * @param dimensions of how many numbers a row consists
 * @param most the most components that there may be
 * @param form what covariance matrices look like
 */
record Shape(int dimensions, int most, Covariance form) implements Serializable {

    /** Tells whether only variances count. */
    boolean diagonal() {
        return dimensions == 1 || form == Covariance.DIAGONAL || form == Covariance.SPHERICAL;
    }

    /** Returns the size of a component's matrix. */
    int matrixWidth() {
        return diagonal() ? dimensions : Packed.width(dimensions);
    }

    /** Returns where the variance of a dimension stands in a component's matrix. */
    int variance(int dimension) {
        return diagonal() ? dimension : Packed.index(dimension, dimension);
    }

    /** Returns the layout of the parameters of a number of components, and of their sums. */
    GaussianLayout layout(int components) {
        return new GaussianLayout(components, dimensions, diagonal());
    }

    /** Returns the size of a component's parameters and of its sums. */
    int componentWidth() {
        return 1 + dimensions + matrixWidth();
    }

    /** Returns the size of the sums of an expectation step. */
    int sumWidth() {
        return 1 + most * componentWidth();
    }

    /** Returns how many numbers are free in a mixture of some components. */
    int freeParameters(int components) {
        int matrices = form == Covariance.TIED ? 1 : components;
        int each = form == Covariance.SPHERICAL ? 1 : matrixWidth();
        return components - 1 + components * dimensions + matrices * each;
    }
}
