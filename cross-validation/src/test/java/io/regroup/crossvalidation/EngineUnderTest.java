package io.regroup.crossvalidation;

import io.regroup.api.FitSpec;
import io.regroup.api.Plugins;
import io.regroup.api.Regroup;
import io.regroup.api.RunOptions;
import io.regroup.api.data.Dataset;
import io.regroup.api.result.FitResult;
import java.util.List;

/** An engine that the tests found and that can run here. */
record EngineUnderTest(String name) {

    /** The reference engine's name. */
    static final String REFERENCE = "robust";

    private static final Plugins PLUGINS = Plugins.find();

    /** Finds all of them. */
    static List<EngineUnderTest> all() {
        return PLUGINS.engines().stream()
                .filter(entry -> Plugins.availability(entry.plugin()).available())
                .map(entry -> new EngineUnderTest(entry.name()))
                .toList();
    }

    /** Fits on this engine with everything else automatic. */
    FitResult fit(Dataset data, FitSpec spec) {
        return fit(data, spec, RunOptions.defaults());
    }

    /** Fits on this engine. */
    FitResult fit(Dataset data, FitSpec spec, RunOptions options) {
        return fit(data, spec, options, PLUGINS);
    }

    /** Fits on this engine with plug-ins of the test's own. */
    FitResult fit(Dataset data, FitSpec spec, RunOptions options, Plugins plugins) {
        return Regroup.fit(data, spec, options.withEngine(name), plugins);
    }

    Accuracy accuracy() {
        return Accuracy.of(name);
    }

    @Override
    public String toString() {
        return name;
    }
}
