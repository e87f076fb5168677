package io.regroup.tables.internal;

import io.regroup.api.InvalidArgumentException;
import io.regroup.api.NameSuggestions;
import io.regroup.api.data.DataAccessException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks SQL that users write before it becomes part of a statement. DuckDB's own parser turns the text into a tree without
 * running anything; the tree shows whether the text is what it should be: one query, or one expression and nothing else.
 */
public final class SqlCheck {

    /** What the parser makes of a text, and whether it is a lone expression: only the select list differs from a template. */
    private static final String PARSE = """
            WITH parsed(j) AS (SELECT json_serialize_sql(?::VARCHAR)),
                 template(j) AS (SELECT json_serialize_sql('SELECT (1)'))
            SELECT p.j->>'$.error_message',
                   coalesce(json_array_length(p.j, '$.statements'), 0),
                   coalesce(json_array_length(p.j, '$.statements[0].node.select_list'), 0),
                   coalesce(json_merge_patch(p.j->'$.statements[0].node', '{"select_list":null}')
                          = json_merge_patch(t.j->'$.statements[0].node', '{"select_list":null}'), false),
                   array_to_string(p.j->>'$..type', chr(10)),
                   array_to_string(p.j->>'$..class', chr(10)),
                   array_to_string(p.j->>'$..function_name', chr(10)),
                   array_to_string(p.j->>'$..column_names[#-1]', chr(10))
            FROM parsed p, template t
            """;

    private static final Set<String> ROW_MULTIPLIERS = Set.of("unnest", "unlist", "generate_subscripts");

    /** Keywords that read like columns. */
    private static final Set<String> CLOCKS = Set.of(
            "current_date", "current_time", "current_timestamp", "localtime", "localtimestamp", "current_user", "user");

    private final Database database;

    /**
     * Makes a checker.
     *
     * @param database parses and binds
     */
    public SqlCheck(Database database) {
        this.database = database;
    }

    private record Tree(
            @Nullable String error,
            int statements,
            boolean loneExpression,
            List<String> types,
            List<String> classes,
            List<String> functions,
            List<String> columns) {}

    /**
     * Checks that a text is one query.
     *
     * @param query what the user wrote
     * @return the query without a final semicolon
     * @throws InvalidArgumentException if it is something else
     */
    public String query(String query) {
        String text = query.strip();
        while (text.endsWith(";")) {
            text = text.substring(0, text.length() - 1).strip();
        }
        if (text.isEmpty()) {
            throw new InvalidArgumentException("SQL: the query is empty; expected a SELECT");
        }
        Tree tree = parse("SQL", text);
        if (tree.error() != null) {
            throw new InvalidArgumentException(
                    tree.error().startsWith("Only SELECT")
                            ? "SQL: expected one SELECT, which only reads; got another kind of statement"
                            : "SQL: not a valid query: " + tree.error());
        }
        if (tree.statements() != 1) {
            throw new InvalidArgumentException("SQL: expected one SELECT, got " + tree.statements() + " statements");
        }
        for (String type : tree.types()) {
            if (type.endsWith("_QUERY_NODE")) {
                throw new InvalidArgumentException("SQL: expected a SELECT that only reads, got one that changes data");
            }
        }
        if (tree.classes().contains("PARAMETER")) {
            throw new InvalidArgumentException("SQL: has a parameter (? or $1); write the value");
        }
        Tree wrapped = parse("SQL", "SELECT * FROM " + Sql.inParentheses(text));
        if (wrapped.error() != null || wrapped.statements() != 1) {
            throw new InvalidArgumentException(
                    "SQL: something follows the semicolon that ends the query; leave the semicolon out");
        }
        return text;
    }

