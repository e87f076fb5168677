package io.regroup.api.spi;

import java.util.List;

/**
 * What a fitter is and can do.
 *
 * @param summary one line for people
 * @param kind what its programs must see at once
 * @param support which parts of a specification it can make use of
 * @param options the options that it understands
 */
public record FitterDescription(
        String summary, FitProgram.Kind kind, FitterSupport support, List<OptionDescription> options) {

    /** Keeps its own copy of the list. */
    public FitterDescription {
        options = List.copyOf(options);
    }
}
