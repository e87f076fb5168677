package io.regroup.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.regroup.api.data.Table;
import io.regroup.tables.TableSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows that are drawn as they are written. */
class DrawnColumnsTest {

    @TempDir
    Path dir;

    /** Three stripes, the last of them short; the file has blocks of its own. */
    @Test
    void aFileHasTheRowsThatAreDrawnAgain() throws IOException {
        DrawnColumns design = new DrawnColumns(2, 150_000);
        Path file = dir.resolve("rows.parquet");
        design.write(file);

        try (TableSource written = TableSource.files(List.of(file.toString())).open()) {
            assertThat(written.schema().names()).containsExactly("y1", "y2");
            assertThat(RowComparison.largestDifference(design.dataset(), written))
                    .isZero();
        }
    }

    @Test
    void rowsThatAreNotTheseAreFound() throws IOException {
        Table right = table(1, 2, 4);

        assertThat(RowComparison.largestDifference(right, table(1, 2.5, 4.5))).isEqualTo(0.25);
        assertThat(RowComparison.largestDifference(right, table(1, Double.NaN, 4)))
                .isNaN();
        assertThatThrownBy(() -> RowComparison.largestDifference(right, table(1, 2, 4, 5)))
                .isInstanceOf(IOException.class)
                .hasMessage("4 rows came back of 3");
        assertThatThrownBy(() -> RowComparison.largestDifference(right, table(1, 2)))
                .hasMessage("2 rows came back of 3");
    }

    private static Table table(double... values) {
        return Table.builder().column("y1", values).build();
    }

    /** What rows were drawn from is as dense as itself; a single normal distribution is not. */
    @Test
    void judgesByDensity() {
        DrawnColumns design = new DrawnColumns(1, 100_000);

        assertThat(design.density(KnownMixture.CARDS.parameters()).coefficients()[0][0])
                .isCloseTo(1, within(1e-12));
        assertThat(design.density(new double[] {1, 0.1, 1.4}).coefficients()[0][0])
                .isLessThan(0.6);
    }
}
