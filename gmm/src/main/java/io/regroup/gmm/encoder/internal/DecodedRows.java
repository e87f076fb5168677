package io.regroup.gmm.encoder.internal;

import io.regroup.api.InvalidArgumentException;
import io.regroup.api.NameSuggestions;
import io.regroup.api.data.Block;
import io.regroup.api.data.BlockReader;
import io.regroup.api.data.Column;
import io.regroup.api.data.ColumnRequest;
import io.regroup.api.data.ColumnType;
import io.regroup.api.data.Dataset;
import io.regroup.api.data.RowRange;
import io.regroup.api.data.Schema;
import io.regroup.gmm.encoder.ColumnModel;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Encoded rows, decoded while they are read. */
public final class DecodedRows implements Dataset {

    private final Dataset source;
    private final List<ColumnModel> models;
    private final Schema schema;

    /**
     * Views encoded rows as what they stand for.
     *
     * @param source has the columns that the models encode to, as {@link EncodedRows} writes them, or as numbers: then the largest of the
     *     one-hot columns counts. Overflow columns may be absent
     * @param models what the columns are decoded by
     * @throws InvalidArgumentException if a column is absent or has another type
     */
    public DecodedRows(Dataset source, List<ColumnModel> models) {
        this.source = source;
        this.models = List.copyOf(models);
        List<Schema.Field> fields = new ArrayList<>();
        for (ColumnModel model : models) {
            fields.add(new Schema.Field(model.name(), model.type()));
            for (Schema.Field output : model.outputs()) {
                check(model, output);
            }
        }
        this.schema = new Schema(fields);
    }

    private void check(ColumnModel model, Schema.Field output) {
        boolean overflow = isOverflow(model, output);
        ColumnType type = source.schema().typeOf(output.name());
        if (type == null) {
            if (overflow) {
                return;
            }
            throw new InvalidArgumentException("column " + output.name() + ": not in " + source.description()
                    + ", but the model of " + model.name() + " has it; "
                    + NameSuggestions.suggest(output.name(), source.schema().names()));
        }
        boolean fits = overflow
                ? new Cells(output.type(), 0).takes(type) || type.equals(ColumnType.STRING)
                : type.isNumeric() || type.equals(ColumnType.BOOLEAN);
        if (!fits) {
            throw new InvalidArgumentException("column " + output.name() + ": expected "
                    + (overflow ? output.type().toString() : "numbers or booleans") + ", got " + type
                    + "; decode what was encoded with this model");
        }
    }

    private static boolean isOverflow(ColumnModel model, Schema.Field field) {
        return field.name().equals(model.name() + ColumnModel.OVERFLOW);
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public OptionalLong knownRows() {
        return source.knownRows();
    }

    @Override
    public OptionalLong mostRows() {
        return source.mostRows();
    }

    @Override
    public List<RowRange> parts() {
        return source.parts();
    }

    @Override
    public String description() {
        return source.description() + ", decoded";
    }

    @Override
    public BlockReader read(List<ColumnRequest> columns) {
        Maker maker = new Maker(columns, ReadAhead.BLOCKS);
        maker.open(source.read(maker.needed));
        return new ReadAhead(maker);
    }

    @Override
    public BlockReader read(List<ColumnRequest> columns, RowRange part) {
        Maker maker = new Maker(columns, 1);
        maker.open(source.read(maker.needed, part));
        return ReadAhead.inCallersThread(maker);
    }

    private final class Maker implements ReadAhead.BlockMaker {

        private final List<ColumnRequest> needed = new ArrayList<>();
        private final List<ColumnDecoder> decoders = new ArrayList<>();
        private final List<String> notes = new ArrayList<>();
        private @Nullable BlockReader reader;
        private @Nullable Block block;
        private int at;

        Maker(List<ColumnRequest> columns, int sets) {
            Requests.check(columns, schema, description());
            for (ColumnRequest request : columns) {
                ColumnModel model = models.get(schema.indexOf(request.name()));
                List<Integer> positions = new ArrayList<>();
                for (Schema.Field output : model.outputs()) {
                    if (source.schema().indexOf(output.name()) < 0) {
                        notes.add("column " + output.name() + ": not in " + source.description()
                                + "; what it would carry comes back as the formula gives it");
                        positions.add(-1);
                    } else {
                        positions.add(needed.size());
                        needed.add(ColumnRequest.value(output.name()));
                    }
                }
                decoders.add(new ColumnDecoder(model, positions, EncodedRows.BLOCK_ROWS, sets));
            }
        }

        void open(BlockReader encoded) {
            reader = encoded;
        }

        private BlockReader reader() {
            if (reader == null) {
                throw new IllegalStateException("not open");
            }
            return reader;
        }

        @Override
        public @Nullable Block make(int set) {
            Block current = block;
            if (current == null || at == current.rowCount()) {
                current = reader().next();
                block = current;
                at = 0;
                if (current == null) {
                    return null;
                }
            }
            int rows = Math.min(EncodedRows.BLOCK_ROWS, current.rowCount() - at);
            List<Column> columns = new ArrayList<>(decoders.size());
            for (ColumnDecoder decoder : decoders) {
                columns.add(decoder.decode(current, at, rows, set));
            }
            Block made = new Block(current.firstRow() + at, rows, columns);
            at += rows;
            return made;
        }

        @Override
        public List<String> notes() {
            List<String> all = new ArrayList<>(reader().notes());
            all.addAll(notes);
            return all;
        }

        @Override
        public void close() {
            reader().close();
        }
    }
}
