package io.regroup.crossvalidation;

import io.regroup.api.FitSpec;
import io.regroup.api.Plugins;
import io.regroup.api.spi.Fitter;
import io.regroup.crossvalidation.contract.FitterContract;
import io.regroup.crossvalidation.contract.FitterTraits;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;

/** The M-estimators keep the contract of fitters. Their errors hold in large groups only. */
class RobustFittersContractTest {

    /** What they have in common. */
    abstract static class MEstimatorContract extends FitterContract {

        private final String name;
        private final DoubleUnaryOperator psi;

        MEstimatorContract(String name, DoubleUnaryOperator psi) {
            this.name = name;
            this.psi = psi;
        }

        @Override
        protected Fitter fitter() {
            return Plugins.find(ModuleLayer.boot()).fitter(name);
        }

        @Override
        protected FitterTraits traits() {
            return FitterTraits.plain().withoutCalibratedErrors();
        }

        @Override
        protected double @Nullable [] reference(double[][] x, double[] y, double @Nullable [] w) {
            return PlainMEstimate.coefficients(x, y, w, psi);
        }
    }

    @Nested
    class Huber extends MEstimatorContract {

        Huber() {
            super("huber", u -> Math.clamp(u, -1.345, 1.345));
        }
    }

    @Nested
    class JointHuber extends MEstimatorContract {

        JointHuber() {
            super("huber", u -> Math.clamp(u, -1.35, 1.35));
        }

        @Override
        protected FitSpec.Builder specify(FitSpec.Builder spec, boolean weighted) {
            return spec.fitterOption("scale", "joint");
        }

        @Override
        protected double @Nullable [] reference(double[][] x, double[] y, double @Nullable [] w) {
            return PlainMEstimate.jointHuber(x, y, w, 1.35);
        }
    }

    @Nested
    class Bisquare extends MEstimatorContract {

        Bisquare() {
            super("bisquare", u -> Math.abs(u) < 4.685 ? u * Math.pow(1 - Math.pow(u / 4.685, 2), 2) : 0);
        }
    }

    @Nested
    class Hampel extends MEstimatorContract {

        Hampel() {
            super("hampel", HampelContract::psi);
        }
    }

    private static final class HampelContract {

        static double psi(double u) {
            double size = Math.abs(u);
            if (size <= 2) {
                return u;
            }
            if (size <= 4) {
                return Math.copySign(2, u);
            }
            return size <= 8 ? Math.copySign((8 - size) / 2, u) : 0;
        }
    }
}
