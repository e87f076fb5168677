package io.regroup.bench;

import java.util.List;
import java.util.Locale;

/** How the rows of a scenario lie. */
enum Order {
    /** Ascending by key. */
    SORTED,
    /** The same rows, in pseudo-random order. */
    SHUFFLED,
    /** The same rows in {@link #PERIODS} runs, each with a share of every group and ascending by key: as days or months are. */
    PERIODIC;

    /** The runs of {@link #PERIODIC} rows. */
    static final int PERIODS = 10;

    /** The orders in which rows lie in memory. */
    static final List<Order> IN_MEMORY = List.of(SORTED, SHUFFLED);

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
