package io.regroup.nonlinear.internal;

import io.regroup.nonlinear.ModelFunction;
import io.regroup.nonlinear.ModelGradient;
import io.regroup.nonlinear.internal.formula.Formula;
import io.regroup.nonlinear.internal.solve.Bounds;
import io.regroup.nonlinear.internal.solve.ModelEvaluator;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** What computes a model. */
sealed interface ModelBody extends Serializable {

    /** Computes the value of one row. */
    double value(double[] features, double[] parameters);

    /** Makes an evaluator for one thread. */
    ModelEvaluator evaluator(Bounds bounds);

    /** A formula. */
    record OfFormula(Formula formula) implements ModelBody {

        @Override
        public double value(double[] features, double[] parameters) {
            return formula.value(features, parameters);
        }

        @Override
        public ModelEvaluator evaluator(Bounds bounds) {
            return formula.evaluator();
        }
    }

    /** Code, with or without derivatives. */
    record OfFunction(ModelFunction function, @Nullable ModelGradient gradient, int features) implements ModelBody {

        @Override
        public double value(double[] row, double[] parameters) {
            return function.value(row, parameters);
        }

        @Override
        public ModelEvaluator evaluator(Bounds bounds) {
            return new FunctionEvaluator(function, gradient, bounds, features);
        }
    }
}
