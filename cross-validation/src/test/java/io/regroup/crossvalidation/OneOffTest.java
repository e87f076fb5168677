package io.regroup.crossvalidation;

import static org.assertj.core.api.Assertions.assertThat;

import io.regroup.api.FitSpec;
import io.regroup.api.Plugins;
import io.regroup.api.Regroup;
import io.regroup.api.RunOptions;
import io.regroup.api.data.Table;
import io.regroup.api.result.Explanation;
import io.regroup.api.result.FitResult;
import io.regroup.api.spi.Availability;
import io.regroup.api.spi.Engine;
import io.regroup.api.spi.FitJob;
import io.regroup.api.spi.FitProgram;
import io.regroup.api.spi.Fitter;
import io.regroup.api.spi.LeastSquaresProgram;
import io.regroup.api.spi.ReductionPlan;
import io.regroup.api.spi.ReductionStrategy;
import org.junit.jupiter.api.Test;

/** In a process that ends after a fit, an engine that is slow to start is chosen where that pays, and never instead of none. */
class OneOffTest {

    private static final RunOptions ONE_OFF = RunOptions.defaults().withOneOff(true);

    private static final FitSpec LINE =
            FitSpec.groupBy("k").targets("y", "z").features("x").build();

    /** An engine that there is, in a hurry once it runs. */
    private record Delayed(Engine engine, int preference) implements Engine {

        @Override
        public String name() {
            return "delayed";
        }

        @Override
        public String summary() {
            return "slow to start";
        }

        @Override
        public Availability availability() {
            return Availability.yes();
        }

        @Override
        public long paysFrom(FitProgram program) {
            return program instanceof LeastSquaresProgram ? 1000 : 100;
        }

        @Override
        public Availability supports(ReductionPlan plan, FitProgram program) {
            return engine.supports(plan, program);
        }

        @Override
        public FitResult run(FitJob job) {
            return engine.run(job);
        }
    }

    private final Plugins found = Plugins.find();
    private final Plugins plugins = found.with(new Delayed(found.engine("robust"), 1000));

    private static Table rows(int count) {
        double[] column = new double[count];
        return Table.builder()
                .column("k", new int[count])
                .column("x", column)
                .column("y", column)
                .column("z", column)
                .build();
    }

    private Explanation explain(int rows, FitSpec spec, RunOptions options) {
        return Regroup.explain(rows(rows), spec, options, plugins);
    }

    @Test
    void fewRowsDoNotPay() {
        Explanation few = explain(499, LINE, ONE_OFF);
        assertThat(few.engine()).isNotEqualTo("delayed");
        assertThat(found.engine(few.engine()).preference()).isPositive();
        assertThat(few.engineReason())
                .startsWith("the fastest that can run here; ")
                .contains("delayed is slow to start, which pays from 500 rows on");
    }

    @Test
    void manyRowsPay() {
        assertThat(explain(500, LINE, ONE_OFF).engine()).isEqualTo("delayed");
    }

    @Test
    void itDependsOnTheFitter() {
        FitSpec huber = LINE.toBuilder().fitter("huber").build();
        assertThat(explain(49, huber, ONE_OFF).engine()).isNotEqualTo("delayed");
        assertThat(explain(50, huber, ONE_OFF).engine()).isEqualTo("delayed");
    }

    @Test
    void whoIsAskedForRuns() {
        assertThat(explain(4, LINE, ONE_OFF.withEngine("delayed")).engine()).isEqualTo("delayed");
    }

    @Test
    void inAProcessThatGoesOnTheFastestRuns() {
        assertThat(explain(4, LINE, RunOptions.defaults()).engine()).isEqualTo("delayed");
    }

    /** A reference takes many times as long, and is no substitute. */
    @Test
    void noReferenceRunsInItsPlace() {
        Engine reference = found.engine("robust");
        Plugins two = withoutEngines().with(reference).with(new Delayed(reference, 1000));
        assertThat(Regroup.explain(rows(4), LINE, ONE_OFF, two).engine()).isEqualTo("delayed");
    }

    private Plugins withoutEngines() {
        Plugins some = Plugins.none();
        for (Plugins.Entry<Fitter> fitter : found.fitters()) {
            some = some.with(fitter.plugin());
        }
        for (Plugins.Entry<ReductionStrategy> strategy : found.strategies()) {
            some = some.with(strategy.plugin());
        }
        return some;
    }
}
