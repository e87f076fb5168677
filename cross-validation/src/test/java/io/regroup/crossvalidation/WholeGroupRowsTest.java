package io.regroup.crossvalidation;

import io.regroup.api.FitSpec;
import io.regroup.api.FitStatus;
import io.regroup.api.Plugins;
import io.regroup.api.RowUse;
import io.regroup.api.RunOptions;
import io.regroup.api.data.Dataset;
import io.regroup.api.data.Table;
import io.regroup.api.result.FitResult;
import io.regroup.api.spi.FitProgram;
import io.regroup.api.spi.Fitter;
import io.regroup.api.spi.FitterDescription;
import io.regroup.api.spi.FitterSupport;
import io.regroup.api.spi.GroupFitter;
import io.regroup.api.spi.Kernels;
import io.regroup.api.spi.Term;
import io.regroup.api.spi.WholeGroupProgram;
import io.regroup.crossvalidation.internal.ChunkedDataset;
import io.regroup.crossvalidation.internal.Differences;
import io.regroup.crossvalidation.internal.RowOrder;
import io.regroup.crossvalidation.internal.Sample;
import io.regroup.crossvalidation.internal.Samples;
import io.regroup.crossvalidation.internal.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A fitter of whole groups is shown the usable rows of one group and one target, in the order of the input. */
@EveryEngine
class WholeGroupRowsTest {

    @Parameter
    EngineUnderTest engine;

    /** Adds up numbers that tell rows, their order, features and weights apart; exact, since all are small integers. */
    private static final class Fingerprint implements Fitter {

        @Override
        public String name() {
            return "fingerprint";
        }

        @Override
        public FitterDescription describe() {
            return new FitterDescription(
                    "shows what it sees", Set.of(FitProgram.Kind.WHOLE_GROUP), FitterSupport.ALL, List.of());
        }

        @Override
        public FitProgram compile(FitSpec spec) {
            return new Program();
        }

        private record Program() implements WholeGroupProgram {

            @Override
            public List<Term> terms() {
                return List.of(new Term(Term.Kind.PARAMETER, "print", 0));
            }

            @Override
            public GroupFitter fitter(Kernels kernels) {
                return (rows, out) -> {
                    double print = 0;
                    for (int i = 0; i < rows.count(); i++) {
                        int at = rows.from() + i;
                        double weight = rows.weight() == null ? 1 : rows.weight()[at];
                        print += print(i, rows.target()[at], rows.feature(0)[at], weight);
                    }
                    out.coefficients()[0] = print;
                    return FitStatus.OK;
                };
            }

            @Override
            public double predict(double[] coefficients, double[] features) {
                return coefficients[0];
            }
        }

        static double print(int place, double target, double feature, double weight) {
            return (place + 1) * (target + 1000 * feature) * weight;
        }
    }

    private static Scenario scenario(boolean weighted) {
        Samples samples = new Samples(weighted ? 41 : 40);
        List<Sample> groups = new ArrayList<>();
        for (int g = 0; g < 400; g++) {
            int rows = g == 200 ? 20_000 : samples.random().nextInt(1, 50);
            Sample sample = samples.plain("", rows, 1, 2, weighted);
            for (double[][] columns : new double[][][] {sample.x, sample.y}) {
                for (double[] column : columns) {
                    for (int i = 0; i < rows; i++) {
                        column[i] = samples.random().nextInt(20) == 0 ? Double.NaN : Math.rint(column[i]);
                    }
                }
            }
            groups.add(new Sample("random", sample.x, sample.y, weighted ? Samples.map(sample.w, Math::rint) : null));
        }
        return new Scenario("fingerprints", groups);
    }

    @ParameterizedTest
    @EnumSource
    void areUsableInOrderAndOfOneGroup(RowOrder order) {
        for (boolean weighted : new boolean[] {false, true}) {
            Scenario scenario = scenario(weighted);
            Table table = scenario.table(order);
            for (Dataset data : List.of(table, new ChunkedDataset(table, 61, false))) {
                FitSpec spec = FitSpec.groupBy("g")
                        .targets("y1", "y2")
                        .features("x1")
                        .weight(weighted ? "w" : null)
                        .fitter("fingerprint")
                        .minRows(1)
                        .build();
                FitResult result = engine.fit(
                        data,
                        spec,
                        RunOptions.defaults().withThreads(3),
                        Plugins.find().with(new Fingerprint()));
                Differences differences = engine.differences(order + ", " + data.description());
                differences.groups(result, scenario.samples().size());
                for (int g = 0; g < scenario.samples().size(); g++) {
                    compare(result, g, scenario.samples().get(g), differences);
                }
                differences.assertNone();
            }
        }
    }

    private static void compare(FitResult result, int group, Sample sample, Differences differences) {
        for (int t = 0; t < 2; t++) {
            double print = 0;
            int count = 0;
            for (int row = 0; row < sample.rows(); row++) {
                if (sample.exclusion(new Sample.Model(t, true, RowUse.PER_TARGET, 1), row) == null) {
                    double weight = sample.w == null ? 1 : sample.w[row];
                    print += Fingerprint.print(count++, sample.y[t][row], sample.x[0][row], weight);
                }
            }
            String target = "y" + (t + 1);
            String label = "group " + group + ": " + sample.label;
            differences.equal(result, target + "_fit_count", group, label, count);
            differences.equal(result, target + "_fit_print", group, label, count == 0 ? Double.NaN : print);
        }
    }
}
