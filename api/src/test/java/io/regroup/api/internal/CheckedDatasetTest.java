package io.regroup.api.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regroup.api.data.ColumnType;
import io.regroup.api.data.Dataset;
import io.regroup.api.data.Table;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Checks are around everything that a dataset has. */
class CheckedDatasetTest {

    /** A default method that is not passed on would hide what the dataset can do. */
    @Test
    void everyMethodIsPassedOn() {
        List<String> own = signatures(CheckedDataset.class);

        assertThat(own).containsAll(signatures(Dataset.class)).hasSizeGreaterThan(12);
    }

    private static List<String> signatures(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods())
                .map((Method method) -> method.getName() + Arrays.toString(method.getParameterTypes()))
                .toList();
    }

    @Test
    void aTableIsLeftAsItIs() {
        Table table = Table.builder().column("k", new int[3]).build();

        assertThat(CheckedDataset.of(table)).isSameAs(table);
    }

    @Test
    @SuppressWarnings("NullAway")
    void thereHasToBeOne() {
        assertThatThrownBy(() -> CheckedDataset.of(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("data");
    }

    @Test
    void boundsAreOrderedAsKeysAre() {
        assertThat(KeyBounds.compare(0.0, -0.0, ColumnType.FLOAT64)).isZero();
        assertThat(KeyBounds.compare(Double.NaN, Double.POSITIVE_INFINITY, ColumnType.FLOAT64))
                .isPositive();
        assertThat(KeyBounds.compare("9", "10", ColumnType.decimal(5, 0))).isNegative();
        assertThat(KeyBounds.compare("9", "10", ColumnType.STRING)).isPositive();
        // U+1F600 is two chars that are smaller than U+FF5E
        assertThat(KeyBounds.compare("\uFF5E", "\uD83D\uDE00", ColumnType.STRING))
                .isNegative();
        assertThat(KeyBounds.fits("abc", ColumnType.decimal(5, 0))).isFalse();
        assertThat(KeyBounds.fits(3, ColumnType.INT64)).isFalse();
    }
}
