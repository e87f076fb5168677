package io.regroup.bench;

import io.regroup.api.InvalidArgumentException;
import io.regroup.api.RunOptions;
import io.regroup.api.data.DataAccessException;
import io.regroup.gmm.encoder.ColumnState;
import io.regroup.gmm.encoder.Encoder;
import io.regroup.gmm.encoder.EncoderSpec;
import io.regroup.gmm.encoder.ModelDirectory;
import io.regroup.tables.TableSource;
import io.regroup.tables.TableWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** One step of the encoder, from a file to files, in a process that does nothing else: so its memory can be bounded and measured. */
final class EncoderRun {

    /** What there is to do, in this order. */
    enum Step {
        /** Fits a model to each column. */
        FIT,
        /** Encodes rows. */
        TRANSFORM,
        /** Decodes them. */
        INVERSE
    }

    /**
     * What the process is to do.
     *
     * @param step the step
     * @param modelsOnly whether the fit leaves out the rows that it was fitted to
     * @param models the directory of the models
     * @param input rows, or encoded rows
     * @param output encoded or decoded rows; not used by the fit
     * @param usage where what was used goes
     * @param threads how many compute
     * @param columns what is encoded, separated by commas
     */
    record Task(
            Step step,
            boolean modelsOnly,
            Path models,
            Path input,
            Path output,
            Path usage,
            int threads,
            List<String> columns) {

        List<String> arguments() {
            return List.of(
                    step.toString(),
                    Boolean.toString(modelsOnly),
                    models.toString(),
                    input.toString(),
                    output.toString(),
                    usage.toString(),
                    Integer.toString(threads),
                    String.join(",", columns));
        }

        static Task of(String[] arguments) {
            return new Task(
                    Step.valueOf(arguments[0]),
                    Boolean.parseBoolean(arguments[1]),
                    Path.of(arguments[2]),
                    Path.of(arguments[3]),
                    Path.of(arguments[4]),
                    Path.of(arguments[5]),
                    Integer.parseInt(arguments[6]),
                    List.of(arguments[7].split(",", -1)));
        }
    }

    private EncoderRun() {}

    /** Does a task; what goes wrong is one line on the error output, and exit code 1. */
    public static void main(String[] arguments) throws IOException {
        try {
            run(Task.of(arguments));
        } catch (DataAccessException | InvalidArgumentException | OutOfMemoryError e) {
            System.err.println(e);
            System.exit(1);
        }
    }

    private static void run(Task task) throws IOException {
        RunOptions options = RunOptions.defaults().withThreads(task.threads());
        try (TableSource source = TableSource.files(List.of(task.input().toString()))
                .threads(task.threads())
                .open()) {
            UsageProbe probe = UsageProbe.start();
            if (task.step() == Step.FIT) {
                fit(task, source, options);
            } else {
                Encoder encoder = ModelDirectory.open(task.models()).encoder(options);
                TableWriter.write(
                        task.step() == Step.TRANSFORM ? encoder.encode(source) : encoder.decode(source), task.output());
            }
            ReductionRun.write(probe.soFar("stream"), task.usage());
        }
    }

    private static void fit(Task task, TableSource source, RunOptions options) {
        EncoderSpec spec = EncoderSpec.builder()
                .continuous(task.columns().toArray(String[]::new))
                .build();
        ModelDirectory models = ModelDirectory.create(task.models(), spec, source, null);
        for (ColumnState state : models.fit(source, options, task.modelsOnly() ? null : TableWriter::write)) {
            if (state.state() != ColumnState.State.FITTED) {
                throw new InvalidArgumentException(String.valueOf(state.reason()));
            }
        }
    }
}
