package com.example.givens;

import io.regroup.api.spi.Engine;
import io.regroup.crossvalidation.contract.EngineCapabilities;
import io.regroup.crossvalidation.contract.EngineContract;

/** The engine keeps the contract for groups that are whole, and refuses to combine. */
class GivensEngineContractTest extends EngineContract {

    @Override
    protected Engine engine() {
        return new GivensEngine();
    }

    @Override
    protected EngineCapabilities capabilities() {
        return EngineCapabilities.wholeGroups();
    }
}
