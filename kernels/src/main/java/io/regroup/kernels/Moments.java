package io.regroup.kernels;

/** Operations on the moments of one group: an array of {@link MomentLayout#width()} quantities. */
final class Moments {

    private Moments() {}

    /** Tells whether the sums can be used: they are finite, and no weight was zero or less. */
    static boolean usable(MomentLayout layout, double[] sums, int stride, int group) {
        double size = sums[MomentLayout.WEIGHT * stride + group];
        for (int v = 0; v < layout.variables(); v++) {
            size += sums[layout.product(v, v) * stride + group];
        }
        return size < Double.POSITIVE_INFINITY && sums[MomentLayout.ALL_POSITIVE * stride + group] == 1;
    }

    /** The same for neighbouring groups, with one loop over them for each sum. */
    @SuppressWarnings("ShortCircuitBoolean") // no branch
    static void usable(
            MomentLayout layout,
            ColumnLoops loops,
            double[] sums,
            int stride,
            int at,
            int groups,
            double[] work,
            boolean[] usable) {
        System.arraycopy(sums, MomentLayout.WEIGHT * stride + at, work, at, groups);
        for (int v = 0; v < layout.variables(); v++) {
            loops.add(sums, layout.product(v, v) * stride + at, work, at, work, at, groups);
        }
        int positive = MomentLayout.ALL_POSITIVE * stride;
        for (int g = at; g < at + groups; g++) {
            usable[g] = work[g] < Double.POSITIVE_INFINITY & sums[positive + g] == 1;
        }
    }

    /** Copies what does not depend on the target. */
    static void copyFeatures(MomentLayout layout, double[] from, double[] into, int stride, int at, int groups) {
        for (int k = 0; k < layout.width(); k++) {
            if (!layout.isTargets(k)) {
                System.arraycopy(from, k * stride + at, into, k * stride + at, groups);
            }
        }
    }

    /** Tells whether the pivots are so far from the means that centring would lose digits. */
    static boolean farPivot(MomentLayout layout, double[] moments, double mostCentring) {
        for (int v = 0; v < layout.variables(); v++) {
            double sum = moments[layout.sum(v)];
            double square = moments[layout.product(v, v)];
            double centred = square - sum * sum / moments[MomentLayout.WEIGHT];
            if (!(centred * mostCentring >= square)) {
                return true;
            }
        }
        return false;
    }

    /** Moves the pivots to the means. */
    static void centre(MomentLayout layout, double[] moments) {
        double[] pivots = new double[layout.variables()];
        for (int v = 0; v < pivots.length; v++) {
            pivots[v] = moments[layout.pivot(v)] + moments[layout.sum(v)] / moments[MomentLayout.WEIGHT];
        }
        shift(layout, moments, pivots);
    }

    /** Moves the pivots, with the exact change of the sums. */
    static void shift(MomentLayout layout, double[] moments, double[] pivots) {
        double weight = moments[MomentLayout.WEIGHT];
        for (int j = 0; j < pivots.length; j++) {
            double dj = pivots[j] - moments[layout.pivot(j)];
            for (int i = 0; i <= j; i++) {
                double di = pivots[i] - moments[layout.pivot(i)];
                moments[layout.product(i, j)] +=
                        di * (weight * dj - moments[layout.sum(j)]) - dj * moments[layout.sum(i)];
            }
        }
        for (int v = 0; v < pivots.length; v++) {
            moments[layout.sum(v)] -= weight * (pivots[v] - moments[layout.pivot(v)]);
        }
        for (int v = 0; v < pivots.length; v++) {
            moments[layout.pivot(v)] = pivots[v];
        }
    }

    /**
     * Adds moments that are about their means to others that are (Chan, Golub and LeVeque 1983,
     * doi:10.1080/00031305.1983.10483115).
     *
     * @param into receives the sum, again about the mean
     * @param other loses its pivots
     * @param intercept whether there are pivots at all
     */
    static void merge(MomentLayout layout, double[] into, double[] other, boolean intercept) {
        if (other[MomentLayout.WEIGHT] == 0) {
            return;
        }
        if (into[MomentLayout.WEIGHT] == 0) {
            System.arraycopy(other, 0, into, 0, into.length);
            return;
        }
        if (intercept) {
            double share = other[MomentLayout.WEIGHT] / (into[MomentLayout.WEIGHT] + other[MomentLayout.WEIGHT]);
            double[] pivots = new double[layout.variables()];
            for (int v = 0; v < pivots.length; v++) {
                double own = into[layout.pivot(v)];
                pivots[v] = own + share * (other[layout.pivot(v)] - own);
            }
            shift(layout, into, pivots);
            shift(layout, other, pivots);
        }
        double positive = Math.min(into[MomentLayout.ALL_POSITIVE], other[MomentLayout.ALL_POSITIVE]);
        into[MomentLayout.WEIGHT] += other[MomentLayout.WEIGHT];
        into[MomentLayout.ALL_POSITIVE] = positive;
        for (int k = layout.sum(0); k < into.length; k++) {
            into[k] += other[k];
        }
    }
}
