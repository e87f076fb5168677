package io.regroup.crossvalidation.agreement;

import java.util.Locale;

/** Where the rows of a fit are held. */
public enum Layout {
    /** All in memory. */
    MEMORY,
    /** Read block by block, and sorted on disk where groups have to be whole. */
    STREAMED;

    /**
     * Returns the name for people and files.
     *
     * @return {@code memory} or {@code streamed}
     */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
