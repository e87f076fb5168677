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
import io.regroup.api.spi.FitProgram;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Predictions and residuals of a dataset's rows, computed block by block as they are read. */
final class RowOutputs implements Dataset {

    private final FitSpec spec;
    private final FitProgram program;
    private final Grouping grouping;
    private final Estimates estimates;
    private final Dataset input;
    private final boolean[] hasTarget;
    private final boolean selects;
    private final List<ColumnRequest> requests = new ArrayList<>();
    private final Schema schema;

    RowOutputs(FitSpec spec, FitProgram program, Grouping grouping, Estimates estimates, Dataset input) {
        this.spec = spec;
        this.program = program;
        this.grouping = grouping;
        this.estimates = estimates;
        this.input = input;
        this.selects = spec.selection() != null && input.schema().indexOf(spec.selection()) >= 0;
        this.hasTarget = new boolean[spec.targets().size()];
        for (int t = 0; t < hasTarget.length; t++) {
            hasTarget[t] = input.schema().indexOf(spec.targets().get(t)) >= 0;
        }
        checkKeys();
        spec.features().forEach(feature -> check("feature", feature, ColumnType::isNumeric, "numbers"));
        for (int t = 0; t < hasTarget.length; t++) {
            if (hasTarget[t]) {
                check("target", spec.targets().get(t), ColumnType::isNumeric, "numbers");
            }
        }
        if (selects) {
            check("selection", Objects.requireNonNull(spec.selection()), ColumnType.BOOLEAN::equals, "true or false");
        }
        spec.keys().forEach(key -> requests.add(ColumnRequest.value(key)));
        if (selects) {
            requests.add(ColumnRequest.value(Objects.requireNonNull(spec.selection())));
        }
        spec.features().forEach(feature -> requests.add(ColumnRequest.number(feature)));
        List<Schema.Field> fields = new ArrayList<>();
        for (int t = 0; t < hasTarget.length; t++) {
            String target = spec.targets().get(t);
            fields.add(field(spec.naming().prediction(target, spec.suffix())));
            if (hasTarget[t]) {
                requests.add(ColumnRequest.number(target));
                fields.add(field(spec.naming().residual(target, spec.suffix())));
            }
        }
        this.schema = new Schema(fields);
        ResultNames.checkRows(spec, input.schema());
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
        private final double[] coefficients = new double[program.terms().size()];
        private final double[] row = new double[spec.features().size()];
        private double[][] outputs = new double[0][];
        private double[][] features = new double[0][];
        private double[] target = new double[0];
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
                target = new double[rows];
                features = new double[spec.features().size()][rows];
                outputs = new double[schema.fields().size()][rows];
            }
            grouping.find(block, groups);
            int column = spec.keys().size();
            LongColumn selection = selects ? (LongColumn) block.column(column++) : null;
            for (double[] feature : features) {
                block.column(column++).copyDoubles(0, rows, feature, 0);
            }
            int output = 0;
            for (int t = 0; t < hasTarget.length; t++) {
                double[] predictions = outputs[output++];
                predict(t, estimates.target(t), rows, predictions);
                if (hasTarget[t]) {
                    block.column(column++).copyDoubles(0, rows, target, 0);
                    subtract(predictions, selection, rows, outputs[output++]);
                }
            }
            return new Block(
                    block.firstRow(),
                    rows,
                    Arrays.stream(wanted)
                            .mapToObj(i -> (Column) Column.of(outputs[i]).slice(0, rows))
                            .toList());
        }

        private void predict(int target, Estimates.OfTarget fitted, int rows, double[] predictions) {
            int current = -1;
            double[] extras = new double[program.forTarget(target).extras().size()];
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
                    row[j] = features[j][i];
                    finite &= Double.isFinite(row[j]);
                }
                if (finite) {
                    predictions[i] = program.predict(coefficients, extras, row);
                }
            }
        }

        private void subtract(double[] predictions, @Nullable LongColumn selection, int rows, double[] residuals) {
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
