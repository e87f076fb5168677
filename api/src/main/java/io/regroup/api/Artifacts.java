package io.regroup.api;

import java.util.Map;
import java.util.Optional;

/** Where the plug-ins that belong to Regroup are found, for messages about one that is not there. */
final class Artifacts {

    private static final String FITTERS = "io.regroup:regroup-fitters";
    private static final String REDUCERS = "io.regroup:regroup-reducers";
    private static final String ENGINES = "io.regroup:regroup-engine-";

    private static final Map<String, String> OF_PLUGINS = Map.of(
            "fitter ols",
            FITTERS,
            "fitter aggregate",
            FITTERS,
            "fitter gmm",
            "io.regroup:regroup-gmm",
            "fitter nonlinear",
            "io.regroup:regroup-nonlinear",
            "engine robust",
            ENGINES + "robust",
            "engine forkjoin",
            ENGINES + "forkjoin",
            "engine vector",
            ENGINES + "vector",
            "reduction strategy blockwise",
            REDUCERS,
            "reduction strategy cohorts",
            REDUCERS,
            "reduction strategy map-reduce",
            REDUCERS);

    private Artifacts() {}

    /** Says how to get a plug-in; empty if it is not one of Regroup's own. */
    static Optional<String> remedy(String kind, String name) {
        return Optional.ofNullable(OF_PLUGINS.get(kind + " " + name)).map(Artifacts::add);
    }

    /** Says how to get some engine, where there is none at all. */
    static String anyEngine() {
        return add("one such as " + ENGINES + "forkjoin");
    }

    /** Says how to get reduction strategies, where there are none at all. */
    static String strategies() {
        return add(REDUCERS);
    }

    private static String add(String what) {
        return "add " + what + " to the class path or module path";
    }
}
