package io.regroup.gmm.encoder.internal;

import io.regroup.api.data.Block;
import io.regroup.api.data.Column;
import io.regroup.api.data.ColumnRequest;
import io.regroup.api.data.Dataset;
import io.regroup.api.data.Schema;
import io.regroup.gmm.MixtureEngine;
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

/** The rows of a dataset, encoded while they are read. */
public final class EncodedRows extends SlicedRows implements EncodedDataset {

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
        super(source);
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
    public MixtureEngine engine() {
        return coding.arithmetic().engine();
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public String description() {
        return source.description() + ", encoded";
    }

    @Override
    Slicer slicer(List<ColumnRequest> columns, int sets, boolean whole) {
        return new Maker(columns, sets, whole);
    }

    private final class Maker extends Slicer {

        private final List<Place> wanted = new ArrayList<>();
        private final boolean whole;

        /** The models that are needed. */
        private final List<Integer> used;

        private final List<ColumnEncoder> encoders = new ArrayList<>();
        private final List<List<EncodedCells>> cells = new ArrayList<>();

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

        @Override
        Block slice(Block block, int at, int rows, int set) {
            long first = block.firstRow() + at;
            for (int i = 0; i < used.size(); i++) {
                encoders.get(i)
                        .encode(block.column(i), at, rows, first, cells.get(i).get(set));
            }
            List<Column> columns = new ArrayList<>(wanted.size());
            for (Place place : wanted) {
                columns.add(cells.get(used.indexOf(place.model())).get(set).column(place.suffix(), rows));
            }
            return new Block(first, rows, columns);
        }

        @Override
        void end() {
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
    }

    static ColumnEncoder encoder(ColumnModel model, Coding coding) {
        return switch (model) {
            case NumericModel number -> new NumericEncoder(number, coding);
            case CategoricalModel category -> new CategoryEncoder(category);
        };
    }
}
