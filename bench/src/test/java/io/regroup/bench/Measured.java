package io.regroup.bench;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Made-up results, of about the size that real ones have. */
final class Measured {

    private static final Map<String, Double> MILLION_ROWS_PER_SECOND = Map.of(
            "robust", 7.0,
            "forkjoin", 160.0,
            "vector", 420.0,
            "stream", 1_500.0,
            "duckdb-regr", 52.0,
            "duckdb-moments", 104.0,
            "commons-math", 300.0,
            "smile", 2.0);

    private static final List<String> ALL =
            List.of("robust", "forkjoin", "vector", "stream", "duckdb-regr", "duckdb-moments", "commons-math", "smile");

    private static final List<String> ONE_FEATURE = List.of("duckdb-regr", "commons-math");

    private Measured() {}

    static Result result(String scenario, String contender, int rows, int groups, int threads, double seconds) {
        Contender.Kind kind = switch (contender) {
            case "stream" -> Contender.Kind.LIMIT;
            case "robust", "forkjoin", "vector", "auto" -> Contender.Kind.ENGINE;
            default -> Contender.Kind.PEER;
        };
        return new Result(
                scenario,
                contender,
                kind,
                rows,
                groups,
                1,
                1,
                threads,
                Collections.nCopies(5, seconds),
                Map.of(),
                null,
                "");
    }

    /** Everything that figures and claims need. */
    static Results everything() {
        Results results = new Results();
        for (SyntheticScenario each : SyntheticScenario.values()) {
            for (Order order : Order.IN_MEMORY) {
                SyntheticRows rows = each.rows(order);
                double slower = (1 + each.ordinal()) * (order == Order.SORTED ? 1 : 4);
                for (String contender : ALL) {
                    if (rows.features() == 1 || !ONE_FEATURE.contains(contender)) {
                        results.addAll(List.of(result(
                                each.id() + "-" + order,
                                contender,
                                rows.rows(),
                                rows.groups(),
                                2,
                                seconds(contender, rows.rows()) * slower)));
                    }
                }
            }
        }
        for (String name : ALL.subList(0, 6)) {
            for (Order order : Order.IN_MEMORY) {
                for (int threads = 1; threads <= 2; threads++) {
                    results.addAll(List.of(result(
                            "scaling-threads-" + order,
                            name,
                            20_000_000,
                            1_000_000,
                            threads,
                            seconds(name, 20_000_000) * Math.pow(2 / (double) threads, 0.9))));
                }
                for (int groups = 10; groups <= 1_000_000; groups *= 10) {
                    results.addAll(List.of(result(
                            "scaling-groups-" + order,
                            name,
                            10_000_000,
                            groups,
                            2,
                            seconds(name, 10_000_000) * (1 + Math.log10(groups) / 3))));
                }
            }
            for (int rows = 1_000_000; rows <= 100_000_000; rows *= 10) {
                results.addAll(List.of(result("scaling-rows-sorted", name, rows, rows / 20, 2, seconds(name, rows))));
            }
        }
        for (Order order : Order.values()) {
            for (String strategy : List.of("auto", "blockwise", "cohorts", "map-reduce")) {
                Result run = result("R-" + order, strategy, 100_000_000, 1_000_000, 2, 10 + strategy.length());
                results.addAll(
                        List.of(with(run, Map.of(), new Usage(strategy, 100L << 20, 200L << 20, 300L << 20, 0))));
            }
        }
        for (String scenario : List.of("A1-sorted", "A2-shuffled")) {
            results.addAll(List.of(
                    result(scenario, "auto", 20_000_000, 1_000_000, 2, 0.04),
                    result(scenario, "duckdb", 20_000_000, 1_000_000, 2, 0.1)));
        }
        results.addAll(List.of(
                result("F1-huber", "vector", 10_000_000, 100_000, 2, 0.4),
                result("F1-huber", "statsmodels", 10_000_000, 100_000, 2, 120),
                result("F2-ols", "vector", 10_000_000, 100_000, 2, 0.01),
                result("F2-mad", "vector", 10_000_000, 100_000, 2, 0.1),
                result("F2-rms", "vector", 10_000_000, 100_000, 2, 0.06),
                result("F3-exponential", "vector", 5_000_000, 100_000, 2, 1),
                result("F3-exponential", "scipy", 5_000_000, 100_000, 2, 30)));
        results.addAll(List.of(
                result("G1-column", "vector", 1_000_000, 1, 2, 0.1),
                result("G1-column", "scikit-learn", 1_000_000, 1, 2, 7),
                result("G2-groups", "vector", 5_000_000, 10_000, 2, 0.5),
                result("G2-groups", "scikit-learn", 5_000_000, 10_000, 2, 80)));
        for (int rows : List.of(1_000_000, 4_000_000, 16_000_000, 64_000_000, 200_000_000)) {
            results.addAll(
                    List.of(result("G3-" + rows / 1_000_000 + "M", "mixture-file", rows, 1, 2, 0.6 + rows * 0.165e-6)));
        }
        for (String encoder : List.of("encoder", "encoder-models-only")) {
            Result run = result("G4-16M", encoder, 16_000_000, 1, 2, 20);
            results.addAll(List.of(
                    with(run, steps(10, 6, 4), new Usage("stream", 1L << 30, 2L << 30, 600L << 20, 900L << 20))));
        }
        results.addAll(List.of(
                result("parquet-sorted", "auto", 20_000_000, 1_000_000, 2, 0.6),
                result("parquet-sorted", "duckdb", 20_000_000, 1_000_000, 2, 0.5)));
        return results;
    }

    private static Map<String, List<Double>> steps(double fit, double transform, double inverse) {
        Map<String, List<Double>> steps = new LinkedHashMap<>();
        steps.put("fit", Collections.nCopies(5, fit));
        steps.put("transform", Collections.nCopies(5, transform));
        steps.put("inverse", Collections.nCopies(5, inverse));
        return steps;
    }

    private static Result with(Result result, Map<String, List<Double>> steps, Usage usage) {
        return new Result(
                result.scenario(),
                result.contender(),
                result.kind(),
                result.rows(),
                result.groups(),
                result.features(),
                result.targets(),
                result.threads(),
                result.seconds(),
                steps,
                usage,
                result.remark());
    }

    private static double seconds(String contender, int rows) {
        return rows / (MILLION_ROWS_PER_SECOND.getOrDefault(contender, 1.0) * 1e6);
    }
}
