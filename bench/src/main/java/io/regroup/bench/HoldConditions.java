package io.regroup.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToLongFunction;
import java.util.stream.DoubleStream;

/** What the project claims about its speed, and whether these measurements bear it out. */
final class HoldConditions {

    private static final String VECTOR = "vector";
    private static final String FORKJOIN = "forkjoin";
    private static final String ROBUST = "robust";
    private static final String AUTO = "auto";
    private static final String MIXTURE_FILE = "mixture-file";
    private static final String SCIKIT_LEARN = "scikit-learn";

    /**
     * One claim.
     *
     * @param claim in words
     * @param required what the number must be
     * @param measured the number, or empty if what it needs was not measured
     * @param met whether it is so; false if it was not measured
     */
    record Condition(String claim, String required, OptionalDouble measured, boolean met) {}

    /**
     * What was measured of a peer that is not everywhere.
     *
     * @param claim what is compared
     * @param scenario where
     * @param contender the peer
     * @param secondsPerGroup what it took
     * @param origin versions and machine
     */
    private record RecordedPeer(
            String claim, String scenario, String contender, double secondsPerGroup, String origin) {}

    private static final RecordedPeer RLM = new RecordedPeer(
            "F1: Huber's fits by vector are so many times as fast as statsmodels' RLM on one core",
            "F1-huber",
            "statsmodels",
            1.25e-3,
            "1.25 ms a group, statsmodels 0.13.5 with numpy 1.24.2, AMD EPYC (Zen 5)");

    private static final RecordedPeer CURVE_FIT = new RecordedPeer(
            "F3: exponential fits by vector are so many times as fast as SciPy's curve_fit on one core",
            "F3-exponential",
            "scipy",
            0.126e-3,
            "0.126 ms a group, SciPy 1.10.1 with numpy 1.24.2, AMD EPYC (Zen 5)");

    private final Results results;
    private final List<Condition> conditions = new ArrayList<>();

    private HoldConditions(Results results) {
        this.results = results;
    }

    /** Checks all claims. */
    static List<Condition> check(Results results) {
        HoldConditions hold = new HoldConditions(results);
        hold.scenarios();
        hold.engines();
        hold.wholeGroups();
        hold.scaling();
        hold.atMost(
                "from Parquet to Parquet: time of Regroup over DuckDB's",
                1.5,
                ratio(results.find("parquet-sorted", AUTO), results.find("parquet-sorted", "duckdb")));
        hold.mixtures();
        hold.files();
        hold.reductions();
        return List.copyOf(hold.conditions);
    }

    private void scenarios() {
        atMost("S1 sorted: time of vector over stream", 4, overStream("S1-sorted"));
        atMost("S1 sorted: time of vector over DuckDB's faster form", 0.25, overDuckDb("S1-sorted"));
        atMost("S1 shuffled: time of vector over DuckDB's faster form", 0.5, overDuckDb("S1-shuffled"));
        atMost("S2 shuffled: time of vector over DuckDB's", 0.5, overDuckDb("S2-shuffled"));
        atLeast(
                "S3 sorted: million groups per second of vector",
                40,
                results.find("S3-sorted", VECTOR).map(result -> result.groupsPerSecond() * 1e-6));
        atMost("S4 sorted: time of vector over stream", 6, overStream("S4-sorted"));
        atMost("S4 sorted: time of vector over DuckDB's sums", 0.25, overDuckDb("S4-sorted"));
        for (String scenario : List.of("A1-sorted", "A2-shuffled")) {
            atLeast(
                    scenario.replace('-', ' ') + ": mean and variance are so many times as fast as DuckDB's",
                    2,
                    ratio(results.find(scenario, "duckdb"), results.find(scenario, AUTO)));
        }
        for (Order order : Order.IN_MEMORY) {
            less(
                    "S5 " + order + ": time of vector for 6 targets over that for one",
                    3,
                    ratio(results.find("S5-" + order, VECTOR), results.find("S5-one-" + order, VECTOR)));
        }
        for (Order order : Order.IN_MEMORY) {
            atMost(
                    "S6 " + order + ": time of vector over that for the same rows in equal groups",
                    1.5,
                    ratio(results.find("S6-" + order, VECTOR), results.find("S6-equal-" + order, VECTOR)));
        }
    }

    private void engines() {
        for (String scenario : List.of("S1-sorted", "S4-sorted")) {
            String words = scenario.replace('-', ' ');
            atLeast(
                    words + ": vector is so many times as fast as forkjoin",
                    2,
                    ratio(results.find(scenario, FORKJOIN), results.find(scenario, VECTOR)));
            atLeast(
                    words + ": forkjoin is so many times as fast as robust",
                    20,
                    ratio(results.find(scenario, ROBUST), results.find(scenario, FORKJOIN)));
        }
    }

    private void wholeGroups() {
        timesAsFastAs(RLM, 200);
        atMost(
                "F2: time of vector with a sigma cut by mad over plain ols on the same rows",
                25,
                ratio(results.find("F2-mad", VECTOR), results.find("F2-ols", VECTOR)));
        atMost(
                "F2: time of vector with a sigma cut by rms over plain ols on the same rows",
                5,
                ratio(results.find("F2-rms", VECTOR), results.find("F2-ols", VECTOR)));
        timesAsFastAs(CURVE_FIT, 20);
    }

