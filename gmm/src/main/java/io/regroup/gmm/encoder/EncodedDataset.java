package io.regroup.gmm.encoder;

import io.regroup.api.data.Dataset;
import io.regroup.gmm.MixtureEngine;
import java.util.Map;

/** Rows that are encoded while they are read: all rows of their source, in its order. */
public interface EncodedDataset extends Dataset {

    /**
     * Tells what the last pass over all rows has lost. Without strict clip nothing is lost: then these are the values that the overflow
     * column carries.
     *
     * @return by name, for the columns of numbers that were read; empty as long as no pass has come to its end
     */
    Map<String, ClipLoss> losses();

    /**
     * Tells whose arithmetic says which component a value belongs to.
     *
     * @return an engine's name, and why this one
     */
    MixtureEngine engine();
}
