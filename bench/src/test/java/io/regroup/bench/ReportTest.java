package io.regroup.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written of results. */
class ReportTest {

    @TempDir
    Path dir;

    @Test
    void tableHasExactlyTheStatedColumns() throws IOException {
        Results results = new Results();
        results.addAll(List.of(
                Measured.result("S1-sorted", "vector", 1_000, 50, 2, 0.002),
                Measured.result("S1-sorted", "stream", 1_000, 50, 2, 0.0005),
                Measured.result("S1-sorted", "duckdb-regr", 1_000, 50, 2, 0.016),
                Measured.result("S1-sorted", "duckdb-moments", 1_000, 50, 2, 0.008),
                new Result(
                        "S1-sorted",
                        "slow",
                        Contender.Kind.PEER,
                        1_000,
                        50,
                        1,
                        1,
                        2,
                        List.of(),
                        Map.of(),
                        null,
                        "not run")));
        Path file = dir.resolve("results.csv");
        ResultsCsv.write(results, file);

        assertThat(Files.readAllLines(file))
                .startsWith(
                        "scenario,contender,rows,groups,features,targets,threads,seconds_min,seconds_median,rows_per_s,groups_per_s,ratio_to_best_peer,ratio_to_stream",
                        "S1-sorted,vector,1000,50,1,1,2,0.0020000,0.0020000,5.0000e+05,25000,0.25000,4.0000")
                .hasSize(5);
    }

    @Test
    void ratiosAreTakenOnTheSameRowsAndThreads() {
        Results results = new Results();
        Result one = Measured.result("scaling-threads-sorted", "vector", 1_000, 50, 1, 0.004);
        results.addAll(List.of(
                one,
                Measured.result("scaling-threads-sorted", "stream", 1_000, 50, 2, 0.001),
                Measured.result("scaling-threads-sorted", "stream", 1_000, 50, 1, 0.002)));

        assertThat(results.stream(one)).get().extracting(Result::median).isEqualTo(0.002);
        assertThat(results.bestPeer(one)).isEmpty();
    }

    @Test
    void claimsAreCheckedAgainstWhatWasMeasured() {
        List<HoldConditions.Condition> claims = HoldConditions.check(Measured.everything());

        assertThat(claims).hasSize(34).allMatch(claim -> claim.measured().isPresent());
        assertThat(claims.get(0).claim()).isEqualTo("S1 sorted: time of vector over stream");
        assertThat(claims.get(0).required()).isEqualTo("≤ 4");
        assertThat(claims.get(0).measured().orElseThrow()).isBetween(3.57, 3.58);
        assertThat(claims.get(0).met()).isTrue();
        // the faster form of DuckDB counts: 104 million rows per second against 420
        assertThat(claims.get(1).measured().orElseThrow()).isBetween(0.247, 0.248);
        assertThat(claims).anySatisfy(claim -> {
            assertThat(claim.claim()).startsWith("S3 sorted: million groups per second");
            assertThat(claim.met()).isFalse();
        });
    }

    /** 33.6 seconds of 200 million rows against 11.16 of 64. */
    @Test
    void costPerRowOfFilesIsCompared() {
        assertThat(HoldConditions.check(Measured.everything())).anySatisfy(claim -> {
            assertThat(claim.claim()).startsWith("G3: cost per row of a mixture of 200 million rows over that of 64");
            assertThat(claim.measured().orElseThrow()).isBetween(0.963, 0.964);
            assertThat(claim.met()).isTrue();
        });
    }

    /** What a process used stands beside its time; auto is compared with the best strategy: 14 seconds against 17. */
    @Test
    void whatProcessesUsedIsComparedAndReported() throws IOException {
        Results results = Measured.everything();
        Scenario scenario = Scenario.of(
                "R", Scenario.Family.REDUCTION, "large", SyntheticRows.of(10, 100, 1, true, Order.PERIODIC));
        Path file = dir.resolve("report.md");
        Report.write(file, "title", List.of(new Plan.Case(scenario, 2)), List.of(), results, List.of());

        assertThat(Files.readString(file))
                .contains(
                        "| R periodic: time of the automatic choice over that of the best strategy | ≤ 1.2 | 0.824 | met |",
                        "| R periodic: heap of cohorts over that of map-reduce | < 1 | 1.00 | **not met** |",
                        "| contender | strategy that ran | heap | resident | read | written |",
                        "| map-reduce | map-reduce | 100 | 200 | 300 | 0 |");
    }

    /** The sum is what is claimed; the steps stand below it. */
    @Test
    void stepsAreReported() throws IOException {
        Scenario scenario = MixtureScenarios.all(List.of(), 16_000_000).getLast();
        Path file = dir.resolve("report.md");
        Report.write(file, "title", List.of(new Plan.Case(scenario, 2)), List.of(), Measured.everything(), List.of());

        assertThat(Files.readString(file))
                .contains(
                        "| G4: seconds of encoder to fit, encode and decode two columns of 16 million rows | ≤ 30 | 20.0 | met |",
                        "| contender | fit | transform | inverse |",
                        "| encoder-models-only | 10.0 | 6.00 | 4.00 |",
                        "| encoder | stream | 1,024 | 2,048 | 600 | 900 |");
    }

    /** 120 seconds against 0.4; without the peer, 1.25 ms a group. */
    @Test
    void aPeerThatIsNotEverywhereIsRecorded() {
        Results without = new Results();
        without.addAll(List.of(Measured.result("F1-huber", "vector", 1_000_000, 10_000, 2, 0.05)));

        assertThat(HoldConditions.check(Measured.everything())).anySatisfy(claim -> {
            assertThat(claim.claim()).startsWith("F1: ").endsWith("on one core");
            assertThat(claim.measured().orElseThrow()).isEqualTo(300);
            assertThat(claim.met()).isTrue();
        });
        assertThat(HoldConditions.check(without)).anySatisfy(claim -> {
            assertThat(claim.claim()).startsWith("F1: ").contains("(recorded: 1.25 ms a group, statsmodels ");
            assertThat(claim.measured().orElseThrow()).isEqualTo(250);
        });
    }

    @Test
    void whatWasNotMeasuredIsNotMet() {
        assertThat(HoldConditions.check(new Results()))
                .hasSize(34)
                .allMatch(claim -> claim.measured().isEmpty() && !claim.met());
    }

    @Test
    void medianIsTheMiddle() {
        Result odd =
                new Result("s", "c", Contender.Kind.PEER, 1, 1, 1, 1, 1, List.of(3.0, 1.0, 100.0), Map.of(), null, "");
        Result even = new Result("s", "c", Contender.Kind.PEER, 1, 1, 1, 1, 1, List.of(3.0, 1.0), Map.of(), null, "");

        assertThat(odd.median()).isEqualTo(3);
        assertThat(odd.least()).isEqualTo(1);
        assertThat(even.median()).isEqualTo(2);
    }
}
