package io.regroup.tables;

import static org.assertj.core.api.Assertions.assertThat;

import io.regroup.api.FitSpec;
import io.regroup.api.FitStatus;
import io.regroup.api.Regroup;
import io.regroup.api.result.FitResult;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Twenty million rows of four columns fit in a heap of 4 GiB, in which these tests run. */
class LargeInputTest {

    private static final int ROWS = 20_000_000;

    @TempDir
    Path dir;

    @Test
    void twentyMillionRowsInAMillionGroups() {
        assertThat(Runtime.getRuntime().maxMemory())
                .as("the heap that these tests are given")
                .isLessThanOrEqualTo(4L << 30);
        // the group is a bijection of the row number modulo 1e6, so that groups are shuffled
        Path input = TestFiles.file(
                dir.resolve("large.parquet"),
                "SELECT i * 7919 % 1000000 AS k, sin(i) AS x, 1 + k + 2 * x AS y, 1 + i % 3 AS w FROM range(" + ROWS
                        + ") t(i)");
        try (TableSource source = TableSource.files(List.of(input.toString())).open()) {
            FitResult result = Regroup.fit(
                    source,
                    FitSpec.groupBy("k").targets("y").features("x").weight("w").build());
            assertThat(result.rowsUsed("y")).isEqualTo(ROWS);
            assertThat(result.statuses("y")).isEqualTo(Map.of(FitStatus.OK, 1_000_000L));
            double[] intercepts = result.groups().doubles("y_fit_beta0");
            double[] slopes = result.groups().doubles("y_fit_beta1");
            for (int group = 0; group < slopes.length; group++) {
                assertThat(Math.abs(slopes[group] - 2)).isLessThan(1e-9);
                assertThat(Math.abs(intercepts[group] - 1 - group)).isLessThan(1e-9);
            }
        }
    }
}
