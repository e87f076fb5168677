package io.regroup.gmm.encoder.internal;

import io.regroup.api.InvalidArgumentException;
import io.regroup.api.NameSuggestions;
import io.regroup.api.data.Block;
import io.regroup.api.data.Column;
import io.regroup.api.data.ColumnRequest;
import io.regroup.api.data.ColumnType;
import io.regroup.api.data.Dataset;
import io.regroup.api.data.Schema;
import io.regroup.gmm.encoder.ColumnModel;
import java.util.ArrayList;
import java.util.List;

/** Encoded rows, decoded while they are read. */
public final class DecodedRows extends SlicedRows {

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
        super(source);
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
    public String description() {
        return source.description() + ", decoded";
    }

    @Override
    Slicer slicer(List<ColumnRequest> columns, int sets, boolean whole) {
        return new Maker(columns, sets);
    }

    private final class Maker extends Slicer {

        private final List<ColumnDecoder> decoders = new ArrayList<>();
        private final List<String> notes = new ArrayList<>();

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
                decoders.add(new ColumnDecoder(model, positions, BLOCK_ROWS, sets));
            }
        }

        @Override
        Block slice(Block block, int at, int rows, int set) {
            List<Column> columns = new ArrayList<>(decoders.size());
            for (ColumnDecoder decoder : decoders) {
                columns.add(decoder.decode(block, at, rows, set));
            }
            return new Block(block.firstRow() + at, rows, columns);
        }

        @Override
        public List<String> notes() {
            List<String> all = new ArrayList<>(super.notes());
            all.addAll(notes);
            return all;
        }
    }
}
