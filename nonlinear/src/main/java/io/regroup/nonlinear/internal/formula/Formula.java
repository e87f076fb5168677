package io.regroup.nonlinear.internal.formula;

import io.regroup.api.InvalidArgumentException;
import io.regroup.nonlinear.internal.solve.ModelEvaluator;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A model that is given as text. It travels as text, and is read again where it arrives. */
public final class Formula implements Serializable {

    private static final long serialVersionUID = 1;

    private final transient String text;
    private final transient List<String> features;
    private final transient List<String> parameters;
    private final transient Expression expression;

    /**
     * Reads a formula.
     *
     * @param text for instance {@code a * exp(-b * x) + c}
     * @param features the names of the features, in order
     * @param parameters the names of the parameters, in order
     * @throws InvalidArgumentException if it cannot be read, or does not depend on a feature or parameter
     */
    public Formula(String text, List<String> features, List<String> parameters) {
        this.text = text;
        this.features = List.copyOf(features);
        this.parameters = List.copyOf(parameters);
        for (String parameter : parameters) {
            if (features.contains(parameter)) {
                throw new InvalidArgumentException("formula " + text + ": " + parameter
                        + " is the name of a feature and of a parameter; rename the parameter");
            }
        }
        this.expression = FormulaParser.parse(text, this.features, this.parameters);
        requireUse();
    }

    private void requireUse() {
        Set<Expression> leaves = new HashSet<>();
        collectLeaves(expression, leaves);
        for (int j = 0; j < parameters.size(); j++) {
            if (!leaves.contains(new Expression.Parameter(j))) {
                throw new InvalidArgumentException("formula " + text + ": the parameter " + parameters.get(j)
                        + " does not occur in it; use it, or leave it out of the parameters");
            }
        }
        for (int j = 0; j < features.size(); j++) {
            if (!leaves.contains(new Expression.Feature(j))) {
                throw new InvalidArgumentException("formula " + text + ": the feature " + features.get(j)
                        + " does not occur in it; use it, or leave it out of the features");
            }
        }
    }

    private static void collectLeaves(Expression expression, Set<Expression> leaves) {
        switch (expression) {
            case Expression.Call call -> collectLeaves(call.argument(), leaves);
            case Expression.WholePower power -> collectLeaves(power.base(), leaves);
            case Expression.Operation operation -> {
                collectLeaves(operation.left(), leaves);
                collectLeaves(operation.right(), leaves);
            }
            default -> leaves.add(expression);
        }
    }

    /**
     * Computes the value for one row.
     *
     * @param row the row's features
     * @param values one for each parameter
     * @return the value; NaN or infinite where it is not defined
     */
    public double value(double[] row, double[] values) {
        return expression.value(row, values);
    }

    /**
     * Makes an evaluator for one thread.
     *
     * @return computes values and derivatives of many rows
     */
    public ModelEvaluator evaluator() {
        return new Tape(expression, features.size(), parameters.size());
    }

    @Override
    public String toString() {
        return text;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Formula formula
                && text.equals(formula.text)
                && features.equals(formula.features)
                && parameters.equals(formula.parameters);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    private Object writeReplace() {
        return new Written(text, features, parameters);
    }

    private void readObject(ObjectInputStream in) throws InvalidObjectException {
        throw new InvalidObjectException("formulas are written as text");
    }

    /** What is written of it. */
    private record Written(String text, List<String> features, List<String> parameters) implements Serializable {

        private Object readResolve() {
            return new Formula(text, features, parameters);
        }
    }
}