    /** Against the peer in this run, or where it cannot run against what was measured of it elsewhere. */
    private void timesAsFastAs(RecordedPeer peer, double least) {
        Optional<Result> ours = results.find(peer.scenario(), VECTOR);
        Optional<Result> theirs = results.find(peer.scenario(), peer.contender());
        String claim =
                peer.claim() + (ours.isPresent() && theirs.isEmpty() ? " (recorded: " + peer.origin() + ")" : "");
        atLeast(
                claim,
                least,
                ours.map(result ->
                        theirs.map(Result::median).orElse(peer.secondsPerGroup() * result.groups()) / result.median()));
    }

    private void mixtures() {
        atLeast(
                "G1: a mixture of a column by vector is so many times as fast as scikit-learn's on one core",
                10,
                ratio(results.find("G1-column", SCIKIT_LEARN), results.find("G1-column", VECTOR)));
        atLeast(
                "G2: a mixture per group by vector is so many times as fast as scikit-learn's on one core",
                100,
                ratio(results.find("G2-groups", SCIKIT_LEARN), results.find("G2-groups", VECTOR)));
    }

    private void files() {
        atMost(
                "G3: cost per row of a mixture of 200 million rows over that of 64 million, in 2 GiB of heap",
                1.2,
                mixtureFile("G3-200M")
                        .flatMap(many -> mixtureFile("G3-64M").map(fewer -> perRow(many) / perRow(fewer))));
        for (String encoder : List.of("encoder", "encoder-models-only")) {
            atMost(
                    "G4: seconds of " + encoder + " to fit, encode and decode two columns of 16 million rows",
                    30,
                    results.find("G4-16M", encoder).map(Result::median));
        }
    }

    private void scaling() {
        List<Result> rows = results.series("scaling-rows-sorted", VECTOR);
        atMost(
                "cost per row of vector, largest over smallest of the series in the number of rows",
                1.2,
                rows.size() < 2
                        ? Optional.empty()
                        : Optional.of(perRow(rows).max().orElseThrow()
                                / perRow(rows).min().orElseThrow()));
        List<Result> threads = results.series("scaling-threads-sorted", VECTOR);
        atLeast(
                "S1 sorted: vector is so many times as fast with 2 threads as with 1",
                1.6,
                ratio(withThreads(threads, 1), withThreads(threads, 2)));
    }

    private void reductions() {
        for (Order order : Order.values()) {
            String scenario = "R-" + order;
            Optional<Result> best = results.of(scenario).stream()
                    .filter(result -> result.measured() && !result.contender().equals(AUTO))
                    .min(Comparator.comparingDouble(Result::median));
            atMost(
                    "R " + order + ": time of the automatic choice over that of the best strategy",
                    1.2,
                    ratio(results.find(scenario, AUTO), best));
        }
        less("R periodic: heap of cohorts over that of map-reduce", 1, overMapReduce(Usage::peakHeap));
        atMost(
                "R periodic: bytes read by cohorts over those by map-reduce, which reads every row once",
                1.01,
                overMapReduce(Usage::bytesRead));
    }

    private Optional<Double> overMapReduce(ToLongFunction<Usage> bytes) {
        return used("cohorts", bytes).flatMap(a -> used("map-reduce", bytes).map(b -> a / b));
    }

    private Optional<Double> used(String strategy, ToLongFunction<Usage> bytes) {
        return results.find("R-periodic", strategy)
                .map(Result::usage)
                .map(usage -> (double) bytes.applyAsLong(usage))
                .filter(used -> used > 0);
    }

    private Optional<Result> mixtureFile(String scenario) {
        return results.find(scenario, MIXTURE_FILE);
    }

    private static DoubleStream perRow(List<Result> series) {
        return series.stream().mapToDouble(HoldConditions::perRow);
    }

    private static double perRow(Result result) {
        return result.median() / result.rows();
    }

    private static Optional<Result> withThreads(List<Result> series, int threads) {
        return series.stream().filter(result -> result.threads() == threads).findFirst();
    }

    private Optional<Double> overStream(String scenario) {
        return ratio(results.find(scenario, VECTOR), results.find(scenario, "stream"));
    }

    private Optional<Double> overDuckDb(String scenario) {
        Optional<Result> fastest = results.of(scenario).stream()
                .filter(result -> result.contender().startsWith("duckdb") && result.measured())
                .min(Comparator.comparingDouble(Result::median));
        return ratio(results.find(scenario, VECTOR), fastest);
    }

    /** How many times as long the first takes as the second. */
    private static Optional<Double> ratio(Optional<Result> first, Optional<Result> second) {
        return first.flatMap(a -> second.map(b -> a.median() / b.median()));
    }

    private void atMost(String claim, double limit, Optional<Double> measured) {
        add(claim, "≤ " + number(limit), measured, measured.isPresent() && measured.get() <= limit);
    }

    private void less(String claim, double limit, Optional<Double> measured) {
        add(claim, "< " + number(limit), measured, measured.isPresent() && measured.get() < limit);
    }

    private void atLeast(String claim, double limit, Optional<Double> measured) {
        add(claim, "≥ " + number(limit), measured, measured.isPresent() && measured.get() >= limit);
    }

    private void add(String claim, String required, Optional<Double> measured, boolean met) {
        OptionalDouble value = measured.map(OptionalDouble::of).orElse(OptionalDouble.empty());
        conditions.add(new Condition(claim, required, value, met));
    }

    private static String number(double limit) {
        return String.format(Locale.ROOT, limit == Math.rint(limit) ? "%.0f" : "%s", limit);
    }
}
