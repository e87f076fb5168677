package io.regroup.crossvalidation.contract;

import io.regroup.api.Plugins;
import io.regroup.api.spi.Engine;
import java.util.List;

/** The engines beside which fitters and strategies are tested. */
final class FoundEngines {

    private FoundEngines() {}

    /** All that can run here; there has to be one. */
    static List<Engine> all() {
        List<Engine> engines = Plugins.find().engines().stream()
                .map(Plugins.Entry::plugin)
                .filter(engine -> Plugins.availability(engine).available())
                .toList();
        if (engines.isEmpty()) {
            throw new AssertionError(
                    "no engine can be found that runs here: put one beside the tests, such as regroup-engine-robust");
        }
        return engines;
    }
}
