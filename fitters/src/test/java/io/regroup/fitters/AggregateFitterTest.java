package io.regroup.fitters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regroup.api.FitSpec;
import io.regroup.api.InvalidArgumentException;
import io.regroup.api.spi.FitProgram;
import io.regroup.api.spi.Fitter;
import io.regroup.api.spi.SummaryProgram;
import io.regroup.fitters.internal.AggregateFitter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import org.junit.jupiter.api.Test;

class AggregateFitterTest {

    private static final Fitter FITTER = new AggregateFitter();

    private static FitSpec.Builder spec() {
        return FitSpec.groupBy("k").targets("x", "y").fitter("aggregate");
    }

    private static FitProgram compile(String functions) {
        return FITTER.compile(spec().fitterOption("functions", functions).build());
    }

    @Test
    void everyTargetHasTheUsualFunctionsUnlessTold() {
        FitProgram program = FITTER.compile(spec().build());
        assertThat(program.kind()).isEqualTo(FitProgram.Kind.MERGEABLE);
        assertThat(program.terms()).isEmpty();
        assertThat(program.extras()).containsExactly("count", "mean", "std", "min", "max");
        assertThat(program.forTarget(1).extras()).isEqualTo(program.extras());
    }

    @Test
    void functionsOfOneTargetShareTheirSums() {
        FitProgram program = compile("mean(x), std(x), var(x), count(x), sum(x), var(x, 0), mean(y), max(y)");
        int moments = 5;
        int sums = 2;
        assertThat(((SummaryProgram) program.forTarget(0)).width()).isEqualTo(moments);
        assertThat(((SummaryProgram) program.forTarget(1)).width()).isEqualTo(sums + 1);
    }

    @Test
    void oneMedianMakesAllOfItNeedWholeGroups() {
        FitProgram program = compile("mean(x), median(y)");
        assertThat(program.kind()).isEqualTo(FitProgram.Kind.WHOLE_GROUP);
        assertThat(program.forTarget(0).extras()).containsExactly("mean");
        assertThat(program.forTarget(1).extras()).containsExactly("median");
    }

    @Test
    void programsCanBeShipped() throws IOException {
        for (String functions : new String[] {"mean(x), min(x), first(y)", "mode(x), var(x), quantile(y, 0.5)"}) {
            try (ObjectOutputStream out = new ObjectOutputStream(new ByteArrayOutputStream())) {
                out.writeObject(compile(functions));
            }
        }
    }

    @Test
    void aWeightThatNothingUsesIsRefused() {
        assertThatThrownBy(() -> FITTER.compile(spec().weight("w").build()))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("weight w: no function makes use of it; ask for weighted_mean, or drop the weight");
    }

    @Test
    void optionsThatCannotBeUsed() {
        assertRefused(
                spec().fitterOption("functions", "mean(z)"),
                "mean(z) is of no target; did you mean x? there are: x, y");
        assertRefused(spec().fitterOption("functions", "mean(x)"), "none of target y");
        assertRefused(spec().fitterOption("functions", "argmax(x), mean(y)"), "argmax(x) gives the value of a feature");
        assertRefused(spec().fitterOption("functions", "weighted_mean(x), mean(y)"), "needs a weight");
        assertRefused(spec().fitterOption("nan", "drop"), "nan: expected skip or propagate, got drop");
        assertRefused(spec().fitterOption("fill", "none"), "fill: expected a number, got none");
        assertRefused(spec().fitterOption("min-count", "-1"), "min-count: expected a whole number");
    }

    private static void assertRefused(FitSpec.Builder spec, String message) {
        assertThatThrownBy(() -> FITTER.compile(spec.build()))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining(message);
    }
}
