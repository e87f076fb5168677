package io.regroup.api.spi;

import org.jspecify.annotations.Nullable;

/**
 * The usable rows of one group for one target: columns over a common range {@code from() … to() - 1}. Every value is
 * finite, every weight positive. The arrays belong to the engine: read them, inside the range only.
 */
public interface GroupRows {

    /**
     * Returns the first row's index.
     *
     * @return where the range starts in each array
     */
    int from();

    /**
     * Returns the index after the last row's.
     *
     * @return where the range ends in each array
     */
    int to();

    /**
     * Returns the number of rows.
     *
     * @return {@code to() - from()}
     */
    default int count() {
        return to() - from();
    }

    /**
     * Returns the number of features.
     *
     * @return at least 0
     */
    int featureCount();

    /**
     * Returns a feature.
     *
     * @param index its place among the features, from 0
     * @return an array that holds the range
     */
    double[] feature(int index);

    /**
     * Returns the target.
     *
     * @return an array that holds the range
     */
    double[] target();

    /**
     * Returns the weights.
     *
     * @return an array that holds the range, or null if all rows weigh the same
     */
    double @Nullable [] weight();

    /**
     * Returns the numbers of the rows' clusters, for errors by cluster: rows of one cluster have equal numbers.
     *
     * @return an array that holds the range, or null if errors are not estimated by cluster
     */
    default double @Nullable [] cluster() {
        return null;
    }
}
