package io.regroup.fitters.internal.linear;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The slopes of the lines through every two rows whose x differ, in order of size. Up to {@link #MOST_LISTED} of them are listed. Of
 * more only those are that lie between two slopes which enclose the ones asked for: how many slopes are below b is the number of
 * pairs that stand in another order by {@code y − b x} than by x, and a merge sort counts it. So memory is bounded, and the answer
 * is that of a complete list. Source: R. Cole, J. S. Salowe, W. L. Steiger, E. Szemerédi, An optimal-time algorithm for slope selection,
 * SIAM J. Comput. 18 (1989) 792–810, doi:10.1137/0218055, with a simpler search for the two slopes.
 */
final class PairSlopes {

    /** So many slopes are listed at a time: those of 1,024 rows. */
    static final int MOST_LISTED = 1 << 19;

    /** Fewer, so that there is room for pairs that rounding takes for neighbours of an interval's ends. */
    private static final int MOST_ENCLOSED = MOST_LISTED / 2;

    private static final int SAMPLE = 1000;

    private final InversionSort sort = new InversionSort();
    private final Extended key = new Extended();
    private double[] x = new double[0];
    private double[] y = new double[0];
    private double[] list = new double[0];
    private final double[] sample = new double[SAMPLE];
    private int sampled;
    private int rows;
    private int listed;
    private long size;
    private long tiesCubed;

    private double low;
    private double high;
    private long belowLow;
    private long belowHigh;

    /** Takes rows. */
    void use(double[] givenX, double[] givenY, int from, int count) {
        rows = count;
        sort.makeRoom(count);
        if (x.length < count) {
            int length = Math.max(count, 2 * x.length);
            x = new double[length];
            y = new double[length];
        }
        for (int i = 0; i < count; i++) {
            sort.put(i, i, givenX[from + i], givenY[from + i]);
        }
        sort.sort(count, null);
        for (int i = 0; i < count; i++) {
            int row = from + sort.item(i);
            x[i] = givenX[row];
            y[i] = givenY[row];
        }
        size = (long) count * (count - 1) / 2;
        tiesCubed = 0;
        for (int start = 0; start < count; ) {
            int end = endOfTies(start);
            long ties = (long) end - start;
            size -= ties * (ties - 1) / 2;
            tiesCubed += ties * (ties - 1) * (2 * ties + 5);
            start = end;
        }
        listed = 0;
        if (size <= MOST_LISTED) {
            listAll();
        } else {
            takeSample();
        }
        low = Double.NEGATIVE_INFINITY;
        high = Double.POSITIVE_INFINITY;
        belowLow = 0;
        belowHigh = size;
    }

    private int endOfTies(int start) {
        int end = start + 1;
        while (end < rows && x[end] == x[start]) {
            end++;
        }
        return end;
    }

    /** How many pairs of rows have different x. */
    long size() {
        return size;
    }

    /** {@code Σ t (t − 1)(2 t + 5)} over runs of t rows with the same x. */
    long tiesCubed() {
        return tiesCubed;
    }

    private static double slope(double x1, double y1, double x2, double y2) {
        return (y2 - y1) / (x2 - x1);
    }

    private void listAll() {
        makeRoom((int) size);
        for (int start = 0; start < rows; ) {
            int end = endOfTies(start);
            for (int i = start; i < end; i++) {
                for (int j = end; j < rows; j++) {
                    list[listed++] = slope(x[i], y[i], x[j], y[j]);
                }
            }
            start = end;
        }
    }

    private void makeRoom(int slopes) {
        if (list.length < slopes) {
            list = new double[Math.min(MOST_LISTED, Math.max(slopes, 2 * list.length))];
        }
    }

    /** Slopes of some pairs, always the same ones, to start the search with. */
    private void takeSample() {
        SplittableRandom random = new SplittableRandom(rows);
        sampled = 0;
        for (int attempt = 0; attempt < SAMPLE; attempt++) {
            int i = random.nextInt(rows);
            int j = random.nextInt(rows);
            if (x[i] != x[j]) {
                sample[sampled++] = slope(x[i], y[i], x[j], y[j]);
            }
        }
        Arrays.sort(sample, 0, sampled);
    }

    /** The list of all slopes, in any order, if there are no more than {@link #MOST_LISTED}; may be permuted. */
    double[] list() {
        return list;
    }

    /**
     * Returns the slope of a rank.
     *
     * @param rank from 0, below {@link #size()}
     */
    double ofRank(long rank) {
        if (size <= MOST_LISTED) {
            return Selection.select(list, 0, listed, (int) rank);
        }
        if (rank < belowLow) {
            high = low;
            belowHigh = belowLow;
            low = Double.NEGATIVE_INFINITY;
            belowLow = 0;
            listed = 0;
        } else if (rank >= belowHigh) {
            low = high;
            belowLow = belowHigh;
            high = Double.POSITIVE_INFINITY;
            belowHigh = size;
            listed = 0;
        }
        if (listed == 0 && !enclose(rank)) {
            return (Double.isInfinite(low) ? high : low) + 0.0; // not -0.0
        }
        if (listed == 0) {
            listEnclosed();
        }
        return Selection.select(list, 0, listed, (int) (rank - belowLow));
    }

    /** Narrows the interval; returns false if no double is left in it, so that all slopes in it are the same. */
    private boolean enclose(long rank) {
        boolean halve = false;
        while (belowHigh - belowLow > MOST_ENCLOSED || Double.isInfinite(low) || Double.isInfinite(high)) {
            double next = next(rank, halve);
            if (!(next > low && next < high)) {
                return false;
            }
            long between = belowHigh - belowLow;
            long below = countBelow(next);
            if (below <= rank) {
                low = next;
                belowLow = below;
            } else {
                high = next;
                belowHigh = below;
            }
            halve = belowHigh - belowLow > between / 2;
        }
        return true;
    }

    /** Where to look next: a little beyond the ranks, on the side that is further from them. */
    private double next(long rank, boolean halve) {
        if (Double.isInfinite(low) || Double.isInfinite(high)) {
            return nextOfSample(rank);
        }
        if (halve) {
            return middle();
        }
        double between = belowHigh - belowLow;
        double share = (rank - belowLow + 0.5) / between;
        double beyond = MOST_ENCLOSED / 2.0 / between;
        double wanted = share < 0.5 ? share + beyond : share - beyond;
        return low + (high - low) * wanted;
    }

    /**
     * The middle of the interval as the sample sees it: where many slopes are the same, it is that slope, and once this is the lower
     * end, the double above it.
     */
    private double middle() {
        int from = 0;
        while (from < sampled && sample[from] < low) {
            from++;
        }
        int to = from;
        while (to < sampled && sample[to] < high) {
            to++;
        }
        double seen = from < to ? sample[(from + to - 1) / 2] : low + (high - low) / 2;
        return seen > low ? seen : Math.nextUp(low);
    }

    private double nextOfSample(long rank) {
        boolean up = Double.isInfinite(high) && !Double.isInfinite(low);
        double share = (double) rank / size * sampled;
        int margin = 1 + (int) (3 * Math.sqrt(sampled));
        int place = (int) (up ? share + margin : share - margin);
        while (place >= 0 && place < sampled) {
            if (sample[place] > low && sample[place] < high) {
                return sample[place];
            }
            place += up ? margin : -margin;
        }
        if (up) {
            return low + Math.max(1, Math.abs(low));
        }
        return Double.isInfinite(high) ? 0 : high - Math.max(1, Math.abs(high));
    }

    /** Counts the slopes below b, exactly: keys have all digits of y − b x. */
    private long countBelow(double b) {
        putKeys(b, false);
        return sort.sort(rows, null);
    }

    /** Puts all rows with their key, in the order of x or as they were sorted last. */
    private void putKeys(double b, boolean asSorted) {
        for (int place = 0; place < rows; place++) {
            int row = asSorted ? sort.item(place) : place;
            key.set(x[row], 0);
            key.multiply(-b, 0);
            key.add(y[row], 0);
            sort.put(place, row, key.high(), key.low());
        }
    }

    /** Lists the slopes from low to high: pairs that change their order between the two. */
    private void listEnclosed() {
        putKeys(low, false);
        sort.sort(rows, null);
        putKeys(high, true);
        makeRoom(MOST_LISTED);
        listed = 0;
        sort.sort(rows, (i, j) -> list[listed++] = slope(x[i], y[i], x[j], y[j]));
    }
}
