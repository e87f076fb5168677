package io.regroup.api.engine;

import io.regroup.api.InvalidArgumentException;

/** Weights are negative in the rows that were looked at. */
final class NegativeWeightException extends InvalidArgumentException {

    private static final long serialVersionUID = 1;

    NegativeWeightException(String message) {
        super(message);
    }
}
