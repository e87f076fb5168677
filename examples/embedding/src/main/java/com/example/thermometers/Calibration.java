package com.example.thermometers;

import io.regroup.api.FitSpec;
import io.regroup.api.FitStatus;
import io.regroup.api.Regroup;
import io.regroup.api.data.Column;
import io.regroup.api.data.Table;
import io.regroup.api.result.FitResult;
import java.util.ArrayList;
import java.util.List;

/**
 * How to correct one thermometer: temperature = offset + gain · shown.
 *
 * @param thermometer which one
 * @param readings how many readings could be used
 * @param offset in °C; NaN if it could not be estimated
 * @param gain without unit; NaN if it could not be estimated
 * @param gainError its standard error
 * @param status how the estimation went
 */
record Calibration(String thermometer, long readings, double offset, double gain, double gainError, FitStatus status) {

    private static final int FEWEST_READINGS = 8;

    private static final FitSpec SPEC = FitSpec.groupBy("thermometer")
            .targets("reference")
            .features("shown")
            .minRows(FEWEST_READINGS)
            .build();

    /** All thermometers, sorted by name, and who computed. */
    record All(List<Calibration> calibrations, String engine) {}

    static All of(List<Reading> readings) {
        FitResult result = Regroup.fit(new Readings(readings), SPEC);
        Table groups = result.groups();
        Column names = groups.column("thermometer");
        double[] counts = groups.doubles("reference_fit_count");
        double[] offsets = groups.doubles("reference_fit_beta0");
        double[] gains = groups.doubles("reference_fit_beta1");
        double[] errors = groups.doubles("reference_fit_beta1_err");
        List<Calibration> all = new ArrayList<>();
        for (int group = 0; group < groups.rowCount(); group++) {
            all.add(new Calibration(
                    names.getString(group),
                    (long) counts[group],
                    offsets[group],
                    gains[group],
                    errors[group],
                    result.status("reference", group)));
        }
        return new All(all, result.explanation().engine());
    }

    /** What the owner of the thermometer should know. */
    String advice() {
        return switch (status) {
            case OK -> "";
            case TOO_FEW_ROWS, UNDERDETERMINED -> "take at least " + FEWEST_READINGS + " readings";
            case RANK_DEFICIENT -> "it always shows the same: take readings at several temperatures";
            case NOT_CONVERGED, FAILED -> "look at its readings";
        };
    }
}
