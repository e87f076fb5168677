package io.regroup.tables;

import static io.regroup.tables.TestFiles.open;
import static io.regroup.tables.TestFiles.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regroup.api.data.DataAccessException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A line with too many fields or too few is named, wherever it is. */
class UnevenLinesTest {

    @TempDir
    Path dir;

    /** A header, as many good lines, some others, good ones again. */
    private static String[] lines(String separator, int before, List<String> uneven, int after) {
        return Stream.of(Stream.of("g,x,y"), good(before), uneven.stream(), good(after))
                .flatMap(lines -> lines)
                .map(line -> line.replace(",", separator))
                .toArray(String[]::new);
    }

    private static Stream<String> good(int count) {
        return IntStream.range(0, count).mapToObj(i -> "g" + i % 7 + "," + i + "," + 2 * i);
    }

    private static void refused(Path file, String message) {
        assertThatThrownBy(() -> open(file).close())
                .isInstanceOf(DataAccessException.class)
                .hasMessage("input " + file + ": " + message);
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 20, 3_000, 50_000})
    void shortLine(int before) {
        refused(
                text(dir.resolve("a.csv"), lines(",", before, List.of("1,2"), 3_000)),
                "line " + (before + 2) + ": expected 3 fields as in the first line \"g,x,y\", got 2 in \"1,2\";"
                        + " mend or remove the line");
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 20, 3_000})
    void longLineAndShortLineAtTheEnd(int before) {
        refused(
                text(dir.resolve("a.csv"), lines(",", before, List.of("1,2,3,4,5", "1,2"), 0)),
                "line " + (before + 2) + ": expected 3 fields as in the first line \"g,x,y\", got 5 in"
                        + " \"1,2,3,4,5\"; mend or remove the line");
    }

    @ParameterizedTest
    @CsvSource({"';', csv", "'\t', csv", "'\t', tsv", "'|', txt"})
    void separators(String separator, String ending) {
        String shown = separator.replace('\t', ' ');
        refused(
                text(dir.resolve("a." + ending), lines(separator, 3_000, List.of("1,2"), 30)),
                "line 3002: expected 3 fields as in the first line \"g" + shown + "x" + shown + "y\", got 2 in \"1"
                        + shown + "2\"; mend or remove the line");
    }

    @Test
    void namesWithoutThatOfTheFirstColumn() {
        String[] lines = good(30).map(line -> line.substring(1)).toArray(String[]::new);
        refused(
                text(
                        dir.resolve("a.csv"),
                        Stream.concat(Stream.of("x,y"), Stream.of(lines)).toArray(String[]::new)),
                "line 2: expected 2 fields as in the first line \"x,y\", got 3 in \"0,0,0\"; mend or remove the line,"
                        + " or add the names that the first one lacks");
    }

    @Test
    void theFileOfSeveralIsNamed() {
        Path good = text(dir.resolve("a.csv"), lines(",", 30, List.of(), 0));
        Path bad = text(dir.resolve("b.csv"), lines(",", 3_000, List.of("1,2"), 30));
        assertThatThrownBy(() -> TableSource.files(List.of(good.toString(), bad.toString()))
                        .open()
                        .close())
                .hasMessageStartingWith("input " + bad + ": line 3002: expected 3 fields");
    }

    @Test
    void compressed() throws IOException {
        Path file = dir.resolve("a.csv.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(Files.readAllBytes(text(dir.resolve("a.csv"), lines(",", 3_000, List.of("1,2"), 30))));
        }
        assertThatThrownBy(() -> open(file).close())
                .hasMessageStartingWith("input " + file + ": line 3002: expected 3");
    }

    @Test
    void blankLinesCommentsAndFieldsInQuotes() {
        refused(
                text(dir.resolve("a.csv"), "", "# units", "\"g,h\",x,y", "", "\"a,b\",1,2", "1,2"),
                "line 6: expected 3 fields as in the first line \"\"g,h\",x,y\", got 2 in \"1,2\";"
                        + " mend or remove the line");
        assertThatThrownBy(() -> open(text(dir.resolve("b.csv"), "g,x,y", "\"a\nb\",1,2", "\"a\nb\",1,2", "1,2"))
                        .close())
                .hasMessageContaining(": line 4 (line breaks in quotes not counted): expected 3 fields");
    }

    @Test
    void numberSignsWithinLinesAreNoComments() {
        refused(
                text(dir.resolve("a.csv"), "g,x,y", "a#1,1,2", "1,2"),
                "line 3: expected 3 fields as in the first line \"g,x,y\", got 2 in \"1,2\"; mend or remove the line");
    }

    @Test
    void filesWithoutNamesAreRead() {
        try (TableSource source = open(text(
                dir.resolve("a.csv"), good(30).map(line -> line.substring(1)).toArray(String[]::new)))) {
            assertThat(source.schema().names()).containsExactly("column0", "column1", "column2");
        }
    }

    @ParameterizedTest
    @CsvSource({"blank.csv, '\n\n\n'", "mark.csv, '\uFEFF'", "array.json, []", "blank.tsv, '\n'"})
    void nothingButBlanks(String name, String content) throws IOException {
        refused(Files.writeString(dir.resolve(name), content), "is empty");
    }

    @Test
    void nothingCompressed() throws IOException {
        Path file = dir.resolve("a.csv.gz");
        new GZIPOutputStream(Files.newOutputStream(file)).close();
        refused(file, "is empty");
    }
}
