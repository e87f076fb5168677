package io.regroup.gmm.encoder;

import io.regroup.api.RunOptions;
import io.regroup.api.data.Block;
import io.regroup.api.data.BlockReader;
import io.regroup.api.data.Column;
import io.regroup.api.data.ColumnRequest;
import io.regroup.api.data.ColumnType;
import io.regroup.api.data.Dataset;
import io.regroup.api.data.RowRange;
import io.regroup.api.data.Schema;
import io.regroup.api.data.Table;
import io.regroup.gmm.GaussianMixture;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** What tests of the encoder share. */
final class Rows {

    static final RunOptions OPTIONS = RunOptions.defaults().withThreads(2);

    private Rows() {}

    /** Two bells, some values far away. */
    static double[] bells(int rows, long seed) {
        Random random = new Random(seed);
        double[] values = new double[rows];
        for (int i = 0; i < rows; i++) {
            values[i] = i % 97 == 5
                    ? 1e4 * random.nextGaussian()
                    : i % 3 == 0 ? 100 + 0.5 * random.nextGaussian() : 2 * random.nextGaussian();
        }
        return values;
    }

    static Table table(String name, double... values) {
        return Table.builder().column(name, values).build();
    }

    /** A model whose components are all kept, the first has rank 0. */
    static NumericModel model(String name, GaussianMixture mixture, boolean strict) {
        List<NumericModel.Mode> modes = new ArrayList<>();
        for (int k = 0; k < mixture.components(); k++) {
            modes.add(new NumericModel.Mode(k, null, 1));
        }
        return model(name, mixture, modes, strict);
    }

    static NumericModel model(String name, GaussianMixture mixture, List<NumericModel.Mode> modes, boolean strict) {
        return new NumericModel(
                name,
                ColumnType.FLOAT64,
                NumericModel.Scale.LINEAR,
                mixture,
                modes,
                false,
                false,
                strict,
                new FitFacts(1, 0, 0, 0, 1, 0, 0, 1, true, 0, null, List.of()));
    }

    /** Reads all columns as objects. */
    static Map<String, List<@Nullable Object>> read(Dataset rows) {
        Map<String, List<@Nullable Object>> values = new LinkedHashMap<>();
        rows.schema().names().forEach(name -> values.put(name, new ArrayList<>()));
        long expected = 0;
        try (BlockReader reader = rows.read(requests(rows))) {
            for (Block block = reader.next(); block != null; block = reader.next()) {
                if (block.firstRow() != expected) {
                    throw new AssertionError("block starts at row " + block.firstRow() + ", expected " + expected);
                }
                expected += block.rowCount();
                int c = 0;
                for (List<@Nullable Object> column : values.values()) {
                    Column own = block.column(c++);
                    for (int i = 0; i < block.rowCount(); i++) {
                        column.add(own.get(i));
                    }
                }
            }
        }
        return values;
    }

    private static List<ColumnRequest> requests(Dataset rows) {
        return rows.schema().names().stream().map(ColumnRequest::value).toList();
    }

    /** Copies rows into a table, as a file would keep them. */
    static Table copy(Dataset rows) {
        Map<String, List<@Nullable Object>> values = read(rows);
        Table.Builder table = Table.builder();
        for (Schema.Field field : rows.schema().fields()) {
            table.column(field.name(), column(field, values.get(field.name())));
        }
        return table.build();
    }

    private static Column column(Schema.Field field, @Nullable List<@Nullable Object> values) {
        int rows = values == null ? 0 : values.size();
        boolean[] missing = new boolean[rows];
        long[] longs = new long[rows];
        double[] doubles = new double[rows];
        @Nullable String[] texts = new String[rows];
        for (int i = 0; values != null && i < rows; i++) {
            Object value = values.get(i);
            missing[i] = value == null;
            switch (value) {
                case null -> {}
                case Boolean flag -> longs[i] = flag ? 1 : 0;
                case Double number -> doubles[i] = number;
                case Long number -> longs[i] = number;
                case LocalDate date -> longs[i] = date.toEpochDay();
                default -> texts[i] = value.toString();
            }
        }
        return switch (field.type().storage()) {
            case LONG -> Column.ofStored(field.type(), longs, missing);
            case DOUBLE -> Column.ofStored(field.type(), doubles, missing);
            case STRING -> Column.ofStored(field.type(), texts);
        };
    }

    /** The same rows, not in memory but in parts and blocks as a file would have them. */
    record Parts(Table table, int partRows) implements Dataset {

        @Override
        public Schema schema() {
            return table.schema();
        }

        @Override
        public OptionalLong knownRows() {
            return table.knownRows();
        }

        @Override
        public String description() {
            return "parts";
        }

        @Override
        public List<RowRange> parts() {
            List<RowRange> parts = new ArrayList<>();
            for (int from = 0; from < table.rowCount(); from += partRows) {
                parts.add(new RowRange(from, Math.min(table.rowCount(), from + partRows)));
            }
            return parts;
        }

        @Override
        public BlockReader read(List<ColumnRequest> columns) {
            return table.inBlocksOf(partRows).read(columns);
        }

        @Override
        public BlockReader read(List<ColumnRequest> columns, RowRange part) {
            List<Column> whole = table.resident(columns).orElseThrow();
            int from = (int) part.from();
            int to = (int) part.to();
            List<Column> own =
                    whole.stream().map(column -> column.slice(from, to)).toList();
            return new BlockReader() {
                private boolean read;

                @Override
                public @Nullable Block next() {
                    Block block = read ? null : new Block(from, to - from, own);
                    read = true;
                    return block;
                }

                @Override
                public void close() {
                    read = true;
                }
            };
        }
    }
}
