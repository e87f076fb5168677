package com.example.lts;

import io.regroup.api.spi.Fitter;
import io.regroup.crossvalidation.contract.FitterContract;
import io.regroup.crossvalidation.contract.FitterTraits;

/** The fitter keeps the contract. Its standard errors take the rows that are left out for certain, so they are a bit small. */
class LtsFitterContractTest extends FitterContract {

    @Override
    protected Fitter fitter() {
        return new LtsFitter();
    }

    @Override
    protected FitterTraits traits() {
        return FitterTraits.plain().withoutCalibratedErrors();
    }
}
