package io.regroup.kernels;

/** Operations on the moments of one group: an array of {@link MomentLayout#width()} quantities. */
final class Moments {

    private Moments() {}

    /** Tells whether the sums can be used: they are finite, and no weight was zero or less. */
    @SuppressWarnings("ShortCircuitBoolean") // no branch
    static boolean usable(MomentLayout layout, double[] sums, int stride, int group) {
        double size = sums[MomentLayout.WEIGHT * stride + group];
        for (int v = 0; v < layout.variables(); v++) {
            size += sums[layout.product(v, v) * stride + group];
        }
        return size < Double.POSITIVE_INFINITY & sums[MomentLayout.ALL_POSITIVE * stride + group] == 1;
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
