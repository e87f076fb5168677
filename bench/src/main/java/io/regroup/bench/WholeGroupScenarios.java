package io.regroup.bench;

import io.regroup.api.FitSpec;
import io.regroup.api.SigmaCut;
import java.util.List;

/** The scenarios F1 … F3: fits that take a group's rows again and again. */
final class WholeGroupScenarios {

    static final String NONLINEAR = "nonlinear";
    static final List<String> PARAMETERS = List.of("amplitude", "tau", "offset");

    /** Of the cut, in units of the scale. */
    private static final double LIMIT = 3;

    private static final int GROUPS = 100_000;

    private WholeGroupScenarios() {}

    /** Lists all in full size. */
    static List<Scenario> all() {
        WholeGroupRows lines = new WholeGroupRows(GROUPS, 100, WholeGroupRows.Shape.LINE);
        WholeGroupRows decays = new WholeGroupRows(GROUPS, 50, WholeGroupRows.Shape.DECAY);
        return List.of(
                scenario(
                        "F1",
                        "huber",
                        "Huber's fits of groups of 100 rows, 5 % outliers",
                        lines,
                        spec().fitter("huber")),
                scenario("F2", "ols", "least squares on the rows of F1", lines, spec()),
                scenario("F2", "mad", "F2 with a sigma cut at 3 mad", lines, cut(SigmaCut.Mode.MAD)),
                scenario("F2", "rms", "F2 with a sigma cut at 3 rms", lines, cut(SigmaCut.Mode.RMS)),
                scenario(
                        "F3",
                        "exponential",
                        "exponentials with an offset, groups of 50 rows",
                        decays,
                        spec().fitter(NONLINEAR).fitterOption("model", "exponential")));
    }

    private static FitSpec.Builder spec() {
        return FitSpec.groupBy("k").targets("y").features("x");
    }

    private static FitSpec.Builder cut(SigmaCut.Mode mode) {
        return spec().sigmaCut(new SigmaCut(LIMIT, mode));
    }

    private static Scenario scenario(
            String id, String variant, String description, WholeGroupRows rows, FitSpec.Builder spec) {
        return new Scenario(id, variant, Scenario.Family.WHOLE_GROUP, description, spec.build(), rows);
    }
}
