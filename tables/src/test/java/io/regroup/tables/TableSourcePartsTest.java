package io.regroup.tables;

import static io.regroup.tables.TestFiles.duckdb;
import static io.regroup.tables.TestFiles.file;
import static io.regroup.tables.TestFiles.open;
import static io.regroup.tables.TestFiles.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regroup.api.InvalidArgumentException;
import io.regroup.api.data.Block;
import io.regroup.api.data.BlockReader;
import io.regroup.api.data.ColumnRequest;
import io.regroup.api.data.DataAccessException;
import io.regroup.api.data.Dataset;
import io.regroup.api.data.RowRange;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableSourcePartsTest {

    private static final int ENOUGH = 1 << 20;

    private static final List<ColumnRequest> ALL = List.of(
            ColumnRequest.value("i"), ColumnRequest.number("x"), ColumnRequest.value("x"), ColumnRequest.value("s"));

    @TempDir
    Path dir;

    /** Row i of all files: its number, a number with nulls and NaN, a text with nulls, short and long. */
    private static String rows(long from, long to) {
        return "SELECT i, CASE WHEN i % 7 = 0 THEN NULL WHEN i % 11 = 0 THEN 'NaN'::DOUBLE ELSE i / 4 END AS x,"
                + " CASE WHEN i % 5 = 0 THEN NULL WHEN i % 3 = 0 THEN 'a text of more than twelve bytes ' || i % 13"
                + " ELSE 'k' || i % 17 END AS s FROM range(" + from + ", " + to + ") t(i)";
    }

    private Path parquet(String name, long from, long to, int rowGroup) {
        Path path = dir.resolve(name);
        duckdb("COPY (" + rows(from, to) + ") TO '" + path.toString().replace("'", "''") + "' (ROW_GROUP_SIZE "
                + rowGroup + ")");
        return path;
    }

    private TableSource openAll(int threads, Path... files) {
        List<String> names = new ArrayList<>();
        for (Path file : files) {
            names.add(file.toString());
        }
        return TableSource.files(names).threads(threads).open();
    }

    private static List<List<Object>> read(BlockReader reader, long firstRow) {
        List<List<Object>> rows = new ArrayList<>();
        try (reader) {
            for (Block block = reader.next(); block != null; block = reader.next()) {
                assertThat(block.firstRow()).isEqualTo(firstRow + rows.size());
                for (int row = 0; row < block.rowCount(); row++) {
                    List<Object> values = new ArrayList<>();
                    for (int c = 0; c < block.columns().size(); c++) {
                        values.add(block.column(c).get(row));
                    }
                    rows.add(values);
                }
            }
            assertThat(reader.next()).isNull();
        }
        return rows;
    }

    /** All parts at the same time, by two threads; put together again in order. */
    private static List<List<Object>> inParts(Dataset dataset, List<ColumnRequest> columns) throws Exception {
        List<RowRange> parts = dataset.parts();
        List<List<Object>> all = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            List<Future<List<List<Object>>>> read = new ArrayList<>();
            for (RowRange part : parts) {
                read.add(threads.submit(() -> read(dataset.read(columns, part), part.from())));
            }
            for (int i = 0; i < parts.size(); i++) {
                assertThat(parts.get(i).from()).isEqualTo(all.size());
                assertThat(parts.get(i).count()).isPositive();
                all.addAll(read.get(i).get());
                assertThat(parts.get(i).to()).isEqualTo(all.size());
            }
        }
        return all;
    }

    private static void assertPartsAreAllRows(TableSource source, List<ColumnRequest> columns, int rows)
            throws Exception {
        List<List<Object>> expected = read(source.read(columns), 0);
        assertThat(expected).hasSize(rows);
        assertThat(inParts(source, columns).equals(expected)).isTrue();
        assertThat(source.knownRows()).hasValue(rows);
    }

    /** Row groups many and few, their borders where parts end, beside, and beyond. */
    @ParameterizedTest
    @CsvSource({
        "1100000, 122880, 2, 2",
        "1100000, 2048, 4, 2",
        "1600000, 600000, 2, 3",
        "1600000, 1200000, 2, 2",
        "1600000, 5000000, 2, 1",
        "1600000, 100000, 1, 3",
        "3000, 2048, 8, 1",
        "1, 2048, 2, 1",
    })
    void partsTogetherAreAllRowsInOrder(int rows, int rowGroup, int threads, int parts) throws Exception {
        try (TableSource source = openAll(threads, parquet("a.parquet", 0, rows, rowGroup))) {
            assertThat(source.parts()).hasSize(parts);
            assertPartsAreAllRows(source, ALL, rows);
        }
    }

    @Test
    void bordersOfPartsAreThoseOfRowGroupsWhereThereAreFew() {
        try (TableSource source = openAll(2, parquet("a.parquet", 0, 1_600_000, 301_056))) {
            assertThat(source.parts())
                    .containsExactly(
                            new RowRange(0, 602_112),
                            new RowRange(602_112, 1_204_224),
                            new RowRange(1_204_224, 1_600_000));
        }
    }

    @Test
    void filesSmallLargeAndEmptyArePutTogetherOrTakenApart() throws Exception {
        Path[] files = {
            parquet("z0.parquet", 0, 0, 122_880),
            parquet("it's [1].parquet", 0, 5, 122_880),
            parquet("z1.parquet", 5, 5, 122_880),
            parquet("b.parquet", 5, 1_300_000, 122_880),
            parquet("c.parquet", 1_300_000, 1_300_007, 122_880),
            parquet("z2.parquet", 7, 7, 122_880),
            parquet("a.parquet", 1_300_007, 1_900_000, 2_048),
            parquet("z3.parquet", 7, 7, 122_880),
        };
        try (TableSource source = openAll(2, files)) {
            assertThat(source.parts())
                    .hasSize(4)
                    .startsWith(new RowRange(0, 5))
                    .endsWith(new RowRange(1_300_000, 1_900_000));
            assertPartsAreAllRows(source, ALL, 1_900_000);
        }
    }

    /** Within a row group, across borders of row groups and files, whole files, empty ones between, nothing at all. */
    @Test
    void anyRunOfRowsCanBeRead() {
        Path[] files = {
            parquet("z0.parquet", 0, 0, 2_048),
            parquet("b.parquet", 0, 10_000, 2_048),
            parquet("z1.parquet", 5, 5, 2_048),
            parquet("c.parquet", 10_000, 10_007, 2_048),
            parquet("a.parquet", 10_007, 30_000, 4_096),
            parquet("z2.parquet", 5, 5, 2_048),
        };
        try (TableSource source = openAll(2, files)) {
            List<List<Object>> all = read(source.read(ALL), 0);
            int[] borders = {0, 1, 2_047, 2_048, 5_000, 9_999, 10_000, 10_003, 10_007, 10_008, 14_103, 29_999, 30_000};
            for (int from : borders) {
                for (int to : borders) {
                    if (from <= to) {
                        List<List<Object>> rows = read(source.read(ALL, new RowRange(from, to)), from);
                        assertThat(rows.equals(all.subList(from, to)))
                                .as("rows %s to %s", from, to)
                                .isTrue();
                    }
                }
            }
            assertThat(read(source.read(ALL, new RowRange(17, 17)), 17)).isEmpty();
        }
    }

    @Test
    void columnsOfDifferentFilesAreMatchedAsInSequentialReading() throws Exception {
        Path a = file(dir.resolve("a.parquet"), "SELECT i::INTEGER AS k, 1 AS only_a FROM range(600000) t(i)");
        Path b = file(dir.resolve("b.parquet"), "SELECT 2.5 AS only_b, i::BIGINT AS K FROM range(700000) t(i)");
        try (TableSource source = openAll(2, a, b)) {
            List<ColumnRequest> columns =
                    source.schema().names().stream().map(ColumnRequest::value).toList();
            assertThat(source.parts()).hasSize(2);
            assertPartsAreAllRows(source, columns, 1_300_000);
            try (BlockReader reader = source.read(columns, source.parts().get(1))) {
                assertThat(reader.notes()).anyMatch(note -> note.startsWith("column only_a: missing in " + b));
            }
        }
    }

    @Test
    void computedColumnsAndMarksAreInParts() throws Exception {
        Path path = parquet("a.parquet", 0, 1_100_000, 122_880);
        try (TableSource source = TableSource.files(List.of(path.toString()))
                .computed("twice", "2 * i")
                .select("x > 1000")
                .threads(2)
                .open()) {
            assertThat(source.parts()).hasSize(2);
            assertPartsAreAllRows(
                    source,
                    List.of(ColumnRequest.number("twice"), ColumnRequest.value(TableSource.SELECTION_COLUMN)),
                    1_100_000);
        }
    }

    @Test
    void sourcesThatCannotBeCutHaveNoParts() {
        Path path = parquet("a.parquet", 0, ENOUGH, 2_048);
        List<TableSource.Builder> sources = List.of(
                TableSource.files(List.of(path.toString())).where("i >= 0"),
                TableSource.sql("SELECT * FROM '" + path + "'"),
                TableSource.files(
                        List.of(text(dir.resolve("a.csv"), "i,x,s", "1,2,3").toString())),
                TableSource.files(List.of(parquet("none.parquet", 0, 0, 2_048).toString())),
                TableSource.files(
                        List.of(file(dir.resolve("b.parquet"), "SELECT *, 1 AS \"File_Index\" FROM '" + path + "'")
                                .toString())),
                TableSource.files(
                        List.of(file(dir.resolve("c.parquet"), "SELECT *, -i AS file_row_number FROM '" + path + "'")
                                .toString())));
        for (TableSource.Builder builder : sources) {
            try (TableSource source = builder.open()) {
                assertThat(source.parts()).as(source.description()).isEmpty();
                assertThatThrownBy(() -> source.read(ALL, new RowRange(0, ENOUGH)))
                        .isInstanceOf(InvalidArgumentException.class)
                        .hasMessage("part RowRange[from=0, to=1048576]: " + source.description()
                                + " can only be read from start to end; ask parts() first");
            }
        }
    }

    @Test
    void requestsForPartsAreChecked() {
        try (TableSource source = openAll(2, parquet("a.parquet", 0, 10, 2_048))) {
            assertThatThrownBy(() -> source.read(ALL, new RowRange(9, 11)))
                    .isInstanceOf(InvalidArgumentException.class)
                    .hasMessage("part RowRange[from=9, to=11]: " + source.description()
                            + " has 10 rows; give a range that ends there or before");
            assertThatThrownBy(() -> source.read(List.of(ColumnRequest.number("s")), new RowRange(0, 10)))
                    .isInstanceOf(InvalidArgumentException.class)
                    .hasMessage("column s: expected numbers, got STRING");
        }
    }

    @Test
    void aReaderClosedEarlyDoesNotDisturbOthers() {
        try (TableSource source = openAll(2, parquet("a.parquet", 0, 1_100_000, 2_048))) {
            List<RowRange> parts = source.parts();
            try (BlockReader other = source.read(ALL, parts.get(1))) {
                assertThat(other.next()).isNotNull();
                BlockReader early = source.read(ALL, parts.get(0));
                assertThat(early.next()).isNotNull();
                early.close();
                assertThat(early.next()).isNull();
                source.read(ALL, parts.get(0)).close();
                long rows = 0;
                for (Block block = other.next(); block != null; block = other.next()) {
                    rows = block.firstRow() + block.rowCount();
                }
                assertThat(rows).isEqualTo(1_100_000);
            }
            assertThat(read(source.read(ALL, parts.get(0)), 0))
                    .hasSize((int) parts.get(0).count());
        }
    }

    /** A file that shrank or grew since it was cut must not pass for the one that was cut. */
    @ParameterizedTest
    @CsvSource({"1000000, got 450000", "1200000, got 650000"})
    void aFileThatChangedSinceItWasCutIsAnError(int rows, String got) throws Exception {
        Path path = parquet("a.parquet", 0, 1_100_000, 2_048);
        try (TableSource source = openAll(2, path)) {
            List<RowRange> parts = source.parts();
            assertThat(parts).endsWith(new RowRange(550_000, 1_100_000));
            Files.delete(path);
            parquet("a.parquet", 0, rows, 2_048);
            assertThatThrownBy(() -> read(source.read(ALL, parts.get(1)), 550_000))
                    .isInstanceOf(DataAccessException.class)
                    .hasMessage("input " + path + ": changed while it was read: expected 550000 rows from row 550001, "
                            + got + "; read it again");
        }
    }

    @Test
    void notesOfAPartSayWhichRowsTheyAreAbout() {
        Path path = file(
                dir.resolve("a.parquet"),
                "SELECT 9007199254740993 + 2 * (i % 600000) AS k, CASE WHEN i < 600000 THEN 0 WHEN i = 700000 THEN"
                        + " 9007199254740993 END AS one FROM range(1100000) t(i)");
        try (TableSource source = openAll(2, path)) {
            RowRange part = source.parts().get(1);
            assertThat(part).isEqualTo(new RowRange(491_520, 1_100_000));
            try (BlockReader reader =
                    source.read(List.of(ColumnRequest.number("k"), ColumnRequest.number("one")), part)) {
                while (reader.next() != null) {
                    continue;
                }
                assertThat(reader.notes())
                        .containsExactly(
                                "column k: 608480 values in rows 491521 to 1100000 do not fit a double exactly;"
                                        + " the nearest double is used",
                                "column one: 1 value in rows 491521 to 1100000 does not fit a double exactly;"
                                        + " the nearest double is used");
            }
        }
        try (TableSource source = open(path)) {
            assertThat(TestFiles.notes(source, ColumnRequest.number("one")))
                    .containsExactly("column one: 1 value does not fit a double exactly; the nearest double is used");
        }
    }
}
