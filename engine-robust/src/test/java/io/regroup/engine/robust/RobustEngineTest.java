package io.regroup.engine.robust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regroup.api.FitSpec;
import io.regroup.api.InvalidArgumentException;
import io.regroup.api.Plugins;
import io.regroup.api.Regroup;
import io.regroup.api.RunOptions;
import io.regroup.api.data.Table;
import io.regroup.api.spi.BlockLayout;
import io.regroup.api.spi.FitProgram;
import io.regroup.api.spi.KeyLabels;
import io.regroup.api.spi.PlanRequest;
import io.regroup.api.spi.Proposal;
import io.regroup.api.spi.ReductionPlan;
import io.regroup.api.spi.ReductionStrategy;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is the reference engine's own; what it shares with all others is tested in cross-validation. */
class RobustEngineTest {

    private static final Table TABLE = Table.builder()
            .column("sector", new int[2])
            .column("deltaX", new double[2])
            .column("deltaY", new double[2])
            .build();

    private static final FitSpec SPEC = FitSpec.groupBy("sector")
            .targets("deltaY")
            .features("deltaX")
            .medians("deltaX")
            .build();

    /** A strategy that leaves groups in parts whatever is asked: better by its own account, but of no use for medians. */
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
        public boolean serves(FitProgram.Kind kind) {
            return true;
        }

        @Override
        public Proposal propose(PlanRequest request, BlockLayout layout) {
            ReductionPlan.Combining combining =
                    new ReductionPlan.Combining(layout.blockRows(), 2, new KeyLabels.Groups(), List.of());
            return Proposal.of(ReductionPlan.inPlace(name(), combining, "parts"), 99);
        }
    }

    @Test
    void aPlanThatLeavesGroupsInPartsIsNotChosenWhereTheyMustBeWhole() {
        Plugins plugins = Plugins.find().with(new PartsOnly());
        assertThat(Regroup.explain(TABLE, SPEC, RunOptions.defaults(), plugins).reduction())
                .isEqualTo("blockwise");
        assertThatThrownBy(
                        () -> Regroup.explain(TABLE, SPEC, RunOptions.defaults().withReduction("parts-only"), plugins))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("reduction parts-only: cannot serve fitter ols on engine robust: medians need all rows of a"
                        + " group at once; those that can: [blockwise]");
    }
}
