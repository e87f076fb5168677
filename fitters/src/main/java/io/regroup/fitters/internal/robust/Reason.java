package io.regroup.fitters.internal.robust;

import io.regroup.api.spi.GroupFit;
import java.util.List;
import java.util.stream.Stream;

/** What there is to know of a robust fit besides its status. */
@SuppressWarnings("EnumOrdinal") // places in a list of texts, not stored
enum Reason {
    /** Said of fits with fewer features as well, whose status does not tell. */
    UNSETTLED("the iteration has not settled; allow more iterations, or a larger tolerance"),
    /** The rows that tell of a feature do not count. */
    FEATURE_OF_REJECTED_ROWS("a feature is left out of which only rejected rows tell"),
    /** The scale is zero. */
    EXACT("so many rows are fitted exactly that the scale is zero");

    private final String text;

    Reason(String text) {
        this.text = text;
    }

    /** Returns all texts, in order. */
    static List<String> texts() {
        return Stream.of(values()).map(reason -> reason.text).toList();
    }

    /** Gives this reason for a fit. */
    void report(GroupFit out) {
        out.reason(ordinal());
    }
}
