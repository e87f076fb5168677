package io.regroup.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who is timed, how often, and who is not. */
class HarnessTest {

    private static final Scenario SMALL =
            Scenario.of("small", Scenario.Family.SHAPE, "small", SyntheticRows.of(40, 20, 1, true, Order.SHUFFLED));

    private final List<String> log = Collections.synchronizedList(new ArrayList<>());

    private static List<Result> measure(double budget, Contender... contenders) {
        return measure(5, budget, contenders);
    }

    private static List<Result> measure(int repeats, double budget, Contender... contenders) {
        Harness harness = new Harness(
                new Harness.Settings(repeats, 0, budget, 0.001, 0.001, 0.001, 0.001), new BenchProgress(null));
        return harness.run(SMALL, 2, List.of(contenders));
    }

    @Test
    void rightAnswersAreTimedAsOftenAsAsked() {
        Result result = measure(10, StubContender.right("right", log)).get(0);

        assertThat(result.remark()).isEmpty();
        assertThat(result.seconds()).hasSize(5).allMatch(time -> time > 0);
        assertThat(result.rows()).isEqualTo(800);
        assertThat(result.groups()).isEqualTo(40);
    }

    @Test
    void wrongAnswersAreReportedAndNotTimed() {
        StubContender wrong = new StubContender(
                "wrong",
                answers -> {
                    answers[39][1] += 1e-7;
                    return answers;
                },
                0,
                log);
        Result result = measure(10, wrong).get(0);

        assertThat(result.measured()).isFalse();
        assertThat(result.remark())
                .startsWith("WRONG ANSWERS, not timed: coefficient 1 of target 1 in sampled group 39 is ");
    }

    @Test
    void anAnswerThatIsMissingIsWrong() {
        StubContender missing = new StubContender(
                "missing",
                answers -> {
                    answers[0][0] = Double.NaN;
                    return answers;
                },
                0,
                log);

        assertThat(measure(10, missing).get(0).remark()).startsWith("WRONG ANSWERS");
    }

    @Test
    void contendersTakeTurns() {
        measure(10, StubContender.right("a", log), StubContender.right("b", log));

        assertThat(log.subList(log.size() - 10, log.size()))
                .containsExactly("a", "b", "a", "b", "a", "b", "a", "b", "a", "b");
    }

    /** Those who take no time run several times in their turn, the others once. */
    @Test
    void fastContendersHaveSeveralRunsPerTurn() {
        StubContender fast = new StubContender("fast", answers -> answers, 5, log);
        StubContender slow = new StubContender("slow", answers -> answers, 310, log);
        Harness harness =
                new Harness(new Harness.Settings(3, 0.3, 60, 0.001, 0.001, 0.001, 0.001), new BenchProgress(null));

        List<Result> results = harness.run(SMALL, 2, List.of(fast, slow));

        int runs = results.get(0).seconds().size();
        assertThat(runs).isBetween(6, 3 * 60);
        assertThat(results.get(1).seconds()).hasSize(3);
        List<String> timed = log.subList(log.size() - runs - 3, log.size());
        List<Integer> ends = new ArrayList<>();
        for (int i = 0; i < timed.size(); i++) {
            if (timed.get(i).equals("slow")) {
                ends.add(i);
            }
        }
        assertThat(ends.get(0)).isGreaterThan(1);
        assertThat(ends.get(1)).isGreaterThan(ends.get(0) + 2);
        assertThat(ends.get(2)).isGreaterThan(ends.get(1) + 2).isEqualTo(timed.size() - 1);
    }

    @Test
    void aSlowContenderRunsLessOften() {
        Result result = measure(500, 1, new StubContender("slow", answers -> answers, 20, log))
                .get(0);

        assertThat(result.seconds()).hasSizeBetween(1, 49);
        assertThat(result.remark()).contains("timed run").endsWith("only");
    }

    /** It warms up twice; then the run whose answers are checked is the first that is timed. */
    @Test
    void theCheckedRunOfASlowContenderCounts() {
        Result result = measure(5, 0.1, new StubContender("slow", answers -> answers, 30, log))
                .get(0);

        assertThat(result.seconds()).hasSizeBetween(1, 3);
        assertThat(log).hasSize(2 + result.seconds().size());
    }

