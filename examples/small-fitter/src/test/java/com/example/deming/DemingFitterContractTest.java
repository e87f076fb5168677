package com.example.deming;

import io.regroup.api.spi.Fitter;
import io.regroup.crossvalidation.contract.FitterContract;
import io.regroup.crossvalidation.contract.FitterTraits;

class DemingFitterContractTest extends FitterContract {

    @Override
    protected Fitter fitter() {
        return new DemingFitter();
    }

    @Override
    protected FitterTraits traits() {
        return FitterTraits.plain().withoutCalibratedErrors(); // there are none
    }
}
