package io.regroup.api.result;

import io.regroup.api.FitSpec;
import io.regroup.api.InvalidArgumentException;
import io.regroup.api.data.Block;
import io.regroup.api.data.BlockReader;
import io.regroup.api.data.Column;
import io.regroup.api.data.ColumnRequest;
import io.regroup.api.data.ColumnType;
import io.regroup.api.data.Dataset;
import io.regroup.api.data.LongColumn;
import io.regroup.api.data.Schema;
import io.regroup.api.engine.Estimates;
import io.regroup.api.engine.Grouping;
import io.regroup.api.internal.CheckedDataset;
import io.regroup.api.spi.FitProgram;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Predictions and residuals of a dataset's rows, computed block by block as they are read; of one fit, or of several of the same
 * groups, for which rows are read once.
 */
final class RowOutputs implements Dataset {

    /** One fit, and where the columns that it needs stand among the numbers that are read. */
    private static final class Part {

        static final int ABSENT = -1;

        private final FitSpec spec;
        private final FitProgram program;
        private final Estimates estimates;
        private final int[] features;
        private final int[] targets;

        Part(FitResult fit, int[] features, int[] targets) {
            this.spec = fit.spec();
            this.program = fit.program();
            this.estimates = fit.estimates();
            this.features = features;
            this.targets = targets;
        }
    }

    private final List<Part> parts = new ArrayList<>();
    private final Grouping grouping;
    private final Dataset input;
    private final int keys;
    private final boolean selects;
    private final List<String> numbers = new ArrayList<>();
    private final List<ColumnRequest> requests = new ArrayList<>();
    private final Schema schema;

    /**
     * Prepares to predict.
     *
     * @param fits at least one, all of the same groups and with the same selection
     * @param input the rows
     */
    RowOutputs(List<FitResult> fits, Dataset input) {
        FitSpec first = fits.get(0).spec();
        this.input = CheckedDataset.of(input);
        this.grouping = fits.get(0).grouping();
        this.keys = first.keys().size();
        this.selects = first.selection() != null && input.schema().indexOf(first.selection()) >= 0;
        fits.forEach(RowOutputs::requireModel);
        checkKeys();
        fits.forEach(fit -> parts.add(part(fit)));
        if (selects) {
            check("selection", Objects.requireNonNull(first.selection()), ColumnType.BOOLEAN::equals, "true or false");
        }
        first.keys().forEach(key -> requests.add(ColumnRequest.value(key)));
        if (selects) {
            requests.add(ColumnRequest.value(Objects.requireNonNull(first.selection())));
        }
        numbers.forEach(number -> requests.add(ColumnRequest.number(number)));
        this.schema = new Schema(fields());
        ResultNames.checkRows(fits.stream().map(FitResult::spec).toList(), input.schema());
    }

    private static void requireModel(FitResult fit) {
        if (fit.program().terms().isEmpty()) {
            throw new InvalidArgumentException("rows: fitter " + fit.spec().fitter()
                    + " has no coefficients to predict with; join its group table instead");
        }
    }

    private Part part(FitResult fit) {
        FitSpec spec = fit.spec();
        int[] features = spec.features().stream()
                .mapToInt(feature -> number("feature", feature))
                .toArray();
        int[] targets = spec.targets().stream()
                .mapToInt(target -> input.schema().indexOf(target) < 0 ? Part.ABSENT : number("target", target))
                .toArray();
        return new Part(fit, features, targets);
    }

    private int number(String part, String name) {
        check(part, name, ColumnType::isNumeric, "numbers");
        if (!numbers.contains(name)) {
            numbers.add(name);
        }
        return numbers.indexOf(name);
    }

    private List<Schema.Field> fields() {
        List<Schema.Field> fields = new ArrayList<>();
        for (Part part : parts) {
            FitSpec spec = part.spec;
            for (int t = 0; t < part.targets.length; t++) {
                String target = spec.targets().get(t);
                fields.add(field(spec.naming().prediction(target, spec.suffix())));
                if (part.targets[t] != Part.ABSENT) {
                    fields.add(field(spec.naming().residual(target, spec.suffix())));
                }
            }
        }
        return fields;
    }

    private static Schema.Field field(String name) {
        return new Schema.Field(name, ColumnType.FLOAT64);
    }

