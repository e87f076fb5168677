package io.regroup.tables;

import static io.regroup.tables.TestFiles.file;
import static io.regroup.tables.TestFiles.open;
import static io.regroup.tables.TestFiles.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regroup.api.InvalidArgumentException;
import io.regroup.api.data.DataAccessException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every mistake surfaces in {@code open()}, in one line that names it. */
class TableSourceErrorTest {

    @TempDir
    Path dir;

    private Path good;

    @BeforeEach
    void makeFile() {
        good = file(dir.resolve("good.parquet"), "SELECT i AS x, i * 2 AS deltaY, 'a' AS name FROM range(5) t(i)");
    }

    private AbstractThrowableAssert<?, ? extends Throwable> mistake(TableSource.Builder builder) {
        return assertThatThrownBy(() -> builder.open().close())
                .isInstanceOf(InvalidArgumentException.class)
                .satisfies(e -> assertThat(e.getMessage().lines().count()).isEqualTo(1));
    }

    private TableSource.Builder files(Object... inputs) {
        return TableSource.files(Arrays.stream(inputs).map(Object::toString).toList());
    }

    @Test
    void textThatIsNotATableIsSaidSo() {
        Path empty = text(dir.resolve("empty.csv"));
        assertThatThrownBy(() -> {
                    Files.write(empty, new byte[0]);
                    open(empty);
                })
                .isInstanceOf(DataAccessException.class)
                .hasMessage("input " + empty + ": is empty");
        Path ragged = text(dir.resolve("ragged.csv"), "k,x,y", "1,2,3", "1,2,3,4", "1,2,3");
        assertThatThrownBy(() -> open(ragged))
                .isInstanceOf(DataAccessException.class)
                .hasMessage("input " + ragged + ": line 3: expected 3 fields as in the first line \"k,x,y\", got 4 in"
                        + " \"1,2,3,4\"; mend or remove the line");
    }

