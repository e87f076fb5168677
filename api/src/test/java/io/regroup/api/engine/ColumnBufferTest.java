package io.regroup.api.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.regroup.api.data.Column;
import io.regroup.api.data.ColumnType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Values and gaps come to their places, whether rows are appended, picked, or put where there is room. */
class ColumnBufferTest {

    private static final boolean[] SECOND = {false, true, false};

    private static final Column NUMBERS = Column.ofStored(ColumnType.FLOAT64, new double[] {1, 0, 3}, SECOND);
    private static final Column KEYS = Column.ofStored(ColumnType.INT64, new long[] {1, 0, 3}, SECOND);
    private static final Column TEXTS = Column.ofStored(ColumnType.STRING, new @Nullable String[] {"1", null, "3"});

    private static List<@Nullable String> values(Column column) {
        List<@Nullable String> values = new ArrayList<>();
        for (int row = 0; row < column.size(); row++) {
            values.add(column.isNull(row) ? null : column.getString(row));
        }
        return values;
    }

    private static Column filled(Column column) {
        ColumnBuffer buffer = new ColumnBuffer(column.type());
        buffer.append(column, new int[] {1, 2});
        int first = buffer.extend(6);
        buffer.put(column, null, first + 3);
        buffer.put(column, null, first);
        buffer.append(column, null);
        return buffer.column();
    }

    @Test
    void everyKindOfColumnKeepsItsValuesAndGaps() {
        assertThat(values(filled(KEYS))).containsExactly(null, "3", "1", null, "3", "1", null, "3", "1", null, "3");
        assertThat(values(filled(TEXTS))).isEqualTo(values(filled(KEYS)));
        assertThat(values(filled(NUMBERS)))
                .containsExactly(null, "3.0", "1.0", null, "3.0", "1.0", null, "3.0", "1.0", null, "3.0");
    }
}
