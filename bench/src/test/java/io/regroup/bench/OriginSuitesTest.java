package io.regroup.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The origin's suites: what they say, and how many groups they really have. */
class OriginSuitesTest {

    private static final Map<String, Plan.Case> CASES = OriginSuites.cases(4).stream()
            .collect(Collectors.toMap(each -> each.scenario().name(), each -> each));

    private static int groups(String name) {
        Scenario scenario = CASES.get(name).scenario();
        return GroupCodes.of(
                        scenario.rows().generate(1).table(), scenario.spec().keys())
                .count();
    }

    @Test
    void allNineAreThereTwice() {
        for (int i = 1; i <= 9; i++) {
            assertThat(CASES).containsKeys("O" + i + "-literal", "O" + i + "-intended");
        }
    }

    /** 2,500 groups make about 11,972 cells in the origin, whose random numbers are others. */
    @Test
    void literallyThereAreManyMoreCellsThanGroups() {
        assertThat(groups("O1-literal")).isBetween(11_900, 12_050);
        assertThat(groups("O1-intended")).isEqualTo(2_500);
        assertThat(groups("O3-literal")).isBetween(82_500, 83_500);
        assertThat(groups("O3-intended")).isEqualTo(5_000);
    }

    @Test
    void numbersOfThreadsAreAppliedAsIntended() {
        assertThat(CASES.get("O1-intended").threads()).isEqualTo(1);
        assertThat(CASES.get("O2-intended").threads()).isEqualTo(4);
        assertThat(CASES.get("O1-literal").threads()).isEqualTo(4);
    }

    @Test
    void gridsHaveExactlyTheirCells() {
        List<Integer> groups = List.of("C1-grid", "C2-grid", "C3-grid", "C4-grid", "C5-grid").stream()
                .map(OriginSuitesTest::groups)
                .toList();

        assertThat(groups).containsExactly(100, 1_000, 5_000, 10_000, 20_000);
    }

    @Test
    void outliersAreAsManyAsStated() {
        double[] clean = new OutlierRows(100, 5, 0, 0).generate(1).doubles("y");
        double[] moved = new OutlierRows(100, 5, 0.1, 10).generate(1).doubles("y");
        int count = 0;
        for (int i = 0; i < clean.length; i++) {
            double shift = Math.abs(moved[i] - clean[i]);
            assertThat(shift == 0 || Math.abs(shift - 10) < 1e-12).isTrue();
            count += shift == 0 ? 0 : 1;
        }

        assertThat(count).isEqualTo(50);
    }
}
