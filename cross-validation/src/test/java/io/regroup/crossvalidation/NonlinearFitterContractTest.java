package io.regroup.crossvalidation;

import io.regroup.api.FitSpec;
import io.regroup.api.Plugins;
import io.regroup.api.spi.Fitter;
import io.regroup.crossvalidation.contract.FitterContract;
import io.regroup.crossvalidation.contract.FitterTraits;
import io.regroup.crossvalidation.internal.ExactFit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;

/** The nonlinear fitter, as any other. */
class NonlinearFitterContractTest {

    /** A formula that is linear in its parameters: exact arithmetic knows the answer, and errors are calibrated. */
    @Nested
    class Linear extends FitterContract {

        @Override
        protected Fitter fitter() {
            return Plugins.find(ModuleLayer.boot()).fitter("nonlinear");
        }

        @Override
        protected FitSpec.Builder specify(FitSpec.Builder spec, boolean weighted) {
            StringBuilder formula = new StringBuilder("b0");
            StringBuilder parameters = new StringBuilder("b0");
            int features = spec.build().features().size();
            for (int j = 1; j <= features; j++) {
                formula.append(" + b" + j + " * x" + j);
                parameters.append(",b" + j);
            }
            return spec.fitterOption("formula", formula.toString()).fitterOption("parameters", parameters.toString());
        }

        @Override
        protected double[] reference(double[][] x, double[] y, double @Nullable [] w) {
            return new ExactFit(x, y, w, true).solution.coefficients;
        }
    }

    /** A formula that is not. */
    @Nested
    class Exponential extends FitterContract {

        @Override
        protected Fitter fitter() {
            return Plugins.find(ModuleLayer.boot()).fitter("nonlinear");
        }

        @Override
        protected FitSpec.Builder specify(FitSpec.Builder spec, boolean weighted) {
            StringBuilder formula = new StringBuilder("exp(b0");
            StringBuilder start = new StringBuilder("b0=0");
            int features = spec.build().features().size();
            for (int j = 1; j <= features; j++) {
                formula.append(" + b" + j + " * x" + j);
                start.append(",b" + j + "=0");
            }
            return spec.fitterOption("formula", formula + ")").fitterOption("start", start.toString());
        }

        @Override
        protected double target(double[] features, double noise) {
            double sum = 1;
            for (int j = 0; j < features.length; j++) {
                sum += 0.3 * (j + 1) * features[j];
            }
            return Math.exp(sum) + 0.1 * noise;
        }

        /** Two orders of rows end at two points that are near the minimum. */
        @Override
        protected FitterTraits traits() {
            return FitterTraits.plain().withoutCalibratedErrors().withTolerance(1e-7);
        }
    }
}
