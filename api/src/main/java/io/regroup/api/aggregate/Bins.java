package io.regroup.api.aggregate;

import io.regroup.api.InvalidArgumentException;
import java.io.Serializable;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.stream.Collectors;

/**
 * How numbers are put into bins: intervals that do not overlap, closed on the right as in {@code (0, 1]} unless said
 * otherwise. A number outside of all bins, a missing one included, has no bin.
 */
public sealed interface Bins extends Serializable {

    /** The number of a value without a bin. */
    long NONE = Long.MIN_VALUE;

    /** A bin number beyond this has borders that a double cannot tell apart. */
    double MOST_BINS = 0x1p53;

    /**
     * Makes bins between neighbours of a list.
     *
     * @param breaks at least two, finite or infinite, each greater than the one before
     * @return one bin less than there are breaks, closed on the right
     * @throws InvalidArgumentException if there are fewer, or they do not ascend
     */
    static Bins breaks(double... breaks) {
        return new Breaks(breaks.clone(), true);
    }

    /**
     * Makes bins of one width, from zero in both directions.
     *
     * @param width a finite number above 0
     * @return bins {@code (i · width, (i + 1) · width]}
     * @throws InvalidArgumentException if the width is none
     */
    static Bins width(double width) {
        return new Width(width, true);
    }

    /**
     * Reads bins as text.
     *
     * @param text breaks, as in {@code 0, 1, 2, 5}, or {@code width 0.5}; with {@code closed left} at the end, the bins have their
     *     left border instead of the right one
     * @return the bins
     * @throws InvalidArgumentException if the text is none of this
     */
    static Bins parse(String text) {
        Matcher matcher = BinsText.PATTERN.matcher(text);
        if (!matcher.matches()) {
            throw BinsText.fault(text, null);
        }
        try {
            Bins bins = matcher.group("width") != null
                    ? width(Double.parseDouble(matcher.group("width")))
                    : breaks(Arrays.stream(matcher.group("breaks").split(",", -1))
                            .mapToDouble(Double::parseDouble)
                            .toArray());
            return matcher.group("left") == null ? bins : bins.closedLeft();
        } catch (NumberFormatException e) {
            throw BinsText.fault(text, e);
        }
    }

    /**
     * Returns the same bins with their left border and without the right one: {@code [0, 1)}.
     *
     * @return the changed copy
     */
    Bins closedLeft();

    /**
     * Finds a number's bin.
     *
     * @param value any number
     * @return the number of the bin, greater for greater values; {@link #NONE} if there is none
     */
    long of(double value);

    /**
     * Returns the left border of a bin.
     *
     * @param bin its number
     * @return the border
     */
    double from(long bin);

    /**
     * Returns the right border of a bin.
     *
     * @param bin its number
     * @return the border
     */
    double to(long bin);

    /**
     * Returns how many bins there are.
     *
     * @return the bins are numbered from 0 to this; 0 if there is no end to them
     */
    int count();

    /**
     * Bins between neighbours of a list.
     *
     * @param borders ascending
     * @param closedRight whether a bin has its right border, or else its left one
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared, not handed out
    record Breaks(double[] borders, boolean closedRight) implements Bins {

        /** Checks the borders. */
        public Breaks {
            if (borders.length < 2) {
                throw new InvalidArgumentException(
                        "bins: expected at least 2 breaks, got " + borders.length + "; one bin is between 2 of them");
            }
            for (int i = 0; i < borders.length; i++) {
                if (Double.isNaN(borders[i]) || (i > 0 && !(borders[i] > borders[i - 1]))) {
                    throw new InvalidArgumentException("bins: expected breaks that ascend, got " + list(borders));
                }
            }
        }

        @Override
        public Bins closedLeft() {
            return new Breaks(borders, false);
        }

        @Override
        public long of(double value) {
            if (Double.isNaN(value)) {
                return NONE;
            }
            int place = Arrays.binarySearch(borders, value + 0.0); // -0.0 is 0.0
            int bin = place < 0 ? -place - 2 : closedRight ? place - 1 : place;
            return bin < 0 || bin > borders.length - 2 ? NONE : bin;
        }

        @Override
        public double from(long bin) {
            return borders[(int) bin];
        }

        @Override
        public double to(long bin) {
            return borders[(int) bin + 1];
        }

        @Override
        public int count() {
            return borders.length - 1;
        }

        @Override
        public String toString() {
            return list(borders) + (closedRight ? "" : " closed left");
        }

        private static String list(double[] numbers) {
            return Arrays.stream(numbers).mapToObj(Double::toString).collect(Collectors.joining(", "));
        }
    }

    /**
     * Bins of one width.
     *
     * @param size the width
     * @param closedRight whether a bin has its right border, or else its left one
     */
    record Width(double size, boolean closedRight) implements Bins {

        /** Checks the width. */
        public Width {
            if (!(size > 0) || Double.isInfinite(size)) {
                throw new InvalidArgumentException("bins: expected a width above 0, got " + size);
            }
        }

        @Override
        public Bins closedLeft() {
            return new Width(size, false);
        }

        @Override
        public long of(double value) {
            double guess = Math.floor(value / size);
            if (!(Math.abs(guess) < MOST_BINS)) {
                return NONE;
            }
            // the quotient is rounded, so a value near a border may lie beside it
            long bin = (long) guess;
            while (closedRight ? value > to(bin) : value >= to(bin)) {
                bin++;
            }
            while (closedRight ? value <= from(bin) : value < from(bin)) {
                bin--;
            }
            return bin;
        }

        @Override
        public double from(long bin) {
            return bin * size;
        }

        @Override
        public double to(long bin) {
            return (bin + 1) * size;
        }

        @Override
        public int count() {
            return 0;
        }

        @Override
        public String toString() {
            return "width " + size + (closedRight ? "" : " closed left");
        }
    }
}
