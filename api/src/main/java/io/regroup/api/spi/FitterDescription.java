package io.regroup.api.spi;

import java.util.List;
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

    /** Keeps its own copies. */
    public FitterDescription {
        kinds = Set.copyOf(kinds);
        options = List.copyOf(options);
    }
}
