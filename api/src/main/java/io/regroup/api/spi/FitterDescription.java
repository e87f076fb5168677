package io.regroup.api.spi;

import io.regroup.api.InvalidArgumentException;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * What a fitter is and can do.
 *
 * @param summary one line for people
 * @param kinds what its programs must see at once; more than one if it depends on the options
 * @param support which parts of a specification it can make use of
 * @param options the options that it understands
 */
public record FitterDescription(
        String summary, Set<FitProgram.Kind> kinds, FitterSupport support, List<OptionDescription> options) {

    /**
     * Keeps its own copies.
     *
     * @throws InvalidArgumentException if there is no kind
     */
    public FitterDescription {
        Objects.requireNonNull(summary, "summary");
        Objects.requireNonNull(support, "support");
        kinds = Set.copyOf(kinds);
        options = List.copyOf(options);
        if (kinds.isEmpty()) {
            throw new InvalidArgumentException(
                    "kinds: expected at least one, got none; say what the fitter's programs must see at once");
        }
    }
}
