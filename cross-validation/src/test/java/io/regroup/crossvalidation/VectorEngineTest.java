package io.regroup.crossvalidation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.regroup.api.FitSpec;
import io.regroup.api.InvalidArgumentException;
import io.regroup.api.Plugins;
import io.regroup.api.Regroup;
import io.regroup.api.RunOptions;
import io.regroup.api.data.Table;
import io.regroup.api.result.Explanation;
import io.regroup.api.spi.Availability;
import io.regroup.api.spi.Engine;
import java.util.Comparator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The engine {@code vector} must be active in the {@code simd} runs of the tests, and say how to get it in the
 * {@code scalar} run. Without this a missing flag would turn the simd run into a second scalar one.
 */
@Tag("kernels")
class VectorEngineTest {

    private static final String VECTOR = "vector";
    private static final String MODULE = "jdk.incubator.vector";
    private static final boolean SIMD = ModuleLayer.boot().findModule(MODULE).isPresent();

    private static final Table TABLE = Table.builder()
            .column("g", new int[] {1, 1, 1})
            .column("x", new double[] {1, 2, 3})
            .column("y", new double[] {2, 4, 7})
            .build();

    private static final FitSpec SPEC =
            FitSpec.groupBy("g").targets("y").features("x").minRows(2).build();

    private final Plugins plugins = Plugins.find();

    /** Not about an engine: the runs themselves are what they say. */
    @Test
    void theRunHasTheModulesThatItsNameSays() {
        String run = System.getProperty("regroup.test.run");
        assumeThat(run).as("set by the build, not by an editor").isNotNull();
        assertThat(run).isEqualTo(SIMD ? "simd" : "scalar");
    }

    private Engine vector() {
        assumeThat(plugins.engines())
                .as("engine vector is on the path")
                .extracting(Plugins.Entry::name)
                .contains(VECTOR);
        return plugins.engines().stream()
                .filter(entry -> entry.name().equals(VECTOR))
                .findFirst()
                .orElseThrow()
                .plugin();
    }

    @Test
    void inASimdRunItCanRunAndIsTheAutomaticChoice() {
        Engine vector = vector();
        assumeThat(SIMD).as("a simd run").isTrue();
        Availability availability = Plugins.availability(vector);
        assertThat(availability.available()).as(availability.reason()).isTrue();
        assertThat(Regroup.fit(TABLE, SPEC).explanation().engine()).isEqualTo(VECTOR);
    }

    @Test
    void inAScalarRunTheReasonNamesTheRemedy() {
        Engine vector = vector();
        assumeThat(SIMD).as("a simd run").isFalse();
        Availability availability = Plugins.availability(vector);
        assertThat(availability.available()).isFalse();
        assertThat(availability.reason()).contains("--add-modules " + MODULE);
    }

    @Test
    void inAScalarRunAskingForItFailsWithTheReason() {
        Engine vector = vector();
        assumeThat(SIMD).as("a simd run").isFalse();
        assertThatThrownBy(() -> Regroup.fit(TABLE, SPEC, RunOptions.defaults().withEngine(VECTOR)))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("engine vector: cannot run here: "
                        + Plugins.availability(vector).reason());
    }

    @Test
    void inAScalarRunTheNextBestIsChosenAndTheReasonReported() {
        Engine vector = vector();
        assumeThat(SIMD).as("a simd run").isFalse();
        Engine next = plugins.engines().stream()
                .map(Plugins.Entry::plugin)
                .filter(engine -> Plugins.availability(engine).available())
                .max(Comparator.comparingInt(Engine::preference))
                .orElseThrow();
        assertThat(next.preference()).isLessThan(vector.preference());
        Explanation explanation = Regroup.fit(TABLE, SPEC).explanation();
        assertThat(explanation.engine()).isEqualTo(next.name());
        assertThat(explanation.engineReason())
                .contains("vector cannot run here: "
                        + Plugins.availability(vector).reason());
    }
}
