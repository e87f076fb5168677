package io.regroup.tables;

import io.regroup.api.InvalidArgumentException;
import io.regroup.api.data.Block;
import io.regroup.api.data.BlockReader;
import io.regroup.api.data.Column;
import io.regroup.api.data.ColumnRequest;
import io.regroup.api.data.ColumnType;
import io.regroup.api.data.DataAccessException;
import io.regroup.api.data.Schema;
import io.regroup.api.data.Table;
import io.regroup.api.result.FitSummary;
import io.regroup.api.result.SummaryHeader;
import io.regroup.tables.internal.Database;
import io.regroup.tables.internal.InputFiles;
import io.regroup.tables.internal.InputFormat;
import io.regroup.tables.internal.OutputFormat;
import io.regroup.tables.internal.Sql;
import io.regroup.tables.internal.SummaryJson;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A summary of a fit in a Parquet file, to be combined with others later, see {@link io.regroup.api.Regroup#combine}:
 *
 * <pre>{@code
 * SummarizedFit monday = Regroup.summarize(source, spec, RunOptions.defaults());
 * SummaryFile.write(monday.summary(), Path.of("monday.parquet"));
 * …
 * FitResult week = Regroup.combine(SummaryFile.open(List.of("*day.parquet")), RunOptions.defaults());
 * }</pre>
 *
 * <p>The table has one row per group in ascending key order: the keys with their types, then one column of doubles for each
 * number of the summary. What it is a summary of stands as a JSON object under {@code regroup_summary} in the file's key-value
 * metadata.
 */
public final class SummaryFile implements FitSummary {

    private static final String METADATA = "regroup_summary";

    private final Path file;
    private final SummaryHeader header;

    private SummaryFile(Path file, SummaryHeader header) {
        this.file = file;
        this.header = header;
    }

    /**
     * Checks that a summary can be written to a file, as far as that can be known before.
     *
     * @param target the file
     * @throws InvalidArgumentException if its name does not end with .parquet, its directory does not exist or cannot be
     *     written to, or it is a directory itself
     */
    public static void checkTarget(Path target) {
        OutputFormat format = OutputFormat.of(target.toString());
        if (format == null || format.kind() != OutputFormat.Kinds.PARQUET) {
            throw new InvalidArgumentException(
                    "summary " + target + ": a summary is a Parquet file; give it a name that ends with .parquet");
        }
        TableWriter.checkTarget(target);
    }

    /**
     * Writes a summary beside the target and renames it when it is whole; an existing file is replaced.
     *
     * @param summary what to write
     * @param target a file whose name ends with .parquet
     * @throws InvalidArgumentException if the file's name or a key's type cannot be written
     * @throws DataAccessException if writing fails; the target is as it was
     */
    public static void write(FitSummary summary, Path target) {
        checkTarget(target);
        TableWriter.write(summary.groups(), target, Map.of(METADATA, SummaryJson.write(summary.header())));
    }

    /**
     * Opens summaries: reads what they are summaries of, not their numbers.
     *
     * @param inputs paths or globs of Parquet files
     * @return the summaries in the order given, those of a glob by name
     * @throws InvalidArgumentException if there is none, one does not exist, is given twice, or is no summary
     * @throws DataAccessException if a file cannot be read
     */
    public static List<SummaryFile> open(List<String> inputs) {
        InputFiles files = InputFiles.find(inputs);
        if (files.format() != InputFormat.PARQUET) {
            throw new InvalidArgumentException("summary " + files.files().get(0)
                    + ": expected a Parquet file as --save-summary writes it, got "
                    + files.format().title());
        }
        List<SummaryFile> summaries = new ArrayList<>();
        try (Database database = Database.open(1, Database.defaultMemory())) {
            for (Path file : files.files()) {
                summaries.add(new SummaryFile(file, header(database, file)));
            }
        }
        return summaries;
    }

    private static SummaryHeader header(Database database, Path file) {
        String json;
        try {
            json = database.queryText("SELECT decode(value) FROM parquet_kv_metadata(" + InputFiles.list(file)
                    + ") WHERE key = " + Sql.text(METADATA) + "::BLOB");
        } catch (SQLException e) {
            throw database.failure(describe(file) + ": cannot be read", e);
        }
        if (json == null) {
            throw new InvalidArgumentException(describe(file)
                    + ": is no summary of a fit; give files that regroup fit --save-summary has written");
        }
        return SummaryJson.read(json, describe(file));
    }

    private static String describe(Path file) {
        return "summary " + file;
    }

    @Override
    public SummaryHeader header() {
        return header;
    }

    @Override
    public String description() {
        return describe(file);
    }

    /**
     * Reads the numbers of all groups.
     *
     * @return the keys, then the header's numbers
     * @throws InvalidArgumentException if the columns are not those that the header names
     * @throws DataAccessException if the file cannot be read
     */
    @Override
    public Table groups() {
        List<Schema.Field> fields = new ArrayList<>(header.keys());
        header.numbers().forEach(name -> fields.add(new Schema.Field(name, ColumnType.FLOAT64)));
        try (TableSource source =
                TableSource.files(List.of(file.toString())).threads(1).open()) {
            requireColumns(source.schema(), fields);
            int count = Math.toIntExact(source.knownRows().orElseThrow());
            List<Values> columns = new ArrayList<>();
            for (Schema.Field field : fields) {
                columns.add(new Values(field.type(), count));
            }
            List<ColumnRequest> requests = fields.stream()
                    .map(field -> ColumnRequest.value(field.name()))
                    .toList();
            try (BlockReader reader = source.read(requests)) {
                for (Block block = reader.next(); block != null; block = reader.next()) {
                    for (int c = 0; c < columns.size(); c++) {
                        columns.get(c).add(block.column(c));
                    }
                }
            }
            Table.Builder table = Table.builder();
            for (int c = 0; c < columns.size(); c++) {
                table.column(fields.get(c).name(), columns.get(c).column());
            }
            return table.build();
        }
    }

    private void requireColumns(Schema schema, List<Schema.Field> fields) {
        List<String> expected = fields.stream()
                .map(field -> field.name() + " (" + inParquet(field.type()) + ")")
                .toList();
        List<String> found = schema.fields().stream()
                .map(field -> field.name() + " (" + field.type() + ")")
                .toList();
        if (!found.equals(expected)) {
            throw new InvalidArgumentException(description() + ": expected the columns " + String.join(", ", expected)
                    + ", got " + String.join(", ", found) + "; it is not as it was saved, save it again");
        }
    }

    /** Parquet has no 128-bit integers; {@link TableWriter} makes decimals of them. */
    private static ColumnType inParquet(ColumnType type) {
        return switch (type.kind()) {
            case INT128, UINT128 -> ColumnType.decimal(38, 0);
            default -> type;
        };
    }

    /** Collects a column's values as they are stored. */
    private static final class Values {

        private final ColumnType type;
        private final long[] longs;
        private final double[] doubles;
        private final @Nullable String[] texts;
        private final boolean[] missing;
        private int count;
        private boolean gaps;

        Values(ColumnType type, int count) {
            this.type = type;
            this.longs = new long[type.storage() == ColumnType.Storage.LONG ? count : 0];
            this.doubles = new double[type.storage() == ColumnType.Storage.DOUBLE ? count : 0];
            this.texts = new String[type.storage() == ColumnType.Storage.STRING ? count : 0];
            this.missing = new boolean[count];
        }

        void add(Column block) {
            int size = block.size();
            switch (type.storage()) {
                case LONG -> block.copyLongs(0, size, longs, count);
                case DOUBLE -> block.copyDoubles(0, size, doubles, count);
                case STRING -> {
                    for (int i = 0; i < size; i++) {
                        texts[count + i] = block.getString(i);
                    }
                }
            }
            for (int i = 0; block.mayHaveNulls() && i < size; i++) {
                missing[count + i] = block.isNull(i);
                gaps |= missing[count + i];
            }
            count += size;
        }

        Column column() {
            return switch (type.storage()) {
                case LONG -> Column.ofStored(type, longs, gaps ? missing : null);
                case DOUBLE -> Column.ofStored(type, doubles, gaps ? missing : null);
                case STRING -> Column.ofStored(type, texts);
            };
        }
    }
}
