package io.regroup.crossvalidation;

import io.regroup.api.FitSpec;
import io.regroup.api.Plugins;
import io.regroup.api.spi.Fitter;
import io.regroup.crossvalidation.contract.FitterContract;
import io.regroup.crossvalidation.contract.FitterTraits;
import org.junit.jupiter.api.Nested;

/** Mixtures keep the contract of fitters. Steps end when gains are small, but wherever they end, they do so by the same path. */
class GmmFitterContractTest {

    /** What they have in common. */
    abstract static class MixtureContract extends FitterContract {

        @Override
        protected Fitter fitter() {
            return Plugins.find(ModuleLayer.boot()).fitter("gmm");
        }

        @Override
        protected FitterTraits traits() {
            return FitterTraits.plain().withTolerance(1e-6);
        }
    }

    /** Of three columns together. */
    @Nested
    class Full extends MixtureContract {

        @Override
        protected FitSpec.Builder specify(FitSpec.Builder spec, boolean weighted) {
            return spec.fitterOption("starts", "2");
        }
    }

    @Nested
    class OneDimension extends MixtureContract {

        @Override
        protected int features() {
            return 0;
        }

        /** Two clouds. */
        @Override
        protected double target(double[] features, double noise) {
            return noise < -0.3 ? noise - 3 : noise;
        }
    }

    /** Groups of more distinct rows than are remembered go over their rows in rounds. */
    @Nested
    class SmallSketch extends OneDimension {

        @Override
        protected FitSpec.Builder specify(FitSpec.Builder spec, boolean weighted) {
            return spec.fitterOption("sketch", "16");
        }
    }

    @Nested
    class DirichletProcess extends MixtureContract {

        @Override
        protected FitSpec.Builder specify(FitSpec.Builder spec, boolean weighted) {
            return spec.fitterOption("prior", "dirichlet-process")
                    .fitterOption("components", "3")
                    .fitterOption("covariance", "diagonal")
                    .fitterOption("starts", "1")
                    .fitterOption("max-iterations", "10");
        }
    }
}
