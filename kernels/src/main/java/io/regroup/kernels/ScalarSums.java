package io.regroup.kernels;

/** The plain form of the sums of single groups: one row after another. */
public final class ScalarSums {

    private ScalarSums() {}

    /**
     * Makes an instance for one thread.
     *
     * @param features the number of features, p
     * @param moments makes the kernels for more than one feature
     * @return the plain form
     */
    public static GroupSums of(int features, MomentKernel.Provider moments) {
        return features == 1 ? new OneFeature() : new PackedSums(features, moments);
    }

    /**
     * The plain form of {@link GroupSums#residuals}.
     *
     * @param rows the rows
     * @param sums holds the pivots
     * @param slopes the slopes
     * @param constant the model's value at the pivots, less the target's pivot
     * @param out receives the residuals
     * @return Σ w e²
     */
    public static double residuals(GroupColumns rows, double[] sums, double[] slopes, double constant, double[] out) {
        int features = slopes.length;
        MomentLayout layout = new MomentLayout(features);
        int from = rows.from();
        int count = rows.count();
        double[] target = rows.variable(features);
        double cy = sums[layout.pivot(features)];
        for (int i = 0; i < count; i++) {
            out[i] = (target[from + i] - cy) - constant;
        }
        for (int j = 0; j < features; j++) {
            double[] x = rows.variable(j);
            double c = sums[layout.pivot(j)];
            double slope = slopes[j];
            for (int i = 0; i < count; i++) {
                out[i] = Math.fma(-slope, x[from + i] - c, out[i]);
            }
        }
        return weightedSquares(rows, out);
    }

    private static double weightedSquares(GroupColumns rows, double[] residuals) {
        double[] weights = rows.weights();
        int count = rows.count();
        int first = rows.weightsFrom();
        double sum = 0;
        for (int i = 0; i < count; i++) {
            double square = residuals[i] * residuals[i];
            sum += weights == null ? square : weights[first + i] * square;
        }
        return sum;
    }

    /** One feature, straight from the columns. */
    private static final class OneFeature implements GroupSums {

        private final MomentLayout layout = new MomentLayout(1);

        @Override
        public int add(GroupColumns rows, double[] sums) {
            double[] x = rows.variable(0);
            double[] y = rows.variable(1);
            double[] weights = rows.weights();
            int from = rows.from();
            int count = rows.count();
            int first = rows.weightsFrom();
            double cx = sums[layout.pivot(0)];
            double cy = sums[layout.pivot(1)];
            int positive = 0;
            double sw = 0;
            double sx = 0;
            double sy = 0;
            double xx = 0;
            double xy = 0;
            double yy = 0;
            for (int i = 0; i < count; i++) {
                double w = weights == null ? 1 : weights[first + i];
                double dx = x[from + i] - cx;
                double dy = y[from + i] - cy;
                double wx = w * dx;
                double wy = w * dy;
                positive += w > 0 ? 1 : 0;
                sw += w;
                sx += wx;
                sy += wy;
                xx = Math.fma(wx, dx, xx);
                xy = Math.fma(wx, dy, xy);
                yy = Math.fma(wy, dy, yy);
            }
            sums[MomentLayout.WEIGHT] = sw;
            sums[layout.sum(0)] = sx;
            sums[layout.sum(1)] = sy;
            sums[layout.product(0, 0)] = xx;
            sums[layout.product(0, 1)] = xy;
            sums[layout.product(1, 1)] = yy;
            return positive;
        }

        @Override
        public double residuals(GroupColumns rows, double[] sums, double[] slopes, double constant, double[] out) {
            double[] x = rows.variable(0);
            double[] y = rows.variable(1);
            double[] weights = rows.weights();
            int from = rows.from();
            int count = rows.count();
            int first = rows.weightsFrom();
            double cx = sums[layout.pivot(0)];
            double cy = sums[layout.pivot(1)];
            double slope = slopes[0];
            double sum = 0;
            for (int i = 0; i < count; i++) {
                double e = Math.fma(-slope, x[from + i] - cx, (y[from + i] - cy) - constant);
                out[i] = e;
                sum += weights == null ? e * e : weights[first + i] * (e * e);
            }
            return sum;
        }
    }
}
