package io.regroup.api;

import java.util.List;
import java.util.Objects;

/** Checks the fits of one call against each other: what they must have in common for their rows to be read once. */
final class FitList {

    private FitList() {}

    static void check(List<FitSpec> specs) {
        for (FitSpec spec : Objects.requireNonNull(specs, "specs")) {
            Objects.requireNonNull(spec, "spec");
        }
        if (specs.isEmpty()) {
            throw new InvalidArgumentException("fits: none given; name at least one");
        }
        FitSpec first = specs.get(0);
        for (int i = 1; i < specs.size(); i++) {
            FitSpec other = specs.get(i);
            if (!other.keys().equals(first.keys())) {
                throw different(i, "groups by " + other.keys(), "by " + first.keys(), "group all by the same keys");
            }
            if (!Objects.equals(other.selection(), first.selection())) {
                throw different(i, selection(other), selection(first), "give all the same selection");
            }
        }
    }

    private static String selection(FitSpec spec) {
        return spec.selection() == null ? "takes all rows" : "selects rows by " + spec.selection();
    }

    private static InvalidArgumentException different(int place, String other, String first, String remedy) {
        return new InvalidArgumentException("fits: fit " + (place + 1) + " " + other + ", fit 1 " + first
                + "; fits in one call share their groups and rows: " + remedy + ", or fit them in calls of their own");
    }

    /** Names the fitters for messages. */
    static String fitters(List<FitSpec> specs) {
        List<String> names = specs.stream().map(FitSpec::fitter).distinct().toList();
        return (names.size() == 1 ? "fitter " : "fitters ") + String.join(", ", names);
    }
}
