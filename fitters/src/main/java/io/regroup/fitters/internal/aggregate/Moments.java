package io.regroup.fitters.internal.aggregate;

import io.regroup.api.spi.GroupRows;

/**
 * What means and variances are made of: the count n of the values, their sum {@code Σx}, a pivot p near their mean, and the
 * sums {@code Σ(x − p)} and {@code Σ(x − p)²}.
 *
 * <p>Of rows that are neighbours the mean is found first and taken for the pivot, in a second pass over rows that are in the
 * cache; if some of them are missing, the others are added one by one, and the pivot moves to the mean whenever n is a power of 16.
 *
 * <p>Scattered rows of a block are added one by one about the first value, and {@code Σx = n p + Σ(x − p)}, exact for integers as
 * long as it stays below 2⁵³. Where the first value turns out to be far from the mean, another pass starts from a pivot within
 * half a standard deviation of it, see {@link #settle}: cancellation costs six bits at most, whatever the values and their order.
 * If squares overflow, the pivot of that pass is 0.
 *
 * <p>Moments are combined as in Chan, Golub and LeVeque (1983), doi:10.1080/00031305.1983.10483115.
 */
record Moments() implements Part {

    private static final int SUM = ValueSum.SUM;
    private static final int PIVOT = 2;
    private static final int FIRST = 3;
    private static final int SECOND = 4;

    /** Squares about the pivot may be so many times those about the mean. */
    private static final double MOST_CANCELLED = 64;

    /** How much of the squares may be rounding. */
    private static final double ROUNDING = 0x1p-50;

    /** Stands for the sum while a second pass has a pivot already; a sum is not kept during passes over scattered rows. */
    private static final double AGAIN = 1;

    @Override
    public int width() {
        return 5;
    }

    @Override
    public void accumulate(GroupRows rows, int from, int to, double[] slab, int at) {
        double[] values = rows.target();
        double origin = values[from];
        double sum = 0;
        double sum2 = 0;
        double first = 0;
        double first2 = 0;
        int row = from;
        for (; row <= to - 2; row += 2) {
            double value = values[row];
            double value2 = values[row + 1];
            sum += value;
            sum2 += value2;
            first += value - origin;
            first2 += value2 - origin;
        }
        if (row < to) {
            sum += values[row];
            first += values[row] - origin;
        }
        sum += sum2;
        if (Double.isNaN(sum)) {
            addSome(values, from, to, slab, at);
            return;
        }
        double pivot = origin + (first + first2) / (to - from);
        double a = 0;
        double a2 = 0;
        double b = 0;
        double b2 = 0;
        for (row = from; row <= to - 2; row += 2) {
            double distance = values[row] - pivot;
            double distance2 = values[row + 1] - pivot;
            a += distance;
            a2 += distance2;
            b += distance * distance;
            b2 += distance2 * distance2;
        }
        if (row < to) {
            double distance = values[row] - pivot;
            a += distance;
            b += distance * distance;
        }
        add(to - from, sum, pivot, a + a2, b + b2, slab, at);
    }

    /** Adds rows of which some are missing, or whose sum is none. */
    private static void addSome(double[] values, int from, int to, double[] slab, int at) {
        for (int row = from; row < to; row++) {
            if (!Double.isNaN(values[row])) {
                add(values[row], slab, at);
            }
        }
    }

    /** Adds the moments of some rows. */
    private static void add(
            double count, double sum, double pivot, double first, double second, double[] slab, int at) {
        double before = slab[at];
        if (before == 0) {
            slab[at + SUM] = sum;
            slab[at + PIVOT] = pivot;
            slab[at + FIRST] = first;
            slab[at + SECOND] = second;
        } else {
            double all = before + count;
            double distance = slab[at + FIRST] / before;
            double otherDistance = first / count;
            double squares = slab[at + SECOND] - slab[at + FIRST] * distance + second - first * otherDistance;
            double between = pivot - slab[at + PIVOT] + (otherDistance - distance);
            squares += between * between * (before * (count / all));
            slab[at + SUM] += sum;
            move(all, distance + between * (count / all), squares, slab, at);
        }
        slab[at] = before + count;
    }

