package io.regroup.bench;

import io.regroup.api.FitSpec;
import io.regroup.api.InvalidArgumentException;
import io.regroup.api.Regroup;
import io.regroup.api.RunOptions;
import io.regroup.api.data.DataAccessException;
import io.regroup.api.result.FitResult;
import io.regroup.tables.TableSource;
import io.regroup.tables.TableWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;

/** A fit from files to a file, in a process that does nothing else: so its memory can be bounded and measured. */
final class ReductionRun {

    /**
     * What the process is to do.
     *
     * @param input a pattern of Parquet files
     * @param output where the group table goes
     * @param usage where what was used goes
     * @param spill where rows are sorted
     * @param reduction the name of a strategy, or auto
     * @param threads how many compute
     * @param blockRows rows per block
     * @param key the key column
     * @param target the target
     * @param feature the feature
     * @param weight the weight
     */
    record Task(
            String input,
            Path output,
            Path usage,
            Path spill,
            String reduction,
            int threads,
            int blockRows,
            String key,
            String target,
            String feature,
            String weight) {

        List<String> arguments() {
            return List.of(
                    input,
                    output.toString(),
                    usage.toString(),
                    spill.toString(),
                    reduction,
                    Integer.toString(threads),
                    Integer.toString(blockRows),
                    key,
                    target,
                    feature,
                    weight);
        }

        static Task of(String[] arguments) {
            return new Task(
                    arguments[0],
                    Path.of(arguments[1]),
                    Path.of(arguments[2]),
                    Path.of(arguments[3]),
                    arguments[4],
                    Integer.parseInt(arguments[5]),
                    Integer.parseInt(arguments[6]),
                    arguments[7],
                    arguments[8],
                    arguments[9],
                    arguments[10]);
        }
    }

    private ReductionRun() {}

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
        FitSpec spec = FitSpec.groupBy(task.key())
                .targets(task.target())
                .features(task.feature())
                .weight(task.weight())
                .build();
        RunOptions options = RunOptions.defaults()
                .withThreads(task.threads())
                .withReduction(task.reduction())
                .withBlockRows(task.blockRows())
                .withSpill(task.spill());
        try (TableSource source =
                TableSource.files(List.of(task.input())).threads(task.threads()).open()) {
            // by now DuckDB's library has been unpacked and loaded, which is no part of the work
            UsageProbe probe = UsageProbe.start();
            FitResult result = Regroup.fit(source, spec, options);
            write(probe.soFar(result.explanation().reduction()), task.usage());
            TableWriter.write(result.groups(), task.output());
        }
    }

    /** Writes what a process has used. */
    static void write(Usage usage, Path file) throws IOException {
        Properties properties = new Properties();
        properties.setProperty("strategy", usage.strategy());
        properties.setProperty("peakHeap", Long.toString(usage.peakHeap()));
        properties.setProperty("peakResident", Long.toString(usage.peakResident()));
        properties.setProperty("bytesRead", Long.toString(usage.bytesRead()));
        properties.setProperty("bytesWritten", Long.toString(usage.bytesWritten()));
        try (OutputStream out = Files.newOutputStream(file)) {
            properties.store(out, null);
        }
    }

    /** Reads what a process wrote about itself. */
    static Usage usage(Path file) throws IOException {
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(file)) {
            properties.load(in);
        }
        return new Usage(
                properties.getProperty("strategy"),
                number(properties, "peakHeap"),
                number(properties, "peakResident"),
                number(properties, "bytesRead"),
                number(properties, "bytesWritten"));
    }

    private static long number(Properties properties, String name) {
        return Long.parseLong(properties.getProperty(name));
    }
}
