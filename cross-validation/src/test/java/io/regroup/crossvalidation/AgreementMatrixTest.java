package io.regroup.crossvalidation;

import static org.assertj.core.api.Assertions.assertThat;

import io.regroup.api.FitSpec;
import io.regroup.api.Plugins;
import io.regroup.api.RowUse;
import io.regroup.api.RunOptions;
import io.regroup.api.aggregate.AggregateInput;
import io.regroup.api.data.Dataset;
import io.regroup.api.result.FitResult;
import io.regroup.api.spi.FitProgram;
import io.regroup.api.spi.Fitter;
import io.regroup.api.spi.ReductionStrategy;
import io.regroup.crossvalidation.agreement.Accuracy;
import io.regroup.crossvalidation.agreement.AgreementReport;
import io.regroup.crossvalidation.agreement.Contender;
import io.regroup.crossvalidation.agreement.Layout;
import io.regroup.crossvalidation.agreement.PairAgreement;
import io.regroup.crossvalidation.agreement.Tolerance;
import io.regroup.crossvalidation.agreement.Validation;
import io.regroup.crossvalidation.internal.Differences;
import io.regroup.crossvalidation.internal.FileLikeDataset;
import io.regroup.crossvalidation.internal.RowOrder;
import io.regroup.crossvalidation.internal.Sample;
import io.regroup.crossvalidation.internal.Samples;
import io.regroup.crossvalidation.internal.Scenario;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/**
 * Every engine × fitter × strategy × layout on rows of every kind: all cells agree with the reference, and those of least squares
 * with rational arithmetic. How many tables are tried of each kind is the default of jqwik: few in a build, many in the profile
 * {@code agreement}.
 */
class AgreementMatrixTest {

    private static final Plugins PLUGINS = Plugins.find();

    private static final String FUNCTIONS =
            "count(y1), sum(y1), mean(y1), var(y1), min(y1), max(y1), first(y1), last(y1)";

    /** What is hard about the rows. */
    private enum Kind {
        /** Groups of a few rows less, as many, and a few more than vectors have lanes. */
        LANES {
            @Override
            int rows(Samples samples, int group) {
                return Math.max(1, (1 << group % 8) + samples.random().nextInt(-1, 2));
            }
        },
        /** Groups of one row. */
        ONE_ROW {
            @Override
            int rows(Samples samples, int group) {
                return 1;
            }
        },
        /** Features that are nearly the same, up to condition numbers of 1e7. */
        ILL_CONDITIONED {
            @Override
            void change(Samples samples, Sample sample, int group) {
                int last = sample.x.length - 1;
                double apart = Math.pow(10, -group % 8);
                for (int i = 0; i < sample.rows() && last > 0; i++) {
                    sample.x[last][i] =
                            sample.x[0][i] + apart * samples.random().nextGaussian();
                }
            }
        },
        /** Every second group has no row that counts. */
        ALL_BAD {
            @Override
            void change(Samples samples, Sample sample, int group) {
                if (group % 2 == 0) {
                    Arrays.fill(sample.y[0], Double.NaN);
                    Arrays.fill(sample.x[0], group % 4 == 0 ? Double.POSITIVE_INFINITY : 1);
                }
            }
        },
        /** One group has half of the rows. */
        SKEWED {
            @Override
            int rows(Samples samples, int group) {
                return group == 3 ? 500 : samples.random().nextInt(1, 40);
            }
        };

        private static final int GROUPS = 24;

        int rows(Samples samples, int group) {
            return samples.random().nextInt(1, 40);
        }

        void change(Samples samples, Sample sample, int group) {}