    @Test
    void inputs() throws IOException {
        Path csv = text(dir.resolve("a.csv"), "x", "1");
        mistake(files()).hasMessage("input: no file given; name at least one");
        mistake(files("nosuch.parquet")).hasMessage("input nosuch.parquet: no such file");
        mistake(files(dir.resolve("*.json"))).hasMessage("input " + dir.resolve("*.json") + ": no file matches");
        mistake(files(dir)).hasMessageStartingWith("input " + dir + ": is a directory; give its files");
        mistake(files(text(dir.resolve("a.xls"), "")))
                .hasMessage("input " + dir.resolve("a.xls") + ": unknown kind of file; expected one of .parquet, .csv,"
                        + " .tsv, .txt, .json, .jsonl, .ndjson (text also with .gz or .zst)");
        mistake(files(good, csv))
                .hasMessage("inputs: expected files of one format, got " + good + " (Parquet) and " + csv + " (CSV)");
        mistake(files(csv, dir.resolve("*.csv")))
                .hasMessage("input " + csv + ": given twice, its rows would count double; give it once");
        mistake(files("bad\0name.csv")).hasMessageContaining(": not a valid path: ");
        mistake(files(dir.resolve("[a.csv"))).hasMessageContaining(": not a valid glob: ");
        Files.createDirectory(dir.resolve("sub.csv"));
        mistake(files(dir.resolve("sub.csv"))).hasMessageContaining(": is a directory; ");
        mistake(files("/dev/null")).hasMessageStartingWith("input /dev/null: is not a regular file");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://host/a.csv",
                "https://host/a.csv",
                "s3://bucket/a.parquet",
                "gs://b/*.csv",
                "hf://x/y.csv"
            })
    void remoteInputs(String url) {
        mistake(files(url))
                .hasMessage("input " + url + ": remote inputs are not read; download it first and give the file");
    }

    @Test
    void remoteFilesInSqlAreNotRead() {
        mistake(TableSource.sql("SELECT * FROM 'https://example.invalid/a.parquet'"))
                .hasMessage(
                        "SQL: Missing Extension Error: File https://example.invalid/a.parquet requires the extension"
                                + " httpfs to be loaded");
        mistake(TableSource.sql("INSTALL httpfs")).hasMessageStartingWith("SQL: expected one SELECT");
    }

    /** DuckDB names the file for some kinds of damage, and not for others. */
    @ParameterizedTest
    @ValueSource(ints = {0x00, 0x15, 0xAA, 0xFF})
    void theDamagedFileOfManyIsNamed(int damage) throws IOException {
        Path first = file(dir.resolve("a.parquet"), "SELECT i AS x, hash(i)::VARCHAR AS s FROM range(300000) t(i)");
        Path last = Files.copy(first, dir.resolve("c.parquet"));
        byte[] bytes = Files.readAllBytes(first);
        int failures = 0;
        for (int eighth = 0; eighth < 8; eighth++) {
            byte[] damaged = bytes.clone();
            Arrays.fill(damaged, bytes.length / 8 * eighth + 4, bytes.length / 8 * eighth + 5000, (byte) damage);
            Path bad = Files.write(dir.resolve("b.parquet"), damaged);
            try (TableSource source = files(first, bad, last).open()) {
                TestFiles.values(source, "x");
                TestFiles.values(source, "s");
            } catch (DataAccessException e) {
                assertThat(e).hasMessageContaining("cannot be read").hasMessageContaining(bad.toString());
                failures++;
            }
        }
        assertThat(failures).isPositive();
    }

    @Test
    void unreadableFiles() {
        Path fake = text(dir.resolve("fake.parquet"), "this is not Parquet");
        assertThatThrownBy(() -> files(fake).open())
                .isInstanceOf(DataAccessException.class)
                .hasMessageStartingWith("input " + fake + ": cannot be read as Parquet: Invalid Input Error: ");
        Path json = text(dir.resolve("bad.json"), "{\"a\":");
        assertThatThrownBy(() -> files(json).open())
                .isInstanceOf(DataAccessException.class)
                .hasMessageStartingWith("input " + json + ": cannot be read as JSON: ");
    }

    @Test
    void computedColumns() {
        mistake(files(good).computed("X", "1"))
                .hasMessage("X = \"1\": there is a column x already; choose another name");
        mistake(files(good).computed("a", "1").computed("A", "2"))
                .hasMessage("A = \"2\": there is a column a already; choose another name");
        mistake(files(good).computed(" ", "1")).hasMessageEndingWith("the name is empty; give the column a name");
        mistake(files(good).computed("z", " "))
                .hasMessage("z = \"\": the expression is empty; write one or leave it out");
        mistake(files(good).computed("z", "x *"))
                .hasMessageStartingWith("z = \"x *\": not a valid SQL expression: syntax error");
        mistake(files(good).computed("z", "deltaX + 1"))
                .hasMessage(
                        "z = \"deltaX + 1\": there is no column deltaX; did you mean deltaY? there are: x, deltaY, name");
        mistake(files(good).computed("z", "squareroot(x)"))
                .hasMessageStartingWith(
                        "z = \"squareroot(x)\": not a valid SQL expression: Catalog Error: Scalar Function"
                                + " with name squareroot does not exist!");
        mistake(files(good).computed("z", "sum(x)")).hasMessageContaining("not a valid SQL expression: Binder Error: ");
        mistake(files(good).computed("z", "sum(x) OVER ()"))
                .hasMessage(
                        "z = \"sum(x) OVER ()\": window functions reorder the rows; put it into an SQL query and use"
                                + " that as the input");
        mistake(files(good).computed("z", "x - (SELECT 1)"))
                .hasMessageContaining(": subqueries may reorder the rows; ");
        mistake(files(good).computed("z", "unnest([x, x])")).hasMessageContaining(": unnest multiplies rows; ");
        mistake(files(good).computed("z", "COLUMNS(*)"))
                .hasMessageContaining("expected one value, got 3; name the column");
        mistake(files(good).computed("z", "*")).hasMessageContaining("expected one value, got 3; name the column");
        mistake(files(good).computed("z", "x + ?"))
                .hasMessageContaining(": has a parameter (? or $1); write the value");
        mistake(files(good).computed("z", "'a' + x::DATE"))
                .hasMessageContaining("not a valid SQL expression: Binder Error");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"random()", "x + uuid()::INT", "now()", "Current_Timestamp", "current_date", "nextval('s')"})
    void expressionsThatChangeFromPassToPass(String expression) {
        mistake(files(good).computed("z", expression))
                .hasMessageContaining("can give another value at every pass over the rows");
    }

    @Test
    void predicates() {
        mistake(files(good).where("x >>"))
                .hasMessageStartingWith("where \"x >>\": not a valid SQL predicate: syntax error");
        mistake(files(good).where("x + 1"))
                .hasMessage(
                        "where \"x + 1\": expected a condition (true or false), got INT64; compare it with something,"
                                + " for instance x + 1 > 0");
        mistake(files(good).where("delta_y > 1"))
                .hasMessage(
                        "where \"delta_y > 1\": there is no column delta_y; did you mean deltaY? there are: x, deltaY, name");
        mistake(files(good).where("")).hasMessage("where \"\": the predicate is empty; write one or leave it out");
        mistake(files(good).select("x"))
                .hasMessageStartingWith("where \"x\": expected a condition (true or false), got INT64");
        mistake(files(good).where("sum(x) > 1")).hasMessageContaining("not a valid SQL predicate: Binder Error: ");
        Path taken = file(dir.resolve("taken.parquet"), "SELECT 1 AS \"Regroup_Selected\"");
        mistake(files(taken).select("true"))
                .hasMessage("where \"true\": there is a column Regroup_Selected already; rename that column");
    }

    @Test
    void queries() {
        mistake(TableSource.sql(" ; ")).hasMessage("SQL: the query is empty; expected a SELECT");
        mistake(TableSource.sql("SELEC 1")).hasMessageStartingWith("SQL: not a valid query: ");
        mistake(TableSource.sql("SELECT 1; SELECT 2")).hasMessage("SQL: expected one SELECT, got 2 statements");
        mistake(TableSource.sql("SELECT 1; -- done"))
                .hasMessage("SQL: something follows the semicolon that ends the query; leave the semicolon out");
        mistake(TableSource.sql("SELECT ? AS x")).hasMessage("SQL: has a parameter (? or $1); write the value");
        mistake(TableSource.sql("SELECT y FROM (SELECT 1 AS x)"))
                .hasMessage(
                        "SQL: Binder Error: Referenced column \"y\" not found in FROM clause! Candidate bindings: \"x\"");
        mistake(TableSource.sql("SELECT * FROM 'nosuch.parquet'"))
                .hasMessage("SQL: IO Error: No files found that match the pattern \"nosuch.parquet\"");
        mistake(files(good).threads(1).where("name IN (SELECT 'a')")).hasMessageContaining("subqueries may reorder");
        assertThatThrownBy(() -> files(good).threads(0)).hasMessage("threads: expected at least 1, got 0");
    }

    /** Each would write a file if anything but a lone expression or a lone SELECT got through. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "1; COPY (SELECT 1) TO '$'",
                "1); COPY (SELECT 1) TO '$'; SELECT (1",
                "1) FROM regroup_shape); COPY (SELECT 1) TO '$'; --",
                "true) OR (true); COPY (SELECT 1) TO '$' --",
                "*/ 1; COPY (SELECT 1) TO '$' /*",
                "COPY (SELECT 1) TO '$'"
            })
    void injectedStatementsAreNotRun(String attack) {
        Path victim = dir.resolve("victim.csv");
        String text = attack.replace("$", victim.toString());
        mistake(files(good).computed("z", text));
        mistake(files(good).where(text));
        mistake(files(good).select(text));
        mistake(TableSource.sql(text));
        mistake(TableSource.sql("SELECT " + text));
        assertThat(victim).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1) FROM range(5) WHERE (true",
                "1), (2",
                "1) UNION SELECT (2",
                "1) ORDER BY (1",
                "1) LIMIT (1",
                "1) GROUP BY (1",
                "1 AS a",
                "1 -- \n) FROM (SELECT 1"
            })
    void piecesOfStatementsAreNotExpressions(String text) {
        mistake(files(good).computed("z", text)).hasMessageContaining("not a valid SQL expression: ");
        mistake(files(good).where(text)).hasMessageContaining("not a valid SQL predicate: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x > 0) OR (1 = 1", "x > 0) OR (true -- a)", "(x > 0)) AND ((x < 3)"})
    void parenthesesMatchByThemselves(String text) {
        mistake(files(good).where(text))
                .hasMessageEndingWith(": not a valid SQL predicate: its parentheses do not match; mend them");
        mistake(files(good).select(text)).hasMessageContaining("its parentheses do not match");
        mistake(files(good).computed("z", text)).hasMessageContaining("its parentheses do not match");
    }

    @ParameterizedTest
    @ValueSource(strings = {"(x > 0) OR (1 = 1)", "name = ')'", "x IN (1, 2) -- )", "$$)($$ = name", "x = [1, 2][1]"})
    void parenthesesThatMatchAreLeftAlone(String text) {
        assertThatCode(() -> files(good).where(text).computed("z", text).open().close())
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "WITH a AS (INSERT INTO regroup_shape VALUES (1) RETURNING *) SELECT * FROM a",
                "CREATE TABLE t AS SELECT 1",
                "SET threads = 1",
                "PRAGMA version",
                "ATTACH 'x.db'"
            })
    void queriesOnlyRead(String text) {
        mistake(TableSource.sql(text)).hasMessageStartingWith("SQL: ");
        assertThat(List.of(Path.of("x.db").toFile().exists())).containsExactly(false);
    }
}
