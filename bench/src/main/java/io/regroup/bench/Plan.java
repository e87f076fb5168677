package io.regroup.bench;

import io.regroup.api.InvalidArgumentException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What there is to measure, at which size. */
final class Plan {

    /** How large the scenarios are. */
    enum Size {
        /** A look in less than a minute. */
        QUICK(
                100_000,
                25_000,
                100_000,
                List.of(100_000, 200_000, 500_000),
                4_000_000,
                List.of(200_000, 500_000),
                200_000),
        /** The sizes that are stated. */
        FULL(
                Integer.MAX_VALUE,
                Integer.MAX_VALUE,
                10_000_000,
                List.of(1_000_000, 3_000_000, 10_000_000, 30_000_000, 100_000_000),
                100_000_000,
                List.of(1_000_000, 4_000_000, 16_000_000, 64_000_000, 200_000_000),
                16_000_000);

        /** The most rows of a scenario. */
        final int most;

        /** The most rows of the origin's scenarios. */
        final int mostOfOrigin;

        /** Rows of the series in which the number of groups varies. */
        final int seriesRows;

        /** The numbers of rows in the series in which they vary. */
        @SuppressWarnings("ImmutableEnumChecker") // List.of is
        final List<Integer> rowSeries;

        /** Rows that do not fit into the heap of {@link ReductionContender}. */
        final int reductionRows;

        /** Rows of the files that mixtures are fitted to. */
        @SuppressWarnings("ImmutableEnumChecker") // List.of is
        final List<Integer> mixtureRows;

        /** Rows of the file that the encoder encodes. */
        final int encoderRows;

        Size(
                int most,
                int mostOfOrigin,
                int seriesRows,
                List<Integer> rowSeries,
                int reductionRows,
                List<Integer> mixtureRows,
                int encoderRows) {
            this.most = most;
            this.mostOfOrigin = mostOfOrigin;
            this.seriesRows = seriesRows;
            this.rowSeries = rowSeries;
            this.reductionRows = reductionRows;
            this.mixtureRows = mixtureRows;
            this.encoderRows = encoderRows;
        }

        /** Files larger than the heap take many minutes, fits that are iterated a good part of the minute of small sizes. */
        boolean runsUnasked(Scenario.Family family) {
            return switch (family) {
                case REDUCTION, MIXTURE_FILE, ENCODER -> false;
                case WHOLE_GROUP, MIXTURE -> this == FULL;
                default -> true;
            };
        }
    }

    /**
     * One scenario and the number of threads.
     *
     * @param scenario what to measure
     * @param threads how many threads each contender may use
     */
    record Case(Scenario scenario, int threads) {}

    private static final int ROWS_PER_GROUP = 20;

    private static final int REDUCTION_ROWS_PER_GROUP = 100;

    private Plan() {}

