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
}
