package io.regroup.fitters.internal;

import io.regroup.api.FitSpec;
import io.regroup.api.InvalidArgumentException;
import java.util.function.DoublePredicate;
import java.util.function.IntPredicate;

/** Reads options of fitters: what is given, or the default, or an error that says what was expected. */
final class NumberOptions {

    private NumberOptions() {}

    /**
     * Reads a number.
     *
     * @param expected what it has to be, for people
     * @throws InvalidArgumentException if it is no number, or none that will do
     */
    static double number(FitSpec spec, String option, double byDefault, String expected, DoublePredicate rule) {
        String given = spec.fitterOptions().get(option);
        if (given == null) {
            return byDefault;
        }
        double value;
        try {
            value = Double.parseDouble(given);
        } catch (NumberFormatException e) {
            throw new InvalidArgumentException(message(option, expected, given), e);
        }
        if (!rule.test(value)) {
            throw new InvalidArgumentException(message(option, expected, given));
        }
        return value;
    }

    /**
     * Reads a whole number.
     *
     * @param expected what it has to be, for people
     * @throws InvalidArgumentException if it is no whole number, or none that will do
     */
    static int wholeNumber(FitSpec spec, String option, int byDefault, String expected, IntPredicate rule) {
        String given = spec.fitterOptions().get(option);
        if (given == null) {
            return byDefault;
        }
        int value;
        try {
            value = Integer.parseInt(given);
        } catch (NumberFormatException e) {
            throw new InvalidArgumentException(message(option, expected, given), e);
        }
        if (!rule.test(value)) {
            throw new InvalidArgumentException(message(option, expected, given));
        }
        return value;
    }

    /**
     * Reads true or false.
     *
     * @throws InvalidArgumentException if it is neither
     */
    static boolean truth(FitSpec spec, String option, boolean byDefault) {
        String given = spec.fitterOptions().get(option);
        if (given == null) {
            return byDefault;
        }
        if (!given.equals("true") && !given.equals("false")) {
            throw new InvalidArgumentException(message(option, "true or false", given));
        }
        return given.equals("true");
    }

    private static String message(String option, String expected, String given) {
        return option + ": expected " + expected + ", got " + given;
    }
}
