package io.regroup.tables;

import io.regroup.api.InvalidArgumentException;
import io.regroup.api.NameSuggestions;
import io.regroup.api.RunOptions;
import io.regroup.api.data.BlockReader;
import io.regroup.api.data.ColumnRequest;
import io.regroup.api.data.ColumnType;
import io.regroup.api.data.DataAccessException;
import io.regroup.api.data.Dataset;
import io.regroup.api.data.RowOrigin;
import io.regroup.api.data.RowRange;
import io.regroup.api.data.Schema;
import io.regroup.api.data.SortedRows;
import io.regroup.api.data.ValueRange;
import io.regroup.tables.internal.Database;
import io.regroup.tables.internal.InputFiles;
import io.regroup.tables.internal.InputFormat;
import io.regroup.tables.internal.QueryReader;
import io.regroup.tables.internal.Sql;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Rows from Parquet, CSV or JSON files, or from an SQL query over such files, read in blocks through an embedded DuckDB in
 * memory that does not grow with the number of rows.
 *
 * <pre>{@code
 * try (TableSource source = TableSource.files(List.of("data/run*.parquet"))
 *         .computed("x2", "x * x")
 *         .where("status = 0")
 *         .open()) {
 *     FitResult result = Regroup.fit(source, FitSpec.groupBy("pad").targets("dy").features("x", "x2").build());
 *     TableWriter.write(result.groups(), Path.of("groups.parquet"));
 * }
 * }</pre>
 *
 * <p>Rows come in the order of the files as given, those of a glob by name, and within a file from top to bottom. Columns of
 * several files are matched by name; one that a file lacks is missing in its rows, and a note says so. The types of CSV and
 * JSON columns are those that all values have; in CSV an empty field is a missing value, quoted or not. Names that differ
 * only in case are one name to DuckDB: the second of two such columns, or of two equal ones, is renamed as {@link #schema}
 * shows. Timestamps with a time zone are taken in UTC.
 *
 * <p>The result of an SQL query is stored when it is first read, off the Java heap and on disk when memory runs short
 * ({@link Builder#memory}, {@link Builder#spill}), because a query that runs twice may give its rows in another order.
 *
 * <p>Safe for several threads; each reader is for one.
 */
public final class TableSource implements Dataset, AutoCloseable {

    /** The column that {@link Builder#select} adds: true for the rows that were selected. */
    public static final String SELECTION_COLUMN = "regroup_selected";

    /** The fewest bytes that DuckDB may be bounded to: 64 MiB. */
    public static final long LEAST_MEMORY = 64 << 20;

    private static final String PLAIN_NUMBER = "-?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][-+]?[0-9]+)?|-?inf(inity)?|nan";

    private static final String STORED_QUERY = "regroup_input";

    private final Database database;
    private final @Nullable InputFiles files;
    private final @Nullable ParquetInput parquet;
    private final String query;
    private final SourceLayers layers;
    private final Schema inputSchema;
    private final Schema schema;
    private final @Nullable GroupSample sample;
    private final Map<List<String>, List<String>> notes = new HashMap<>();
    private boolean stored;
    private OptionalLong rowCount = OptionalLong.empty();
    private @Nullable Database partDatabase;

    TableSource(
            Database database,
            @Nullable InputFiles files,
            String query,
            SourceLayers layers,
            Schema inputSchema,
            Schema schema) {
        this(database, files, query, layers, inputSchema, schema, null);
    }

    private TableSource(
            Database database,
            @Nullable InputFiles files,
            String query,
            SourceLayers layers,
            Schema inputSchema,
            Schema schema,
            @Nullable GroupSample sample) {
        this.sample = sample;
        this.database = database;
        this.files = files;
        this.query = query;
        this.layers = layers;
        this.inputSchema = inputSchema;
        this.schema = schema;
        this.parquet = files != null && files.format() == InputFormat.PARQUET
                ? new ParquetInput(database, files, query, layers, inputSchema)
                : null;
    }

    /**
     * Reads files.
     *
     * @param inputs paths or globs ({@code *}, {@code ?}, {@code [..]}, {@code {..}}, {@code **}) of files of one format:
     *     .parquet; .csv, .tsv, .txt; .json, .jsonl, .ndjson; text also with .gz or .zst
     * @return a builder
     */
    public static Builder files(List<String> inputs) {
        return new Builder(List.copyOf(inputs), null);
    }

    /**
     * Reads the result of a query.
     *
     * @param query one SELECT in DuckDB's dialect, for instance {@code SELECT * FROM 'a.parquet' JOIN 'b.csv' USING (id)}
     * @return a builder
     */
    public static Builder sql(String query) {
        return new Builder(List.of(), Objects.requireNonNull(query, "query"));
    }

    /**
     * Returns all columns that can be read.
     *
     * @return the input's columns, then the computed ones, then {@link #SELECTION_COLUMN} if rows are selected
     */
    @Override
    public Schema schema() {
        return schema;
    }

    /**
     * Returns the columns of the input alone.
     *
     * @return the schema without computed columns
     */
    public Schema inputSchema() {
        return inputSchema;
    }

    /**
     * Tells how many groups are read, if it is not all of them.
     *
     * @return the sample that {@link Builder#sampleGroups} draws; empty if it was not asked for
     */
    public Optional<GroupSample> sample() {
        return Optional.ofNullable(sample);
    }

    /** The same rows, of some groups alone: those whose keys have the smallest hashes. */
    private TableSource sampled(List<String> keys, long groups) {
        checked(keys.stream().map(ColumnRequest::value).toList());
        String hash = "hash(" + Sql.names(keys) + ")";
        try {
            String found = database.queryText("WITH hashes AS MATERIALIZED (SELECT DISTINCT " + hash + " AS h FROM "
                    + relation() + ") SELECT (SELECT count(*) FROM hashes) || ' ' || coalesce((SELECT max(h) FROM"
                    + " (SELECT h FROM hashes ORDER BY h LIMIT " + groups + ")), 0)");
            String[] numbers = Objects.requireNonNull(found).split(" ", -1);
            long total = Long.parseLong(numbers[0]);
            TableSource few = new TableSource(
                    database,
                    files,
                    query,
                    layers.restrictedTo(hash + " <= " + numbers[1] + "::UBIGINT"),
                    inputSchema,
                    schema,
                    new GroupSample(Math.min(groups, total), total));
            few.stored = stored;
            return few;
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    /**
     * Returns the number of rows where it is known without reading them: for Parquet without a {@code where}, and for a
     * query that has been read before.
     *
     * @return the number, or empty
     * @throws DataAccessException if a Parquet file's metadata cannot be read
     */
    @Override
    public OptionalLong knownRows() {
        return layers.where() == null ? mostRows() : OptionalLong.empty();
    }

    /**
     * Returns the number of rows before {@code where} for Parquet, and for a query that has been read before.
     *
     * @return the number, or empty
     * @throws DataAccessException if a Parquet file's metadata cannot be read
     */
    @Override
    public synchronized OptionalLong mostRows() {
        if (parquet != null) {
            return OptionalLong.of(parquet.count());
        }
        if (rowCount.isEmpty() && stored) {
            try {
                rowCount = OptionalLong.of(database.queryLong("SELECT count(*) FROM " + STORED_QUERY));
            } catch (SQLException e) {
                throw unreadable(e);
            }
        }
        return rowCount;
    }

    /**
     * Returns the smallest and largest value of each row group by the statistics of Parquet files; none for other inputs,
     * with a {@code where}, for computed columns (but for those that only give a column another name), and where a row group
     * has no statistics of the column. A range of doubles that ends with NaN may have NaN in it, or the writer did not say;
     * zero is 0.0 whatever its sign.
     */
    @Override
    public List<ValueRange> valueRanges(String column) {
        ColumnType type = checkedType(column, schema, description());
        return parquet == null ? List.of() : parquet.valueRanges(column, type);
    }

    /**
     * Finds out how many row groups of Parquet files a {@code where} spares reading. DuckDB tells: it starts to read with one
     * more condition, which no row meets, so that it skips the row groups that it would skip, and of the others takes in no
     * more than the columns of the condition. This takes about a tenth of the time of reading the rows, and a few
     * milliseconds if most are skipped. Row groups of a single row are counted as skipped.
     *
     * @return the number, or empty if there is no {@code where}, the input is not Parquet, or a column is named {@code
     *     file_index} or {@code file_row_number}
     * @throws DataAccessException if a file cannot be read
     */
    public Optional<SkippedRowGroups> skippedRowGroups() {
        return parquet == null ? Optional.empty() : parquet.skippedRowGroups();
    }

    /** Tells the expressions of all computed columns, the mark of selected rows among them, and the condition of {@code where}. */
    @Override
    public RowOrigin origin() {
        return layers.origin();
    }

    @Override
    public BlockReader read(List<ColumnRequest> columns) {
        return new QueryReader(
                database, relation(), null, schema, checked(columns), description(), files, notes(columns));
    }

    /**
     * Returns runs of row groups or of whole files, several for each thread; none where rows can only be read from start to
     * end: in text, in an SQL query's result, with a {@code where}, or if a column is named {@code file_index} or
     * {@code file_row_number}.
     */
    @Override
    public List<RowRange> parts() {
        return parquet == null ? List.of() : parquet.parts();
    }

    @Override
    public List<String> savings() {
        return skippedRowGroups().filter(groups -> groups.skipped() > 0).stream()
                .map(groups -> groups.skipped() + " of " + groups.total()
                        + " row groups cannot satisfy the condition and are not read")
                .toList();
    }

    /** Reads any run of rows, of one file or several; row groups without such rows are skipped. */
    @Override
    public BlockReader read(List<ColumnRequest> columns, RowRange range) {
        if (parquet == null) {
            throw ParquetInput.onlyFromStartToEnd(range, description());
        }
        String rows = parquet.relation(range);
        return new QueryReader(
                partDatabase(), rows, range, schema, checked(columns), description(), files, notes(columns));
    }

    @Override
    public boolean sortable() {
        return true;
    }

    /** Rows that a {@code where} has left have other numbers here than in the input. */
    @Override
    public Optional<String> sortedRowNumber() {
        return layers.where() == null ? Optional.of(SortedSource.numberName(schema)) : Optional.empty();
    }

    /**
     * Returns the same rows in the order of some columns. DuckDB sorts them, in the memory that the source was opened with
     * ({@link Builder#memory}) and beyond it on disk, anew for each {@code read}, and only the columns asked for then: so
     * they are best read once. Temporary files need about as much room as those columns of all rows; they are in a directory
     * of their own, which is gone when the rows are closed or the process ends. The result of an SQL query is copied there
     * first.
     *
     * @param spill an existing directory
     * @throws InvalidArgumentException if there is no column, it does not exist or cannot be a key, or the directory cannot
     *     be written to
     */
    @Override
    public Optional<SortedRows> sortedBy(List<String> columns, Path spill) {
        checked(columns.stream().map(ColumnRequest::value).toList());
        checkSpill(spill);
        return Optional.of(SortedSource.open(this, columns, spill));
    }

    private static void checkSpill(Path directory) {
        if (!Files.isDirectory(directory)) {
            throw new InvalidArgumentException(
                    "temporary files: there is no directory " + directory + "; create it first or give another");
        }
        if (!Files.isWritable(directory)) {
            throw new InvalidArgumentException(
                    "temporary files: no permission to write in " + directory + "; give another");
        }
    }

    /** Writes the rows with all columns and a number that increases from one to the next, for a FROM clause. */
    String numbered(Database sorting, String number) throws SQLException {
        if (files != null) {
            return layers.over(Sql.inParentheses(
                    parquet != null ? parquet.numbered(number) : Sql.numbered(Sql.inParentheses(query), number)));
        }
        relation();
        sorting.copyTable(database, STORED_QUERY);
        return layers.over(Sql.inParentheses(Sql.numbered(STORED_QUERY, number)));
    }

    /**
     * The threads that read parts do all the work themselves: a DuckDB with threads of its own would run them on top of
     * those, and take several times as long.
     */
    private synchronized Database partDatabase() {
        if (partDatabase == null) {
            partDatabase = Database.open(1, database.memory());
        }
        return partDatabase;
    }

    private List<ColumnRequest> checked(List<ColumnRequest> columns) {
        return checked(columns, schema, description());
    }

    static List<ColumnRequest> checked(List<ColumnRequest> columns, Schema schema, String description) {
        if (columns.isEmpty()) {
            throw new InvalidArgumentException("columns: none given; ask for at least one");
        }
        for (ColumnRequest request : columns) {
            ColumnType type = checkedType(request.name(), schema, description);
            if (request.access() == ColumnRequest.Access.NUMBER && !type.isNumeric()) {
                throw new InvalidArgumentException("column " + request.name() + ": expected numbers, got " + type);
            }
            if (!type.isKey()) {
                throw new InvalidArgumentException(
                        "column " + request.name()
                                + ": expected a number, a text, a boolean, a date or a time, got a type that can only be copied");
            }
        }
        return columns;
    }

    private static ColumnType checkedType(String column, Schema schema, String description) {
        ColumnType type = schema.typeOf(column);
        if (type == null) {
            throw new InvalidArgumentException("column " + column + ": not in " + description + "; "
                    + NameSuggestions.suggest(column, schema.names()));
        }
        return type;
    }

    /** Says what the files do not tell: columns that some lack, lines that are left out. */
    synchronized List<String> notes(List<ColumnRequest> columns) {
        if (files == null) {
            return List.of();
        }
        List<String> wanted = columns.stream().map(ColumnRequest::name).toList();
        List<String> found = notes.get(wanted);
        if (found == null) {
            found = new ArrayList<>(files.lacking(database, inputSchema.names(), wanted));
            try {
                found.addAll(files.leftOut(database));
            } catch (SQLException e) {
                throw unreadable(e);
            }
            notes.put(wanted, found);
        }
        return found;
    }

    /** What stands in a FROM clause for the rows with all columns; a query's result is stored first. */
    synchronized String relation() {
        if (files != null) {
            return layers.over(Sql.inParentheses(query));
        }
        if (!stored) {
            try {
                database.execute("CREATE TABLE " + STORED_QUERY + " AS SELECT * FROM " + Sql.inParentheses(query));
            } catch (SQLException e) {
                throw database.failure("SQL: the query failed", e);
            }
            stored = true;
        }
        return layers.over(STORED_QUERY);
    }

    /**
     * Finds out why a column of text is not one of numbers.
     *
     * @param column a column of type STRING
     * @return its first value that is not a number; if a cast makes numbers of all, the first that is not written as one, such
     *     as {@code +5} or {@code 1_000}, or else the first; null if all are missing
     * @throws DataAccessException if the rows cannot be read
     */
    public @Nullable String firstNonNumber(String column) {
        String name = Sql.name(column);
        String value = first(name, "TRY_CAST(" + name + " AS DOUBLE) IS NULL");
        if (value == null) {
            value = first(name, "NOT regexp_full_match(" + name + ", " + Sql.text(PLAIN_NUMBER) + ", 'i')");
        }
        return value == null ? first(name, "true") : value;
    }

    private @Nullable String first(String name, String condition) {
        try {
            return database.queryText("SELECT " + name + " FROM " + relation() + " WHERE " + name + " IS NOT NULL AND "
                    + condition + " LIMIT 1");
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    private DataAccessException unreadable(SQLException e) {
        return database.failure("input " + description() + ": cannot be read", e);
    }

    Database database() {
        return database;
    }

    /** Returns the files, or null if it is an SQL query. */
    @Nullable
    InputFiles files() {
        return files;
    }

    @Override
    public String description() {
        return files == null ? "the SQL query" : files.description();
    }

    /** Ends all passes and frees what DuckDB holds. */
    @Override
    public synchronized void close() {
        try (database) {
            if (partDatabase != null) {
                partDatabase.close();
            }
        }
    }

    /** Collects what to read. Not for several threads. */
    public static final class Builder {

        private final List<String> inputs;
        private final @Nullable String query;
        private final List<SourceLayers.Computed> computed = new ArrayList<>();
        private final Map<String, ColumnType> types = new HashMap<>();
        private @Nullable String where;
        private @Nullable String select;
        private List<String> sampledKeys = List.of();
        private long sampledGroups;
        private int threads = RunOptions.defaults().threads();
        private long memory = Database.defaultMemory();
        private Path spill = Database.defaultSpill();

        private Builder(List<String> inputs, @Nullable String query) {
            this.inputs = inputs;
            this.query = query;
        }

        /**
         * Adds a column computed from the input's columns and from those added before. Its value must depend on its row
         * alone: no aggregates, window functions, subqueries or random numbers; those belong into an SQL query.
         *
         * @param name its name, not one of the input's
         * @param expression one SQL expression, for instance {@code x * x}
         * @return this
         */
        public Builder computed(String name, String expression) {
            computed.add(new SourceLayers.Computed(name, expression));
            return this;
        }

        /**
         * Says of what type a column of CSV or JSON files is. Otherwise that is found by looking at all values, which cannot tell
         * where there are none, and takes a CSV column of nothing but infinities for one of dates. A value that is not of the type
         * is an error when it is read. Parquet files and queries have types already; of them, and of a column that the input does
         * not have, this says nothing.
         *
         * @param column its name
         * @param type any but {@link ColumnType.Kind#OTHER}
         * @return this
         * @throws InvalidArgumentException if text has no values of the type
         */
        public Builder type(String column, ColumnType type) {
            if (type.kind() == ColumnType.Kind.OTHER) {
                throw new InvalidArgumentException("column " + column
                        + ": expected the type of a number, a text, a boolean, a date or a time, got " + type
                        + "; leave it to be found");
            }
            types.put(column, type);
            return this;
        }

        /**
         * Reads only the rows for which a condition is true; DuckDB skips the others.
         *
         * @param predicate one SQL expression of type BOOLEAN over the input's and the computed columns, or null for all rows
         * @return this
         */
        public Builder where(@Nullable String predicate) {
            where = predicate;
            return this;
        }

        /**
         * Reads all rows and marks those for which a condition is true in {@link TableSource#SELECTION_COLUMN}; a condition
         * that is neither true nor false (null) does not select.
         *
         * @param predicate one SQL expression of type BOOLEAN over the input's and the computed columns, or null for no mark
         * @return this
         */
        public Builder select(@Nullable String predicate) {
            select = predicate;
            return this;
        }

        /**
         * Reads only some groups, each with all its rows: a sample that is drawn at random, and the same each time as long as
         * the keys are the same. The keys are read once more for that when the source is opened, and the result of an SQL
         * query is stored then.
         *
         * @param keys the columns whose combined value makes a group, at least one
         * @param groups how many, at least 1; all if there are fewer
         * @return this
         * @throws InvalidArgumentException if the number is too small
         */
        public Builder sampleGroups(List<String> keys, long groups) {
            if (groups < 1) {
                throw new InvalidArgumentException("sample: expected at least 1 group, got " + groups);
            }
            sampledKeys = List.copyOf(keys);
            sampledGroups = groups;
            return this;
        }

        /**
         * Sets how many threads DuckDB may use; all processors by default.
         *
         * @param count 1 to {@link RunOptions#MOST_THREADS}
         * @return this
         */
        public Builder threads(int count) {
            RunOptions.requireThreads(count);
            threads = count;
            return this;
        }

        /**
         * Sets how much memory DuckDB may use off the Java heap before it puts rows on disk, when it sorts them or holds the
         * result of an SQL query. By default as much as the Java heap may grow to ({@code -Xmx}), at least 1 GiB. To read
         * files it needs some tens of megabytes for each thread, whatever their size.
         *
         * @param bytes at least 64 MiB
         * @return this
         */
        public Builder memory(long bytes) {
            if (bytes < LEAST_MEMORY) {
                throw new InvalidArgumentException("memory: expected at least " + LEAST_MEMORY + " bytes (64 MiB), got "
                        + bytes + "; give DuckDB more");
            }
            memory = bytes;
            return this;
        }

        /**
         * Sets where DuckDB puts rows on disk when memory runs short, such as the result of an SQL query. By default that is
         * the system's directory for temporary files. The files are in a directory of their own, which is gone when the
         * source is closed or the process ends.
         *
         * @param directory an existing directory that can be written to
         * @return this
         */
        public Builder spill(Path directory) {
            checkSpill(directory);
            spill = directory;
            return this;
        }

        /**
         * Opens the source and checks everything: that the files exist and can be read, that expressions and predicates are
         * valid and their columns exist. No row is read, but for the guess of CSV and JSON types.
         *
         * @return the source, to be closed
         * @throws InvalidArgumentException naming what is wrong and how to mend it
         * @throws DataAccessException if a file cannot be read as what its name says
         */
        public TableSource open() {
            InputFiles files = query == null ? InputFiles.find(inputs) : null;
            Database database = Database.open(threads, memory, spill);
            try {
                TableSource source =
                        SourceLayers.open(database, files, query, types, List.copyOf(computed), where, select);
                return sampledGroups == 0 ? source : source.sampled(sampledKeys, sampledGroups);
            } catch (RuntimeException e) {
                database.close();
                throw e;
            }
        }
    }
}
