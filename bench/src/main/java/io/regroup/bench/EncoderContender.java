package io.regroup.bench;

import io.regroup.tables.TableSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Regroup's encoder from a Parquet file to Parquet files: it fits, encodes and decodes, each in a process of its own. */
final class EncoderContender implements Contender {

    private static final int HEAP_MIB = 2048;

    private final boolean modelsOnly;

    private EncoderContender(boolean modelsOnly) {
        this.modelsOnly = modelsOnly;
    }

    /** Makes the one that writes all that a fit can write, and the one whose fit writes models only. */
    static List<Contender> both() {
        return List.of(new EncoderContender(false), new EncoderContender(true));
    }

    @Override
    public String name() {
        return modelsOnly ? "encoder-models-only" : "encoder";
    }

    @Override
    public String description() {
        return "Regroup's encoder, from a Parquet file: fit, "
                + (modelsOnly ? "which writes models only, " : "which also writes the rows it was fitted to, ")
                + "encode and decode, three processes with 2 GiB of heap; the time counts from starting them";
    }

    @Override
    public Kind kind() {
        return Kind.ENGINE;
    }

    @Override
    public boolean suits(Scenario scenario) {
        return scenario.family() == Scenario.Family.ENCODER;
    }

    @Override
    public boolean startsProcesses() {
        return true;
    }

    @Override
    public Entry prepare(Scenario scenario, Rows rows, int threads) throws IOException {
        DrawnColumns design = (DrawnColumns) scenario.rows();
        Path directory = Files.createTempDirectory("regroup-bench");
        Processes processes = new Processes(design, directory, threads);
        design.write(processes.input);
        return processes;
    }

    private final class Processes implements Entry {

        private final DrawnColumns design;
        private final Path directory;
        private final Path input;
        private final Path models;
        private final Path encoded;
        private final Path decoded;
        private final int threads;
        private final Map<String, Double> steps = new LinkedHashMap<>();
        private @Nullable Usage usage;

        Processes(DrawnColumns design, Path directory, int threads) {
            this.design = design;
            this.directory = directory;
            this.input = directory.resolve("rows.parquet");
            this.models = directory.resolve("models");
            this.encoded = directory.resolve("encoded.parquet");
            this.decoded = directory.resolve("decoded.parquet");
            this.threads = threads;
        }

        @Override
        public void run() throws IOException, InterruptedException {
            Directories.delete(models);
            steps.clear();
            usage = null;
            run(EncoderRun.Step.FIT, input, models);
            run(EncoderRun.Step.TRANSFORM, input, encoded);
            run(EncoderRun.Step.INVERSE, encoded, decoded);
        }

        private void run(EncoderRun.Step step, Path from, Path to) throws IOException, InterruptedException {
            Path used = directory.resolve("usage.properties");
            EncoderRun.Task task =
                    new EncoderRun.Task(step, modelsOnly, models, from, to, used, threads, design.names());
            long start = System.nanoTime();
            OwnProcesses.run(EncoderRun.class, HEAP_MIB, task.arguments(), directory.resolve("log"));
            steps.put(step.toString().toLowerCase(Locale.ROOT), (System.nanoTime() - start) * 1e-9);
            Usage more = ReductionRun.usage(used);
            usage = usage == null ? more : usage.and(more);
        }

        @Override
        public OptionalDouble seconds() {
            return OptionalDouble.of(
                    steps.values().stream().mapToDouble(Double::doubleValue).sum());
        }

        @Override
        public Map<String, Double> steps() {
            return steps;
        }

        @Override
        public Optional<Answers> answers(int[] sample) throws IOException {
            try (TableSource back = TableSource.files(List.of(decoded.toString()))
                    .threads(threads)
                    .open()) {
                double difference = RowComparison.largestDifference(design.dataset(), back);
                return Optional.of(new Answers(1, new double[][] {{1 + difference}}, new double[0][]));
            }
        }

        @Override
        public Optional<Usage> usage() {
            return Optional.ofNullable(usage);
        }

        @Override
        public void close() throws IOException {
            Directories.delete(directory);
        }
    }
}
