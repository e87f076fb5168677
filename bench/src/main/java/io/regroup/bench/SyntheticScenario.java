package io.regroup.bench;

import io.regroup.bench.SyntheticRows.Keys;
import io.regroup.bench.SyntheticRows.Sizes;
import java.util.List;
import java.util.Locale;

/** The scenarios S1 … S7, and those that S1, S3, S5 and S6 are compared with. */
enum SyntheticScenario {
    S1("groups of 20 rows, weights", SyntheticRows.of(1_000_000, 20, 1, true, Order.SORTED)),
    S1_VARIED("S1 in groups of 10 to 30 rows", S1.rows.withGroups(Sizes.VARIED)),
    S2("groups of 2,000 rows", SyntheticRows.of(10_000, 2_000, 1, false, Order.SORTED)),
    S3("groups of 5 rows, weights", SyntheticRows.of(4_000_000, 5, 1, true, Order.SORTED)),
    S3_VARIED("S3 in groups of 3 to 7 rows", S3.rows.withGroups(Sizes.VARIED)),
    S4("groups of 30 rows, 3 features, weights", SyntheticRows.of(1_000_000, 30, 3, true, Order.SORTED)),
    S5(
            "groups of 100 rows, 2 features, 6 targets with 1 % NaN each",
            new SyntheticRows(20_000_000, 200_000, Keys.INT, 2, 6, false, 0.01, Sizes.EQUAL, Order.SORTED)),
    S5_ONE("S5 with one target", S5.rows.withTargets(1)),
    S6(
            "30 text keys, one with half of the rows, 4 features",
            new SyntheticRows(10_000_000, 30, Keys.TEXT, 4, 1, false, 0, Sizes.SKEWED, Order.SORTED)),
    S6_EQUAL("S6 in equal groups", S6.rows.withGroups(Sizes.EQUAL)),
    S7(
            "a time projection chamber: 3 keys, groups of 18 rows, 2 features, 2 targets, medians",
            new SyntheticRows(
                    18 * 63 * 100 * 18, 18 * 63 * 100, Keys.SECTOR_ROW_PAD, 2, 2, false, 0, Sizes.EQUAL, Order.SORTED));

    private final String description;

    @SuppressWarnings("ImmutableEnumChecker") // a record of numbers and enums
    private final SyntheticRows rows;

    SyntheticScenario(String description, SyntheticRows rows) {
        this.description = description;
        this.rows = rows;
    }

    /** Returns the id, such as {@code S5-one}. */
    String id() {
        return "S" + name().substring(1).toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Returns the orders that are measured: what sizes of groups cost shows where rows stay where they are. */
    List<Order> orders() {
        return rows.sizes() == Sizes.VARIED ? List.of(Order.SORTED) : Order.IN_MEMORY;
    }

    /** Returns the rows in an order. */
    SyntheticRows rows(Order order) {
        return rows.in(order);
    }

    /** Returns the scenario in full size. */
    Scenario scenario(Order order) {
        return Scenario.of(id(), Scenario.Family.SHAPE, description, rows.in(order));
    }
}