        Scenario scenario(long seed, int features, int targets, boolean weighted) {
            Samples samples = new Samples(seed);
            List<Sample> groups = new ArrayList<>();
            for (int g = 0; g < GROUPS; g++) {
                Sample sample = samples.plain(name(), rows(samples, g), features, targets, weighted);
                change(samples, sample, g);
                groups.add(sample);
            }
            return new Scenario(name() + ", seed " + seed, groups);
        }
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void leastSquares(
            @ForAll Kind kind,
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 5) int features,
            @ForAll @IntRange(min = 1, max = 2) int targets,
            @ForAll boolean weighted,
            @ForAll boolean intercept,
            @ForAll @IntRange(min = 3, max = 200) int blockRows,
            @ForAll RowOrder order) {
        Scenario scenario = kind.scenario(seed, features, targets, weighted);
        Dataset data = new FileLikeDataset(scenario.table(order), 50);
        FitSpec spec = scenario.mergeableSpec(intercept, RowUse.PER_TARGET, 1);
        RunOptions options = RunOptions.defaults().withBlockRows(blockRows);
        AgreementReport report = validate(data, spec, options);
        assertAgrees(report);

        List<Contender> cells = new ArrayList<>(
                report.pairs().stream().map(PairAgreement::contender).toList());
        cells.add(report.reference());
        assertThat(new HashSet<>(cells)).isEqualTo(everyCell(FitProgram.Kind.MERGEABLE));
        for (Contender cell : cells) {
            EngineUnderTest engine = new EngineUnderTest(cell.engine());
            RunOptions run = options.withReduction(cell.reduction());
            FitResult result = engine.fit(data, spec, cell.layout() == Layout.STREAMED ? run.withMemory(1) : run);
            boolean whole = cell.reduction().equals("blockwise");
            Differences differences =
                    new Differences(cell + ", " + scenario.name(), whole ? engine.accuracy() : Accuracy.general());
            scenario.compare(result, spec, differences);
            differences.assertNone();
        }
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void otherFitters(
            @ForAll Kind kind,
            @ForAll long seed,
            @ForAll @IntRange(min = 3, max = 200) int blockRows,
            @ForAll RowOrder order) {
        Scenario scenario = kind.scenario(seed, 1, 1, false);
        Dataset data = new FileLikeDataset(scenario.table(order), 50);
        for (Plugins.Entry<Fitter> fitter : PLUGINS.fitters()) {
            FitSpec.Builder spec = FitSpec.groupBy("g").targets("y1").minRows(2).fitter(fitter.name());
            if (fitter.name().equals(AggregateInput.FITTER)) {
                spec.fitterOption(AggregateInput.FUNCTIONS, FUNCTIONS);
            } else {
                spec.features("x1");
            }
            if (fitter.name().equals("nonlinear")) {
                spec.fitterOption("model", "polynomial_2");
            }
            FitSpec built = spec.build();
            FitProgram.Kind kindOfProgram = fitter.plugin().compile(built).kind();
            AgreementReport report = validate(data, built, RunOptions.defaults().withBlockRows(blockRows));
            assertAgrees(report);
            assertThat(report.pairs())
                    .as("cells of %s", fitter.name())
                    .hasSize(everyCell(kindOfProgram).size() - 1);
        }
    }

    private static AgreementReport validate(Dataset data, FitSpec spec, RunOptions options) {
        return new Validation(data, spec, PLUGINS, List.of(), List.of(), Tolerance.stated(), options).run();
    }

    private static Set<Contender> everyCell(FitProgram.Kind kind) {
        Set<Contender> cells = new HashSet<>();
        for (EngineUnderTest engine : EngineUnderTest.all()) {
            for (Plugins.Entry<ReductionStrategy> strategy : PLUGINS.strategies()) {
                if (!strategy.plugin().serves(kind)) {
                    continue;
                }
                for (Layout layout : Layout.values()) {
                    cells.add(new Contender(engine.name(), strategy.name(), layout));
                }
            }
        }
        return cells;
    }

    private static void assertAgrees(AgreementReport report) {
        List<String> beyond = report.pairs().stream()
                .filter(pair -> !pair.agrees())
                .map(pair -> pair.contender() + ": "
                        + Objects.requireNonNullElse(
                                pair.failure(),
                                pair.columns().stream()
                                        .filter(column -> !column.agrees())
                                        .map(column -> column.column() + " " + column.worst())
                                        .toList()
                                        .toString()))
                .toList();
        assertThat(beyond).isEmpty();
    }
}
