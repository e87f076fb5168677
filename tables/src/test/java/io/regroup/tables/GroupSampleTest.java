package io.regroup.tables;

import static io.regroup.tables.TestFiles.file;
import static io.regroup.tables.TestFiles.text;
import static io.regroup.tables.TestFiles.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regroup.api.InvalidArgumentException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GroupSampleTest {

    @TempDir
    Path dir;

    private TableSource.Builder thousandGroups() {
        Path path = file(dir.resolve("a.parquet"), "SELECT i % 1000 AS k, i % 7 AS j, i AS x FROM range(10000) t(i)");
        return TableSource.files(List.of(path.toString()));
    }

    @Test
    void groupsComeWithAllTheirRows() {
        try (TableSource source =
                thousandGroups().sampleGroups(List.of("k"), 37).open()) {
            List<Object> keys = values(source, "k");
            Set<Object> groups = new HashSet<>(keys);
            assertThat(groups).hasSize(37);
            assertThat(keys).hasSize(370);
            assertThat(source.sample()).contains(new GroupSample(37, 1000));
            // neither the first nor the last ones
            assertThat(groups.stream().filter(key -> (Long) key < 500)).hasSizeBetween(5, 32);
        }
    }

    @Test
    void sampleIsTheSameEachTime() {
        try (TableSource one = thousandGroups().sampleGroups(List.of("k"), 20).open();
                TableSource other =
                        thousandGroups().sampleGroups(List.of("k"), 20).open();
                TableSource larger =
                        thousandGroups().sampleGroups(List.of("k"), 40).open()) {
            assertThat(values(other, "x")).isEqualTo(values(one, "x"));
            assertThat(values(larger, "k")).containsAll(values(one, "k"));
        }
    }

    @Test
    void severalKeysComputedOnesAndAConditionMakeGroupsToo() {
        try (TableSource source = thousandGroups()
                .computed("hundreds", "k // 100")
                .where("x < 7000")
                .sampleGroups(List.of("hundreds", "j"), 5)
                .open()) {
            assertThat(source.sample()).contains(new GroupSample(5, 70));
            List<Object> hundreds = values(source, "hundreds");
            List<Object> digits = values(source, "j");
            Set<String> groups = new HashSet<>();
            for (int i = 0; i < digits.size(); i++) {
                groups.add(hundreds.get(i) + " " + digits.get(i));
            }
            assertThat(groups).hasSize(5);
            assertThat(digits).hasSize(500);
            assertThat(values(source, "x")).allMatch(x -> (Long) x < 7000);
        }
    }

    @Test
    void allGroupsIfThereAreFewer() {
        try (TableSource source =
                thousandGroups().sampleGroups(List.of("j"), 100).open()) {
            assertThat(values(source, "x")).hasSize(10_000);
            assertThat(source.sample()).contains(new GroupSample(7, 7));
        }
    }

    /** As keys are: a missing one is a key, zeros are one whatever their sign, and so are all NaN. */
    @Test
    void keysThatAreEqualAreSampledTogether() {
        Path path = file(
                dir.resolve("a.parquet"),
                "SELECT unnest([0.0, -0.0, 'nan'::DOUBLE, -'nan'::DOUBLE, NULL, NULL, 5, 5]::DOUBLE[]) AS k");
        for (int groups = 1; groups <= 4; groups++) {
            try (TableSource source = TableSource.files(List.of(path.toString()))
                    .sampleGroups(List.of("k"), groups)
                    .open()) {
                assertThat(values(source, "k")).hasSize(2 * groups);
                assertThat(source.sample()).contains(new GroupSample(groups, 4));
            }
        }
    }

    @Test
    void queriesAndTextAreSampledAsWell() {
        Path csv = text(dir.resolve("a.csv"), "k,x", "a,1", "b,2", "a,3", "b,4", "c,5");
        for (TableSource.Builder builder :
                List.of(TableSource.files(List.of(csv.toString())), TableSource.sql("FROM '" + csv + "'"))) {
            try (TableSource source = builder.sampleGroups(List.of("k"), 2).open()) {
                Set<Object> groups = new HashSet<>(values(source, "k"));
                assertThat(groups).hasSize(2);
                assertThat(values(source, "x")).hasSize(groups.contains("c") ? 3 : 4);
            }
        }
    }

    @Test
    void mistakesAreNamed() {
        assertThatThrownBy(() -> thousandGroups().sampleGroups(List.of("k"), 0))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("sample: expected at least 1 group, got 0");
        assertThatThrownBy(() -> thousandGroups().sampleGroups(List.of("kk"), 5).open())
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageStartingWith("column kk: not in " + dir.resolve("a.parquet"));
    }
}
