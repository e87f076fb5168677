package io.regroup.gmm.internal;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What is known of rows without any model: how many there are, what they weigh, the range, mean and centred second moments of each
 * dimension. As a summary: count, weight, then smallest, largest and mean of each dimension, then the packed second moments. Parts are
 * combined as Chan, Golub and LeVeque (1983) do.
 */
final class Profile {

    /** So many rows are centred at a time. */
    private static final int STEP = 512;

    private static final int WEIGHT = 1;
    private static final int RANGES = 2;

    /** Squares of ranges up to this and down to its inverse are numbers of full precision. */
    private static final double LARGEST_RANGE = 1e140;

    private static final double SMALLEST_DEVIATION = 1e-150;

    private final int dimensions;
    private final double[] part;
    final double[] numbers;

    Profile(int dimensions) {
        this.dimensions = dimensions;
        this.part = new double[width(dimensions)];
        this.numbers = new double[width(dimensions)];
    }

    static int width(int dimensions) {
        return RANGES + 3 * dimensions + Packed.width(dimensions);
    }

    void identity(double[] sums, int at) {
        for (int a = 0; a < dimensions; a++) {
            sums[at + RANGES + 3 * a] = Double.POSITIVE_INFINITY;
            sums[at + RANGES + 3 * a + 1] = Double.NEGATIVE_INFINITY;
        }
    }

    /** Adds rows to a summary. */
    void add(double[][] x, double @Nullable [] weight, int from, int to, double[] sums, int at) {
        for (int start = from; start < to; start += STEP) {
            int end = Math.min(to, start + STEP);
            summarize(x, weight, start, end);
            combine(sums, at, part, 0);
        }
    }

    private void summarize(double[][] x, double @Nullable [] weight, int from, int to) {
        double total = weight == null ? to - from : sum(weight, from, to);
        part[0] = to - from;
        part[WEIGHT] = total;
        for (int a = 0; a < dimensions; a++) {
            double[] column = x[a];
            double least = column[from];
            double most = least;
            double sum = 0;
            for (int i = from; i < to; i++) {
                double value = column[i];
                least = Math.min(least, value);
                most = Math.max(most, value);
                sum += weight == null ? value : value * weight[i];
            }
            int place = RANGES + 3 * a;
            part[place] = least;
            part[place + 1] = most;
            part[place + 2] = sum / total;
        }
        int products = RANGES + 3 * dimensions;
        for (int a = 0; a < dimensions; a++) {
            for (int b = 0; b <= a; b++) {
                part[products++] = products(x[a], mean(part, a), x[b], mean(part, b), weight, from, to);
            }
        }
    }

    private static double sum(double[] values, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += values[i];
        }
        return sum;
    }

    private static double products(
            double[] x, double meanX, double[] y, double meanY, double @Nullable [] weight, int from, int to) {
        double sum = 0;
        if (weight == null) {
            for (int i = from; i < to; i++) {
                sum += (x[i] - meanX) * (y[i] - meanY);
            }
        } else {
            for (int i = from; i < to; i++) {
                sum += weight[i] * (x[i] - meanX) * (y[i] - meanY);
            }
        }
        return sum;
    }

    private static double mean(double[] numbers, int dimension) {
        return numbers[RANGES + 3 * dimension + 2];
    }

    /** Adds a summary to another. */
    void combine(double[] into, int at, double[] later, int laterAt) {
        double left = into[at + WEIGHT];
        double right = later[laterAt + WEIGHT];
        if (right == 0) {
            return;
        }
        double share = right / (left + right);
        int products = RANGES + 3 * dimensions;
        for (int a = 0; a < dimensions; a++) {
            int mean = RANGES + 3 * a + 2;
            double gap = later[laterAt + mean] - into[at + mean];
            for (int b = 0; b <= a; b++) {
                int other = RANGES + 3 * b + 2;
                double otherGap = later[laterAt + other] - into[at + other];
                into[at + products] += later[laterAt + products] + gap * otherGap * left * share;
                products++;
            }
        }
        for (int a = 0; a < dimensions; a++) {
            int place = RANGES + 3 * a;
            into[at + place] = Math.min(into[at + place], later[laterAt + place]);
            into[at + place + 1] = Math.max(into[at + place + 1], later[laterAt + place + 1]);
            into[at + place + 2] += share * (later[laterAt + place + 2] - into[at + place + 2]);
        }
        into[at] += later[laterAt];
        into[at + WEIGHT] = left + right;
    }

    void read(double[] from, int at) {
        System.arraycopy(from, at, numbers, 0, numbers.length);
    }

    void write(double[] to, int at) {
        System.arraycopy(numbers, 0, to, at, numbers.length);
    }

    double count() {
        return numbers[0];
    }

    double weight() {
        return numbers[WEIGHT];
    }

    double smallest(int dimension) {
        return numbers[RANGES + 3 * dimension];
    }

    double largest(int dimension) {
        return numbers[RANGES + 3 * dimension + 1];
    }

    double mean(int dimension) {
        return mean(numbers, dimension);
    }

    /** Returns a centred second moment, not divided by anything, for {@code row >= column}. */
    double moment(int row, int column) {
        return numbers[RANGES + 3 * dimensions + Packed.index(row, column)];
    }

    double range(int dimension) {
        return largest(dimension) - smallest(dimension);
    }

    /** Describes points that stand for the same rows, in other units. */
    void use(Points points) {
        double rows = count();
        Arrays.fill(numbers, 0);
        identity(numbers, 0);
        add(points.x, points.weight, 0, points.size, numbers, 0);
        numbers[0] = rows;
    }

    /**
     * Returns a unit in which the numbers of a dimension are neither large nor small.
     *
     * @return a power of two
     */
    double unit(int dimension) {
        double size = Math.max(Math.abs(smallest(dimension)), Math.abs(largest(dimension)));
        double wanted = range(dimension) > 0 && range(dimension) < size ? range(dimension) : size;
        return Math.scalb(1.0, Math.clamp(Math.getExponent(wanted), -1000, 1000));
    }

    /** Tells whether weights can be computed with. */
    boolean hasUsableWeights() {
        return weight() >= Double.MIN_NORMAL && weight() < LARGEST_RANGE;
    }

    /** Tells whether squares can be computed with. */
    boolean hasUsableSquares() {
        boolean usable = true;
        for (int a = 0; a < dimensions; a++) {
            double range = range(a);
            usable &= range == 0 || (range > 1 / LARGEST_RANGE && range < LARGEST_RANGE);
            usable &= Double.isFinite(moment(a, a)) && Double.isFinite(mean(a));
        }
        return usable;
    }

    /**
     * Writes the smallest variance of each dimension. Where all values are the same, their size stands for the range, and 1 if they are
     * zero.
     *
     * @param share the smallest deviation, relative to the range
     */
    void floors(double share, double[] floors) {
        for (int a = 0; a < dimensions; a++) {
            double size = Math.abs(smallest(a));
            double scale = range(a) > 0 ? range(a) : size > 0 ? size : 1;
            double deviation = Math.max(share * Math.min(scale, LARGEST_RANGE), SMALLEST_DEVIATION);
            floors[a] = deviation * deviation;
        }
    }
}
