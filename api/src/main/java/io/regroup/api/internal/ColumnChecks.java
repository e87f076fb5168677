package io.regroup.api.internal;

import io.regroup.api.data.Column;
import io.regroup.api.data.ColumnRequest;
import io.regroup.api.data.ColumnType;
import io.regroup.api.data.LongColumn;
import io.regroup.api.data.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks columns against what a dataset was asked for. */
final class ColumnChecks {

    private final CheckedDataset data;
    private final List<ColumnRequest> requests;
    private final @Nullable ColumnType[] types;

    ColumnChecks(CheckedDataset data, List<ColumnRequest> requests) {
        this.data = data;
        this.requests = requests;
        this.types = new ColumnType[requests.size()];
        Schema schema = data.schema();
        for (int c = 0; c < types.length; c++) {
            types[c] = schema.typeOf(requests.get(c).name());
        }
    }

    /**
     * Checks the columns of some rows.
     *
     * @param where which rows, for messages
     * @param columns what was handed over
     * @param rows how many values each should have
     */
    void require(String where, List<Column> columns, long rows) {
        data.answer(where + ", columns", columns);
        if (columns.size() != requests.size()) {
            throw data.fault(where, requests.size() + " columns", Integer.toString(columns.size()));
        }
        for (int c = 0; c < types.length; c++) {
            ColumnRequest request = requests.get(c);
            String name = "column " + request.name() + ", " + where;
            Column column = data.answer(name, columns.get(c));
            if (column.size() != rows) {
                throw data.fault(name, rows + " values", Integer.toString(column.size()));
            }
            ColumnType expected = types[c];
            if (request.access() == ColumnRequest.Access.NUMBER
                    ? !column.type().isNumeric()
                    : expected != null && !stands(column.type(), expected)) {
                throw data.fault(
                        name,
                        request.access() == ColumnRequest.Access.NUMBER
                                ? "numbers"
                                : "values of type " + expected + ", as the schema says",
                        column.type().toString());
            }
        }
    }

    /** A number may be narrower or wider than the schema says, as long as it is stored in the same way. */
    private static boolean stands(ColumnType type, ColumnType expected) {
        return type.equals(expected)
                || (type.isNumeric() && expected.isNumeric() && type.storage() == expected.storage());
    }

    /** Checks that flags which were asked for as they are are 0 or 1: another number would be a key of its own. */
    void requireFlags(String where, List<Column> columns) {
        for (int c = 0; c < types.length; c++) {
            if (columns.get(c) instanceof LongColumn flags && flags.type().equals(ColumnType.BOOLEAN)) {
                for (int row = 0; row < flags.size(); row++) {
                    long value = flags.getLong(row);
                    if ((value & ~1L) != 0) {
                        throw data.fault(
                                "column " + requests.get(c).name() + ", " + where,
                                "0 or 1 for false or true",
                                Long.toString(value));
                    }
                }
            }
        }
    }
}
