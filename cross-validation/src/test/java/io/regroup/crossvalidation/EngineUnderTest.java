package io.regroup.crossvalidation;

import io.regroup.api.FitSpec;
import io.regroup.api.Plugins;
import io.regroup.api.Regroup;
import io.regroup.api.RowUse;
import io.regroup.api.RunOptions;
import io.regroup.api.data.Dataset;
import io.regroup.api.result.FitResult;
import io.regroup.api.spi.Engine;
import io.regroup.crossvalidation.agreement.Accuracy;
import io.regroup.crossvalidation.internal.Differences;
import io.regroup.crossvalidation.internal.RowOrder;
import io.regroup.crossvalidation.internal.Scenario;
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

    /** Makes another instance. */
    Engine fresh() {
        return Plugins.find(ModuleLayer.boot()).engine(name);
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
        return name.equals(REFERENCE) ? Accuracy.reference() : Accuracy.general();
    }

    /** Starts a comparison with exact results. */
    Differences differences(String what) {
        return new Differences(name + ", " + what, accuracy());
    }

    /** Fits all of a scenario and asserts that every number of every group is as near to the exact one as this engine owes. */
    void assertAgrees(Scenario scenario, RowOrder order, boolean intercept) {
        assertAgrees(scenario, scenario.table(order), scenario.spec(intercept, RowUse.PER_TARGET, 1), order.toString());
    }

    /** Fits and asserts likewise. */
    void assertAgrees(Scenario scenario, Dataset data, FitSpec spec, String variant) {
        Differences differences = differences(scenario.name() + ", " + variant + ", "
                + spec.features().size() + " features" + (spec.intercept() ? "" : ", no intercept")
                + (scenario.weighted() ? ", weighted" : ""));
        scenario.compare(fit(data, spec), differences);
        differences.assertNone();
    }

    @Override
    public String toString() {
        return name;
    }
}
