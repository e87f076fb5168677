package io.regroup.crossvalidation.contract;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.regroup.api.FitSpec;
import io.regroup.api.Plugins;
import io.regroup.api.Regroup;
import io.regroup.api.RowUse;
import io.regroup.api.RunOptions;
import io.regroup.api.data.Dataset;
import io.regroup.api.result.FitResult;
import io.regroup.api.spi.Availability;
import io.regroup.api.spi.Engine;
import io.regroup.api.spi.Fitter;
import io.regroup.crossvalidation.agreement.Accuracy;
import io.regroup.crossvalidation.contract.EngineCapabilities.Program;
import io.regroup.crossvalidation.internal.AllSorts;
import io.regroup.crossvalidation.internal.Differences;
import io.regroup.crossvalidation.internal.FixedPlan;
import io.regroup.crossvalidation.internal.LeastSquaresFitter;
import io.regroup.crossvalidation.internal.MiddleFitter;
import io.regroup.crossvalidation.internal.RowOrder;
import io.regroup.crossvalidation.internal.Scenario;
import io.regroup.crossvalidation.internal.SumsFitter;
import io.regroup.crossvalidation.internal.Way;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * Runs an engine by itself, with programs and plans of the kit, in all ways that it claims to know.
 *
 * @param engine the engine
 * @param capabilities what it claims
 * @param accuracy how near to exact answers it comes
 */
record EngineRuns(Engine engine, EngineCapabilities capabilities, Accuracy accuracy) {

    /** Small blocks, so that there are several. */
    static final RunOptions OPTIONS =
            RunOptions.defaults().withReduction(FixedPlan.NAME).withBlockRows(64);

    /** Skips a test where the engine cannot run. */
    void requireAvailable() {
        Availability availability = engine.availability();
        assumeTrue(availability.available(), () -> "the engine cannot run here: " + availability.reason());
    }

    /** Runs a test in every way that the engine claims for a kind of program. */
    void forEachWay(Program program, Consumer<Way> test) {
        requireAvailable();
        ways(program).forEach(test);
    }

    List<Way> ways(Program program) {
        return Arrays.stream(Way.values()).filter(way -> supports(program, way)).toList();
    }

    boolean supports(Program program, Way way) {
        return capabilities.programs().contains(program)
                && capabilities.arrangements().contains(way.arrangement())
                && !(program == Program.WHOLE_GROUP && way.combines());
    }

    /** Fits a scenario in every way and compares it with the exact answers. */
    void agree(Scenario scenario, RowUse rowUse, int minRows) {
        forEachWay(Program.LEAST_SQUARES, way -> {
            for (RowOrder order : way.orders()) {
                for (Dataset source : way.sources(scenario.table(order))) {
                    for (boolean intercept : new boolean[] {true, false}) {
                        FitSpec spec = way == Way.GATHERED
                                ? scenario.spec(intercept, rowUse, minRows)
                                : scenario.mergeableSpec(intercept, rowUse, minRows);
                        agree(scenario, way, source, spec, OPTIONS, order.toString());
                    }
                }
            }
        });
    }

    /** Fits a scenario and compares it with the exact answers. */
    void agree(Scenario scenario, Way way, Dataset source, FitSpec spec, RunOptions options, String what) {
        String title = scenario.name() + ", " + way + ", " + what + ", " + source.description() + ", "
                + spec.features().size() + " features" + (spec.intercept() ? "" : ", no intercept");
        Differences differences = new Differences(title, way.combines() ? combinedAccuracy() : accuracy);
        scenario.compare(fit(engine, way, source, spec, new LeastSquaresFitter(), options), spec, differences);
        differences.assertNone();
    }

    /** What the engine owes where it has not all rows of a group at hand. */
    Accuracy combinedAccuracy() {
        return accuracy.rounded() ? Accuracy.general() : accuracy;
    }

    /** Fits a line. */
    FitResult fit(Way way, Dataset source) {
        FitSpec spec = AllSorts.plain(1, 1, false).mergeableSpec(true, RowUse.PER_TARGET, 1);
        return fit(engine, way, source, spec, new LeastSquaresFitter(), OPTIONS);
    }

    static FitResult fit(Engine engine, Way way, Dataset source, FitSpec spec, Fitter fitter, RunOptions options) {
        FitResult result = Regroup.fit(
                source,
                spec(spec, fitter),
                way.options(options.withEngine(engine.name()), source),
                plugins(engine, way, fitter));
        assertNotNull(result, "the result");
        return result;
    }

    static Plugins plugins(Engine engine, Way way, Fitter fitter) {
        return Plugins.none().with(engine).with(new FixedPlan(way)).with(fitter);
    }

    static Fitter fitter(Program program) {
        return switch (program) {
            case LEAST_SQUARES -> new LeastSquaresFitter();
            case SUMMARY -> new SumsFitter();
            case WHOLE_GROUP -> new MiddleFitter();
        };
    }

    /** What to fit of a scenario with a kind of program. */
    static FitSpec spec(Scenario scenario, Program program) {
        return switch (program) {
            case LEAST_SQUARES -> scenario.mergeableSpec(true, RowUse.PER_TARGET, 2);
            case SUMMARY, WHOLE_GROUP ->
                FitSpec.groupBy("g").targets("y1").minRows(1).build();
        };
    }

    /** The same specification for another fitter. */
    static FitSpec spec(FitSpec spec, Fitter fitter) {
        return new FitSpec(
                spec.keys(),
                spec.targets(),
                spec.features(),
                spec.weight(),
                spec.selection(),
                spec.medians(),
                fitter.name(),
                spec.fitterOptions(),
                spec.intercept(),
                spec.minRows(),
                spec.rowUse(),
                spec.suffix(),
                spec.naming(),
                spec.diagnostics());
    }
}
