package io.regroup.gmm.encoder;

import org.jspecify.annotations.Nullable;

/**
 * How far the model of a column is.
 *
 * @param column its name
 * @param directory the name of the directory that keeps the model
 * @param state how far
 * @param reason why it failed; null if it did not
 */
public record ColumnState(
        String column,
        String directory,
        State state,
        @Nullable String reason) {

    /** How far a model can be. */
    public enum State {
        /** It is there. */
        FITTED,
        /** It could not be fitted. */
        FAILED,
        /** It has not been fitted yet, or a run was interrupted. */
        MISSING
    }
}
