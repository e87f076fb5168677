package io.regroup.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.regroup.api.RunOptions;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class MixtureRowsTest {

    private final MixtureRows column = new MixtureRows(1, 100_000);

    private double density(MixtureRows design, double[][] parameters) {
        int[] sample = Answers.sample(design.groups());
        return design.answers(design.generate(2), sample, parameters).coefficients()[0][0];
    }

    @Test
    void threadsDoNotMatter() {
        assertThat(column.generate(3).doubles("y")).isEqualTo(column.generate(1).doubles("y"));
        MixtureRows groups = new MixtureRows(300, 500);
        Rows rows = groups.generate(2);
        assertThat(rows.doubles("y")).isEqualTo(groups.generate(1).doubles("y"));
        assertThat((int[]) rows.array("k")).startsWith(0).endsWith(299).isSorted();
    }

    @Test
    void scalesGroupsOrTheRowsOfOne() {
        assertThat(column.scaled(0.1)).isEqualTo(new MixtureRows(1, 10_000));
        assertThat(new MixtureRows(10_000, 500).scaled(0.01)).isEqualTo(new MixtureRows(100, 500));
    }

    /** A fit is as dense as what rows were drawn from, and a single normal distribution is not. */
    @Test
    void judgesByDensity() throws Exception {
        Rows rows = column.generate(2);
        ColumnMixture entry = new ColumnMixture(column, rows, RunOptions.defaults());
        entry.run();
        Answers found = entry.answers(new int[] {0}).orElseThrow();
        assertThat(found.coefficients()[0][0]).isCloseTo(1, within(0.02));
        assertThat(found.differenceFrom(column.expected(), 0.02, 1)).isEmpty();
        double[] normal = {1, Arrays.stream(rows.doubles("y")).average().orElseThrow(), 1.4};
        assertThat(density(column, new double[][] {normal})).isLessThan(0.6);
    }

    /** Components that are not there are NaN, groups that were left out null. */
    @Test
    void judgesSomeGroups() {
        MixtureRows two = new MixtureRows(2, 500);
        double[] wide = {1, 0, 10, Double.NaN, Double.NaN, Double.NaN};
        assertThat(density(two, new double[][] {null, wide}))
                .isLessThan(0.9)
                .isNotEqualTo(density(two, new double[][] {wide, null}));
    }
}
