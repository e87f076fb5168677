package io.regroup.bench;

import io.regroup.api.FitSpec;
import io.regroup.api.result.Naming;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.IntStream;

/** Reads answers out of a Parquet file of groups. */
final class WrittenGroups {

    private WrittenGroups() {}

    /** Returns the names that Regroup gives the coefficients, in double quotes: target by target, the intercept first. */
    static List<String> coefficients(Scenario scenario) {
        FitSpec spec = scenario.spec();
        return spec.targets().stream()
                .flatMap(target -> IntStream.range(0, scenario.terms())
                        .mapToObj(term -> "\"" + Naming.BETA.quantity(target, spec.suffix(), "beta" + term) + "\""))
                .toList();
    }

    /**
     * Reads the coefficients of some groups.
     *
     * @param file of one row per group
     * @param keys its key columns
     * @param coefficients its columns of coefficients, quoted where need be
     * @param sample the groups that are wanted, as places in ascending key order
     * @param threads how many threads may read
     */
    static Answers answers(Path file, List<String> keys, List<String> coefficients, int[] sample, int threads)
            throws SQLException {
        try (DuckDb db = new DuckDb(threads)) {
            String written = "read_parquet('" + file + "')";
            int groups = (int) db.queryLong("SELECT count(*) FROM " + written);
            double[][] values = db.queryDoubles(
                    DuckDb.sampled(keys, coefficients, written, sample), sample.length, coefficients.size());
            return new Answers(groups, values, new double[0][]);
        }
    }
}
