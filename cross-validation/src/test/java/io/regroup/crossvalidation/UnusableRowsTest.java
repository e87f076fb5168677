package io.regroup.crossvalidation;

import io.regroup.api.RowUse;
import io.regroup.crossvalidation.internal.RowOrder;
import io.regroup.crossvalidation.internal.Sample;
import io.regroup.crossvalidation.internal.Samples;
import io.regroup.crossvalidation.internal.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Contract 3 against exact arithmetic: values that are not finite and weights of zero at every place, several targets that
 * miss different rows, each on its own rows or all on the same.
 */
@EveryEngine
@Tag("kernels")
class UnusableRowsTest {

    private static final double[] BAD = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
    private static final Scenario SCATTERED = scattered();
    private static final Scenario PLACES = places();
    private static final Scenario UNWEIGHTED = unweighted();

    @Parameter
    EngineUnderTest engine;

    /** Four targets of which one is complete, one misses one row in a hundred, one in five, one nearly all. */
    private static Scenario scattered() {
        Samples samples = new Samples(11);
        SplittableRandom random = samples.random();
        List<Sample> groups = new ArrayList<>();
        for (int size :
                samples.shuffled(new int[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 15, 16, 17, 20, 31, 33, 64, 65, 300})) {
            for (boolean complete : new boolean[] {true, false}) {
                Sample sample = samples.plain(complete ? "complete" : "incomplete", size, 2, 4, true);
                double[] shares = {0, 0.01, 0.2, 0.9};
                for (int i = 0; i < size && !complete; i++) {
                    for (int t = 0; t < shares.length; t++) {
                        spoil(random, sample.y[t], i, shares[t]);
                    }
                    spoil(random, sample.x[random.nextInt(2)], i, 0.03);
                    spoil(random, sample.w, i, 0.02);
                    sample.w[i] = random.nextInt(30) == 0 ? random.nextInt(2) == 0 ? 0 : -0.0 : Math.abs(sample.w[i]);
                }
                groups.add(sample);
            }
        }
        return new Scenario("scattered", groups);
    }

    private static void spoil(SplittableRandom random, double[] values, int row, double share) {
        if (random.nextDouble() < share) {
            values[row] = BAD[random.nextInt(BAD.length)];
        }
    }

    /** One bad value per group: in each column, at each of the first rows, the last, and every row from one on. */
    private static Scenario places() {
        Samples samples = new Samples(12);
        List<Sample> groups = new ArrayList<>();
        int rows = 19;
        for (int column = 0; column < 6; column++) {
            for (int place : new int[] {0, 1, 2, 3, 6, 7, 8, 9, 15, 16, 17, 18, -16, -1}) {
                Sample sample = samples.plain("", rows, 3, 2, true);
                double bad = BAD[groups.size() % 3];
                double[] values = column < 3 ? sample.x[column] : column < 5 ? sample.y[column - 3] : sample.w;
                // weights must not be negative, minus infinity included
                bad = column == 5 ? Math.abs(bad) : bad;
                int to = place < 0 ? rows : place + 1;
                for (int i = place < 0 ? rows + place : place; i < to; i++) {
                    values[i] = bad;
                }
                String name = column < 3 ? "x" + (column + 1) : column < 5 ? "y" + (column - 2) : "w";
                groups.add(new Sample(
                        name + " is " + bad + (place < 0 ? " in the last " + -place : " in row " + place),
                        sample.x,
                        sample.y,
                        sample.w));
            }
        }
        return new Scenario("places", groups);
    }

    /** No weights, one target, several sizes: the usual case with one missing value in it. */
    private static Scenario unweighted() {
        Samples samples = new Samples(13);
        List<Sample> groups = new ArrayList<>();
        for (int size : new int[] {3, 4, 5, 8, 16, 20, 40}) {
            for (int bad = 0; bad < Math.min(size, 9); bad++) {
                Sample sample = samples.plain("row " + bad + " missing", size, 1, 1, false);
                sample.y[0][bad] = Double.NaN;
                groups.add(sample);
            }
        }
        return new Scenario("unweighted", groups);
    }

    @ParameterizedTest(name = "{0}, {1}, intercept {2}")
    @CsvSource({
        "SORTED, PER_TARGET, true", "SORTED, JOINT, true", "SORTED, PER_TARGET, false",
        "SHUFFLED, PER_TARGET, true", "SHUFFLED, JOINT, false", "RUNS, JOINT, true"
    })
    void everyTargetHasItsRows(RowOrder order, RowUse rowUse, boolean intercept) {
        for (Scenario scenario : List.of(SCATTERED, PLACES, UNWEIGHTED)) {
            engine.assertAgrees(
                    scenario, scenario.table(order), scenario.spec(intercept, rowUse, 1), order + ", " + rowUse);
        }
    }

    /** The minimum applies to the rows that are used, and to each target its own. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({"PER_TARGET", "JOINT"})
    void minimumRowsCountsWhatIsUsed(RowUse rowUse) {
        for (int minRows : new int[] {4, 7, 18}) {
            for (Scenario scenario : List.of(SCATTERED, PLACES)) {
                engine.assertAgrees(
                        scenario,
                        scenario.table(RowOrder.SORTED),
                        scenario.spec(true, rowUse, minRows),
                        rowUse + ", at least " + minRows + " rows");
            }
        }
    }
}
