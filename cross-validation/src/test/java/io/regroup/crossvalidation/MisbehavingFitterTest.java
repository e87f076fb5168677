package io.regroup.crossvalidation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regroup.api.FitSpec;
import io.regroup.api.FitStatus;
import io.regroup.api.InvalidArgumentException;
import io.regroup.api.Plugins;
import io.regroup.api.RunOptions;
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
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;

/** What a fitter should not answer is an error that names it, before a row is read; in a group it is one of that group. */
@EveryEngine
@NullUnmarked
class MisbehavingFitterTest {

    @Parameter
    EngineUnderTest engine;

    private static final Table TABLE = Table.builder()
            .column("g", new int[] {1, 1, 2, 2})
            .column("y", new double[] {1, 2, 3, 4})
            .build();

    private static final FitSpec SPEC =
            FitSpec.groupBy("g").targets("y").fitter("strange").minRows(1).build();

    /** A fitter that answers what a test wants it to. */
    private record Strange(String name, Supplier<FitterDescription> description, Supplier<FitProgram> program)
            implements Fitter {

        @Override
        public FitterDescription describe() {
            return description.get();
        }

        @Override
        public FitProgram compile(FitSpec spec) {
            return program.get();
        }
    }

    private record Program(List<Term> terms) implements WholeGroupProgram {

        @Override
        public GroupFitter fitter(Kernels kernels) {
            throw new ArithmeticException("no kernels for me");
        }

        @Override
        public double predict(double[] coefficients, double[] features) {
            return coefficients[0];
        }
    }

    private static FitterDescription described() {
        return new FitterDescription("strange", Set.of(FitProgram.Kind.WHOLE_GROUP), FitterSupport.ALL, List.of());
    }

    private void refuses(Supplier<FitterDescription> description, Supplier<FitProgram> program, String fault) {
        Plugins plugins = Plugins.find().with(new Strange("strange", description, program));
        assertThatThrownBy(() -> engine.fit(TABLE, SPEC, RunOptions.defaults(), plugins))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("fitter strange: the plug-in is at fault: " + fault + "; report it to its author");
    }

    @Test
    void itDescribesItself() {
        refuses(() -> null, () -> null, "describe() returned null");
        refuses(
                () -> {
                    throw new ArithmeticException("no words");
                },
                () -> null,
                "describe() threw java.lang.ArithmeticException: no words");
    }

    @Test
    void itCompiles() {
        refuses(MisbehavingFitterTest::described, () -> null, "compile(spec) returned null");
        refuses(
                MisbehavingFitterTest::described,
                () -> {
                    throw new ArithmeticException("no program");
                },
                "compile(spec) threw java.lang.ArithmeticException: no program");
        refuses(MisbehavingFitterTest::described, () -> new Program(null), "its program's terms() returned null");
    }

    @Test
    void whatItRefusesItselfIsLeftAsItIs() {
        Plugins plugins = Plugins.find().with(new Strange("strange", MisbehavingFitterTest::described, () -> {
            throw new InvalidArgumentException("mood: expected good, got bad; cheer up");
        }));

        assertThatThrownBy(() -> engine.fit(TABLE, SPEC, RunOptions.defaults(), plugins))
                .hasMessage("mood: expected good, got bad; cheer up");
    }

    @Test
    void aFitterOfGroupsThatCannotBeMadeFailsInEach() {
        Plugins plugins = Plugins.find()
                .with(new Strange(
                        "strange", MisbehavingFitterTest::described, () -> new Program(Term.linear(List.of(), true))));

        FitResult result = engine.fit(TABLE, SPEC, RunOptions.defaults().withThreads(1), plugins);

        assertThat(result.status("y", 0)).isEqualTo(FitStatus.FAILED);
        assertThat(result.status("y", 1)).isEqualTo(FitStatus.FAILED);
        assertThat(result.explanation().notes())
                .containsExactly("fitter strange is at fault in 2 fits, marked FAILED; one of them: g=1:"
                        + " java.lang.ArithmeticException: no kernels for me");
    }

    @Test
    void itHasAName() {
        assertThatThrownBy(() -> Plugins.none().with(new Strange(null, MisbehavingFitterTest::described, () -> null)))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageMatching("fitter from .* left out: its name\\(\\) returns null; it needs a name");
    }

    @Test
    void itSaysWhatCanBe() {
        assertThatThrownBy(() -> new FitterSupport(true, true, 3, 1))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("features: expected 0 ≤ fewest ≤ most, got fewest 3 and most 1; give the fewest first");
        assertThatThrownBy(() -> new FitterSupport(true, true, -1, 1))
                .hasMessage("features: expected 0 ≤ fewest ≤ most, got fewest -1 and most 1; give the fewest first");
        assertThatThrownBy(() -> new FitterDescription("strange", Set.of(), FitterSupport.ALL, List.of()))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("kinds: expected at least one, got none; say what the fitter's programs must see at once");
    }
}
