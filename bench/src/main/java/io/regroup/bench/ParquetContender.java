package io.regroup.bench;

import io.regroup.api.FitSpec;
import io.regroup.api.Regroup;
import io.regroup.api.RunOptions;
import io.regroup.api.result.FitResult;
import io.regroup.tables.TableSource;
import io.regroup.tables.TableWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * From a Parquet file to a Parquet file: Regroup with the engine that it chooses by itself, reading the rows and writing
 * the whole group table; or DuckDB, whose table has keys, slopes and intercepts only, and leaves weights out of account.
 * Both start from nothing: a fresh DuckDB reads the file for either.
 */
final class ParquetContender implements Contender {

    private final boolean regroup;
    private final Shared<Path> input;

    private ParquetContender(boolean regroup, Shared<Path> input) {
        this.regroup = regroup;
        this.input = input;
    }

    /** Makes both; they read the same file. */
    static List<Contender> both() {
        Shared<Path> input = new Shared<>(
                (rows, count, threads) -> {
                    Path file = Files.createTempFile("regroup-bench", ".parquet");
                    file.toFile().deleteOnExit();
                    TableWriter.write(rows.table(), file);
                    return file;
                },
                ParquetContender::delete);
        return List.of(new ParquetContender(true, input), new ParquetContender(false, input));
    }

    private static void delete(Path file) {
        if (!file.toFile().delete()) {
            file.toFile().deleteOnExit();
        }
    }

    @Override
    public String name() {
        return regroup ? "auto" : "duckdb";
    }

    @Override
    public String description() {
        return regroup
                ? "Regroup from file to file, by the engine that it chooses itself; the whole group table is written"
                : "DuckDB from file to file: keys, slopes and intercepts are written";
    }

    @Override
    public Kind kind() {
        return regroup ? Kind.ENGINE : Kind.PEER;
    }

    @Override
    public boolean weighted() {
        return regroup;
    }

    @Override
    public boolean suits(Scenario scenario) {
        return scenario.family() == Scenario.Family.PARQUET;
    }

    @Override
    public Entry prepare(Scenario scenario, Rows rows, int threads) throws SQLException, IOException {
        Path file = input.open(rows, scenario.rows().rows(), threads);
        Path output = file.resolveSibling(file.getFileName() + "." + name() + ".parquet");
        return regroup
                ? new WithRegroup(file, output, scenario, threads)
                : new WithDuckDb(file, output, scenario, threads);
    }

    private abstract class FileEntry implements Entry {

        final Path file;
        final Path output;
        final Scenario scenario;
        final FitSpec spec;
        final int threads;

        FileEntry(Path file, Path output, Scenario scenario, int threads) {
            this.file = file;
            this.output = output;
            this.scenario = scenario;
            this.spec = scenario.spec();
            this.threads = threads;
        }

        abstract List<String> resultColumns();

        /** Reads what was written. */
        @Override
        public Optional<Answers> answers(int[] sample) throws SQLException {
            return Optional.of(WrittenGroups.answers(output, spec.keys(), resultColumns(), sample, threads));
        }

        @Override
        public void close() throws SQLException, IOException {
            delete(output);
            input.close();
        }
    }

    private final class WithRegroup extends FileEntry {

        WithRegroup(Path file, Path output, Scenario scenario, int threads) {
            super(file, output, scenario, threads);
        }

        @Override
        public void run() {
            try (TableSource source =
                    TableSource.files(List.of(file.toString())).threads(threads).open()) {
                RunOptions options = RunOptions.defaults().withThreads(threads);
                FitResult result = Regroup.fit(source, spec, options);
                TableWriter.write(result.groups(), output);
            }
        }

        @Override
        List<String> resultColumns() {
            return WrittenGroups.coefficients(scenario);
        }
    }

    private final class WithDuckDb extends FileEntry {

        WithDuckDb(Path file, Path output, Scenario scenario, int threads) {
            super(file, output, scenario, threads);
        }

        @Override
        public void run() throws SQLException {
            String keys = String.join(", ", spec.keys());
            List<String> columns = DuckDbContender.regression(spec);
            StringBuilder select = new StringBuilder(keys);
            for (int i = 0; i < columns.size(); i++) {
                select.append(", ").append(columns.get(i)).append(" AS v").append(i);
            }
            try (DuckDb db = new DuckDb(threads)) {
                db.execute(String.format(
                        Locale.ROOT,
                        "COPY (SELECT %s FROM read_parquet('%s') GROUP BY %s) TO '%s' (FORMAT parquet)",
                        select,
                        file,
                        keys,
                        output));
            }
        }

        @Override
        List<String> resultColumns() {
            return List.of("v0", "v1");
        }
    }
}
