package io.regroup.crossvalidation.contract;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.regroup.api.FitSpec;
import io.regroup.api.Plugins;
import io.regroup.api.Regroup;
import io.regroup.api.RunOptions;
import io.regroup.api.data.Dataset;
import io.regroup.api.result.FitResult;
import io.regroup.api.spi.Engine;
import io.regroup.api.spi.Fitter;
import io.regroup.crossvalidation.internal.FixedPlan;
import io.regroup.crossvalidation.internal.RowOrder;
import io.regroup.crossvalidation.internal.Way;
import java.util.List;

/**
 * One way to bring some rows before an engine.
 *
 * @param engine the engine
 * @param way how rows meet their group
 * @param order how groups lie in the rows
 * @param source the rows
 */
record Trial(Engine engine, Way way, RowOrder order, Dataset source) {

    /** Small blocks, so that there are several. */
    static final RunOptions OPTIONS =
            RunOptions.defaults().withReduction(FixedPlan.NAME).withBlockRows(64);

    FitResult fit(FitSpec spec, Fitter fitter) {
        return fit(spec, fitter, OPTIONS);
    }

    /** Fits with this fitter, whatever the specification says. */
    FitResult fit(FitSpec spec, Fitter fitter, RunOptions options) {
        FitResult result = Regroup.fit(
                source,
                spec.toBuilder().fitter(fitter.name()).build(),
                way.options(options.withEngine(engine.name()), source),
                plugins(engine, way, fitter));
        assertNotNull(result, "the result");
        return result;
    }

    /** Makes several fits with this fitter in one call. */
    List<FitResult> fitAll(List<FitSpec> specs, Fitter fitter) {
        RunOptions options = way.options(OPTIONS.withEngine(engine.name()), source);
        return Regroup.fitAll(source, specs, options, plugins(engine, way, fitter))
                .results();
    }

    static Plugins plugins(Engine engine, Way way, Fitter fitter) {
        return Plugins.none().with(engine).with(new FixedPlan(way)).with(fitter);
    }

    /** Names the trial in messages. */
    @Override
    public String toString() {
        return "rows " + way + " from a " + source.description() + ", groups " + order;
    }
}
