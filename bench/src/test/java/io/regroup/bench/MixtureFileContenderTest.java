package io.regroup.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MixtureFileContenderTest {

    @Test
    void fitsAFileInAProcessOfItsOwn() throws Exception {
        Scenario scenario = MixtureScenarios.all(List.of(50_000), 10).get(2);
        assertThat(scenario.name()).isEqualTo("G3-50k");
        Rows rows = scenario.rows().generate(2);
        MixtureFileContender contender = new MixtureFileContender();
        assertThat(contender.suits(scenario)).isTrue();
        try (Contender.Entry entry = contender.prepare(scenario, rows, 2)) {
            entry.run();
            Answers answers = entry.answers(new int[] {0}).orElseThrow();
            assertThat(answers.differenceFrom(((DrawnColumns) scenario.rows()).expected(), 0.03, 1))
                    .isEmpty();
            assertThat(entry.seconds().orElseThrow()).isPositive();
            assertThat(entry.usage().orElseThrow().peakHeap()).isPositive();
            assertThat(entry.note()).matches("steps over the rows: [1-9].*");
        }
    }
}
