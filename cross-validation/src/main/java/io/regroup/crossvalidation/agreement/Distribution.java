package io.regroup.crossvalidation.agreement;

/**
 * How the differences of one column spread over the groups: as multiples of the tolerance, by powers of ten, and against
 * the condition number. Filled by one comparison, then only read.
 */
public final class Distribution {

    /** The powers of ten of the lowest and the highest class of multiples; the outer classes take what is beyond. */
    public static final int LOWEST = -8;

    /** The highest power of ten that has a class of its own. */
    public static final int HIGHEST = 4;

    /** How many classes there are to a power of ten of the condition number. */
    public static final int CLASSES_PER_DECADE = 8;

    private static final int CONDITIONS = 16 * CLASSES_PER_DECADE + 1;

    private long same;
    private final long[] multiples = new long[HIGHEST - LOWEST + 1];
    private final double[] largest = new double[CONDITIONS];
    private final double[] allowed = new double[CONDITIONS];

    Distribution() {}

    void add(double multiple, double condition, double relative, double tolerance) {
        if (multiple == 0) {
            same++;
        } else {
            int power = (int) Math.floor(Math.log10(multiple));
            multiples[Math.clamp(power, LOWEST, HIGHEST) - LOWEST]++;
        }
        if (condition >= 1) {
            int place = Math.min((int) (CLASSES_PER_DECADE * Math.log10(condition)), CONDITIONS - 1);
            largest[place] = Math.max(largest[place], relative);
            allowed[place] = allowed[place] == 0 ? tolerance : Math.min(allowed[place], tolerance);
        }
    }

    /**
     * Counts the groups where both numbers are the same.
     *
     * @return at least 0
     */
    public long same() {
        return same;
    }

    /**
     * Counts the groups whose difference is from {@code 10^power} to ten times as many tolerances.
     *
     * @param power from {@link #LOWEST} to {@link #HIGHEST}
     * @return at least 0
     */
    public long count(int power) {
        return multiples[power - LOWEST];
    }

    /**
     * Returns the number of classes of condition numbers.
     *
     * @return the first begins with 1, the last has all from 10¹⁶ on
     */
    public int conditions() {
        return CONDITIONS;
    }

    /**
     * Returns the largest difference of a class of condition numbers.
     *
     * @param place from 0; the class begins with {@code 10^(place / CLASSES_PER_DECADE)}
     * @return relative to the natural scale; 0 if there is none
     */
    public double largest(int place) {
        return largest[place];
    }

    /**
     * Returns the smallest tolerance of a class of condition numbers.
     *
     * @param place from 0
     * @return relative to the natural scale; 0 if there is no group in the class
     */
    public double allowed(int place) {
        return allowed[place];
    }
}
