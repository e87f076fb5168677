package io.regroup.bench;

import java.util.Locale;

/** How the rows of a scenario lie in memory. */
enum Order {
    /** Ascending by key. */
    SORTED,
    /** The same rows, in pseudo-random order. */
    SHUFFLED;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
