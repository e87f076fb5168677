package io.regroup.api.engine;

import io.regroup.api.FitSpec;
import io.regroup.api.data.Block;
import io.regroup.api.data.BlockReader;
import io.regroup.api.data.Column;
import io.regroup.api.data.ColumnRequest;
import io.regroup.api.data.ColumnType;
import io.regroup.api.data.Dataset;
import io.regroup.api.data.LongColumn;
import io.regroup.api.data.RowOrigin;
import io.regroup.api.data.RowRange;
import io.regroup.api.data.Schema;
import io.regroup.api.data.ValueRange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The rows of a dataset for one round of a sigma cut: with another column for each target, which is NaN in rows that are rejected. */
final class RoundRows implements Dataset {

    /** No column of a user's is called so. */
    private static final String MARK = " \u2192 kept";

    private final Dataset source;
    private final FitSpec spec;
    private final Grouping grouping;
    private final RoundVerdicts verdicts;
    private final List<String> names;
    private final Schema schema;

    /**
     * Judges rows as they are read.
     *
     * @param source the rows
     * @param spec what is fitted, with its own targets
     * @param grouping the groups of all rows
     * @param verdicts says which rows are kept
     */
    RoundRows(Dataset source, FitSpec spec, Grouping grouping, RoundVerdicts verdicts) {
        this.source = source;
        this.spec = spec;
        this.grouping = grouping;
        this.verdicts = verdicts;
        this.names = names(spec);
        List<Schema.Field> fields = new ArrayList<>(source.schema().fields());
        names.forEach(name -> fields.add(new Schema.Field(name, ColumnType.FLOAT64)));
        this.schema = new Schema(fields);
    }

    /** Names the targets of a round. */
    static List<String> names(FitSpec spec) {
        return spec.targets().stream().map(target -> target + MARK).toList();
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
    public List<ValueRange> valueRanges(String column) {
        return names.contains(column) ? List.of() : source.valueRanges(column);
    }

    @Override
    public List<RowRange> parts() {
        return source.parts();
    }

    @Override
    public BlockReader read(List<ColumnRequest> columns) {
        Requests requests = new Requests(columns);
        return new Reader(source.read(requests.list()), requests);
    }

    @Override
    public BlockReader read(List<ColumnRequest> columns, RowRange part) {
        Requests requests = new Requests(columns);
        return new Reader(source.read(requests.list(), part), requests);
    }

    @Override
    public RowOrigin origin() {
        return source.origin();
    }

    @Override
    public List<String> savings() {
        return source.savings();
    }

    @Override
    public String description() {
        return source.description();
    }

    /** What has to be read of the source: keys first, then the selection, then what rows are judged by, then the rest. */
    private final class Requests {

        private final Map<ColumnRequest, Integer> places = new LinkedHashMap<>();
        private final List<ColumnRequest> wanted;
        private final int[] judged;
        private final int selection;

        Requests(List<ColumnRequest> wanted) {
            this.wanted = wanted;
            spec.keys().forEach(key -> place(ColumnRequest.value(key)));
            String selected = spec.selection();
            this.selection = selected == null ? -1 : place(ColumnRequest.value(selected));
            this.judged = RoundVerdicts.columns(spec).stream()
                    .mapToInt(name -> place(ColumnRequest.number(name)))
                    .toArray();
            wanted.stream().filter(request -> !names.contains(request.name())).forEach(this::place);
        }

        private int place(ColumnRequest request) {
            return places.computeIfAbsent(request, _ -> places.size());
        }

        List<ColumnRequest> list() {
            return List.copyOf(places.keySet());
        }
    }

    private final class Reader implements BlockReader {

        private final BlockReader reader;
        private final Requests requests;
        private final RoundVerdicts.Judge judge = verdicts.judge();
        private int[] groups = new int[0];
        private double[][] numbers = new double[0][];
        private double[][] made = new double[0][];

        Reader(BlockReader reader, Requests requests) {
            this.reader = reader;
            this.requests = requests;
        }

        @Override
        public @Nullable Block next() {
            Block block = reader.next();
            if (block == null) {
                return null;
            }
            judge(block);
            List<Column> columns = new ArrayList<>();
            for (ColumnRequest request : requests.wanted) {
                int target = names.indexOf(request.name());
                columns.add(
                        target < 0
                                ? block.column(Objects.requireNonNull(requests.places.get(request)))
                                : Column.of(made[target]).slice(0, block.rowCount()));
            }
            return new Block(block.firstRow(), block.rowCount(), columns);
        }

        private void judge(Block block) {
            int rows = block.rowCount();
            if (groups.length < rows) {
                groups = new int[rows];
                numbers = new double[requests.judged.length][rows];
                made = new double[names.size()][rows];
            }
            grouping.find(block, groups);
            leaveOutUnselected(block);
            for (int c = 0; c < numbers.length; c++) {
                block.column(requests.judged[c]).copyDoubles(0, rows, numbers[c], 0);
            }
            int features = spec.features().size();
            double[][] x = Arrays.copyOf(numbers, features);
            double[][] y = Arrays.copyOfRange(numbers, features, features + made.length);
            double[] w = spec.weight() == null ? null : numbers[numbers.length - 1];
            for (int t = 0; t < made.length; t++) {
                judge.write(t, x, y, w, 0, rows, groups, made[t], 0);
            }
        }

        /** A row that is not selected belongs to no group that could be judged by it. */
        private void leaveOutUnselected(Block block) {
            if (requests.selection < 0) {
                return;
            }
            LongColumn selection = (LongColumn) block.column(requests.selection);
            for (int i = 0; i < block.rowCount(); i++) {
                groups[i] = selection.getLong(i) != 0 ? groups[i] : -1;
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
