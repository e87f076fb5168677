package io.regroup.api.spi;

import io.regroup.api.InvalidArgumentException;
import java.io.Serializable;

/**
 * Where the numbers of a sum of Gaussian bells stand in an array, for {@link GaussianKernel}. With d dimensions, component k adds
 * {@code exp(c − ½ |P (x − μ)|²)} to the density, where c is the logarithm of its weight and of all that does not depend on x, and P is
 * the inverse of the lower Cholesky factor of its covariance, itself lower triangular ({@code Σ⁻¹ = Pᵀ P}); diagonal if dimensions
 * do not depend on each other.
 *
 * <p>Parameters: for each component {@code c, μ (d), P}. Sums: the sum of logarithms of the density, then for each component
 * {@code Σ wr, Σ wr (x − μ) (d), Σ wr (x − μ)(x − μ)ᵀ}, where r is the responsibility of the component for a row, and w the row's weight.
 * Symmetric and triangular matrices are packed by rows of their lower half, {@code (0,0), (1,0), (1,1), (2,0), …}; of diagonal ones the
 * diagonal is there alone.
 *
 * @param components how many bells, at least 1
 * @param dimensions of how many numbers a row consists, at least 1
 * @param diagonal whether dimensions do not depend on each other within a component; always true for one dimension
 */
public record GaussianLayout(int components, int dimensions, boolean diagonal) implements Serializable {

    /**
     * Checks the parts.
     *
     * @throws InvalidArgumentException if a number is less than 1
     */
    public GaussianLayout {
        if (components < 1 || dimensions < 1) {
            throw new InvalidArgumentException(
                    "mixture: expected at least 1 component and 1 dimension, got " + components + " and " + dimensions);
        }
        diagonal = diagonal || dimensions == 1;
    }

    /**
     * Returns the size of a matrix.
     *
     * @return d if diagonal, otherwise {@code d (d + 1) / 2}
     */
    public int matrixWidth() {
        return diagonal ? dimensions : dimensions * (dimensions + 1) / 2;
    }

    /**
     * Returns the size of one component's parameters, which is that of its sums as well.
     *
     * @return {@code 1 + d +} {@link #matrixWidth()}
     */
    public int componentWidth() {
        return 1 + dimensions + matrixWidth();
    }

    /**
     * Returns the size of all parameters.
     *
     * @return how many doubles
     */
    public int parameterWidth() {
        return components * componentWidth();
    }

    /**
     * Returns the size of the sums.
     *
     * @return how many doubles
     */
    public int sumWidth() {
        return 1 + components * componentWidth();
    }

    /**
     * Returns where the parameters of a component stand.
     *
     * @param component from 0
     * @return the place of its constant; its mean follows, then its matrix
     */
    public int parametersOf(int component) {
        return component * componentWidth();
    }

    /**
     * Returns where the sums of a component stand.
     *
     * @param component from 0
     * @return the place of its sum of responsibilities; first and second moments follow
     */
    public int sumsOf(int component) {
        return 1 + component * componentWidth();
    }
}
