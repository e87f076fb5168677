package io.regroup.crossvalidation;

import io.regroup.api.Plugins;
import io.regroup.api.spi.FitProgram;
import io.regroup.api.spi.ReductionStrategy;
import io.regroup.crossvalidation.contract.ReductionContract;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The project's strategies, as any other. */
@ParameterizedClass(name = "{0}")
@MethodSource("names")
class StrategiesContractTest extends ReductionContract {

    @Parameter
    String name;

    static List<String> names() {
        return Plugins.find().strategies().stream().map(Plugins.Entry::name).toList();
    }

    @Override
    protected ReductionStrategy strategy() {
        return Plugins.find(ModuleLayer.boot()).strategy(name);
    }

    /** Map-reduce and cohorts combine summaries, so they cannot serve programs of whole groups. */
    @Override
    protected Set<FitProgram.Kind> kinds() {
        return name.equals("blockwise") ? super.kinds() : Set.of(FitProgram.Kind.MERGEABLE);
    }
}
