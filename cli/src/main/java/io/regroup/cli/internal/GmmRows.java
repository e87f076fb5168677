package io.regroup.cli.internal;

import io.regroup.tables.TableSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The parameters of commands that bring rows to models that are there. */
final class GmmRows {

    @Parameters(index = "0", paramLabel = "MODEL_DIR", description = "A directory that `regroup gmm fit` has written.")
    private Path models = Path.of("");

    @Parameters(
            index = "1..*",
            arity = "0..*",
            paramLabel = "INPUT",
            description = "Parquet, CSV or TSV (also .gz), or JSON lines files, or patterns such as 'data/*.parquet'.")
    private List<String> inputs = new ArrayList<>();

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

    Path models() {
        return models;
    }

    List<String> files() {
        return inputs;
    }

    boolean isGiven() {
        return !inputs.isEmpty() || sql != null;
    }

    TableSource.Builder source() {
        if (!isGiven()) {
            throw new ParameterException(
                    command.commandLine(), "nothing to read: name an input file, or give a query with --sql");
        }
        if (!inputs.isEmpty() && sql != null) {
            throw new ParameterException(
                    command.commandLine(), "both input files and --sql are given; drop one of the two");
        }
        TableSource.Builder builder = sql == null ? TableSource.files(inputs) : TableSource.sql(sql);
        return where == null ? builder : builder.where(where);
    }
}
