package io.regroup.bench;

import io.regroup.api.FitSpec;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * DuckDB on a table in memory of the same rows, grouped into a temporary table. What it has built in are slopes and
 * intercepts for one feature without weights; for the rest it adds up weights, products and squares, from which the
 * coefficients follow (that last step is not timed, in its favour).
 */
final class DuckDbContender implements Contender {

    private final boolean moments;
    private final Shared<DuckDb> databases;

    private DuckDbContender(boolean moments, Shared<DuckDb> databases) {
        this.moments = moments;
        this.databases = databases;
    }

    /** Makes both: DuckDB's own regression functions, and sums of products; they share their rows. */
    static List<Contender> both() {
        Shared<DuckDb> databases = new Shared<>(DuckDbContender::load, DuckDb::close);
        return List.of(new DuckDbContender(false, databases), new DuckDbContender(true, databases));
    }

    @Override
    public String name() {
        return moments ? "duckdb-moments" : "duckdb-regr";
    }

    @Override
    public String description() {
        return moments
                ? "DuckDB: sums of weights, products and squares, one query"
                : "DuckDB: regr_slope and regr_intercept, without weights";
    }

    @Override
    public Kind kind() {
        return Kind.PEER;
    }

    @Override
    public boolean weighted() {
        return moments;
    }

    /** For one feature without weights the sums would be more work for the same answers. */
    @Override
    public boolean suits(Scenario scenario) {
        FitSpec spec = scenario.spec();
        boolean simple = spec.features().size() == 1;
        return scenario.fitsInMemory() && (moments ? !simple || spec.weight() != null : simple);
    }

    @Override
    public Entry prepare(Scenario scenario, Rows rows, int threads) throws SQLException, IOException {
        DuckDb db = databases.open(rows, scenario.rows().rows(), threads);
        try {
            return new Query(db, scenario);
        } catch (SQLException | RuntimeException e) {
            databases.close();
            throw e;
        }
    }

    static DuckDb load(Rows rows, int count, int threads) throws SQLException {
        DuckDb db = new DuckDb(threads);
        try {
            db.load("input", rows, count);
            return db;
        } catch (SQLException | RuntimeException e) {
            db.close();
            throw e;
        }
    }

    /** Writes DuckDB's own regression for the first feature. */
    static List<String> regression(FitSpec spec) {
        List<String> columns = new ArrayList<>();
        String x = spec.features().get(0);
        for (String y : spec.targets()) {
            columns.add("regr_intercept(" + y + ", " + x + ")");
            columns.add("regr_slope(" + y + ", " + x + ")");
        }
        return columns;
    }

    /**
     * Writes the sums for each target, in this order: w; w·x_j; w·x_j·x_k for j ≤ k; w·y; w·x_j·y. Sums over the features
     * are the same for all targets if no target is missing, and DuckDB computes equal expressions once.
     */
    static List<String> sums(FitSpec spec, boolean missing) {
        List<String> columns = new ArrayList<>();
        String w = spec.weight() == null ? "" : spec.weight() + " * ";
        List<String> x = spec.features();
        for (String y : spec.targets()) {
            String valid = missing ? " FILTER (WHERE " + y + " IS NOT NULL)" : "";
            columns.add((spec.weight() == null ? "count(*)" : "sum(" + spec.weight() + ")") + valid);
            for (String xj : x) {
                columns.add("sum(" + w + xj + ")" + valid);
            }
            for (int j = 0; j < x.size(); j++) {
                for (int k = j; k < x.size(); k++) {
                    columns.add("sum(" + w + x.get(j) + " * " + x.get(k) + ")" + valid);
                }
            }
            columns.add("sum(" + w + y + ")");
            for (String xj : x) {
                columns.add("sum(" + w + xj + " * " + y + ")");
            }
        }
        return columns;
    }

    private final class Query implements Entry {

        private final DuckDb db;
        private final FitSpec spec;
        private final String answer = moments ? "sums" : "fits";
        private final int width;
        private final String sql;

        Query(DuckDb db, Scenario scenario) throws SQLException {
            this.db = db;
            this.spec = scenario.spec();
            boolean missing = db.queryLong("SELECT count(*) - least("
                            + String.join(
                                    ", ",
                                    spec.targets().stream()
                                            .map(y -> "count(" + y + ")")
                                            .toList())
                            + ", count(*)) FROM input")
                    > 0;
            List<String> columns = new ArrayList<>(moments ? sums(spec, missing) : regression(spec));
            spec.medians().forEach(column -> columns.add("median(" + column + ")"));
            this.width = columns.size();
            List<String> select = new ArrayList<>(spec.keys());
            for (int i = 0; i < width; i++) {
                select.add(columns.get(i) + " AS v" + i);
            }
            this.sql = "CREATE OR REPLACE TEMP TABLE " + answer + " AS SELECT " + String.join(", ", select)
                    + " FROM input GROUP BY " + String.join(", ", spec.keys());
        }

        @Override
        public void run() throws SQLException {
            db.execute(sql);
        }

        @Override
        public Optional<Answers> answers(int[] sample) throws SQLException {
            int groups = (int) db.queryLong("SELECT count(*) FROM " + answer);
            List<String> columns =
                    IntStream.range(0, width).mapToObj(i -> "v" + i).toList();
            double[][] values =
                    db.queryDoubles(DuckDb.sampled(spec.keys(), columns, answer, sample), sample.length, width);
            int medians = spec.medians().size();
            double[][] coefficients = new double[sample.length][];
            double[][] medianValues = new double[sample.length][];
            for (int g = 0; g < sample.length; g++) {
                double[] own = Arrays.copyOf(values[g], width - medians);
                coefficients[g] = moments
                        ? fromSums(own, spec.features().size(), spec.targets().size())
                        : own;
                medianValues[g] = Arrays.copyOfRange(values[g], width - medians, width);
            }
            return Optional.of(new Answers(groups, coefficients, medianValues));
        }

        @Override
        public void close() throws SQLException, IOException {
            databases.close();
        }
    }

    /** Solves for the coefficients of one group. */
    static double[] fromSums(double[] sums, int features, int targets) {
        double[] coefficients = new double[targets * (features + 1)];
        int at = 0;
        for (int t = 0; t < targets; t++) {
            double total = sums[at++];
            double[] x = Arrays.copyOfRange(sums, at, at + features);
            at += features;
            double[][] system = new double[features][features + 1];
            for (int j = 0; j < features; j++) {
                for (int k = j; k < features; k++) {
                    double centred = sums[at++] - x[j] * x[k] / total;
                    system[j][k] = centred;
                    system[k][j] = centred;
                }
            }
            double y = sums[at++];
            for (int j = 0; j < features; j++) {
                system[j][features] = sums[at++] - x[j] * y / total;
            }
            Reference.solve(system);
            int to = t * (features + 1);
            coefficients[to] = y / total;
            for (int j = 0; j < features; j++) {
                coefficients[to + j + 1] = system[j][features];
                coefficients[to] -= system[j][features] * x[j] / total;
            }
        }
        return coefficients;
    }
}
