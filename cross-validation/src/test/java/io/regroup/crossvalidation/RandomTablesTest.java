package io.regroup.crossvalidation;

import io.regroup.api.RowUse;
import io.regroup.crossvalidation.internal.RowOrder;
import io.regroup.crossvalidation.internal.Sample;
import io.regroup.crossvalidation.internal.Samples;
import io.regroup.crossvalidation.internal.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;

/** Any small table, any specification, any engine: every number against exact arithmetic. */
@Tag("kernels")
class RandomTablesTest {

    /**
     * Values come from a grid of integers, so that dependent, constant and exactly fitted groups are frequent, or from all
     * numbers; now and then one is missing.
     */
    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void agree(
            @ForAll long seed,
            @ForAll @IntRange(min = 0, max = 4) int features,
            @ForAll @IntRange(min = 1, max = 3) int targets,
            @ForAll @IntRange(min = 1, max = 20) int groups,
            @ForAll boolean weighted,
            @ForAll boolean intercept,
            @ForAll boolean grid,
            @ForAll @IntRange(min = 1, max = 6) int minRows,
            @ForAll RowOrder order,
            @ForAll RowUse rowUse) {
        Samples samples = new Samples(seed);
        SplittableRandom random = samples.random();
        double missing = random.nextInt(3) * 0.04;
        List<Sample> all = new ArrayList<>();
        for (int g = 0; g < groups; g++) {
            int rows = random.nextInt(1, 25);
            double[][] x = samples.columns(features, rows, grid, missing);
            double[][] y = samples.columns(targets, rows, grid, missing);
            double[] w = weighted ? samples.columns(1, rows, grid, missing)[0] : null;
            all.add(new Sample("random", x, y, w == null ? null : Samples.map(w, Math::abs)));
        }
        Scenario scenario = new Scenario("seed " + seed, all);
        for (EngineUnderTest engine : EngineUnderTest.all()) {
            engine.assertAgrees(
                    scenario,
                    scenario.table(order),
                    scenario.spec(intercept || features == 0, rowUse, minRows),
                    order + ", " + rowUse + ", at least " + minRows + " rows");
        }
    }
}
