package io.regroup.bench;

import io.regroup.api.Regroup;
import io.regroup.api.RunOptions;
import io.regroup.api.aggregate.AggregateSpec;
import io.regroup.api.data.Column;
import io.regroup.api.data.Table;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Mean and variance of each group, from rows in memory to a finished table: Regroup with the engine that it chooses by itself, or
 * DuckDB by {@code avg} and {@code var_samp}.
 */
final class AggregateContender implements Contender {

    private static final String ANSWER = "aggregates";

    private final boolean regroup;
    private final Shared<DuckDb> databases = new Shared<>(DuckDbContender::load, DuckDb::close);

    private AggregateContender(boolean regroup) {
        this.regroup = regroup;
    }

    /** Makes both. */
    static List<Contender> both() {
        return List.of(new AggregateContender(true), new AggregateContender(false));
    }

    @Override
    public String name() {
        return regroup ? "auto" : "duckdb";
    }

    @Override
    public String description() {
        return regroup
                ? "Regroup's mean and variance, by the engine that it chooses itself"
                : "DuckDB's avg and var_samp, one query";
    }

    @Override
    public Kind kind() {
        return regroup ? Kind.ENGINE : Kind.PEER;
    }

    @Override
    public boolean suits(Scenario scenario) {
        return scenario.family() == Scenario.Family.AGGREGATE;
    }

    @Override
    public Entry prepare(Scenario scenario, Rows rows, int threads) throws SQLException, IOException {
        String key = scenario.spec().keys().getFirst();
        String value = scenario.spec().targets().getFirst();
        return regroup
                ? new WithRegroup(rows.table(), key, value, threads)
                : new WithDuckDb(databases.open(rows, scenario.rows().rows(), threads), key, value);
    }

    private static final class WithRegroup implements Entry {

        private final Table rows;
        private final AggregateSpec spec;
        private final RunOptions options;
        private final List<String> columns;
        private @Nullable Table groups;

        WithRegroup(Table rows, String key, String value, int threads) {
            this.rows = rows;
            this.spec = AggregateSpec.groupBy(key).mean(value).var(value).build();
            this.options = RunOptions.defaults().withThreads(threads);
            this.columns = List.of(value + "_mean", value + "_var");
        }

        @Override
        public void run() {
            groups = null;
            groups = Regroup.aggregate(rows, spec, options).groups();
        }

        @Override
        public Optional<Answers> answers(int[] sample) {
            Table table = Objects.requireNonNull(groups, "run first");
            double[][] values = new double[sample.length][columns.size()];
            for (int c = 0; c < columns.size(); c++) {
                Column column = table.column(columns.get(c));
                for (int s = 0; s < sample.length && sample[s] < table.rowCount(); s++) {
                    column.copyDoubles(sample[s], sample[s] + 1, values[s], c);
                }
            }
            return Optional.of(new Answers(table.rowCount(), values, new double[0][]));
        }
    }

    private final class WithDuckDb implements Entry {

        private final DuckDb db;
        private final String key;
        private final String sql;

        WithDuckDb(DuckDb db, String key, String value) {
            this.db = db;
            this.key = key;
            this.sql = "CREATE OR REPLACE TEMP TABLE " + ANSWER + " AS SELECT " + key + ", avg(" + value
                    + ") AS mean, var_samp(" + value + ") AS variance FROM input GROUP BY " + key;
        }

        @Override
        public void run() throws SQLException {
            db.execute(sql);
        }

        @Override
        public Optional<Answers> answers(int[] sample) throws SQLException {
            int groups = (int) db.queryLong("SELECT count(*) FROM " + ANSWER);
            List<String> columns = List.of("mean", "variance");
            double[][] values = db.queryDoubles(
                    DuckDb.sampled(List.of(key), columns, ANSWER, sample), sample.length, columns.size());
            return Optional.of(new Answers(groups, values, new double[0][]));
        }

        @Override
        public void close() throws SQLException, IOException {
            databases.close();
        }
    }
}