    /** Lists everything. */
    static List<Case> all(Size size, int threads) {
        List<Case> cases = new ArrayList<>();
        for (SyntheticScenario each : SyntheticScenario.values()) {
            for (Order order : each.orders()) {
                cases.add(new Case(limited(each.scenario(order), size.most), threads));
            }
        }
        for (Order order : Order.IN_MEMORY) {
            cases.add(
                    new Case(limited(aggregates("A1", "groups of 20 rows", 1_000_000, 20, order), size.most), threads));
            cases.add(new Case(
                    limited(aggregates("A2", "groups of 2,000 rows", 10_000, 2_000, order), size.most), threads));
        }
        if (threads > 1) {
            for (Order order : Order.IN_MEMORY) {
                for (int count = 1;
                        count <= threads;
                        count = count < threads ? Math.min(2 * count, threads) : count + 1) {
                    SyntheticRows rows = SyntheticScenario.S1.rows(order);
                    cases.add(new Case(
                            limited(scaling("scaling-threads", "S1 on more and more threads", rows), size.most),
                            count));
                }
            }
        }
        for (Order order : Order.IN_MEMORY) {
            for (int groups = 10; groups * 10L <= size.seriesRows; groups *= 10) {
                SyntheticRows rows = SyntheticRows.of(groups, size.seriesRows / groups, 1, true, order);
                cases.add(
                        new Case(scaling("scaling-groups", "the rows of S1, in more and more groups", rows), threads));
            }
        }
        for (int rows : size.rowSeries) {
            SyntheticRows design = SyntheticRows.of(rows / ROWS_PER_GROUP, ROWS_PER_GROUP, 1, true, Order.SORTED);
            cases.add(new Case(scaling("scaling-rows", "S1 with more and more rows", design), threads));
        }
        for (Scenario each : WholeGroupScenarios.all()) {
            cases.add(new Case(limited(each, size.most), threads));
        }
        for (Scenario each : MixtureScenarios.all(size.mixtureRows, size.encoderRows)) {
            cases.add(new Case(each.inMemory() ? limited(each, size.most) : each, threads));
        }
        Scenario file = Scenario.of(
                "parquet", Scenario.Family.PARQUET, "S1 from file to file", SyntheticScenario.S1.rows(Order.SORTED));
        cases.add(new Case(limited(file, size.most), threads));
        for (Order order : Order.values()) {
            SyntheticRows rows = SyntheticRows.of(
                    size.reductionRows / REDUCTION_ROWS_PER_GROUP, REDUCTION_ROWS_PER_GROUP, 1, true, order);
            cases.add(new Case(
                    Scenario.of(
                            "R",
                            Scenario.Family.REDUCTION,
                            "groups of 100 rows, weights, from files larger than the heap",
                            rows),
                    threads));
        }
        for (Case each : OriginSuites.cases(threads)) {
            cases.add(new Case(limited(each.scenario(), size.mostOfOrigin), each.threads()));
        }
        return cases;
    }

    private static Scenario aggregates(String id, String groups, int count, int rowsPerGroup, Order order) {
        return Scenario.of(
                id,
                Scenario.Family.AGGREGATE,
                "mean and variance of " + groups,
                SyntheticRows.of(count, rowsPerGroup, 0, false, order));
    }

    private static Scenario scaling(String id, String description, SyntheticRows rows) {
        return Scenario.of(id, Scenario.Family.SCALING, description, rows);
    }

    private static Scenario limited(Scenario scenario, int most) {
        int rows = scenario.rows().rows();
        return rows <= most ? scenario : scenario.scaled((double) most / rows);
    }

    /**
     * Selects by name.
     *
     * @param cases all there are
     * @param size tells which of them are too long to run unasked
     * @param names each an id such as {@code S1}, a name such as {@code S1-sorted}, or, where it is no id, the letters that ids
     *     begin with, such as {@code O}; empty for all that run unasked
     * @return those that are meant, in their order
     * @throws InvalidArgumentException if a name means none
     */
    static List<Case> select(List<Case> cases, Size size, List<String> names) {
        for (String name : names) {
            if (cases.stream().noneMatch(each -> isMeant(cases, each, name))) {
                List<String> ids = cases.stream()
                        .map(each -> each.scenario().id())
                        .distinct()
                        .toList();
                throw new InvalidArgumentException("--scenarios: " + name + " is none; there are "
                        + String.join(", ", ids) + ", each with -sorted or another variant as --list shows");
            }
        }
        return cases.stream()
                .filter(each -> names.isEmpty()
                        ? size.runsUnasked(each.scenario().family())
                        : names.stream().anyMatch(name -> isMeant(cases, each, name)))
                .toList();
    }

    private static boolean isMeant(List<Case> cases, Case each, String name) {
        String id = id(each);
        String wanted = name.strip().toLowerCase(Locale.ROOT);
        boolean isId = cases.stream().anyMatch(other -> wanted.equals(id(other)));
        return wanted.equals(id)
                || wanted.equals(each.scenario().name().toLowerCase(Locale.ROOT))
                || (!isId && wanted.equals(id.replaceAll("\\d.*", "")) && !wanted.isEmpty());
    }

    private static String id(Case each) {
        return each.scenario().id().toLowerCase(Locale.ROOT);
    }
}
