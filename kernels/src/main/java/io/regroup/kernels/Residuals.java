package io.regroup.kernels;

/** What is computed from rows once slopes are known. */
final class Residuals {

    private Residuals() {}

    /**
     * Writes {@code (y − c_y) − Σ bⱼ (xⱼ − cⱼ)}: about the means, so that large offsets cost no digits.
     *
     * @param centre the centre c of the features and, last, of the target
     * @param out receives the residual of row {@code from + i} at i
     */
    static void write(
            double[][] features, double[] target, int from, int to, double[] centre, double[] slopes, double[] out) {
        double cy = centre[features.length];
        for (int i = from; i < to; i++) {
            out[i - from] = target[i] - cy;
        }
        for (int j = 0; j < features.length; j++) {
            double[] x = features[j];
            double c = centre[j];
            double slope = slopes[j];
            for (int i = from; i < to; i++) {
                out[i - from] = Math.fma(-slope, x[i] - c, out[i - from]);
            }
        }
    }

    /** The condition number of the centred features, each scaled to norm 1: the root of their correlations'. */
    static double conditionNumber(BatchCholesky solved, int group, int features) {
        if (features < 2) {
            return 1;
        }
        double[][] correlations = new double[features][features];
        for (int j = 0; j < features; j++) {
            for (int i = 0; i <= j; i++) {
                double norm = Math.sqrt(solved.centred(i, i)[group]) * Math.sqrt(solved.centred(j, j)[group]);
                correlations[i][j] = solved.centred(i, j)[group] / norm;
                correlations[j][i] = correlations[i][j];
            }
        }
        return Math.sqrt(SingularValues.conditionNumber(correlations));
    }
}
