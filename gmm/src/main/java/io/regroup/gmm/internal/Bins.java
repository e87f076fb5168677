package io.regroup.gmm.internal;

import org.jspecify.annotations.Nullable;

/**
 * A histogram of one dimension whose bins hold about equal weights: their edges are quantiles. A value that outweighs a bin has one of its
 * own, and no bin is much wider than a small part of the range. A bin holds the values from its edge up to below the next; the first one
 * has no edge. As a summary: for each bin its weight, and first and second moment about its edge.
 */
final class Bins {

    /** A bin is at most this part of the range wide, where there are values to cut it at. */
    private static final int WIDTHS = 256;

    private Bins() {}

    static int width(int bins) {
        return 3 * bins;
    }

    /**
     * Chooses edges among points in ascending order.
     *
     * @param most how many bins there may be
     * @param edges receives at most {@code most - 1} edges in ascending order
     * @return how many
     */
    static int edges(Points points, int most, double[] edges, int at) {
        double share = 1.25 * points.totalWeight() / most;
        double[] x = points.x[0];
        double widest = 2 * (x[points.size - 1] - x[0]) / Math.max(2, Math.min(WIDTHS, most / 2));
        int count = 0;
        double sum = 0;
        double start = x[0];
        for (int i = 1; i < points.size && count < most - 1; i++) {
            sum += points.weight[i - 1];
            if (sum >= share || sum + points.weight[i] > 1.5 * share || x[i] - start > widest) {
                edges[at + count++] = x[i];
                start = x[i];
                sum = 0;
            }
        }
        return count;
    }

    /** Adds rows to a summary. */
    static void add(
            double[] x,
            double @Nullable [] weight,
            int from,
            int to,
            double[] edges,
            int edgesAt,
            int edgeCount,
            double smallest,
            double[] sums,
            int at) {
        for (int i = from; i < to; i++) {
            double value = x[i];
            int bin = 0;
            int end = edgeCount;
            while (bin < end) {
                int middle = (bin + end) >>> 1;
                if (edges[edgesAt + middle] <= value) {
                    bin = middle + 1;
                } else {
                    end = middle;
                }
            }
            put(bin, value, weight == null ? 1 : weight[i], edges, edgesAt, smallest, sums, at);
        }
    }

    /** Adds points in ascending order; those that are finer bins count as a whole, where their mean is. */
    static void add(Points points, double[] edges, int edgeCount, double smallest, double[] sums) {
        int bin = 0;
        for (int i = 0; i < points.size; i++) {
            double value = points.x[0][i];
            double w = points.weight[i];
            while (bin < edgeCount && edges[bin] <= value) {
                bin++;
            }
            put(bin, value, w, edges, 0, smallest, sums, 0);
            if (points.spread) {
                sums[3 * bin + 2] += w * points.x[1][i] * points.x[1][i];
            }
        }
    }

    private static void put(
            int bin, double value, double w, double[] edges, int edgesAt, double smallest, double[] sums, int at) {
        double gap = value - (bin == 0 ? smallest : edges[edgesAt + bin - 1]);
        int place = at + 3 * bin;
        sums[place] += w;
        sums[place + 1] += w * gap;
        sums[place + 2] += w * gap * gap;
    }

    /** Hands out the bins that hold something, in ascending order. */
    static void read(
            double[] sums, int at, double[] edges, int edgesAt, int edgeCount, double smallest, Points points) {
        points.clear(edgeCount + 1, true);
        double[] spread = points.x[1];
        int size = 0;
        for (int bin = 0; bin <= edgeCount; bin++) {
            double w = sums[at + 3 * bin];
            if (w == 0) {
                continue;
            }
            double gap = sums[at + 3 * bin + 1] / w;
            points.x[0][size] = (bin == 0 ? smallest : edges[edgesAt + bin - 1]) + gap;
            spread[size] = Math.sqrt(Math.max(0, sums[at + 3 * bin + 2] / w - gap * gap));
            points.weight[size++] = w;
        }
        points.size = size;
    }

    /**
     * Returns the largest log-likelihood that rows in these bins can have: each is taken to stand where a component is densest, for each
     * component anew.
     */
    static double mostLogLikelihood(
            double[] sums, int at, double[] edges, int edgesAt, int edgeCount, Profile profile, Estimate estimate) {
        double total = 0;
        for (int bin = 0; bin <= edgeCount; bin++) {
            double w = sums[at + 3 * bin];
            if (w > 0) {
                double low = bin == 0 ? profile.smallest(0) : edges[edgesAt + bin - 1];
                double high = bin == edgeCount ? profile.largest(0) : edges[edgesAt + bin];
                total += w * mostLogDensity(low, high, estimate);
            }
        }
        return total;
    }

    private static double mostLogDensity(double low, double high, Estimate estimate) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < estimate.components; k++) {
            largest = Math.max(largest, most(low, high, estimate, k));
        }
        double sum = 0;
        for (int k = 0; k < estimate.components; k++) {
            sum += Math.exp(most(low, high, estimate, k) - largest);
        }
        return largest + Math.log(sum);
    }

    private static double most(double low, double high, Estimate estimate, int k) {
        double[] parameters = estimate.parameters;
        double mean = parameters[3 * k + 1];
        double gap = (Math.clamp(mean, low, high) - mean) * parameters[3 * k + 2];
        return parameters[3 * k] - 0.5 * gap * gap;
    }
}
