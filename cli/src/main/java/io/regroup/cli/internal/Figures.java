package io.regroup.cli.internal;

import java.util.Locale;
import java.util.regex.Pattern;

/** Writes differences for people: two digits are enough to see how large one is. */
final class Figures {

    private static final double LARGEST_PLAIN = 1e5;
    private static final double SMALLEST_PLAIN = 1e-3;

    /** What two digits at least make of an exponent, and its sign. */
    private static final Pattern EXPONENT = Pattern.compile("e\\+?(-?)0*");

    private Figures() {}

    /** Writes a number that is not negative: {@code 0}, {@code 0.043}, {@code 12}, {@code 3.1e-15}, {@code ∞}, or {@code -}. */
    static String number(double value) {
        if (Double.isNaN(value)) {
            return "-";
        }
        if (Double.isInfinite(value)) {
            return "∞";
        }
        if (value == 0) {
            return "0";
        }
        if (value >= LARGEST_PLAIN || value < SMALLEST_PLAIN) {
            return EXPONENT.matcher(String.format(Locale.ROOT, "%.1e", value)).replaceFirst("e$1");
        }
        if (value >= 10) {
            return Long.toString(Math.round(value));
        }
        return String.format(Locale.ROOT, value >= 1 ? "%.1f" : "%.2g", value);
    }
}
