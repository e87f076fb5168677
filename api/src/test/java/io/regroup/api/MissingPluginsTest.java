package io.regroup.api;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regroup.api.data.Table;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The api alone, without any plug-in: each error names the artifact to add. */
class MissingPluginsTest {

    private final Plugins plugins = Plugins.find();

    @ParameterizedTest
    @CsvSource({
        "ols, regroup-fitters",
        "aggregate, regroup-fitters",
    })
    void fittersOfRegroup(String name, String artifact) {
        assertThatThrownBy(() -> plugins.fitter(name))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("fitter " + name + ": no such plug-in; add io.regroup:" + artifact
                        + " to the class path or module path");
    }

    @ParameterizedTest
    @CsvSource({"robust", "forkjoin", "vector"})
    void enginesOfRegroup(String name) {
        assertThatThrownBy(() -> plugins.engine(name))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("engine " + name + ": no such plug-in; add io.regroup:regroup-engine-" + name
                        + " to the class path or module path");
    }

    @ParameterizedTest
    @CsvSource({"blockwise", "cohorts", "map-reduce"})
    void strategiesOfRegroup(String name) {
        assertThatThrownBy(() -> plugins.strategy(name))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("reduction strategy " + name
                        + ": no such plug-in; add io.regroup:regroup-reducers to the class path or module path");
    }

    /** Nobody knows where those of others come from. */
    @Test
    void pluginsOfOthers() {
        assertThatThrownBy(() -> plugins.fitter("robust"))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("fitter robust: no such plug-in; there are none");
    }

    @Test
    void firstOfAllAFitter() {
        Table table = Table.builder()
                .column("k", new int[] {1})
                .column("y", new double[] {1})
                .build();
        assertThatThrownBy(() ->
                        Regroup.fit(table, FitSpec.groupBy("k").targets("y").build()))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("add io.regroup:regroup-fitters to the class path or module path");
    }
}
