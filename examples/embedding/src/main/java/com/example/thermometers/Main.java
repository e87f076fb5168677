package com.example.thermometers;

import io.regroup.api.InvalidArgumentException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Calibrates four thermometers and prints how. */
public final class Main {

    private Main() {}

    /**
     * Starts the application.
     *
     * @param arguments none
     */
    public static void main(String[] arguments) {
        try {
            print(Calibration.of(readings()));
        } catch (InvalidArgumentException e) {
            System.err.println("thermometers: " + e.getMessage());
            System.exit(2);
        }
    }

    private static void print(Calibration.All all) {
        System.out.println("thermometer  readings  offset    gain  error  status");
        for (Calibration one : all.calibrations()) {
            System.out.println(String.format(
                            Locale.ROOT,
                            "%-11s  %8d  %6.2f  %6.4f %6.4f  %-14s  %s",
                            one.thermometer(),
                            one.readings(),
                            one.offset(),
                            one.gain(),
                            one.gainError(),
                            one.status(),
                            one.advice())
                    .stripTrailing());
        }
        System.out.println("computed by " + all.engine());
    }

    /** Stands for what a real application would have measured. */
    private static List<Reading> readings() {
        List<Reading> readings = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            double temperature = -10 + i;
            double trembling = i % 4 < 2 ? 0.05 : -0.05;
            readings.add(new Reading("attic", temperature, (temperature + 0.5) / 1.02 + trembling));
            // The reference failed every tenth time; such readings do not count.
            readings.add(new Reading("garden", i % 10 == 9 ? Double.NaN : temperature, temperature - 1.25 + trembling));
            readings.add(new Reading("kitchen", temperature, 21));
            if (i < 5) {
                readings.add(new Reading("office", temperature, temperature));
            }
        }
        return readings;
    }
}
