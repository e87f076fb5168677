package io.regroup.crossvalidation.contract;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.regroup.api.FitSpec;
import io.regroup.api.RowUse;
import io.regroup.api.RunOptions;
import io.regroup.api.data.Dataset;
import io.regroup.api.data.Table;
import io.regroup.api.spi.Availability;
import io.regroup.api.spi.Engine;
import io.regroup.api.spi.Fitter;
import io.regroup.crossvalidation.agreement.Accuracy;
import io.regroup.crossvalidation.contract.EngineCapabilities.Program;
import io.regroup.crossvalidation.internal.Differences;
import io.regroup.crossvalidation.internal.LeastSquaresFitter;
import io.regroup.crossvalidation.internal.MiddleFitter;
import io.regroup.crossvalidation.internal.RowOrder;
import io.regroup.crossvalidation.internal.Scenario;
import io.regroup.crossvalidation.internal.SumsFitter;
import io.regroup.crossvalidation.internal.TwoMeansFitter;
import io.regroup.crossvalidation.internal.Way;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * The trials that an engine has to stand: its own programs, in all ways that it claims to know.
 *
 * @param engine the engine
 * @param capabilities what it claims
 * @param accuracy how near to exact answers it comes
 */
record EngineTrials(Engine engine, EngineCapabilities capabilities, Accuracy accuracy) {

    /** Skips a test where the engine cannot run. */
    void requireAvailable() {
        Availability availability = engine.availability();
        assumeTrue(availability.available(), () -> "the engine cannot run here: " + availability.reason());
    }

    boolean supports(Program program, Way way) {
        return capabilities.programs().contains(program)
                && capabilities.arrangements().contains(way.arrangement())
                && !(program == Program.WHOLE_GROUP && way.combines());
    }

    List<Way> ways(Program program) {
        requireAvailable();
        return Arrays.stream(Way.values()).filter(way -> supports(program, way)).toList();
    }

    /** All trials with a table that is laid out in any order. */
    List<Trial> of(Program program, Function<RowOrder, Table> table) {
        List<Trial> trials = new ArrayList<>();
        for (Way way : ways(program)) {
            for (RowOrder order : way.orders()) {
                for (Dataset source : way.sources(table.apply(order))) {
                    trials.add(new Trial(engine, way, order, source));
                }
            }
        }
        return trials;
    }

    /** Those with groups one after another, in ascending order. */
    List<Trial> sorted(Program program, Table table) {
        return of(program, _ -> table).stream()
                .filter(trial -> trial.order() == RowOrder.SORTED)
                .toList();
    }

    /** Fits a scenario in every way and compares it with the exact answers. */
    void agree(Scenario scenario, RowUse rowUse, int minRows) {
        for (Trial trial : of(Program.LEAST_SQUARES, scenario::table)) {
            for (boolean intercept : new boolean[] {true, false}) {
                FitSpec spec = trial.way() == Way.GATHERED
                        ? scenario.spec(intercept, rowUse, minRows)
                        : scenario.mergeableSpec(intercept, rowUse, minRows);
                agree(scenario, trial, spec, Trial.OPTIONS);
            }
        }
    }

    /** Fits a scenario and compares it with the exact answers. */
    void agree(Scenario scenario, Trial trial, FitSpec spec, RunOptions options) {
        String title = scenario.name() + ", " + trial + ", blocks of " + options.blockRows() + ", "
                + spec.features().size() + " features" + (spec.intercept() ? "" : ", no intercept");
        Differences differences = new Differences(title, trial.way().combines() ? combinedAccuracy() : accuracy);
        scenario.compare(trial.fit(spec, new LeastSquaresFitter(), options), spec, differences);
        differences.assertNone();
    }

    /** What the engine owes where it has not all rows of a group at hand. */
    Accuracy combinedAccuracy() {
        return accuracy.rounded() ? Accuracy.general() : accuracy;
    }

    static Fitter fitter(Program program) {
        return switch (program) {
            case LEAST_SQUARES -> new LeastSquaresFitter();
            case SUMMARY -> new SumsFitter();
            case ROUNDS -> new TwoMeansFitter();
            case WHOLE_GROUP -> new MiddleFitter();
        };
    }

    /** What to fit of a scenario with a kind of program. */
    static FitSpec spec(Scenario scenario, Program program) {
        return program == Program.LEAST_SQUARES
                ? scenario.mergeableSpec(true, RowUse.PER_TARGET, 2)
                : FitSpec.groupBy("g").targets("y1").minRows(1).build();
    }
}
