package io.regroup.nonlinear.internal;

import io.regroup.api.spi.GroupRows;
import java.util.Arrays;

/** Where the named models of one feature begin. Of rows that do not say anything, the model's own start values stay. */
final class Starts {

    private static final int FEWEST_FOR_PEAK = 3;
    private static final int FEWEST_FOR_PEAK_ON_LINE = 5;
    /** The share of rows that are the ground under a peak, or one end of it. */
    private static final int SHARE = 5;
    /** How near to its top the rows of a peak are. */
    private static final double TOP = 0.7;

    private static final double TOP_ON_LINE = 0.5;
    /** A peak is no narrower than this share of the range of x. */
    private static final double NARROWEST = 0.01;

    private static final double NARROWEST_DECAY = 1e-10;
    /** A curve that saturates comes as near to its limit as this within the rows. */
    private static final double ABOVE_LARGEST = 1.05;

    private Starts() {}

    /** The ground is the median of the lowest fifth of y; the rows near the top say where the peak is, and how wide. */
    static void gaussian(GroupRows rows, double[] start) {
        int count = rows.count();
        if (count < FEWEST_FOR_PEAK) {
            return;
        }
        double[] sorted = Arrays.copyOfRange(rows.target(), rows.from(), rows.to());
        Arrays.sort(sorted);
        double offset = median(sorted, Math.max(1, count / SHARE));
        double amplitude = positive(sorted[count - 1] - offset);
        double[] height = Arrays.copyOfRange(rows.target(), rows.from(), rows.to());
        start[0] = amplitude;
        start[3] = offset;
        peak(rows, height, offset + TOP * amplitude, median(sorted, count), start);
    }

    /** The line goes through the means of both ends; what is above it is the peak. */
    static void gaussianPlusLine(GroupRows rows, double[] start) {
        int count = rows.count();
        if (count < FEWEST_FOR_PEAK_ON_LINE) {
            return;
        }
        double[] x = rows.feature(0);
        double[] sorted = Arrays.copyOfRange(x, rows.from(), rows.to());
        Arrays.sort(sorted);
        int end = Math.max(2, count / SHARE);
        double[] low = meansWhere(rows, Double.NEGATIVE_INFINITY, sorted[end - 1]);
        double[] high = meansWhere(rows, sorted[count - end], Double.POSITIVE_INFINITY);
        double slope = high[0] > low[0] ? (high[1] - low[1]) / (high[0] - low[0]) : 0;
        double offset = (low[1] + high[1]) / 2 - slope * (low[0] + high[0]) / 2;
        double[] height = new double[count];
        for (int i = 0; i < count; i++) {
            height[i] = rows.target()[rows.from() + i] - (offset + slope * x[rows.from() + i]);
        }
        double[] heights = height.clone();
        Arrays.sort(heights);
        double amplitude = positive(heights[count - 1]);
        start[0] = amplitude;
        start[3] = offset;
        start[4] = slope;
        peak(rows, height, TOP_ON_LINE * amplitude, median(heights, count), start);
    }

    /** Finds mean and width of the rows at the top; if there are less than two, of the upper half. */
    private static void peak(GroupRows rows, double[] height, double top, double middle, double[] start) {
        int above = 0;
        for (double value : height) {
            above += value >= top ? 1 : 0;
        }
        double least = above < 2 ? middle : top;
        double[] x = rows.feature(0);
        double[] weights = rows.weight();
        double pivot = x[rows.from()];
        double total = 0;
        double sum = 0;
        for (int i = 0; i < height.length; i++) {
            if (height[i] >= least) {
                double w = weights == null ? 1 : weights[rows.from() + i];
                total += w;
                sum += w * (x[rows.from() + i] - pivot);
            }
        }
        double mean = pivot + sum / total;
        double squares = 0;
        for (int i = 0; i < height.length; i++) {
            if (height[i] >= least) {
                double w = weights == null ? 1 : weights[rows.from() + i];
                double d = x[rows.from() + i] - mean;
                squares += w * d * d;
            }
        }
        start[1] = mean;
        start[2] = Math.max(Math.sqrt(squares / total), NARROWEST * range(rows));
    }

    /** Down to the lowest y, from the highest at the lowest x, within a third of the range of x. */
    static void exponential(GroupRows rows, double[] start) {
        double offset = least(rows.target(), rows);
        double height = positive(most(rows.target(), rows) - offset);
        double tau = Math.max(range(rows) / 3, NARROWEST_DECAY);
        double amplitude = height * Math.exp(least(rows.feature(0), rows) / tau);
        boolean far = amplitude == 0 || Double.isInfinite(amplitude);
        start[0] = far ? height : amplitude;
        start[1] = tau;
        start[2] = offset;
    }

    /** A straight line from the lowest y. */
    static void powerLaw(GroupRows rows, double[] start) {
        double offset = least(rows.target(), rows);
        start[0] = most(rows.target(), rows) - offset;
        start[1] = 1;
        start[2] = offset;
    }

    /**
     * With the limit a little beyond the largest y, {@code log(y / (limit − y))} is a straight line in x, fitted by least squares to the
     * rows where it is defined.
     */
    static void logistic(GroupRows rows, double[] start) {
        double most = most(rows.target(), rows);
        double least = least(rows.target(), rows);
        double limit = ABOVE_LARGEST * (most >= -least ? most : least);
        double[] x = rows.feature(0);
        double n = 0;
        double meanX = 0;
        double meanZ = 0;
        double xx = 0;
        double xz = 0;
        for (int i = rows.from(); i < rows.to(); i++) {
            double share = rows.target()[i] / limit;
            if (share > 0 && share < 1) {
                double z = Math.log(share / (1 - share));
                n++;
                double dx = x[i] - meanX;
                meanX += dx / n;
                meanZ += (z - meanZ) / n;
                xx += dx * (x[i] - meanX);
                xz += dx * (z - meanZ);
            }
        }
        if (limit != 0 && xx > 0 && xz != 0) {
            start[0] = limit;
            start[1] = meanX - meanZ * xx / xz;
            start[2] = xx / xz;
        }
    }

    private static double positive(double height) {
        return height > 0 ? height : 1;
    }

    /** Returns the median of the first values of a sorted array. */
    private static double median(double[] sorted, int count) {
        double upper = sorted[count / 2];
        return count % 2 == 1 ? upper : sorted[count / 2 - 1] + (upper - sorted[count / 2 - 1]) / 2;
    }

    /** Returns the means of x and y over the rows with x in a range. */
    private static double[] meansWhere(GroupRows rows, double least, double most) {
        double[] x = rows.feature(0);
        double n = 0;
        double meanX = 0;
        double meanY = 0;
        for (int i = rows.from(); i < rows.to(); i++) {
            if (x[i] >= least && x[i] <= most) {
                n++;
                meanX += (x[i] - meanX) / n;
                meanY += (rows.target()[i] - meanY) / n;
            }
        }
        return new double[] {meanX, meanY};
    }

    private static double range(GroupRows rows) {
        return most(rows.feature(0), rows) - least(rows.feature(0), rows);
    }

    private static double least(double[] values, GroupRows rows) {
        double least = Double.POSITIVE_INFINITY;
        for (int i = rows.from(); i < rows.to(); i++) {
            least = Math.min(least, values[i]);
        }
        return least;
    }

    private static double most(double[] values, GroupRows rows) {
        double most = Double.NEGATIVE_INFINITY;
        for (int i = rows.from(); i < rows.to(); i++) {
            most = Math.max(most, values[i]);
        }
        return most;
    }
}
