package io.regroup.crossvalidation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regroup.api.InvalidArgumentException;
import io.regroup.api.Regroup;
import io.regroup.api.RunOptions;
import io.regroup.api.aggregate.AggregateResult;
import io.regroup.api.aggregate.AggregateSpec;
import io.regroup.api.aggregate.Bins;
import io.regroup.api.data.Dataset;
import io.regroup.api.data.Table;
import io.regroup.crossvalidation.internal.FileLikeDataset;
import io.regroup.crossvalidation.internal.SameBits;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;

/** Aggregates that need whole groups of rows that are sorted outside of memory: in several turns, with the results of one. */
@EveryEngine
class SortedAggregatesTest {

    private static final int ROWS = 30_000;

    @Parameter
    EngineUnderTest engine;

    private static Table table() {
        SplittableRandom random = new SplittableRandom(6);
        int[] k = new int[ROWS];
        double[] x = new double[ROWS];
        double[] y = new double[ROWS];
        for (int i = 0; i < ROWS; i++) {
            k[i] = random.nextInt(70);
            x[i] = random.nextInt(50) == 0 ? Double.NaN : random.nextInt(-20, 120) / 10.0;
            y[i] = random.nextInt(300);
        }
        return Table.builder().column("k", k).column("x", x).column("y", y).build();
    }

    private AggregateResult aggregate(Dataset data, AggregateSpec spec, RunOptions options) {
        return Regroup.aggregate(data, spec, options.withEngine(engine.name()));
    }

    private void assertSame(AggregateSpec spec) {
        Table table = table();
        RunOptions options = RunOptions.defaults().withReduction("blockwise");

        AggregateResult got = aggregate(new FileLikeDataset(table, 500), spec, options.withMemory(1));

        assertThat(got.explanation().reductionReason())
                .contains("so they are sorted on disk first")
                .containsPattern("rows read in [3-9] turns");
        AggregateResult expected = aggregate(table, spec, options);
        SameBits.check(got.groups(), expected.groups(), "sorted outside of memory");
        assertThat(got.explanation().notes()).containsAll(expected.explanation().notes());
    }

    private static AggregateSpec.Builder spec() {
        return AggregateSpec.groupBy("k")
                .aggregates(
                        "median(y), argmin(y), argmax(y), first(y), last(y), mode(y), argmax(x), mean(x), count(x)");
    }

    @Test
    void rowsKeepTheirNumbers() {
        assertSame(spec().build());
    }

    @Test
    void binsNeedNotBeSortedBy() {
        assertSame(spec().bin("x", Bins.breaks(0, 1, 2.5, 8)).build());
        assertSame(spec().bin("x", Bins.width(2)).bin("y", Bins.width(100)).build());
    }

    @Test
    void binsAloneCannotBeSortedBy() {
        AggregateSpec spec = AggregateSpec.groupBy()
                .aggregates("median(y)")
                .bin("x", Bins.width(2))
                .build();

        assertThatThrownBy(() -> aggregate(
                        new FileLikeDataset(table(), 500),
                        spec,
                        RunOptions.defaults().withMemory(1)))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("the source cannot sort them by these keys; allow more memory");
    }
}