    private void check(String part, String name, Predicate<ColumnType> rule, String expected) {
        ColumnType type = input.schema().typeOf(name);
        if (type == null || !rule.test(type)) {
            throw new InvalidArgumentException(part + " " + name + ": expected " + expected + " in "
                    + input.description() + ", got " + (type == null ? "no such column" : type));
        }
    }

    private void checkKeys() {
        for (Schema.Field key : grouping.keys().schema().fields()) {
            ColumnType type = input.schema().typeOf(key.name());
            if (!key.type().equals(type)) {
                throw new InvalidArgumentException("key " + key.name() + ": fitted as " + key.type() + ", but "
                        + input.description() + " has " + (type == null ? "no such column" : type));
            }
        }
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public OptionalLong knownRows() {
        return input.knownRows();
    }

    @Override
    public String description() {
        return "predictions for " + input.description();
    }

    @Override
    public BlockReader read(List<ColumnRequest> columns) {
        int[] wanted = new int[columns.size()];
        for (int i = 0; i < wanted.length; i++) {
            wanted[i] = schema.indexOf(columns.get(i).name());
            if (wanted[i] < 0) {
                throw new InvalidArgumentException(
                        "column " + columns.get(i).name() + ": not among the row outputs " + schema.names());
            }
        }
        return new Reader(input.read(requests), wanted);
    }

    private final class Reader implements BlockReader {

        private final BlockReader source;
        private final int[] wanted;
        private double[][] outputs = new double[0][];
        private double[][] values = new double[0][];
        private int[] groups = new int[0];

        Reader(BlockReader source, int[] wanted) {
            this.source = source;
            this.wanted = wanted;
        }

        @Override
        public @Nullable Block next() {
            Block block = source.next();
            if (block == null) {
                return null;
            }
            int rows = block.rowCount();
            if (groups.length < rows) {
                groups = new int[rows];
                values = new double[numbers.size()][rows];
                outputs = new double[schema.fields().size()][rows];
            }
            grouping.find(block, groups);
            int column = keys;
            LongColumn selection = selects ? (LongColumn) block.column(column++) : null;
            for (double[] number : values) {
                block.column(column++).copyDoubles(0, rows, number, 0);
            }
            int output = 0;
            for (Part part : parts) {
                for (int t = 0; t < part.targets.length; t++) {
                    double[] predictions = outputs[output++];
                    predict(part, t, rows, predictions);
                    int target = part.targets[t];
                    if (target != Part.ABSENT) {
                        subtract(values[target], predictions, selection, rows, outputs[output++]);
                    }
                }
            }
            return new Block(
                    block.firstRow(),
                    rows,
                    Arrays.stream(wanted)
                            .mapToObj(i -> (Column) Column.of(outputs[i]).slice(0, rows))
                            .toList());
        }

        private void predict(Part part, int target, int rows, double[] predictions) {
            Estimates.OfTarget fitted = part.estimates.target(target);
            double[] coefficients = new double[part.program.terms().size()];
            double[] extras = new double[part.program.forTarget(target).extras().size()];
            double[] row = new double[part.features.length];
            int current = -1;
            for (int i = 0; i < rows; i++) {
                int group = groups[i];
                predictions[i] = Double.NaN;
                if (group < 0 || !fitted.status(group).isFitted()) {
                    continue;
                }
                if (group != current) {
                    for (int c = 0; c < coefficients.length; c++) {
                        coefficients[c] = fitted.coefficient(c)[group];
                    }
                    for (int e = 0; e < extras.length; e++) {
                        extras[e] = fitted.extra(e)[group];
                    }
                    current = group;
                }
                boolean finite = true;
                for (int j = 0; j < row.length; j++) {
                    row[j] = values[part.features[j]][i];
                    finite &= Double.isFinite(row[j]);
                }
                if (finite) {
                    predictions[i] = part.program.predict(coefficients, extras, row);
                }
            }
        }

        private static void subtract(
                double[] target, double[] predictions, @Nullable LongColumn selection, int rows, double[] residuals) {
            for (int i = 0; i < rows; i++) {
                boolean counts = (selection == null || selection.getLong(i) != 0) && Double.isFinite(target[i]);
                residuals[i] = counts ? target[i] - predictions[i] : Double.NaN;
            }
        }

        @Override
        public List<String> notes() {
            return source.notes();
        }

        @Override
        public void close() {
            source.close();
        }
    }
}
