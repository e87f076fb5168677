package io.regroup.gmm.encoder.internal;

import io.regroup.api.data.Block;
import io.regroup.api.data.Column;
import io.regroup.api.data.ColumnRequest;
import io.regroup.api.data.ColumnType;
import io.regroup.api.data.Dataset;
import io.regroup.api.data.Schema;
import io.regroup.gmm.encoder.ColumnModel;
import io.regroup.gmm.encoder.NumericModel;
import java.util.ArrayList;
import java.util.List;

/**
 * One column in long form: for each row its number, the value within its component, the component's number in the mixture and the rank of
 * its one-hot column. What does not apply is missing: the component of a modal value or a category, all three of a missing value.
 */
public final class FeatureRows extends SlicedRows {

    private static final Schema SCHEMA = new Schema(List.of(
            new Schema.Field("row", ColumnType.INT64),
            new Schema.Field("value", ColumnType.FLOAT64),
            new Schema.Field("component", ColumnType.INT32),
            new Schema.Field("rank", ColumnType.INT32)));

    private final ColumnModel model;
    private final Coding coding;

    /**
     * Views a column of rows.
     *
     * @param source has the column
     * @param model what it is encoded by
     * @param coding how
     */
    public FeatureRows(Dataset source, ColumnModel model, Coding coding) {
        super(source);
        this.model = model;
        this.coding = coding;
    }

    @Override
    public Schema schema() {
        return SCHEMA;
    }

    @Override
    public String description() {
        return source.description() + ", features of " + model.name();
    }

    @Override
    Slicer slicer(List<ColumnRequest> columns, int sets, boolean whole) {
        return new Maker(columns, sets);
    }

    private final class Maker extends Slicer {

        private final List<ColumnRequest> columns;
        private final ColumnEncoder encoder = EncodedRows.encoder(model, coding);
        private final List<EncodedCells> cells = new ArrayList<>();
        private final List<List<Cells>> integers = new ArrayList<>();

        Maker(List<ColumnRequest> columns, int sets) {
            Requests.check(columns, SCHEMA, description());
            this.columns = columns;
            needed.add(ColumnRequest.value(model.name()));
            for (int set = 0; set < sets; set++) {
                cells.add(new EncodedCells(model, BLOCK_ROWS));
                List<Cells> own = new ArrayList<>();
                for (Schema.Field field : SCHEMA.fields()) {
                    own.add(new Cells(field.type(), BLOCK_ROWS));
                }
                integers.add(own);
            }
        }

        @Override
        Block slice(Block block, int at, int rows, int set) {
            long first = block.firstRow() + at;
            EncodedCells encoded = cells.get(set);
            encoder.encode(block.column(0), at, rows, first, encoded);
            List<Cells> own = integers.get(set);
            for (int i = 0; i < rows; i++) {
                own.get(0).setInteger(first + i, i);
                features(encoded, i, own);
            }
            List<Column> made = new ArrayList<>();
            for (ColumnRequest request : columns) {
                made.add(own.get(SCHEMA.indexOf(request.name())).column(rows));
            }
            return new Block(first, rows, made);
        }

        private void features(EncodedCells encoded, int row, List<Cells> own) {
            for (int c = 1; c < own.size(); c++) {
                own.get(c).setMissing(row);
            }
            int rank = encoded.rank[row];
            if (rank < 0) {
                return;
            }
            own.get(3).setInteger(rank, row);
            if (model instanceof NumericModel number) {
                own.get(1).set(encoded.value[row], row);
                int component = number.modes().get(rank).component();
                if (component >= 0) {
                    own.get(2).setInteger(component, row);
                }
            }
        }
    }
}
