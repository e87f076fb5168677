package io.regroup.engine.robust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regroup.api.FitSpec;
import io.regroup.api.InvalidArgumentException;
import io.regroup.api.Plugins;
import io.regroup.api.Regroup;
import io.regroup.api.RunOptions;
import io.regroup.api.data.Table;
import io.regroup.api.spi.FitProgram;
import io.regroup.api.spi.ReductionPlan;
import io.regroup.api.spi.ReductionStrategy;
import io.regroup.api.spi.Suitability;
import org.junit.jupiter.api.Test;

/** What is the reference engine's own; what it shares with all others is tested in cross-validation. */
class RobustEngineTest {

    private static final Table TABLE = Table.builder()
            .column("sector", new int[2])
            .column("deltaX", new double[2])
            .column("deltaY", new double[2])
            .build();

    private static final FitSpec SPEC =
            FitSpec.groupBy("sector").targets("deltaY").features("deltaX").build();

    /** A strategy whose plans no engine here can execute: better by its own account, but of no use. */
    private static final class PartsOnly implements ReductionStrategy {

        @Override
        public String name() {
            return "parts-only";
        }

        @Override
        public String summary() {
            return "leaves groups in parts";
        }

        @Override
        public Suitability suits(FitProgram.Kind kind, BlockLayout layout) {
            return new Suitability(true, 99, "claims to be best");
        }

        @Override
        public ReductionPlan plan(FitProgram.Kind kind, BlockLayout layout) {
            return new ReductionPlan(name(), false, "parts");
        }
    }

    @Test
    void aPlanThatTheEngineCannotExecuteIsNotChosen() {
        Plugins plugins = Plugins.find().with(new PartsOnly());
        assertThat(Regroup.explain(TABLE, SPEC, RunOptions.defaults(), plugins).reduction())
                .isEqualTo("blockwise");
        assertThatThrownBy(
                        () -> Regroup.explain(TABLE, SPEC, RunOptions.defaults().withReduction("parts-only"), plugins))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("reduction parts-only: cannot serve fitter ols on engine robust: it fits whole groups only;"
                        + " those that can: [blockwise]");
    }
}