    /**
     * Checks that a text is one expression whose value depends on its row alone, so that it is the same at every pass and
     * leaves the rows as they are, in number and order.
     *
     * @param label names the text in messages, for instance {@code where "x > 1"}
     * @param kind what it should be, for instance {@code predicate}
     * @param text what the user wrote
     * @param columns the columns that exist
     * @throws InvalidArgumentException if it is something else
     */
    public void expression(String label, String kind, String text, Collection<String> columns) {
        if (text.isBlank()) {
            throw new InvalidArgumentException(label + ": the " + kind + " is empty; write one or leave it out");
        }
        Tree tree = parse(label, "SELECT " + Sql.inParentheses(text));
        if (tree.error() != null && !tree.error().startsWith("Only SELECT")) {
            throw new InvalidArgumentException(label + ": not a valid SQL " + kind + ": " + tree.error());
        }
        if (tree.error() != null || tree.statements() != 1 || !tree.loneExpression()) {
            throw new InvalidArgumentException(
                    label + ": not a valid SQL " + kind + ": expected one expression and nothing else");
        }
        // Parentheses around a text like "a) OR (b" match, and mean something else than was written.
        if (text.contains(")") && parse(label, "SELECT [\n" + text + "\n]").error() != null) {
            throw new InvalidArgumentException(
                    label + ": not a valid SQL " + kind + ": its parentheses do not match; mend them");
        }
        String sqlInput = "put it into an SQL query and use that as the input";
        if (tree.classes().contains("WINDOW")) {
            throw new InvalidArgumentException(label + ": window functions reorder the rows; " + sqlInput);
        }
        if (tree.classes().contains("SUBQUERY")) {
            throw new InvalidArgumentException(label + ": subqueries may reorder the rows; " + sqlInput);
        }
        if (tree.classes().contains("PARAMETER")) {
            throw new InvalidArgumentException(label + ": has a parameter (? or $1); write the value");
        }
        for (String function : tree.functions()) {
            if (ROW_MULTIPLIERS.contains(function.toLowerCase(Locale.ROOT))) {
                throw new InvalidArgumentException(label + ": " + function + " multiplies rows; " + sqlInput);
            }
            if (isUnstable(function)) {
                throw unstable(label, function, sqlInput);
            }
        }
        for (String column : tree.columns()) {
            if (CLOCKS.contains(column.toLowerCase(Locale.ROOT))
                    && columns.stream().noneMatch(column::equalsIgnoreCase)) {
                throw unstable(label, column, sqlInput);
            }
        }
    }

    private static InvalidArgumentException unstable(String label, String function, String remedy) {
        return new InvalidArgumentException(label + ": " + function
                + " can give another value at every pass over the rows; write a constant, or " + remedy);
    }

    private boolean isUnstable(String function) {
        try {
            return database.queryLong("SELECT count(*) FROM duckdb_functions() WHERE stability <> 'CONSISTENT'"
                            + " AND function_name = lower(" + Sql.text(function) + ")")
                    > 0;
        } catch (SQLException e) {
            throw new DataAccessException("DuckDB cannot list its functions: " + Sql.message(e), e);
        }
    }

    /**
     * Words a failure to bind an expression: for an unknown column it lists the nearest names.
     *
     * @param label names the text in messages
     * @param kind what it should be
     * @param failure what DuckDB threw
     * @param columns the columns that exist
     * @return the exception to throw
     */
    public static InvalidArgumentException bindFailure(
            String label, String kind, SQLException failure, Collection<String> columns) {
        String unknown = Sql.unknownColumn(failure);
        if (unknown != null) {
            return new InvalidArgumentException(
                    label + ": there is no column " + unknown + "; " + NameSuggestions.suggest(unknown, columns),
                    failure);
        }
        return new InvalidArgumentException(label + ": not a valid SQL " + kind + ": " + Sql.message(failure), failure);
    }

    /**
     * Finds out whether an expression only gives a column another name.
     *
     * @param text an expression that {@link #expression} has checked
     * @return the column's name, or null if the expression is something else
     */
    public @Nullable String loneColumn(String text) {
        String tree = "json_serialize_sql(" + Sql.text("SELECT " + Sql.inParentheses(text)) + ")";
        try {
            return database.queryText("SELECT j->>'$.column_names[0]' FROM (SELECT " + tree
                    + "->'$.statements[0].node.select_list[0]' AS j)"
                    + " WHERE j->>'$.class' = 'COLUMN_REF' AND json_array_length(j, '$.column_names') = 1");
        } catch (SQLException e) {
            throw new DataAccessException("DuckDB cannot parse " + Sql.oneLine(text) + ": " + Sql.message(e), e);
        }
    }

    private Tree parse(String label, String text) {
        try (PreparedStatement statement = database.connection().prepareStatement(PARSE)) {
            statement.setString(1, text);
            try (ResultSet result = statement.executeQuery()) {
                if (!result.next()) {
                    throw new SQLException("the parser returned nothing");
                }
                String error = result.getString(1);
                return new Tree(
                        error == null ? null : Sql.oneLine(error),
                        result.getInt(2),
                        result.getInt(3) == 1 && result.getBoolean(4),
                        lines(result.getString(5)),
                        lines(result.getString(6)),
                        lines(result.getString(7)),
                        lines(result.getString(8)));
            }
        } catch (SQLException e) {
            throw new InvalidArgumentException(label + ": cannot be parsed: " + Sql.message(e), e);
        }
    }

    private static List<String> lines(@Nullable String joined) {
        return joined == null ? List.of() : joined.lines().toList();
    }
}
