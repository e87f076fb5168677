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

    /** Tells whether the sums of all these groups can be used; false also where their squares together are too large. */
    @SuppressWarnings("ShortCircuitBoolean") // no branch
    static boolean allUsable(MomentLayout layout, double[] sums, int stride, int at, int groups) {
        double size = total(sums, MomentLayout.WEIGHT * stride + at, groups);
        for (int v = 0; v < layout.variables(); v++) {
            size += total(sums, layout.product(v, v) * stride + at, groups);
        }
        return size < Double.POSITIVE_INFINITY & total(sums, MomentLayout.ALL_POSITIVE * stride + at, groups) == groups;
    }

    /** Four sums at a time, which do not wait for each other. */
    private static double total(double[] values, int from, int count) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int i = 0;
        for (; i < count - 3; i += 4) {
            a += values[from + i];
            b += values[from + i + 1];
            c += values[from + i + 2];
            d += values[from + i + 3];
        }
        for (; i < count; i++) {
            a += values[from + i];
        }
        return a + b + (c + d);
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
