package io.regroup.bench;

import io.regroup.api.FitSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The origin's own benchmarks: O1 … O9 are the scenarios of its main suite, once literally and once as they were meant;
 * C1 … C5 its comparison of engines, R1 … R5 the suite of its robust engine.
 *
 * <p>Taken literally the main suite groups by three keys of which two are random per row: most cells have one row and are
 * not fitted, and numbers of threads and cuts are not passed on. As meant, the key is the group. The cut of outliers is not
 * made, because the peers have none: the rows with outliers are fitted by least squares, in both variants.
 */
final class OriginSuites {

    /** An own scenario of the origin's main suite. */
    private record Main(String name, int groups, int rowsPerGroup, double outliers, double magnitude, int jobs) {}

    private static final List<Main> MAIN = List.of(
            new Main("clean_serial_2k5", 2_500, 5, 0, 0, 1),
            new Main("clean_parallel_2k5", 2_500, 5, 0, 0, 16),
            new Main("clean_serial_5k20", 5_000, 20, 0, 0, 1),
            new Main("clean_parallel_5k20", 5_000, 20, 0, 0, 16),
            new Main("out5pct_3sigma_5k20", 5_000, 20, 0.05, 3, 16),
            new Main("out10pct_5sigma_10k5", 10_000, 5, 0.10, 5, 16),
            new Main("out10pct_10sigma_10k5", 10_000, 5, 0.10, 10, 16),
            new Main("clean_parallel_20k5", 20_000, 5, 0, 0, 24),
            new Main("clean_parallel_30k5", 30_000, 5, 0, 0, 24));

    private static final int[] COMPARED = {100, 1_000, 5_000, 10_000, 20_000};

    private OriginSuites() {}

    /** Lists all, with the number of threads that each asks for. */
    static List<Plan.Case> cases(int threads) {
        List<Plan.Case> cases = new ArrayList<>();
        for (int i = 0; i < MAIN.size(); i++) {
            Main main = MAIN.get(i);
            OriginRows rows = new OriginRows(main.groups(), main.rowsPerGroup(), main.outliers(), main.magnitude());
            // the origin passes the number of jobs to none of its engines: literally, it makes no difference
            cases.add(new Plan.Case(main("O" + (i + 1), "literal", main, rows, "g0", "g1", "g2"), threads));
            cases.add(new Plan.Case(main("O" + (i + 1), "intended", main, rows, "g0"), Math.min(main.jobs(), threads)));
        }
        for (int i = 0; i < COMPARED.length; i++) {
            cases.add(new Plan.Case(comparison("C" + (i + 1), new GridRows(COMPARED[i], 5)), threads));
        }
        double[][] outliers = {{0, 0}, {0.05, 3}, {0.10, 5}, {0.30, 5}, {0.10, 10}};
        for (int i = 0; i < outliers.length; i++) {
            OutlierRows rows = new OutlierRows(5_000, 5, outliers[i][0], outliers[i][1]);
            cases.add(new Plan.Case(robust("R" + (i + 1), rows), threads));
        }
        return cases;
    }

    private static Scenario main(String id, String variant, Main main, OriginRows rows, String... keys) {
        FitSpec spec = FitSpec.groupBy(keys)
                .targets("y1", "y2")
                .features("x")
                .weight("wFit")
                .minRows(3)
                .build();
        String cells = keys.length == 1 ? "" : ", by cells of three keys";
        return new Scenario(
                id,
                variant,
                Scenario.Family.ORIGIN,
                String.format(
                        Locale.ROOT, "%s: %,d groups × %d%s", main.name(), main.groups(), main.rowsPerGroup(), cells),
                spec,
                rows);
    }

    private static Scenario comparison(String id, GridRows rows) {
        FitSpec spec = FitSpec.groupBy("xBin", "yBin", "zBin")
                .targets("dX", "dY", "dZ")
                .features("deltaIDC")
                .weight("weight")
                .minRows(3)
                .build();
        return new Scenario(
                id,
                "grid",
                Scenario.Family.ORIGIN,
                String.format(Locale.ROOT, "comparison: %,d cells × %d", rows.groups(), rows.rowsPerGroup()),
                spec,
                rows);
    }

    private static Scenario robust(String id, OutlierRows rows) {
        FitSpec spec = FitSpec.groupBy("group1", "group2")
                .targets("y")
                .features("x1", "x2")
                .weight("weight")
                .minRows(4)
                .build();
        return new Scenario(
                id,
                "shuffled",
                Scenario.Family.ORIGIN,
                String.format(
                        Locale.ROOT,
                        "robust suite: %,d groups × %d, %.0f %% outliers at %.0f",
                        rows.groups(),
                        rows.rowsPerGroup(),
                        100 * rows.outliers(),
                        rows.magnitude()),
                spec,
                rows);
    }
}
