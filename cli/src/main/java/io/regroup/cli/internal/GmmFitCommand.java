package io.regroup.cli.internal;

import io.regroup.api.InvalidArgumentException;
import io.regroup.api.RunOptions;
import io.regroup.api.data.ColumnType;
import io.regroup.gmm.Mixtures;
import io.regroup.gmm.encoder.ColumnModel;
import io.regroup.gmm.encoder.ColumnState;
import io.regroup.gmm.encoder.EncodedColumn;
import io.regroup.gmm.encoder.EncoderSpec;
import io.regroup.gmm.encoder.ModelDirectory;
import io.regroup.gmm.encoder.RowsWriter;
import io.regroup.tables.TableSource;
import io.regroup.tables.TableWriter;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code regroup gmm fit}: fits the models of columns and keeps them in a directory. */
@Command(
        name = "fit",
        description = "Fits a model to each of some columns and keeps them in a directory.",
        customSynopsis = {
            "regroup gmm fit INPUT... --continuous A,B --categorical C --mixed \"D=0,-1\" --log E -o MODEL_DIR [OPTIONS]",
            "       regroup gmm fit INPUT... -o MODEL_DIR --resume [OPTIONS]",
            "       regroup gmm fit INPUT... -o MODEL_DIR --refit COLUMN [OPTIONS]"
        },
        footer = {
            "",
            "Example:",
            "  regroup gmm fit cards.parquet --continuous V1,Amount --categorical Class -o models",
            "",
            "A column that cannot be fitted leaves the others done: exit code 1. --resume fits those that are not, and takes",
            "the columns and options of before if none are given."
        })
final class GmmFitCommand implements Callable<Integer> {

    @Mixin
    private InputOptions input = new InputOptions();

    @Mixin
    private EncoderOptions encoder = new EncoderOptions();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "MODEL_DIR",
            required = true,
            description = "The directory of the models; made if it does not exist.")
    private Path output = Path.of("");

    @Option(names = "--resume", description = "Fit the columns that are missing or have failed in the directory.")
    private boolean resume;

    @Option(names = "--refit", paramLabel = "COLUMN", description = "Fit this column again; the others stay.")
    private @Nullable String refit;

    @Option(names = "--start", paramLabel = "DIR", description = "Start mixtures from the models of another directory.")
    private @Nullable Path start;

    @Option(
            names = "--models-only",
            description =
                    "Do not write the rows that were fitted to as features and encoded, which takes about as long "
                            + "as the fit.")
    private boolean modelsOnly;

    @Mixin
    private ArithmeticOption arithmetic = new ArithmeticOption();

    @Option(
            names = "--memory",
            paramLabel = "SIZE",
            converter = SizeConverter.class,
            description =
                    "Most memory for rows, such as 800m or 4GiB; a column that takes more than half of it is read "
                            + "block by block. Default: 60 %% of Java's heap.")
    private @Nullable Long memory;

    @Mixin
    private GmmRunOptions run = new GmmRunOptions();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        RunOptions options = options();
        boolean exists = resume || refit != null;
        ModelDirectory before = exists ? ModelDirectory.open(output) : null;
        EncoderSpec wanted = before != null && !encoder.areGiven() ? before.spec() : encoder.spec();
        Map<String, String> computed = encoder.expressions();
        Stopwatch clock = new Stopwatch("fit");
        try (TableSource source = run.apply(input.source(computed, false)).open()) {
            requireValues(wanted, source);
            ModelDirectory models = prepared(before, wanted, source);
            List<ColumnState> states;
            RowsWriter writer = modelsOnly ? null : TableWriter::write;
            try (ProgressDisplay display = ProgressDisplay.forRun(run.quiet())) {
                states = models.fit(source, options.withProgress(display.progress()), writer);
            }
            if (!run.quiet()) {
                report(models, options, clock, out);
            }
            out.flush();
            return failures(states) ? ExitCode.SOFTWARE : ExitCode.OK;
        }
    }

    /** A column of a text file that has no values is one of text, and neither numbers nor categories. */
    private static void requireValues(EncoderSpec wanted, TableSource source) {
        for (EncodedColumn column : wanted.columns()) {
            if (column.kind() != EncodedColumn.Kind.CATEGORICAL
                    && ColumnType.STRING.equals(source.schema().typeOf(column.name()))
                    && source.firstNonNumber(column.name()) == null) {
                throw new InvalidArgumentException("column " + column.name()
                        + ": expected numbers, got no values at all in " + source.description() + "; leave it out");
            }
        }
    }

    private ModelDirectory prepared(@Nullable ModelDirectory before, EncoderSpec wanted, TableSource source) {
        ModelDirectory from = start == null ? null : ModelDirectory.open(start);
        if (before == null) {
            return ModelDirectory.create(output, wanted, source, from);
        }
        if (from == null && !encoder.areGiven()) {
            before.requireSameData(source);
        } else {
            before.requireSame(wanted, source, from);
        }
        if (refit != null) {
            before.forget(refit);
        }
        return before;
    }

    private boolean failures(List<ColumnState> states) {
        PrintWriter err = spec.commandLine().getErr();
        boolean any = false;
        for (ColumnState state : states) {
            if (state.state() == ColumnState.State.FAILED) {
                err.println("regroup: " + state.reason());
                any = true;
            }
        }
        if (any) {
            err.println("The other columns are done; mend the data or the options, and go on with --resume.");
        }
        err.flush();
        return any;
    }

    private RunOptions options() {
        RunOptions options = arithmetic.apply(run.options());
        return memory == null ? options : options.withMemory(memory);
    }

    private static void report(ModelDirectory models, RunOptions options, Stopwatch clock, PrintWriter out) {
        long rows = 0;
        for (ColumnState state : models.states()) {
            if (state.state() == ColumnState.State.FITTED) {
                ColumnModel model = models.model(state.column());
                rows = model.rows();
                Report.line(out, "column", model.name() + ": " + ModelText.line(model));
            } else {
                Report.line(out, "column", state.column() + ": failed");
            }
        }
        Report.engine(Mixtures.engine(options, rows, models.spec().numericColumns()), out);
        Report.line(out, "threads", String.valueOf(options.threads()));
        Report.line(out, "time", clock.describeAll());
        Report.line(out, "written", String.format(Locale.ROOT, "%s (models)", models.directory()));
    }
}