    @Test
    void aSlowContenderRunsYetLessOftenInASeries() {
        Scenario series = Scenario.of(
                "series", Scenario.Family.SCALING, "small", SyntheticRows.of(40, 20, 1, true, Order.SORTED));
        Harness harness =
                new Harness(new Harness.Settings(500, 0, 1, 0.001, 0.001, 0.001, 0.001), new BenchProgress(null));

        List<Result> results = harness.run(series, 2, List.of(new StubContender("slow", answers -> answers, 20, log)));
        assertThat(results.get(0).seconds()).hasSizeBetween(1, 20);
    }

    @Test
    void aHopelessContenderDoesNotRun() {
        Result result = measure(0.01, new StubContender("hopeless", answers -> answers, 100, log))
                .get(0);

        assertThat(result.measured()).isFalse();
        assertThat(result.remark()).startsWith("not run: about ");
    }

    @Test
    void aFailureIsReportedAndTheOthersGoOn() {
        StubContender failing = new StubContender(
                "failing",
                answers -> {
                    throw new IllegalStateException("no answers");
                },
                0,
                log);
        List<Result> results = measure(10, failing, StubContender.right("right", log));

        assertThat(results.get(0).measured()).isFalse();
        assertThat(results.get(0).remark()).contains("failed", "no answers");
        assertThat(results.get(1).measured()).isTrue();
    }

    /** Who left a group out is not judged by it; who does say something is. */
    @Test
    void aGroupLeftOutIsNotCompared() {
        Answers right = new Answers(2, new double[][] {{1, 2}, {3, 4}}, new double[0][]);

        assertThat(new Answers(2, new double[][] {null, {3, 4}}, new double[0][]).differenceFrom(right, 1e-6, 2))
                .isEmpty();
        assertThat(new Answers(2, new double[][] {null, {3, 5}}, new double[0][]).differenceFrom(right, 1e-6, 2))
                .isPresent();
    }

    /** Engines, and Python where there is one with the library, find the same fits of whole groups. */
    @Test
    void fitsOfWholeGroupsAgree() {
        List<Contender> contenders = Contenders.all().stream()
                .filter(contender -> contender.obstacle().isEmpty())
                .toList();
        for (Scenario full : WholeGroupScenarios.all()) {
            Scenario scenario = full.scaled(6_000.0 / full.rows().rows());
            Harness harness =
                    new Harness(new Harness.Settings(1, 0, 60, 0.001, 0.001, 0.001, 0.001), new BenchProgress(null));
            List<Result> results = harness.run(scenario, 2, contenders);

            assertThat(results).extracting(Result::contender).contains("forkjoin", "stream");
            assertThat(results)
                    .allSatisfy(result -> assertThat(result.remark())
                            .as("%s in %s", result.contender(), scenario.name())
                            .matches("|in proportion to \\d+ of the groups"));
        }
    }

    /** Each real contender against the reference, on small versions of all scenarios. */
    @ParameterizedTest
    @EnumSource
    void contendersAgree(SyntheticScenario each) {
        Set<String> measured = new TreeSet<>();
        for (Order order : Order.IN_MEMORY) {
            Scenario full = each.scenario(order);
            Scenario scenario = full.scaled(3_000.0 / full.rows().rows());
            Harness harness =
                    new Harness(new Harness.Settings(1, 0, 60, 0.001, 0.001, 0.001, 0.001), new BenchProgress(null));
            for (Result result : harness.run(scenario, 2, Contenders.all())) {
                // Smile's native part is there for one platform only
                if (!result.contender().equals("smile") || result.measured()) {
                    assertThat(result.remark())
                            .as("%s in %s", result.contender(), scenario.name())
                            .isEmpty();
                    measured.add(result.contender());
                }
            }
        }

        assertThat(measured).contains("robust", "stream").anyMatch(name -> name.startsWith("duckdb"));
    }
}
