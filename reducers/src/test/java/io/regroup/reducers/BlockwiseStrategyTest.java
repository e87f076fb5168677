package io.regroup.reducers;

import static org.assertj.core.api.Assertions.assertThat;

import io.regroup.api.Plugins;
import io.regroup.api.data.BlockLayout;
import io.regroup.api.spi.FitProgram;
import io.regroup.api.spi.ReductionStrategy;
import java.util.OptionalLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BlockwiseStrategyTest {

    private final ReductionStrategy blockwise = Plugins.find().strategy("blockwise");

    @ParameterizedTest
    @EnumSource(FitProgram.Kind.class)
    void servesEveryFitterAndKeepsGroupsWhole(FitProgram.Kind kind) {
        BlockLayout unknown = new BlockLayout(OptionalLong.empty());
        assertThat(blockwise.suits(kind, unknown).suitable()).isTrue();
        assertThat(blockwise.plan(kind, unknown).wholeGroups()).isTrue();
        assertThat(blockwise.plan(kind, unknown).strategy()).isEqualTo("blockwise");
        assertThat(blockwise.plan(kind, unknown).reason()).contains("gathered by group");
    }
}
