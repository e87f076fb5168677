package io.regroup.tables;

import static io.regroup.tables.TestFiles.duckdb;
import static io.regroup.tables.TestFiles.file;
import static io.regroup.tables.TestFiles.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SkippedRowGroupsTest {

    @TempDir
    Path dir;

    /** Row group g of 10 has the numbers from 2048 g up to 2048 g + 2047; a second file has one row group. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "i < 2048 | 10",
                "i <= 2048 | 9",
                "i BETWEEN 5000 AND 7000 AND x > 0.5 | 9",
                "i IN (5, 20000) | 9",
                "i < 100 OR i >= 18432 | 8",
                "renamed < 2048 | 10",
                "s = 'b' | 10",
                "x > 2 | 11",
                "i = 1000000 | 10",
                "i % 7 = 3 AND twice > 8 | 0",
                "x > 0.5 | 0",
                "i >= 0 | 0",
            })
    void rowGroupsThatTheirStatisticsRuleOut(String condition, int skipped) {
        Path large = dir.resolve("a.parquet");
        duckdb("COPY (SELECT i, (i % 100) / 99 AS x, 'a' AS s FROM range(20480) t(i)) TO '" + large
                + "' (ROW_GROUP_SIZE 2048)");
        Path small = file(dir.resolve("b.parquet"), "SELECT 1000000 + i AS i, i / 2 AS x, 'b' AS s FROM range(3) t(i)");
        try (TableSource source = TableSource.files(List.of(large.toString(), small.toString()))
                .computed("twice", "2 * i")
                .computed("renamed", "i")
                .where(condition)
                .open()) {
            assertThat(source.skippedRowGroups()).contains(new SkippedRowGroups(skipped, 11));
        }
    }

    @Test
    void othersDoNotKnow() {
        Path path = file(dir.resolve("a.parquet"), "SELECT 1 AS k");
        Path hidden = file(dir.resolve("b.parquet"), "SELECT 1 AS k, 2 AS file_row_number");
        Path csv = text(dir.resolve("a.csv"), "k", "1");
        for (TableSource.Builder builder : List.of(
                TableSource.files(List.of(path.toString())),
                TableSource.files(List.of(hidden.toString())).where("k = 1"),
                TableSource.files(List.of(csv.toString())).where("k = 1"),
                TableSource.sql("FROM '" + path + "'").where("k = 1"))) {
            try (TableSource source = builder.open()) {
                assertThat(source.skippedRowGroups()).isEmpty();
            }
        }
    }
}
