package io.regroup.gmm.internal;

/** How far a fit has come. */
final class Course {

    /** How many numbers {@link #write} writes. */
    static final int WIDTH = 3;

    /** What the next expectation step is for. */
    enum Phase {
        /** It gives rows to the components of a density, so that a posterior distribution can begin. */
        BEGIN,
        /** It improves the estimate. */
        IMPROVE,
        /** It computes the log-likelihood of the mixture that is reported. */
        SCORE
    }

    Phase phase = Phase.IMPROVE;
    int iterations;
    /** What the last step has reached; NaN before the first. */
    double objective;

    boolean converged;
    double logLikelihood;

    void begin(Phase first) {
        phase = first;
        iterations = 0;
        objective = Double.NaN;
        converged = false;
        logLikelihood = Double.NaN;
    }

    void write(double[] to, int at) {
        int code = switch (phase) {
            case BEGIN -> 0;
            case IMPROVE -> 1;
            case SCORE -> converged ? 3 : 2;
        };
        to[at] = code;
        to[at + 1] = iterations;
        to[at + 2] = objective;
    }

    void read(double[] from, int at) {
        int code = (int) from[at];
        phase = code == 0 ? Phase.BEGIN : code == 1 ? Phase.IMPROVE : Phase.SCORE;
        converged = code == 3;
        iterations = (int) from[at + 1];
        objective = from[at + 2];
    }
}