    /** Adds one value. All numbers are read before any is written: then one check of the bounds does for all of them. */
    private static void add(double value, double[] slab, int at) {
        double second = slab[at + SECOND];
        double first = slab[at + FIRST];
        double distance = value - slab[at + PIVOT];
        double sum = slab[at + SUM] + value;
        double count = slab[at] + 1;
        first += distance;
        second += distance * distance;
        slab[at] = count;
        slab[at + SUM] = sum;
        slab[at + FIRST] = first;
        slab[at + SECOND] = second;
        if (isPowerOf16(count)) {
            movePivot(count, first, second, slab, at);
        }
    }

    /** Tells whether a whole number is a power of 16: its exponent, counted from 1023, ends in 11, and its fraction is 0. */
    private static boolean isPowerOf16(double count) {
        return Double.doubleToRawLongBits(count) << 10 == 3L << 62;
    }

    private static void movePivot(double count, double first, double second, double[] slab, int at) {
        if (count == 1) {
            slab[at + PIVOT] = slab[at + SUM];
            slab[at + FIRST] = 0;
            slab[at + SECOND] = 0;
        } else {
            double mean = first / count;
            move(count, mean, second - first * mean, slab, at);
        }
    }

    /**
     * Moves the pivot to the mean.
     *
     * @param count how many values there are
     * @param distance how far the mean is from the pivot
     * @param squares the sum of squares about the mean
     */
    private static void move(double count, double distance, double squares, double[] slab, int at) {
        double before = slab[at + PIVOT];
        double pivot = before + distance;
        double rest = distance - (pivot - before);
        slab[at + PIVOT] = pivot;
        slab[at + FIRST] = rest * count;
        slab[at + SECOND] = squares + rest * rest * count;
    }

    @Override
    public void accumulateScattered(GroupRows rows, int from, int to, int[] starts, int offset, double[] slab) {
        double[] values = rows.target();
        for (int row = from; row < to; row++) {
            double value = values[row];
            int at = starts[row - from] + offset;
            if (at >= offset && !Double.isNaN(value)) {
                addAboutFirst(value, slab, at);
            }
        }
    }

    /** Adds one value about the first, or about the pivot that a second pass starts from. What is read is read first. */
    private static void addAboutFirst(double value, double[] slab, int at) {
        double count = slab[at];
        double first = slab[at + FIRST];
        double second = slab[at + SECOND];
        if (count == 0 && slab[at + SUM] != AGAIN) {
            slab[at + PIVOT] = value;
        }
        double distance = value - slab[at + PIVOT];
        slab[at] = count + 1;
        slab[at + FIRST] = first + distance;
        slab[at + SECOND] = second + distance * distance;
    }

    @Override
    public boolean settle(double[] slab, int at) {
        double count = slab[at];
        double first = slab[at + FIRST];
        double second = slab[at + SECOND];
        if (count == 0) {
            return true;
        }
        double squares = second - first * (first / count);
        if (slab[at + SUM] != AGAIN && second != 0 && !(second <= MOST_CANCELLED * squares)) {
            slab[at] = 0;
            slab[at + SUM] = AGAIN;
            slab[at + PIVOT] = betterPivot(count, slab[at + PIVOT], first, second, squares);
            slab[at + FIRST] = 0;
            slab[at + SECOND] = 0;
            return false;
        }
        slab[at + SUM] = Math.fma(count, slab[at + PIVOT], first);
        return true;
    }

    /**
     * Returns a pivot near the mean: off from the first by a multiple of a power of two that is no larger than the standard
     * deviation, so that distances from it are as exact as they were.
     */
    private static double betterPivot(double count, double pivot, double first, double second, double squares) {
        if (!Double.isFinite(second)) {
            return 0;
        }
        double variance = Math.max(squares, second * ROUNDING) / count;
        double step = Math.scalb(1.0, Math.getExponent(Math.sqrt(variance)));
        return pivot + Math.rint(first / count / step) * step;
    }

    @Override
    public void combine(double[] into, int at, double[] later, int laterAt) {
        if (later[laterAt] > 0) {
            add(
                    later[laterAt],
                    later[laterAt + SUM],
                    later[laterAt + PIVOT],
                    later[laterAt + FIRST],
                    later[laterAt + SECOND],
                    into,
                    at);
        }
    }

    /** Returns {@code Σ(x − mean)² / (n − freedom)}, NaN if there are no more values than that. */
    static double variance(double[] slab, int at, double freedom) {
        double count = slab[at];
        double free = count - freedom;
        double squares = slab[at + SECOND] - slab[at + FIRST] * (slab[at + FIRST] / count);
        return free > 0 ? Math.max(0, squares) / free : Double.NaN;
    }
}
