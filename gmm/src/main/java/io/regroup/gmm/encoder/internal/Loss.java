package io.regroup.gmm.encoder.internal;

import io.regroup.gmm.encoder.ClipLoss;

/** Adds up what is lost of a column. */
final class Loss {

    private long values;
    private long infinite;
    private double largest;
    private double sum;

    void add(double error) {
        values++;
        largest = Math.max(largest, error);
        sum += error;
    }

    void addInfinite() {
        infinite++;
    }

    /** Returns what has been lost so far. */
    ClipLoss total() {
        return new ClipLoss(values, infinite, largest, values == 0 ? 0 : sum / values);
    }
}
