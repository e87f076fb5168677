package io.regroup.nonlinear.internal;

import io.regroup.api.spi.GroupFit;
import java.util.Arrays;
import java.util.List;

/** What is to be known of a group's fit beyond its status. */
enum Reason {
    AT_BOUND("a parameter is at its bound"),
    UNDETERMINED("the rows do not determine all parameters; those without an error are where the iteration left them"),
    EVALUATIONS_SPENT("no minimum within max-evaluations"),
    NO_DESCENT("not at a minimum, but no step lowers the sum of squares"),
    UNDEFINED_START("the model has no finite values at the start"),
    UNDEFINED_DERIVATIVES("the derivatives of the model are not finite at the estimate");

    private static final List<Reason> ALL = List.of(values());

    private final String text;

    Reason(String text) {
        this.text = text;
    }

    static List<String> texts() {
        return Arrays.stream(values()).map(reason -> reason.text).toList();
    }

    void report(GroupFit out) {
        out.reason(ALL.indexOf(this));
    }
}
