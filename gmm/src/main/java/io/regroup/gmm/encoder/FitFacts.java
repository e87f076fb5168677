package io.regroup.gmm.encoder;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the model of a column of numbers came about.
 *
 * @param rows how many rows there were
 * @param missing in how many of them the value was missing
 * @param nan how many were NaN
 * @param infinite how many were infinite
 * @param used how many the mixture was fitted to
 * @param least the least of them on the model's scale, 0 if there is none
 * @param greatest the greatest of them, 0 if there is none
 * @param iterations how many iterations the mixture took, 0 if none was necessary
 * @param converged whether it converged
 * @param logLikelihood the logarithm of the likelihood of all values that were used, on the model's scale; 0 for a constant
 * @param engine the name of the engine whose arithmetic the mixture was fitted by, null if no mixture was
 * @param notes what else is to be said
 */
public record FitFacts(
        long rows,
        long missing,
        long nan,
        long infinite,
        long used,
        double least,
        double greatest,
        int iterations,
        boolean converged,
        double logLikelihood,
        @Nullable String engine,
        List<String> notes) {

    /** Keeps its own copy. */
    public FitFacts {
        notes = List.copyOf(notes);
    }
}
