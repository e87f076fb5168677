package io.regroup.gmm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.regroup.api.InvalidArgumentException;
import io.regroup.api.Plugins;
import io.regroup.api.RunOptions;
import io.regroup.api.data.BlockReader;
import io.regroup.api.data.ColumnRequest;
import io.regroup.api.data.Dataset;
import io.regroup.api.data.Schema;
import io.regroup.api.data.Table;
import io.regroup.api.result.FitResult;
import io.regroup.api.spi.Availability;
import io.regroup.api.spi.Engine;
import io.regroup.api.spi.FitJob;
import io.regroup.api.spi.FitProgram;
import io.regroup.api.spi.Kernels;
import io.regroup.api.spi.ReductionPlan;
import io.regroup.gmm.internal.ColumnFits;
import io.regroup.gmm.internal.MixtureArithmetic;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MixturesTest {

    private static final RunOptions OPTIONS = RunOptions.defaults();
    private static final MixtureSpec TWO = MixtureSpec.builder().components(2).build();

    private static Table column(double... values) {
        return Table.builder().column("x", values).build();
    }

    private static MixtureFit fit(Dataset data, MixtureSpec spec) {
        return Mixtures.fit(data, List.of("x"), null, spec, OPTIONS);
    }

    /** Draws from 0.3 N(−3, 1) + 0.7 N(2, 0.5). */
    private static double[] draws(int count, long seed) {
        Random random = new Random(seed);
        return IntStream.range(0, count)
                .mapToDouble(
                        i -> random.nextDouble() < 0.3 ? random.nextGaussian() - 3 : 2 + 0.5 * random.nextGaussian())
                .toArray();
    }

    /** A table that is read block by block. */
    private record Streamed(Table table, boolean countKnown) implements Dataset {
        @Override
        public Schema schema() {
            return table.schema();
        }

        @Override
        public OptionalLong knownRows() {
            return countKnown ? table.knownRows() : OptionalLong.empty();
        }

        @Override
        public BlockReader read(List<ColumnRequest> columns) {
            return table.read(columns);
        }

        @Override
        public String description() {
            return "stream";
        }
    }

    @Test
    void knownMixtureIsFound() {
        MixtureFit fit = fit(column(draws(100_000, 1)), TWO);

        assertThat(fit.converged()).isTrue();
        assertThat(fit.mixture().weights()).containsExactly(new double[] {0.3, 0.7}, within(0.01));
        assertThat(fit.mixture().means(0)).containsExactly(new double[] {-3, 2}, within(0.02));
        assertThat(fit.mixture().deviations(0)).containsExactly(new double[] {1, 0.5}, within(0.02));
        assertThat(fit.rowsUsed()).isEqualTo(100_000);
        assertThat(fit.mostLogLikelihood()).isEqualTo(fit.logLikelihood());
        assertThat(fit.notes()).isEmpty();
    }

    /** The log-likelihood is that of the very mixture that is returned. */
    @Test
    void logLikelihoodIsThatOfTheMixture() {
        for (int rows : new int[] {300, 20_000}) {
            double[] x = draws(rows, 2);
            MixtureFit fit = fit(column(x), TWO);
            double sum = 0;
            for (double value : x) {
                sum += fit.mixture().logDensity(value);
            }
            assertThat(fit.logLikelihood()).isCloseTo(sum, within(1e-9 * rows));
            assertThat(fit.bic()).isCloseTo(5 * Math.log(rows) - 2 * sum, within(1e-8 * rows));
            assertThat(fit.aic()).isCloseTo(10 - 2 * sum, within(1e-8 * rows));
        }
    }

    /** Several blocks, more than one chunk, more distinct values than the sketch holds. */
    @Test
    void bitsDependNeitherOnThreadsNorOnHowRowsAreRead() {
        double[] x = draws(1_100_000, 3);
        x[77] = Double.NaN;
        x[1_000_000] = Double.POSITIVE_INFINITY;
        Table table = column(x);
        MixtureFit first = Mixtures.fit(table, List.of("x"), null, TWO, OPTIONS.withThreads(1));
        List<MixtureFit> others = List.of(
                Mixtures.fit(table, List.of("x"), null, TWO, OPTIONS.withThreads(5)),
                Mixtures.fit(
                        new Streamed(table.inBlocksOf(1000), true), List.of("x"), null, TWO, OPTIONS.withThreads(2)),
                Mixtures.fit(
                        new Streamed(table.inBlocksOf(77_777), false), List.of("x"), null, TWO, OPTIONS.withThreads(3)),
                Mixtures.fit(new Streamed(table, true), List.of("x"), null, TWO, OPTIONS.withMemory(1)));

        assertThat(first.rowsLeftOut()).isEqualTo(2);
        assertThat(first.notes()).isEmpty();
        for (MixtureFit other : others) {
            assertThat(other.mixture().parameters()).isEqualTo(first.mixture().parameters());
            assertThat(other.logLikelihood()).isEqualTo(first.logLikelihood());
        }
    }

    @Test
    void weightOfTwoIsTheRowTwice() {
        double[] x = draws(30_000, 4);
        double[] weights = new double[x.length];
        double[] repeated = new double[2 * x.length - x.length / 3];
        int count = 0;
        for (int i = 0; i < x.length; i++) {
            weights[i] = i % 3 == 0 ? 1 : 2;
            for (int j = 0; j < weights[i]; j++) {
                repeated[count++] = x[i];
            }
        }
        Table weighted = Table.builder().column("x", x).column("w", weights).build();
        MixtureFit fit = Mixtures.fit(weighted, List.of("x"), "w", TWO, OPTIONS);
        MixtureFit same = fit(column(repeated), TWO);

        assertThat(count).isEqualTo(repeated.length);
        assertThat(fit.weight()).isEqualTo(repeated.length);
        assertThat(fit.mixture().parameters()).containsExactly(same.mixture().parameters(), within(1e-9));
        assertThat(fit.bic()).isCloseTo(same.bic(), within(1e-4));
    }

    @Test
    void columnsAreFittedAsIfAlone() {
        double[] x = draws(50_000, 5);
        double[] y = draws(50_000, 6);
        y[3] = Double.NaN;
        Table table = Table.builder().column("x", x).column("y", y).build();
        List<MixtureFit> both = Mixtures.fitEach(table, List.of("y", "x"), null, TWO, OPTIONS);

        assertThat(both.get(0).rowsLeftOut()).isEqualTo(1);
        assertThat(both.get(1).rowsLeftOut()).isZero();
        assertThat(both.get(1).mixture().parameters())
                .isEqualTo(fit(table, TWO).mixture().parameters());
    }

    @Test
    void degenerateDataGiveSmallMixtures() {
        MixtureSpec three = MixtureSpec.builder().components(3).build();
        MixtureFit constant = fit(column(7, 7, 7, 7), three);
        assertThat(constant.mixture().means(0)).containsExactly(7);
        assertThat(constant.mixture().deviations(0)[0]).isCloseTo(7e-6, within(1e-12));
        assertThat(constant.notes()).singleElement().asString().startsWith("1 components instead of 3");

        assertThat(fit(column(0), three).mixture().deviations(0)[0]).isCloseTo(1e-6, within(1e-12));

        MixtureFit few = fit(column(1, 5, 5, 5), three);
        assertThat(few.mixture().weights()).containsExactly(new double[] {0.25, 0.75}, within(1e-9));
        assertThat(few.mixture().means(0)).containsExactly(new double[] {1, 5}, within(1e-9));
        assertThat(few.mixture().deviations(0)).containsExactly(new double[] {4e-6, 4e-6}, within(1e-12));
    }

    @Test
    void histogramBoundsTheLogLikelihood() {
        double[] x = draws(200_000, 8);
        MixtureSpec spec =
                MixtureSpec.builder().components(2).sketch(2048).fromHistogram().build();
        MixtureFit fit = fit(column(x), spec);
        double sum = 0;
        for (double value : x) {
            sum += fit.mixture().logDensity(value);
        }

        assertThat(sum).isBetween(fit.logLikelihood(), fit.mostLogLikelihood());
        assertThat(fit.mostLogLikelihood() - fit.logLikelihood()).isLessThan(0.02 * x.length);
        assertThat(fit.meanLogLikelihood()).isCloseTo(sum / x.length, within(1e-4));
        assertThat(fit.meanLogLikelihood()).isCloseTo(fit(column(x), TWO).meanLogLikelihood(), within(1e-3));
    }

    @Test
    void criterionChoosesTheNumberOfComponents() {
        MixtureSpec spec = MixtureSpec.builder().components(1, 5).build();
        assertThat(fit(column(draws(20_000, 9)), spec).mixture().components()).isEqualTo(2);
    }

    /** The best of engines, but it has no arithmetic to offer, and must not be asked for it where it cannot run. */
    private record Useless(String name, Availability availability) implements Engine {
        @Override
        public String summary() {
            return "of no use";
        }

        @Override
        public int preference() {
            return Integer.MAX_VALUE;
        }

        @Override
        public Availability supports(ReductionPlan plan, FitProgram program) {
            return Availability.yes();
        }

        @Override
        public Optional<Kernels> kernels() {
            if (!availability.available()) {
                throw new UnsupportedOperationException(name);
            }
            return Optional.empty();
        }

        @Override
        public FitResult run(FitJob job) {
            throw new UnsupportedOperationException(name);
        }
    }

    /** An engine with the arithmetic of another, worth its start from some number of rows on. */
    private record Fast(String name, int preference, long least, Engine other) implements Engine {
        @Override
        public String summary() {
            return "fast";
        }

        @Override
        public Availability availability() {
            return Availability.yes();
        }

        @Override
        public long paysFrom(FitProgram program) {
            return least;
        }

        @Override
        public Availability supports(ReductionPlan plan, FitProgram program) {
            return other.supports(plan, program);
        }

        @Override
        public Optional<Kernels> kernels() {
            return other.kernels();
        }

        @Override
        public FitResult run(FitJob job) {
            return other.run(job);
        }
    }

    @Test
    void inAProcessThatEndsAnEngineHasToBeWorthItsStart() {
        Engine robust = Plugins.find().engine("robust");
        Plugins plugins =
                Plugins.find().with(new Fast("slow", 20, 4000, robust)).with(new Fast("quick", 10, 0, robust));
        RunOptions ends = OPTIONS.withOneOff(true);
        MixtureEngine quick = new MixtureEngine(
                "quick", "the fastest that can run here; slow is slow to start, which pays from 4,000 rows on");
        Table few = column(draws(3999, 10));
        assertThat(fit(few, ends, plugins).engine()).isEqualTo(quick);
        assertThat(fit(few, ends.withEngine("slow"), plugins).engine())
                .isEqualTo(new MixtureEngine("slow", "asked for"));
        assertThat(fit(few, OPTIONS, plugins).engine().name()).isEqualTo("slow");
        assertThat(fit(column(draws(4000, 10)), ends, plugins).engine().name()).isEqualTo("slow");
        assertThat(MixtureArithmetic.of(ends, few, 2, plugins).engine().name()).isEqualTo("slow");
        assertThat(MixtureArithmetic.of(ends, () -> Long.MAX_VALUE, 1, plugins)
                        .engine()
                        .name())
                .isEqualTo("slow");
    }

    private static MixtureFit fit(Table table, String engine, Plugins plugins) {
        return fit(table, OPTIONS.withEngine(engine), plugins);
    }

    private static MixtureFit fit(Table table, RunOptions options, Plugins plugins) {
        MixtureArithmetic arithmetic = MixtureArithmetic.of(options, table, 1, plugins);
        return ColumnFits.fit(table, List.of(List.of("x")), null, TWO, options, arithmetic)
                .get(0);
    }

    @Test
    void engineThatCannotRunIsRefusedAndNotChosen() {
        Table table = column(draws(1000, 10));
        Plugins plugins = Plugins.find().with(new Useless("out-of-order", Availability.no("it is out of order")));
        assertThatThrownBy(() -> fit(table, "out-of-order", plugins))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("engine out-of-order: cannot run here: it is out of order");
        MixtureFit fit = fit(table, RunOptions.AUTO, plugins);
        assertThat(fit.engine())
                .isEqualTo(new MixtureEngine(
                        "robust", "the fastest that can run here; out-of-order cannot run here: it is out of order"));
        assertThat(fit.mixture().parameters())
                .isEqualTo(fit(table, TWO).mixture().parameters());
    }

    @Test
    void engineWithoutArithmeticIsRefusedAndNotChosen() {
        Table table = column(draws(1000, 10));
        Engine mute = new Useless("mute", Availability.yes());
        assertThatThrownBy(() -> fit(table, "mute", Plugins.none().with(mute)))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("engine mute: offers no arithmetic to others; ask for another, or for auto");
        assertThat(fit(table, RunOptions.AUTO, Plugins.find().with(mute)).engine())
                .isEqualTo(new MixtureEngine(
                        "robust", "the fastest that can run here; mute offers no arithmetic to others"));
        assertThat(fit(table, RunOptions.AUTO, Plugins.none().with(mute)).engine())
                .isEqualTo(new MixtureEngine("plain", "loops of Regroup's own; mute offers no arithmetic to others"));
    }

    @Test
    void whoComputesIsSaid() {
        Table table = column(draws(1000, 10));
        MixtureEngine robust = new MixtureEngine("robust", "asked for");
        assertThat(Mixtures.engine(OPTIONS.withEngine("robust"), 1000, 1)).isEqualTo(robust);
        assertThat(fit(table, "robust", Plugins.find()).engine()).isEqualTo(robust);
        assertThat(Mixtures.engine(OPTIONS, 1000, 1))
                .isEqualTo(new MixtureEngine("robust", "the only engine there is"));
        assertThat(fit(table, RunOptions.AUTO, Plugins.none()).engine())
                .isEqualTo(new MixtureEngine("plain", "loops of Regroup's own; there is no engine"));
    }

    @Test
    void badArgumentsAreRefused() {
        Table table = Table.builder()
                .column("x", new double[] {1, Double.NaN})
                .column("empty", new double[] {Double.NaN, Double.NaN})
                .column("w", new double[] {1, -1})
                .column("huge", new double[] {-1e300, 1e300})
                .build();
        assertThatThrownBy(() -> Mixtures.fit(table, List.of("z"), null, TWO, OPTIONS))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("column z");
        assertThatThrownBy(() -> Mixtures.fit(table, List.of(), null, TWO, OPTIONS))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("columns: expected at least one, got none");
        assertThatThrownBy(() -> Mixtures.fit(table, List.of("empty"), null, TWO, OPTIONS))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("column empty: expected at least one finite number, got none in 2 rows");
        assertThatThrownBy(() -> Mixtures.fit(table, List.of("x"), "w", TWO, OPTIONS))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage(
                        "weight w: expected weights of 0 or more, got -1.0 in row 2; correct it or leave that row out");
        assertThatThrownBy(() -> Mixtures.fit(table, List.of("huge"), null, TWO, OPTIONS))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("column huge: numbers or weights are too large");
        assertThatThrownBy(() -> MixtureSpec.builder().components(0))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("components: expected a number from 1");
    }
}
