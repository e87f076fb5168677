package io.regroup.crossvalidation;

import io.regroup.api.spi.Engine;
import io.regroup.crossvalidation.agreement.Accuracy;
import io.regroup.crossvalidation.contract.EngineContract;
import org.junit.jupiter.params.Parameter;

/** The project's engines, as any other. */
@EveryEngine
class EnginesContractTest extends EngineContract {

    @Parameter
    EngineUnderTest engine;

    @Override
    protected Engine engine() {
        return engine.fresh();
    }

    @Override
    protected Accuracy accuracy() {
        return engine.accuracy();
    }
}
