package com.example.givens;

import io.regroup.api.spi.Engine;
import io.regroup.api.spi.ReductionPlan.Arrangement;
import io.regroup.crossvalidation.contract.EngineCapabilities;
import io.regroup.crossvalidation.contract.EngineCapabilities.Program;
import io.regroup.crossvalidation.contract.EngineContract;
import java.util.EnumSet;

/** The engine keeps the contract for groups that are whole, and refuses to combine. */
class GivensEngineContractTest extends EngineContract {

    @Override
    protected Engine engine() {
        return new GivensEngine();
    }

    @Override
    protected EngineCapabilities capabilities() {
        return new EngineCapabilities(
                EnumSet.allOf(Program.class),
                EnumSet.of(Arrangement.GATHERED, Arrangement.IN_ORDER, Arrangement.SORTED),
                false);
    }
}
