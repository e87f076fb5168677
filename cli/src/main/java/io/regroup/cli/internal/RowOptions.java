package io.regroup.cli.internal;

import io.regroup.tables.TableSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say which rows are read: from input files, of which each command says where they stand, or of a query. */
abstract class RowOptions {

    static final String INPUTS =
            "Parquet, CSV or TSV (also .gz), or JSON lines files, or patterns such as 'data/*.parquet'.";

    @Option(names = "--sql", paramLabel = "QUERY", description = "Read the rows of a DuckDB query instead of files.")
    private @Nullable String sql;

    @Option(
            names = "--where",
            paramLabel = "PREDICATE",
            description = "SQL condition: only the rows for which it is true count.")
    private @Nullable String where;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init")
    private CommandSpec command;

    /** Returns the input files and patterns. */
    abstract List<String> files();

    @Nullable
    String where() {
        return where;
    }

    boolean isGiven() {
        return !files().isEmpty() || sql != null;
    }

    /**
     * Makes a source of the rows.
     *
     * @param computed columns that are computed, with their expressions
     * @param selects whether the condition marks rows instead of leaving others out
     * @throws ParameterException if there is no input, or more than one sort of it
     */
    TableSource.Builder source(Map<String, String> computed, boolean selects) {
        if (!isGiven()) {
            throw new ParameterException(
                    command.commandLine(), "nothing to read: name an input file, or give a query with --sql");
        }
        if (!files().isEmpty() && sql != null) {
            throw new ParameterException(
                    command.commandLine(), "both input files and --sql are given; drop one of the two");
        }
        TableSource.Builder builder = sql == null ? TableSource.files(files()) : TableSource.sql(sql);
        computed.forEach(builder::computed);
        if (where != null) {
            if (selects) {
                builder.select(where);
            } else {
                builder.where(where);
            }
        }
        return builder;
    }
}
