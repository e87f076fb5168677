package io.regroup.tables;

import io.regroup.api.data.BlockReader;
import io.regroup.api.data.ColumnRequest;
import io.regroup.api.data.ColumnType;
import io.regroup.api.data.Schema;
import io.regroup.api.data.SortedRows;
import io.regroup.tables.internal.Database;
import io.regroup.tables.internal.DuckDbTypes;
import io.regroup.tables.internal.QueryReader;
import io.regroup.tables.internal.Sql;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * A source's rows in the order of some columns, sorted by a DuckDB of their own whenever they are read: where it spills to
 * can only be said when it starts.
 */
final class SortedSource implements SortedRows {

    /** Keeps names apart from those of result columns, which DuckDB would look for first. */
    private static final String ROWS = "regroup_rows";

    private final TableSource source;
    private final Database database;
    private final String description;
    private final String relation;
    private final Schema schema;
    private final int sortedColumns;

    private SortedSource(
            TableSource source, Database database, String description, String relation, int sortedColumns) {
        this.source = source;
        this.database = database;
        this.description = description;
        this.relation = relation;
        this.sortedColumns = sortedColumns;
        List<Schema.Field> fields = new ArrayList<>(source.schema().fields());
        source.sortedRowNumber()
                .ifPresent(number -> fields.add(new Schema.Field(number, ColumnType.of(ColumnType.Kind.INT64))));
        this.schema = new Schema(fields);
    }

    /** Prepares; the columns and the directory have been checked. */
    static SortedSource open(TableSource source, List<String> columns, Path spill) {
        Database own = source.database();
        String description = source.description() + " sorted by " + String.join(", ", columns);
        Database database = Database.open(own.threads(), own.memory(), spill);
        try {
            String number = numberName(source.schema());
            return new SortedSource(
                    source,
                    database,
                    description,
                    source.numbered(database, number) + " AS " + ROWS + " ORDER BY "
                            + order(source.schema(), columns, number),
                    columns.size());
        } catch (SQLException e) {
            database.close();
            throw database.failure("input " + description + ": cannot be read", e);
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    /** Chooses a name for the numbers of rows that no column has. */
    static String numberName(Schema schema) {
        String name = "regroup_row";
        while (schema.names().stream().anyMatch(name::equalsIgnoreCase)) {
            name += "_";
        }
        return name;
    }

    /** Rows with equal values follow their numbers, because DuckDB's sort leaves their order open. */
    private static String order(Schema schema, List<String> columns, String number) {
        List<String> items = new ArrayList<>();
        for (String column : columns) {
            ColumnType type = Objects.requireNonNull(schema.typeOf(column));
            items.add(DuckDbTypes.ascending(ROWS + "." + Sql.name(column), type));
        }
        items.add(ROWS + "." + Sql.name(number));
        return String.join(", ", items);
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public int sortedColumns() {
        return sortedColumns;
    }

    @Override
    public OptionalLong knownRows() {
        return source.knownRows();
    }

    @Override
    public OptionalLong mostRows() {
        return source.mostRows();
    }

    /** Sorts; the first block comes when all rows have been. */
    @Override
    public BlockReader read(List<ColumnRequest> columns) {
        return new QueryReader(
                database,
                relation,
                null,
                schema,
                TableSource.checked(columns, schema, description),
                description,
                source.files(),
                source.notes(columns));
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public void close() {
        database.close();
    }
}
