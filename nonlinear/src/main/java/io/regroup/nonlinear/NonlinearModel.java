package io.regroup.nonlinear;

import io.regroup.api.InvalidArgumentException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A model that is not linear in its parameters: what it computes, the names of its parameters, where they start and between which
 * values they may be.
 *
 * <pre>{@code
 * NonlinearModel decay = NonlinearModel.named("decay")
 *         .parameter("amplitude", 1)
 *         .parameter("tau", 1, 1e-6, Double.POSITIVE_INFINITY)
 *         .function((x, p) -> p[0] * Math.exp(-x[0] / p[1]))
 *         .build();
 * }</pre>
 *
 * <p>It computes a formula, or a function. Derivatives of a formula are exact; those of a function are exact if it brings them, else
 * they are approximated by central differences, which takes two evaluations per parameter and leaves about ten digits.
 *
 * @param name lower-case words joined by hyphens or underscores
 * @param features what the model calls its features, in the order in which a specification gives them
 * @param parameters the parameters, in the order of the result's columns
 * @param formula the model as text, see docs/fitters/nonlinear.md for what can be written; null for a function
 * @param function the model as code; null for a formula
 * @param gradient the function's derivatives; null to approximate them
 * @param estimator finds start values for a group; null to begin at those of the parameters
 */
public record NonlinearModel(
        String name,
        List<String> features,
        List<Parameter> parameters,
        @Nullable String formula,
        @Nullable ModelFunction function,
        @Nullable ModelGradient gradient,
        @Nullable StartEstimator estimator)
        implements Serializable {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*([-_][a-z0-9]+)*");

    /**
     * A parameter of a model.
     *
     * @param name names its columns in the result
     * @param start where the iteration begins, unless an estimator or the user knows better
     * @param lower the lowest value, perhaps negative infinity
     * @param upper the highest value, perhaps infinity
     */
    public record Parameter(String name, double start, double lower, double upper) implements Serializable {

        /**
         * Checks the parts.
         *
         * @throws InvalidArgumentException if the name is empty, or the start is not a number between the bounds
         */
        public Parameter {
            if (name.isBlank()) {
                throw new InvalidArgumentException("parameter: the name is empty");
            }
            if (!Double.isFinite(start)) {
                throw new InvalidArgumentException(
                        "start of parameter " + name + ": expected a finite number, got " + start);
            }
            if (!(lower <= upper)) {
                throw new InvalidArgumentException("bounds of parameter " + name
                        + ": expected a lower bound not above the upper one, got " + lower + " and " + upper);
            }
            if (start < lower || start > upper) {
                throw new InvalidArgumentException("start of parameter " + name + ": expected a number from " + lower
                        + " to " + upper + ", its bounds, got " + start);
            }
        }
    }

    /**
     * Checks the parts.
     *
     * @throws InvalidArgumentException naming the part, what was given, and the remedy
     */
    public NonlinearModel {
        Objects.requireNonNull(name, "name");
        features = List.copyOf(features);
        parameters = List.copyOf(parameters);
        if (!NAME.matcher(name).matches()) {
            throw new InvalidArgumentException(
                    "model \"" + name + "\": a name is lower-case words joined by hyphens or underscores");
        }
        if ((formula == null) == (function == null)) {
            throw new InvalidArgumentException("model " + name + ": expected either a formula or a function, got "
                    + (formula == null ? "neither" : "both"));
        }
        if (gradient != null && function == null) {
            throw new InvalidArgumentException(
                    "model " + name + ": a formula has derivatives of its own; leave the gradient out");
        }
        if (parameters.isEmpty()) {
            throw new InvalidArgumentException("model " + name + ": no parameter given; name at least one");
        }
        Set<String> seen = new HashSet<>();
        for (Parameter parameter : parameters) {
            if (!seen.add(parameter.name())) {
                throw new InvalidArgumentException(
                        "model " + name + ": parameter " + parameter.name() + " is given twice; give it once");
            }
        }
    }

    /**
     * Starts a model.
     *
     * @param name lower-case words joined by hyphens or underscores; the fitter made of it is found by this name
     * @return a builder, with one feature called {@code x}
     */
    public static Builder named(String name) {
        return new Builder(name);
    }

    /**
     * Returns the names of the parameters.
     *
     * @return in the order of the result's columns
     */
    public List<String> parameterNames() {
        return parameters.stream().map(Parameter::name).toList();
    }

    /** Collects the parts of a model. Not for several threads. */
    public static final class Builder {

        private final String name;
        private List<String> features = List.of("x");
        private final List<Parameter> parameters = new ArrayList<>();
        private @Nullable String formula;
        private @Nullable ModelFunction function;
        private @Nullable ModelGradient gradient;
        private @Nullable StartEstimator estimator;

        private Builder(String name) {
            this.name = name;
        }

        /**
         * Names the features: as many as a specification must give. By default there is one, {@code x}.
         *
         * @param names the names by which a formula calls them
         * @return this
         */
        public Builder features(String... names) {
            features = List.of(names);
            return this;
        }

        /**
         * Adds a parameter without bounds.
         *
         * @param parameter its name
         * @param start where the iteration begins, finite
         * @return this
         * @throws InvalidArgumentException if the start is not finite
         */
        public Builder parameter(String parameter, double start) {
            return parameter(parameter, start, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
        }

        /**
         * Adds a parameter with bounds.
         *
         * @param parameter its name
         * @param start where the iteration begins, finite, between the bounds
         * @param lower the lowest value, perhaps negative infinity
         * @param upper the highest value, perhaps infinity; equal to the lowest to hold the parameter fixed
         * @return this
         * @throws InvalidArgumentException if the three are not in order
         */
        public Builder parameter(String parameter, double start, double lower, double upper) {
            parameters.add(new Parameter(parameter, start, lower, upper));
            return this;
        }

        /**
         * Gives the model as text.
         *
         * @param text for instance {@code amplitude * exp(-x / tau)}
         * @return this
         */
        public Builder formula(String text) {
            formula = text;
            return this;
        }

        /**
         * Gives the model as code.
         *
         * @param code computes the value of a row, from features and parameters
         * @return this
         */
        public Builder function(ModelFunction code) {
            function = code;
            return this;
        }

        /**
         * Gives the derivatives of a function, which otherwise are approximated.
         *
         * @param code computes the derivatives by all parameters in a row
         * @return this
         */
        public Builder gradient(ModelGradient code) {
            gradient = code;
            return this;
        }

        /**
         * Gives a way to find start values for each group.
         *
         * @param code looks at a group's rows and writes start values
         * @return this
         */
        public Builder estimator(StartEstimator code) {
            estimator = code;
            return this;
        }

        /**
         * Makes the model.
         *
         * @return the model
         * @throws InvalidArgumentException if parts are missing or do not fit together
         */
        public NonlinearModel build() {
            return new NonlinearModel(name, features, parameters, formula, function, gradient, estimator);
        }
    }
}
