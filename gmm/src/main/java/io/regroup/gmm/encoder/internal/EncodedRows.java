package io.regroup.gmm.encoder.internal;

import io.regroup.api.data.Block;
import io.regroup.api.data.BlockReader;
import io.regroup.api.data.Column;
import io.regroup.api.data.ColumnRequest;
import io.regroup.api.data.Dataset;
import io.regroup.api.data.RowRange;
import io.regroup.api.data.Schema;
import io.regroup.gmm.encoder.CategoricalModel;
import io.regroup.gmm.encoder.ClipLoss;
import io.regroup.gmm.encoder.ColumnModel;
import io.regroup.gmm.encoder.EncodedDataset;
import io.regroup.gmm.encoder.NumericModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The rows of a dataset, encoded while they are read. */
public final class EncodedRows implements EncodedDataset {

    /** So many rows of some tens of columns stay in the cache between being made and being written. */
    static final int BLOCK_ROWS = 1 << 13;

    private final Dataset source;
    private final List<ColumnModel> models;
    private final Coding coding;
    private final Schema schema;
    private final Map<String, Place> places = new LinkedHashMap<>();
    private volatile Map<String, ClipLoss> losses = Map.of();

    /** Where a column comes from. */
    private record Place(int model, String suffix) {}

    /**
     * Views rows as encoded ones.
     *
     * @param source has the columns of all models, with their types
     * @param models what the columns are encoded by
     * @param coding how
     */
    public EncodedRows(Dataset source, List<ColumnModel> models, Coding coding) {
        this.source = source;
        this.models = List.copyOf(models);
        this.coding = coding;
        List<Schema.Field> fields = new ArrayList<>();
        for (int m = 0; m < models.size(); m++) {
            ColumnModel model = models.get(m);
            for (Schema.Field field : model.outputs()) {
                fields.add(field);
                places.put(
                        field.name(),
                        new Place(m, field.name().substring(model.name().length())));
            }
        }
        this.schema = new Schema(fields);
    }

    @Override
    public Map<String, ClipLoss> losses() {
        return losses;
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
        return source.description() + ", encoded";
    }

    @Override
    public BlockReader read(List<ColumnRequest> columns) {
        Maker maker = new Maker(columns, ReadAhead.BLOCKS, true);
        maker.open(source.read(maker.needed));
        return new ReadAhead(maker);
    }

    @Override
    public BlockReader read(List<ColumnRequest> columns, RowRange part) {
        Maker maker = new Maker(columns, 1, false);
        maker.open(source.read(maker.needed, part));
        return ReadAhead.inCallersThread(maker);
    }

    /** Encodes slices of the source's blocks. */
    private final class Maker implements ReadAhead.BlockMaker {

        private final List<Place> wanted = new ArrayList<>();
        private final boolean whole;

        /** The models that are needed, and what they need. */
        private final List<Integer> used;

        private final List<ColumnRequest> needed = new ArrayList<>();
        private final List<ColumnEncoder> encoders = new ArrayList<>();
        private final List<List<EncodedCells>> cells = new ArrayList<>();
        private @Nullable BlockReader reader;
        private @Nullable Block block;
        private int at;

        Maker(List<ColumnRequest> columns, int sets, boolean whole) {
            Requests.check(columns, schema, description());
            this.whole = whole;
            for (ColumnRequest request : columns) {
                wanted.add(Objects.requireNonNull(places.get(request.name())));
            }
            this.used = wanted.stream().map(Place::model).distinct().sorted().toList();
            for (int m : used) {
                ColumnModel model = models.get(m);
                needed.add(ColumnRequest.value(model.name()));
                encoders.add(encoder(model, coding));
                List<EncodedCells> own = new ArrayList<>();
                for (int set = 0; set < sets; set++) {
                    own.add(new EncodedCells(model, BLOCK_ROWS));
                }
                cells.add(own);
            }
        }

        void open(BlockReader source) {
            reader = source;
        }

        @Override
        public @Nullable Block make(int set) {
            Block current = block;
            if (current == null || at == current.rowCount()) {
                current = Objects.requireNonNull(reader).next();
                block = current;
                at = 0;
                if (current == null) {
                    keepLosses();
                    return null;
                }
            }
            int rows = Math.min(BLOCK_ROWS, current.rowCount() - at);
            long first = current.firstRow() + at;
            for (int i = 0; i < used.size(); i++) {
                encoders.get(i)
                        .encode(current.column(i), at, rows, first, cells.get(i).get(set));
            }
            at += rows;
            List<Column> columns = new ArrayList<>(wanted.size());
            for (Place place : wanted) {
                columns.add(cells.get(used.indexOf(place.model())).get(set).column(place.suffix(), rows));
            }
            return new Block(first, rows, columns);
        }

        private void keepLosses() {
            if (!whole) {
                return;
            }
            Map<String, ClipLoss> found = new LinkedHashMap<>();
            for (int i = 0; i < used.size(); i++) {
                if (encoders.get(i) instanceof NumericEncoder encoder) {
                    found.put(models.get(used.get(i)).name(), encoder.loss().total());
                }
            }
            losses = found;
        }

        @Override
        public List<String> notes() {
            return Objects.requireNonNull(reader).notes();
        }

        @Override
        public void close() {
            Objects.requireNonNull(reader).close();
        }
    }

    static ColumnEncoder encoder(ColumnModel model, Coding coding) {
        return switch (model) {
            case NumericModel number -> new NumericEncoder(number, coding);
            case CategoricalModel category -> new CategoryEncoder(category);
        };
    }
}
