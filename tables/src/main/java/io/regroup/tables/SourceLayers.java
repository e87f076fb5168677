package io.regroup.tables;

import io.regroup.api.InvalidArgumentException;
import io.regroup.api.data.ColumnType;
import io.regroup.api.data.DataAccessException;
import io.regroup.api.data.RowOrigin;
import io.regroup.api.data.Schema;
import io.regroup.tables.internal.Database;
import io.regroup.tables.internal.DuckDbTypes;
import io.regroup.tables.internal.InputFiles;
import io.regroup.tables.internal.Sql;
import io.regroup.tables.internal.SqlCheck;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is laid over the input: computed columns, each able to use those before, then the rows to read, then the mark of the
 * selected ones. The text of each has been checked to be one expression when an instance exists outside {@link #open}.
 *
 * @param computed the added columns in order
 * @param where the rows to read, or null for all
 * @param select the rows to mark, or null for no mark
 */
record SourceLayers(
        List<Computed> computed,
        @Nullable String where,
        @Nullable String select) {

    /** An empty table with the input's columns: to bind expressions without opening the files again and again. */
    private static final String SHAPE = "regroup_shape";

    /**
     * A named expression.
     *
     * @param name the column to add
     * @param expression SQL
     */
    record Computed(String name, String expression) {}

    /** Tells in the user's words what is laid over the input. */
    RowOrigin origin() {
        Map<String, String> expressions = new LinkedHashMap<>();
        computed.forEach(
                column -> expressions.put(column.name(), column.expression().strip()));
        if (select != null) {
            expressions.put(TableSource.SELECTION_COLUMN, select.strip());
        }
        return new RowOrigin(expressions, where == null ? null : where.strip());
    }

    /** Returns the same layers for the rows that meet one more condition. */
    SourceLayers restrictedTo(String condition) {
        return new SourceLayers(
                computed, where == null ? condition : Sql.inParentheses(where) + " AND " + condition, select);
    }

    /** Writes the FROM item that has all columns and the rows to read. */
    String over(String input) {
        String rows = input;
        for (Computed column : computed) {
            rows = with(rows, column.expression(), column.name());
        }
        if (where != null) {
            rows = "(SELECT * FROM " + rows + " WHERE " + Sql.inParentheses(where) + ")";
        }
        if (select != null) {
            rows = with(rows, "coalesce(" + Sql.inParentheses(select) + ", false)", TableSource.SELECTION_COLUMN);
        }
        return rows;
    }

    /**
     * Finds the column of the input that has a column's values.
     *
     * @return the input's column: itself, or the one that it gives another name; null if it is computed
     */
    @Nullable
    String inputColumn(Database database, String name, List<String> input) {
        String sought = name;
        for (Computed column : computed.reversed()) {
            if (column.name().equalsIgnoreCase(sought)) {
                sought = new SqlCheck(database).loneColumn(column.expression());
                if (sought == null) {
                    return null;
                }
            }
        }
        for (String column : input) {
            if (column.equalsIgnoreCase(sought)) {
                return column;
            }
        }
        return null;
    }

    private static String with(String rows, String expression, String name) {
        return "(SELECT *, " + Sql.inParentheses(expression) + " AS " + Sql.name(name) + " FROM " + rows + ")";
    }

    /** Binds everything; every mistake in the input's description surfaces here. */
    static TableSource open(
            Database database,
            @Nullable InputFiles files,
            @Nullable String query,
            Map<String, ColumnType> types,
            List<Computed> computed,
            @Nullable String where,
            @Nullable String select) {
        SqlCheck check = new SqlCheck(database);
        String input = files != null ? files.query() : check.query(Objects.requireNonNull(query));
        List<Database.SqlColumn> columns = inputColumns(database, files, input);
        String reading = input;
        if (files != null) {
            Map<String, String> declared = files.declared(columns, types);
            reading = files.query(columns, declared);
            if (!declared.isEmpty()) {
                columns = inputColumns(database, files, reading);
            }
        }
        List<Schema.Field> fields = new ArrayList<>();
        for (Database.SqlColumn column : columns) {
            fields.add(new Schema.Field(column.name(), DuckDbTypes.of(column.type())));
        }
        Schema inputSchema = new Schema(fields);
        String rows = SHAPE;
        for (Computed column : computed) {
            String label = column.name() + quoted(" = ", column.expression());
            requireNew(label, column.name(), fields, "choose another name");
            ColumnType type = bind(database, check, label, "expression", column.expression(), rows, fields);
            fields.add(new Schema.Field(column.name(), type));
            rows = with(rows, column.expression(), column.name());
        }
        if (where != null) {
            condition(database, check, quoted("where ", where), where, rows, fields);
        }
        if (select != null) {
            String label = quoted("where ", select);
            requireNew(label, TableSource.SELECTION_COLUMN, fields, "rename that column");
            condition(database, check, label, select, rows, fields);
            fields.add(new Schema.Field(TableSource.SELECTION_COLUMN, ColumnType.BOOLEAN));
        }
        return new TableSource(
                database, files, reading, new SourceLayers(computed, where, select), inputSchema, new Schema(fields));
    }

    private static List<Database.SqlColumn> inputColumns(Database database, @Nullable InputFiles files, String input) {
        try {
            database.execute(
                    "CREATE OR REPLACE TABLE " + SHAPE + " AS SELECT * FROM " + Sql.inParentheses(input) + " LIMIT 0");
            List<Database.SqlColumn> columns = database.describe("SELECT * FROM " + SHAPE);
            if (files != null) {
                files.checkColumns(database, columns);
            }
            return columns;
        } catch (SQLException e) {
            if (files == null) {
                throw new InvalidArgumentException("SQL: " + Sql.message(e), e);
            }
            DataAccessException failure = new DataAccessException(
                    "input " + files.description() + ": cannot be read as "
                            + files.format().title() + ": " + Sql.message(e),
                    e);
            try {
                files.checkLines(database);
            } catch (SQLException second) {
                failure.addSuppressed(second);
            }
            throw failure;
        }
    }

    /** DuckDB takes names that differ in case for one. */
    private static void requireNew(String label, String name, List<Schema.Field> fields, String remedy) {
        if (name.isBlank()) {
            throw new InvalidArgumentException(label + ": the name is empty; give the column a name");
        }
        for (Schema.Field field : fields) {
            if (field.name().equalsIgnoreCase(name)) {
                throw new InvalidArgumentException(
                        label + ": there is a column " + field.name() + " already; " + remedy);
            }
        }
    }

    private static void condition(
            Database database, SqlCheck check, String label, String predicate, String rows, List<Schema.Field> fields) {
        ColumnType type = bind(database, check, label, "predicate", predicate, rows, fields);
        if (!type.equals(ColumnType.BOOLEAN)) {
            throw new InvalidArgumentException(label + ": expected a condition (true or false), got " + type
                    + "; compare it with something, for instance " + Sql.oneLine(predicate) + " > 0");
        }
        try {
            database.describe("SELECT * FROM " + rows + " WHERE " + Sql.inParentheses(predicate));
        } catch (SQLException e) {
            throw SqlCheck.bindFailure(label, "predicate", e, names(fields));
        }
    }

    private static ColumnType bind(
            Database database,
            SqlCheck check,
            String label,
            String kind,
            String expression,
            String rows,
            List<Schema.Field> fields) {
        check.expression(label, kind, expression, names(fields));
        List<Database.SqlColumn> columns;
        try {
            columns = database.describe("SELECT * FROM " + with(rows, expression, "regroup_value"));
        } catch (SQLException e) {
            throw SqlCheck.bindFailure(label, kind, e, names(fields));
        }
        if (columns.size() != fields.size() + 1) {
            throw new InvalidArgumentException(
                    label + ": expected one value, got " + (columns.size() - fields.size()) + "; name the column");
        }
        return DuckDbTypes.of(columns.getLast().type());
    }

    private static String quoted(String before, String text) {
        return before + '"' + Sql.oneLine(text) + '"';
    }

    private static List<String> names(List<Schema.Field> fields) {
        return fields.stream().map(Schema.Field::name).toList();
    }
}
