package io.regroup.tables;

import static io.regroup.tables.TestFiles.file;
import static io.regroup.tables.TestFiles.numbers;
import static io.regroup.tables.TestFiles.open;
import static io.regroup.tables.TestFiles.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.regroup.api.FitSpec;
import io.regroup.api.Regroup;
import io.regroup.api.result.FitResult;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From a file to a fit to files, with the plug-ins that this build has. */
class FitFromFileTest {

    @TempDir
    Path dir;

    /** dy = 3 + pad + 2 x - x²/4 exactly; every fifth row is bad and unselected. */
    private static final String ROWS = "SELECT DATE '2024-01-01' + (i % 3)::INTEGER AS run, 'pad ' || i % 2 AS pad,"
            + " (i // 6) % 50 AS x, CASE WHEN i % 5 = 0 THEN 1e9 ELSE 3 + i % 2 + 2 * x - x * x / 4 END AS dy,"
            + " i % 5 AS flag FROM range(120000) t(i)";

    @ParameterizedTest
    @ValueSource(strings = {"in.parquet", "in.csv", "in.jsonl"})
    void groupsAndRowsAreFittedAndWritten(String name) {
        Path input = file(dir.resolve(name), ROWS);
        Path rows = dir.resolve("rows.parquet");
        Path groups = dir.resolve("groups.parquet");
        try (TableSource source = TableSource.files(List.of(input.toString()))
                .computed("x2", "x * x")
                .select("flag <> 0")
                .open()) {
            FitResult result = Regroup.fit(
                    source,
                    FitSpec.groupBy("run", "pad")
                            .targets("dy")
                            .features("x", "x2")
                            .selection(TableSource.SELECTION_COLUMN)
                            .build());
            TableWriter.write(result.groups(), groups);
            TableWriter.writeRows(source, result.rows(source), rows);
        }
        try (TableSource back = open(groups)) {
            assertThat(back.schema().names()).startsWith("run", "pad");
            assertThat(texts(back, "run"))
                    .containsExactly(
                            "2024-01-01", "2024-01-01", "2024-01-02", "2024-01-02", "2024-01-03", "2024-01-03");
            assertThat(values(back, "pad")).containsExactly("pad 0", "pad 1", "pad 0", "pad 1", "pad 0", "pad 1");
            for (Object slope : numbers(back, "dy_fit_beta1")) {
                assertThat((double) slope).isCloseTo(2, within(1e-10));
            }
            for (Object curvature : numbers(back, "dy_fit_beta2")) {
                assertThat((double) curvature).isCloseTo(-0.25, within(1e-11));
            }
        }
        try (TableSource back = open(rows)) {
            assertThat(back.schema().names()).containsExactly("run", "pad", "x", "dy", "flag", "dy_fit", "dy_fit_res");
            List<Object> x = numbers(back, "x");
            List<Object> predicted = numbers(back, "dy_fit");
            List<Object> residual = numbers(back, "dy_fit_res");
            assertThat(x).hasSize(120_000);
            for (int i = 0; i < 120_000; i++) {
                double xi = i / 6 % 50;
                assertThat(x.get(i)).isEqualTo(xi);
                assertThat((double) predicted.get(i)).isCloseTo(3 + i % 2 + 2 * xi - xi * xi / 4, within(1e-9));
                if (i % 5 == 0) {
                    assertThat((double) residual.get(i)).isNaN();
                } else {
                    assertThat((double) residual.get(i)).isCloseTo(0, within(1e-9));
                }
            }
        }
    }

    private static List<String> texts(TableSource source, String column) {
        return values(source, column).stream().map(String::valueOf).toList();
    }

    @Test
    void anSqlQueryIsFittedToo() {
        Path input = file(dir.resolve("in.parquet"), ROWS);
        try (TableSource source = TableSource.sql(
                        "SELECT pad, x, avg(dy) AS dy, count(*) AS n FROM '" + input + "' WHERE flag <> 0 GROUP BY ALL")
                .open()) {
            FitResult result = Regroup.fit(
                    source,
                    FitSpec.groupBy("pad")
                            .targets("dy")
                            .features("x")
                            .weight("n")
                            .build());
            assertThat(result.groups().rowCount()).isEqualTo(2);
            assertThat(result.rowsRead()).isEqualTo(100);
            TableWriter.writeRows(source, result.rows(source), dir.resolve("rows.csv"));
        }
        try (TableSource back = open(dir.resolve("rows.csv"))) {
            assertThat(numbers(back, "dy_fit_res")).hasSize(100).doesNotContain(Double.NaN);
        }
    }
}
