package io.regroup.gmm.encoder.internal;

import io.regroup.api.data.Block;
import io.regroup.api.data.BlockReader;
import io.regroup.api.data.Column;
import io.regroup.api.data.ColumnRequest;
import io.regroup.api.data.ColumnType;
import io.regroup.api.data.Dataset;
import io.regroup.api.data.Schema;
import io.regroup.gmm.encoder.ColumnModel;
import io.regroup.gmm.encoder.NumericModel;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * One column in long form: for each row its number, the value within its component, the component's number in the mixture and the rank of
 * its one-hot column. What does not apply is missing: the component of a modal value or a category, all three of a missing value.
 */
public final class FeatureRows implements Dataset {

    private static final Schema SCHEMA = new Schema(List.of(
            new Schema.Field("row", ColumnType.INT64),
            new Schema.Field("value", ColumnType.FLOAT64),
            new Schema.Field("component", ColumnType.INT32),
            new Schema.Field("rank", ColumnType.INT32)));

    private final Dataset source;
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
        this.source = source;
        this.model = model;
        this.coding = coding;
    }

    @Override
    public Schema schema() {
        return SCHEMA;
    }

    @Override
    public OptionalLong knownRows() {
        return source.knownRows();
    }

    @Override
    public String description() {
        return source.description() + ", features of " + model.name();
    }

    @Override
    public BlockReader read(List<ColumnRequest> columns) {
        Requests.check(columns, SCHEMA, description());
        return new ReadAhead(new Maker(columns, source.read(List.of(ColumnRequest.value(model.name())))));
    }

    private final class Maker implements ReadAhead.BlockMaker {

        private final List<ColumnRequest> columns;
        private final BlockReader reader;
        private final ColumnEncoder encoder = EncodedRows.encoder(model, coding);
        private final List<EncodedCells> cells = new ArrayList<>();
        private final List<List<Cells>> integers = new ArrayList<>();
        private @Nullable Block block;
        private int at;

        Maker(List<ColumnRequest> columns, BlockReader reader) {
            this.columns = columns;
            this.reader = reader;
            for (int set = 0; set < ReadAhead.BLOCKS; set++) {
                cells.add(new EncodedCells(model, EncodedRows.BLOCK_ROWS));
                List<Cells> own = new ArrayList<>();
                for (Schema.Field field : SCHEMA.fields()) {
                    own.add(new Cells(field.type(), EncodedRows.BLOCK_ROWS));
                }
                integers.add(own);
            }
        }

        @Override
        public @Nullable Block make(int set) {
            Block current = block;
            if (current == null || at == current.rowCount()) {
                current = reader.next();
                block = current;
                at = 0;
                if (current == null) {
                    return null;
                }
            }
            int rows = Math.min(EncodedRows.BLOCK_ROWS, current.rowCount() - at);
            long first = current.firstRow() + at;
            EncodedCells encoded = cells.get(set);
            encoder.encode(current.column(0), at, rows, first, encoded);
            List<Cells> own = integers.get(set);
            for (int i = 0; i < rows; i++) {
                own.get(0).setInteger(first + i, i);
                features(encoded, i, own);
            }
            at += rows;
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

        @Override
        public List<String> notes() {
            return reader.notes();
        }

        @Override
        public void close() {
            reader.close();
        }
    }
}
