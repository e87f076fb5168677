package io.regroup.gmm;

import java.util.List;

/**
 * A fitted mixture, and how the fit went.
 *
 * @param mixture the mixture; components in ascending order of their first mean, or in the order of the start that was given
 * @param converged whether the last step gained less than the tolerance
 * @param iterations how many steps were made over the data; steps on a sketch of the data do not count
 * @param logLikelihood {@code Σ w log p(x)} of this very mixture; a lower bound of it after a fit to a histogram
 * @param mostLogLikelihood an upper bound of it; the same number unless the fit was one to a histogram
 * @param rowsUsed how many rows were used: those whose numbers and weight are finite, and the weight above 0
 * @param rowsLeftOut how many were not: a number or the weight is missing or not finite, or the weight is 0
 * @param weight {@code Σ w}, the number of rows used where there are no weights
 * @param smallest the smallest value of each dimension
 * @param largest the largest value of each dimension
 * @param bic {@code −2 log-likelihood + parameters · log Σ w}, Schwarz's criterion
 * @param aic {@code −2 log-likelihood + 2 · parameters}, Akaike's criterion
 * @param engine whose arithmetic was used, and why
 * @param notes what else to know of the fit, one sentence each
 */
@SuppressWarnings("ArrayRecordComponent") // small, made for this record, and never compared
public record MixtureFit(
        GaussianMixture mixture,
        boolean converged,
        int iterations,
        double logLikelihood,
        double mostLogLikelihood,
        long rowsUsed,
        long rowsLeftOut,
        double weight,
        double[] smallest,
        double[] largest,
        double bic,
        double aic,
        MixtureEngine engine,
        List<String> notes) {

    /** Keeps its own list. */
    public MixtureFit {
        notes = List.copyOf(notes);
    }

    /**
     * Returns the log-likelihood per row.
     *
     * @return {@code Σ w log p(x) / Σ w}
     */
    public double meanLogLikelihood() {
        return logLikelihood / weight;
    }
}
