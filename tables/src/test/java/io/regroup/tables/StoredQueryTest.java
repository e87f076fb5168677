package io.regroup.tables;

import static io.regroup.tables.TestFiles.names;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regroup.api.InvalidArgumentException;
import io.regroup.api.data.Block;
import io.regroup.api.data.BlockReader;
import io.regroup.api.data.ColumnRequest;
import io.regroup.api.data.DataAccessException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The result of an SQL query is stored where one says, as far as memory does not hold it, and is gone afterwards. */
class StoredQueryTest {

    private static final int ROWS = 4_000_000;
    private static final String LARGE = "SELECT hash(i) AS h, i AS j, 2.5 * i AS x FROM range(" + ROWS + ") t(i)";

    @TempDir
    Path spill;

    private TableSource source(String query) {
        return TableSource.sql(query)
                .memory(TableSource.LEAST_MEMORY)
                .spill(spill)
                .threads(2)
                .open();
    }

    @Test
    void itGoesToTheDirectoryAndIsGoneAfterwards() {
        try (TableSource source = source(LARGE)) {
            assertThat(names(spill)).isEmpty();
            long rows = 0;
            try (BlockReader reader = source.read(List.of(ColumnRequest.value("j")))) {
                Block block = reader.next();
                assertThat(names(spill)).singleElement().asString().startsWith("regroup-");
                assertThat(names(spill.resolve(names(spill).getFirst()))).isNotEmpty();
                for (; block != null; block = reader.next()) {
                    rows += block.rowCount();
                }
            }
            assertThat(rows).isEqualTo(ROWS);
            assertThat(names(spill)).hasSize(1);
        }
        assertThat(names(spill)).isEmpty();
    }

    @Test
    void nothingIsLeftOfAQueryThatFails() {
        String query = "SELECT *, CASE WHEN j = " + (ROWS - 1) + " THEN error('no more') END AS e FROM (" + LARGE + ")";
        try (TableSource source = source(query)) {
            assertThatThrownBy(() -> source.read(List.of(ColumnRequest.value("j"))))
                    .isInstanceOf(DataAccessException.class)
                    .hasMessageContaining("SQL: the query failed: ")
                    .hasMessageContaining("no more");
        }
        assertThat(names(spill)).isEmpty();
    }

    @Test
    void theDirectoryIsChecked() {
        assertThatThrownBy(() -> TableSource.sql("SELECT 1").spill(spill.resolve("none")))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("temporary files: there is no directory " + spill.resolve("none")
                        + "; create it first or give another");
    }
}
