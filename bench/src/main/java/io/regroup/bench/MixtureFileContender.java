package io.regroup.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Properties;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Regroup's mixture of a column in a Parquet file, in a process of its own whose heap need not hold the column. */
final class MixtureFileContender implements Contender {

    private static final int HEAP_MIB = 2048;

    @Override
    public String name() {
        return "mixture-file";
    }

    @Override
    public String description() {
        return "Regroup: a mixture of a column, from a Parquet file, in a process with 2 GiB of heap; the time counts from opening the file";
    }

    @Override
    public Kind kind() {
        return Kind.ENGINE;
    }

    @Override
    public boolean suits(Scenario scenario) {
        return scenario.family() == Scenario.Family.MIXTURE_FILE;
    }

    @Override
    public boolean startsProcesses() {
        return true;
    }

    @Override
    public Entry prepare(Scenario scenario, Rows rows, int threads) throws IOException {
        Path directory = Files.createTempDirectory("regroup-bench");
        Path input = directory.resolve("column.parquet");
        DrawnColumns design = (DrawnColumns) scenario.rows();
        design.write(input);
        return new OwnProcess(design, directory, input, threads);
    }

    private static final class OwnProcess implements Entry {

        private final DrawnColumns design;
        private final Path directory;
        private final Path input;
        private final Path output;
        private final int threads;
        private Properties found = new Properties();
        private @Nullable Usage usage;

        OwnProcess(DrawnColumns design, Path directory, Path input, int threads) {
            this.design = design;
            this.directory = directory;
            this.input = input;
            this.output = directory.resolve("mixture.properties");
            this.threads = threads;
        }

        @Override
        public void run() throws IOException, InterruptedException {
            usage = null;
            List<String> arguments = List.of(
                    input.toString(),
                    output.toString(),
                    directory.resolve("usage.properties").toString(),
                    Integer.toString(threads),
                    design.names().getFirst(),
                    Integer.toString(design.components()));
            OwnProcesses.run(MixtureRun.class, HEAP_MIB, arguments, directory.resolve("log"));
            found = new Properties();
            try (InputStream in = Files.newInputStream(output)) {
                found.load(in);
            }
            usage = ReductionRun.usage(directory.resolve("usage.properties"));
        }

        @Override
        public OptionalDouble seconds() {
            return OptionalDouble.of(Double.parseDouble(found.getProperty(MixtureRun.SECONDS)));
        }

        @Override
        public String note() {
            return String.format(Locale.ROOT, "steps over the rows: %s", found.getProperty(MixtureRun.STEPS));
        }

        @Override
        public Optional<Answers> answers(int[] sample) {
            double[] parameters = IntStream.range(0, 3 * design.components())
                    .mapToDouble(i -> Double.parseDouble(found.getProperty(Integer.toString(i), "NaN")))
                    .toArray();
            return Optional.of(design.density(parameters));
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
