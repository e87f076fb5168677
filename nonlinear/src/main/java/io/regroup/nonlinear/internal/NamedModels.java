package io.regroup.nonlinear.internal;

import io.regroup.api.InvalidArgumentException;
import io.regroup.api.NameSuggestions;
import io.regroup.nonlinear.NonlinearModel;
import java.util.List;

/** The models that come with the fitter, each of one feature x. */
public final class NamedModels {

    private static final double SMALLEST_WIDTH = 1e-10;

    private static final List<NonlinearModel> ALL = List.of(
            NonlinearModel.named("exponential")
                    .parameter("amplitude", 1)
                    .parameter("tau", 1, SMALLEST_WIDTH, Double.POSITIVE_INFINITY)
                    .parameter("offset", 0)
                    .formula("amplitude * exp(-x / tau) + offset")
                    .estimator(Starts::exponential)
                    .build(),
            NonlinearModel.named("gaussian")
                    .parameter("amplitude", 1)
                    .parameter("mean", 0)
                    .parameter("sigma", 1, SMALLEST_WIDTH, Double.POSITIVE_INFINITY)
                    .parameter("offset", 0)
                    .formula("amplitude * exp(-((x - mean) / sigma)^2 / 2) + offset")
                    .estimator(Starts::gaussian)
                    .build(),
            NonlinearModel.named("gaussian_plus_line")
                    .parameter("amplitude", 1)
                    .parameter("mean", 0)
                    .parameter("sigma", 1, SMALLEST_WIDTH, Double.POSITIVE_INFINITY)
                    .parameter("offset", 0)
                    .parameter("slope", 0)
                    .formula("amplitude * exp(-((x - mean) / sigma)^2 / 2) + offset + slope * x")
                    .estimator(Starts::gaussianPlusLine)
                    .build(),
            NonlinearModel.named("logistic")
                    .parameter("amplitude", 1)
                    .parameter("midpoint", 0)
                    .parameter("scale", 1)
                    .formula("amplitude / (1 + exp(-(x - midpoint) / scale))")
                    .estimator(Starts::logistic)
                    .build(),
            NonlinearModel.named("polynomial_2")
                    .parameter("coeff_0", 1)
                    .parameter("coeff_1", 1)
                    .parameter("coeff_2", 1)
                    .formula("coeff_0 + x * (coeff_1 + x * coeff_2)")
                    .build(),
            NonlinearModel.named("polynomial_3")
                    .parameter("coeff_0", 1)
                    .parameter("coeff_1", 1)
                    .parameter("coeff_2", 1)
                    .parameter("coeff_3", 1)
                    .formula("coeff_0 + x * (coeff_1 + x * (coeff_2 + x * coeff_3))")
                    .build(),
            NonlinearModel.named("power_law")
                    .parameter("amplitude", 1)
                    .parameter("exponent", 1)
                    .parameter("offset", 0)
                    .formula("amplitude * (abs(x) + 1e-30)^exponent + offset")
                    .estimator(Starts::powerLaw)
                    .build());

    private NamedModels() {}

    /**
     * Lists the models.
     *
     * @return their names, sorted
     */
    public static List<String> names() {
        return ALL.stream().map(NonlinearModel::name).toList();
    }

    /**
     * Finds a model.
     *
     * @param name its name
     * @return the model
     * @throws InvalidArgumentException if there is none of that name
     */
    public static NonlinearModel named(String name) {
        return ALL.stream()
                .filter(model -> model.name().equals(name))
                .findAny()
                .orElseThrow(() -> new InvalidArgumentException(
                        "model " + name + ": no such model; " + NameSuggestions.suggest(name, names())));
    }
}
