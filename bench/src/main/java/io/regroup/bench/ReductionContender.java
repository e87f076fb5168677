package io.regroup.bench;

import io.regroup.api.FitSpec;
import io.regroup.api.Plugins;
import io.regroup.api.RunOptions;
import io.regroup.api.data.Table;
import io.regroup.tables.TableWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A reduction strategy, from Parquet files to a Parquet file, in a process of its own whose heap does not hold the rows: one
 * file per period, each with a tenth of the rows.
 */
final class ReductionContender implements Contender {

    /** From as many rows on, sizes are those that are stated; fewer are for a look. */
    private static final int FULL_ROWS = 50_000_000;

    private static final int FULL_HEAP_MIB = 1024;
    private static final int QUICK_HEAP_MIB = 192;

    /** DuckDB's row group: what can be read by itself. */
    private static final int QUICK_BLOCK_ROWS = 122_880;

    private static final String PATTERN = "period-*.parquet";

    private final String reduction;
    private final Shared<Path> input;

    private ReductionContender(String reduction, Shared<Path> input) {
        this.reduction = reduction;
        this.input = input;
    }

    /** Makes one for each strategy that is found, and the automatic choice; they read the same files. */
    static List<Contender> all() {
        Shared<Path> input = new Shared<>((rows, count, _) -> write(rows.table(), count), Directories::delete);
        List<Contender> all = new ArrayList<>();
        all.add(new ReductionContender(RunOptions.AUTO, input));
        Plugins.find().strategies().forEach(entry -> all.add(new ReductionContender(entry.name(), input)));
        return all;
    }

    private static Path write(Table rows, int count) throws IOException {
        Path directory = Files.createTempDirectory("regroup-bench");
        for (int period = 0; period < Order.PERIODS; period++) {
            int from = (int) ((long) count * period / Order.PERIODS);
            int to = (int) ((long) count * (period + 1) / Order.PERIODS);
            Table.Builder part = Table.builder();
            for (String name : rows.schema().names()) {
                part.column(name, rows.column(name).slice(from, to));
            }
            TableWriter.write(part.build(), directory.resolve(PATTERN.replace("*", Integer.toString(period))));
        }
        return directory;
    }

    @Override
    public String name() {
        return reduction;
    }

    @Override
    public String description() {
        return "Regroup from files larger than the heap to a file, "
                + (reduction.equals(RunOptions.AUTO)
                        ? "by the strategy that it chooses itself"
                        : "reduced by " + reduction);
    }

    @Override
    public Kind kind() {
        return Kind.ENGINE;
    }

    @Override
    public boolean suits(Scenario scenario) {
        return scenario.family() == Scenario.Family.REDUCTION;
    }

    @Override
    public boolean startsProcesses() {
        return true;
    }

    @Override
    public Entry prepare(Scenario scenario, Rows rows, int threads) throws SQLException, IOException {
        return new OwnProcess(input.open(rows, scenario.rows().rows(), threads), scenario, threads);
    }

    private final class OwnProcess implements Entry {

        private final Path directory;
        private final Scenario scenario;
        private final ReductionRun.Task task;
        private final int heapMib;
        private @Nullable Usage usage;

        OwnProcess(Path directory, Scenario scenario, int threads) {
            this.directory = directory;
            this.scenario = scenario;
            boolean full = scenario.rows().rows() >= FULL_ROWS;
            this.heapMib = full ? FULL_HEAP_MIB : QUICK_HEAP_MIB;
            FitSpec spec = scenario.spec();
            this.task = new ReductionRun.Task(
                    directory.resolve(PATTERN).toString(),
                    directory.resolve(reduction + ".parquet"),
                    directory.resolve(reduction + ".properties"),
                    directory,
                    reduction,
                    threads,
                    full ? RunOptions.DEFAULT_BLOCK_ROWS : QUICK_BLOCK_ROWS,
                    spec.keys().getFirst(),
                    spec.targets().getFirst(),
                    spec.features().getFirst(),
                    String.valueOf(spec.weight()));
        }

        @Override
        public void run() throws IOException, InterruptedException {
            usage = null;
            OwnProcesses.run(ReductionRun.class, heapMib, task.arguments(), directory.resolve(reduction + ".log"));
            usage = ReductionRun.usage(task.usage());
        }

        @Override
        public Optional<Answers> answers(int[] sample) throws SQLException {
            return Optional.of(WrittenGroups.answers(
                    task.output(),
                    scenario.spec().keys(),
                    WrittenGroups.coefficients(scenario),
                    sample,
                    task.threads()));
        }

        @Override
        public Optional<Usage> usage() {
            return Optional.ofNullable(usage);
        }

        @Override
        public void close() throws SQLException, IOException {
            input.close();
        }
    }
}
