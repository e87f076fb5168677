package io.regroup.crossvalidation;

import static org.assertj.core.api.Assertions.assertThat;

import io.regroup.api.FitSpec;
import io.regroup.api.FitStatus;
import io.regroup.api.Plugins;
import io.regroup.api.RunOptions;
import io.regroup.api.data.Table;
import io.regroup.api.result.FitResult;
import io.regroup.api.spi.FitProgram;
import io.regroup.api.spi.Fitter;
import io.regroup.api.spi.FitterDescription;
import io.regroup.api.spi.FitterSupport;
import io.regroup.api.spi.GroupFit;
import io.regroup.api.spi.GroupFitter;
import io.regroup.api.spi.GroupRows;
import io.regroup.api.spi.Kernels;
import io.regroup.api.spi.SummaryProgram;
import io.regroup.api.spi.Term;
import io.regroup.api.spi.WholeGroupProgram;
import io.regroup.crossvalidation.internal.FileLikeDataset;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;

/** What programs say of groups beyond a status arrives beside the right groups. */
@EveryEngine
class ReasonsTest {

    private static final int GROUPS = 40;
    private static final int ROWS_PER_GROUP = 6;

    @Parameter
    EngineUnderTest engine;

    private static final List<Term> TERMS = Term.linear(List.of(), true);
    private static final List<String> REASONS = List.of("below zero", "above thirty");

    /** A mean that has something to say: of a negative one that it is, of one above 30 that it will not be told. */
    private static FitStatus tell(double mean, GroupFit out) {
        if (mean > 30) {
            out.reason(1);
            return FitStatus.FAILED;
        }
        out.coefficients()[0] = mean;
        if (mean < 0) {
            out.reason(0);
        }
        return FitStatus.OK;
    }

    private record WholeMeans() implements WholeGroupProgram {

        @Override
        public List<Term> terms() {
            return TERMS;
        }

        @Override
        public List<String> reasons() {
            return REASONS;
        }

        @Override
        public GroupFitter fitter(Kernels kernels) {
            return (rows, out) -> tell(rows.target()[rows.from()], out);
        }

        @Override
        public double predict(double[] coefficients, double[] features) {
            return coefficients[0];
        }
    }

    private record SummedMeans() implements SummaryProgram {

        @Override
        public List<Term> terms() {
            return TERMS;
        }

        @Override
        public List<String> reasons() {
            return REASONS;
        }

        @Override
        public int width() {
            return 2;
        }

        @Override
        public void accumulate(GroupRows rows, int from, int to, double[] slab, int at) {
            for (int row = from; row < to; row++) {
                slab[at]++;
                slab[at + 1] += rows.target()[row];
            }
        }

        @Override
        public void combine(double[] into, int at, double[] later, int laterAt) {
            into[at] += later[laterAt];
            into[at + 1] += later[laterAt + 1];
        }

        @Override
        public FitStatus finish(double[] slab, int at, GroupFit out) {
            return tell(slab[at + 1] / slab[at], out);
        }

        @Override
        public double predict(double[] coefficients, double[] features) {
            return coefficients[0];
        }
    }

    private record MeanFitter(FitProgram program) implements Fitter {

        @Override
        public String name() {
            return "means";
        }

        @Override
        public FitterDescription describe() {
            return new FitterDescription("means", Set.of(program.kind()), FitterSupport.ALL, List.of());
        }

        @Override
        public FitProgram compile(FitSpec spec) {
            return program;
        }
    }

    /** Group g has the mean g − 5, rows of all groups are mixed, group 8 has no rows that count. */
    private static Table table() {
        int rows = GROUPS * ROWS_PER_GROUP;
        int[] g = new int[rows];
        double[] y = new double[rows];
        for (int i = 0; i < rows; i++) {
            g[i] = (i * 7) % GROUPS;
            y[i] = g[i] == 8 ? Double.NaN : g[i] - 5;
        }
        return Table.builder().column("g", g).column("y", y).build();
    }

    private void check(FitResult result) {
        for (int group = 0; group < GROUPS; group++) {
            double mean = group - 5;
            String expected = group == 8 ? null : mean < 0 ? "below zero" : mean > 30 ? "above thirty" : null;
            assertThat(result.groups().column("y_fit_reason").getString(group))
                    .as("group %d", group)
                    .isEqualTo(expected);
            assertThat(result.status("y", group))
                    .isEqualTo(group == 8 ? FitStatus.TOO_FEW_ROWS : mean > 30 ? FitStatus.FAILED : FitStatus.OK);
        }
    }

    @Test
    void areStoredBesideTheirGroups() {
        Table table = table();
        FitSpec spec = FitSpec.groupBy("g").targets("y").fitter("means").build();
        RunOptions options = RunOptions.defaults().withBlockRows(50);
        Plugins whole = Plugins.find().with(new MeanFitter(new WholeMeans()));
        check(engine.fit(table, spec, options, whole));
        check(engine.fit(new FileLikeDataset(table, 50), spec, options.withMemory(1), whole));
        Plugins summed = Plugins.find().with(new MeanFitter(new SummedMeans()));
        for (String reduction : List.of("blockwise", "map-reduce", "cohorts")) {
            check(engine.fit(table, spec, options.withReduction(reduction), summed));
            check(engine.fit(
                    new FileLikeDataset(table, 50),
                    spec,
                    options.withReduction(reduction).withMemory(1),
                    summed));
        }
    }

    /** A fitter that says nothing has no column. */
    @Test
    void haveNoColumnWithoutAny() {
        FitSpec spec = FitSpec.groupBy("g").targets("y").build();
        assertThat(engine.fit(table(), spec).groups().schema().names()).doesNotContain("y_fit_reason");
    }
}
