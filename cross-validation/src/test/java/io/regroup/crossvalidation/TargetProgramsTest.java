package io.regroup.crossvalidation;

import static org.assertj.core.api.Assertions.assertThat;

import io.regroup.api.FitSpec;
import io.regroup.api.FitStatus;
import io.regroup.api.Plugins;
import io.regroup.api.RunOptions;
import io.regroup.api.data.Table;
import io.regroup.api.spi.FitProgram;
import io.regroup.api.spi.Fitter;
import io.regroup.api.spi.FitterDescription;
import io.regroup.api.spi.FitterSupport;
import io.regroup.api.spi.GroupFit;
import io.regroup.api.spi.GroupRows;
import io.regroup.api.spi.SummaryProgram;
import io.regroup.api.spi.Term;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;

/** A program may keep another summary for each target, and report other columns. */
@EveryEngine
class TargetProgramsTest {

    private static final Table TABLE = Table.builder()
            .column("k", new int[] {1, 2, 1, 2, 1, 3})
            .column("x", new double[] {1, 2, 3, 4, Double.NaN, 6})
            .column("y", new double[] {2, 4, 8, 16, 32, Double.NaN})
            .build();

    private static final FitSpec SPEC =
            FitSpec.groupBy("k").targets("x", "y").fitter("powers").minRows(1).build();

    @Parameter
    EngineUnderTest engine;

    /** Sums of the first powers of a target: of the first one for the first target, of the first two for the second. */
    static final class Powers implements Fitter {

        @Override
        public String name() {
            return "powers";
        }

        @Override
        public FitterDescription describe() {
            return new FitterDescription(
                    "sums of powers", Set.of(FitProgram.Kind.MERGEABLE), FitterSupport.ALL, List.of());
        }

        @Override
        public FitProgram compile(FitSpec spec) {
            return new Program(1);
        }

        record Program(int width) implements SummaryProgram {

            @Override
            public SummaryProgram forTarget(int target) {
                return new Program(target + 1);
            }

            @Override
            public List<Term> terms() {
                return List.of();
            }

            @Override
            public List<String> extras() {
                return IntStream.rangeClosed(1, width)
                        .mapToObj(power -> "sum" + power)
                        .toList();
            }

            @Override
            public void accumulate(GroupRows rows, int from, int to, double[] slab, int at) {
                for (int row = from; row < to; row++) {
                    double power = 1;
                    for (int p = 0; p < width; p++) {
                        power *= rows.target()[row];
                        slab[at + p] += power;
                    }
                }
            }

            @Override
            public void combine(double[] into, int at, double[] later, int laterAt) {
                for (int p = 0; p < width; p++) {
                    into[at + p] += later[laterAt + p];
                }
            }

            @Override
            public FitStatus finish(double[] slab, int at, GroupFit out) {
                System.arraycopy(slab, at, out.extras(), 0, width);
                return FitStatus.OK;
            }

            @Override
            public double predict(double[] coefficients, double[] features) {
                throw new UnsupportedOperationException("no model");
            }
        }
    }

    @Test
    void everyTargetHasItsOwnColumnsHoweverRowsMeetTheirGroup() {
        Plugins plugins = Plugins.find().with(new Powers());
        for (String reduction : List.of("blockwise", "map-reduce")) {
            RunOptions options = RunOptions.defaults()
                    .withReduction(reduction)
                    .withBlockRows(2)
                    .withThreads(2);
            Table groups = engine.fit(TABLE, SPEC, options, plugins).groups();
            assertThat(groups.schema().names())
                    .containsExactly("k", "group_rows", "x_fit_sum1", "y_fit_sum1", "y_fit_sum2");
            assertThat(groups.doubles("x_fit_sum1")).containsExactly(4, 6, 6);
            assertThat(groups.doubles("y_fit_sum1")).containsExactly(42, 20, Double.NaN);
            assertThat(groups.doubles("y_fit_sum2")).containsExactly(1092, 272, Double.NaN);
        }
    }
}
