package io.regroup.reducers;

import static org.assertj.core.api.Assertions.assertThat;

import io.regroup.api.Plugins;
import io.regroup.api.spi.BlockLayout;
import io.regroup.api.spi.FitProgram;
import io.regroup.api.spi.Occurrences;
import io.regroup.api.spi.PlanRequest;
import io.regroup.api.spi.Proposal;
import io.regroup.api.spi.ReductionPlan.Arrangement;
import io.regroup.api.spi.ReductionStrategy;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class BlockwiseStrategyTest {

    private final ReductionStrategy blockwise = Plugins.find().strategy("blockwise");

    /** A layout of which all is said. */
    private record Layout(boolean fitsMemory, boolean sortable, Order order) implements BlockLayout {

        @Override
        public int blockRows() {
            return 10;
        }

        @Override
        public OptionalLong rowCount() {
            return OptionalLong.of(1000);
        }

        @Override
        public Optional<int[]> groupStarts() {
            return Optional.empty();
        }

        @Override
        public OptionalLong groupCount() {
            return OptionalLong.empty();
        }

        @Override
        public Optional<Occurrences> occurrences() {
            return Optional.empty();
        }
    }

    @ParameterizedTest
    @EnumSource(FitProgram.Kind.class)
    void servesEveryFitterAndKeepsGroupsWhole(FitProgram.Kind kind) {
        Proposal proposal =
                blockwise.propose(new PlanRequest(kind, 4, true), new Layout(true, false, BlockLayout.Order.UNKNOWN));
        assertThat(blockwise.serves(kind)).isTrue();
        assertThat(proposal.plan()).hasValueSatisfying(plan -> {
            assertThat(plan.wholeGroups()).isTrue();
            assertThat(plan.strategy()).isEqualTo("blockwise");
            assertThat(plan.reason()).contains("gathered in memory");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "true, true, UNKNOWN, GATHERED",
        "false, true, UNKNOWN, SORTED",
        "false, true, BLOCKS, IN_ORDER",
        "false, false, ROWS, IN_ORDER"
    })
    void bringsRowsTogetherInTheCheapestWay(
            boolean fitsMemory, boolean sortable, BlockLayout.Order order, Arrangement arrangement) {
        Proposal proposal = blockwise.propose(
                new PlanRequest(FitProgram.Kind.WHOLE_GROUP, 4, false), new Layout(fitsMemory, sortable, order));
        assertThat(proposal.plan())
                .hasValueSatisfying(plan -> assertThat(plan.arrangement()).isEqualTo(arrangement));
    }

    @ParameterizedTest
    @EnumSource(FitProgram.Kind.class)
    void refusesRowsThatItCannotBringTogether(FitProgram.Kind kind) {
        Proposal proposal =
                blockwise.propose(new PlanRequest(kind, 4, true), new Layout(false, false, BlockLayout.Order.UNKNOWN));
        assertThat(proposal.plan()).isEmpty();
        assertThat(proposal.refusal()).contains("do not fit into memory").contains("sort the input");
    }
}
