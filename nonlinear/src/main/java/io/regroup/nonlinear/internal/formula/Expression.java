package io.regroup.nonlinear.internal.formula;

/** A formula as a tree. Equal parts of it are equal objects, so that they can be found and computed once. */
sealed interface Expression {

    /** A number. */
    record Constant(double value) implements Expression {

        @Override
        public double value(double[] features, double[] parameters) {
            return value;
        }
    }

    /** The value of a feature in a row. */
    record Feature(int index) implements Expression {

        @Override
        public double value(double[] features, double[] parameters) {
            return features[index];
        }
    }

    /** A parameter, which is to be found. */
    record Parameter(int index) implements Expression {

        @Override
        public double value(double[] features, double[] parameters) {
            return parameters[index];
        }
    }

    /** A function of one argument. */
    record Call(Function function, Expression argument) implements Expression {

        @Override
        public double value(double[] features, double[] parameters) {
            return function.value(argument.value(features, parameters));
        }
    }

    /** Two operands, combined. */
    record Operation(Operator operator, Expression left, Expression right) implements Expression {

        @Override
        public double value(double[] features, double[] parameters) {
            return operator.value(left.value(features, parameters), right.value(features, parameters));
        }
    }

    /** A power whose exponent is a small whole number: a few products, no logarithm. */
    record WholePower(Expression base, int exponent) implements Expression {

        /** The largest exponent that is worth it. */
        static final int MOST = 64;

        @Override
        public double value(double[] features, double[] parameters) {
            return power(base.value(features, parameters), exponent);
        }

        /** Returns {@code x^exponent} by repeated squaring. */
        static double power(double x, int exponent) {
            double product = 1;
            double square = x;
            for (int left = Math.abs(exponent); left > 0; left >>= 1) {
                if ((left & 1) == 1) {
                    product *= square;
                }
                square *= square;
            }
            return exponent < 0 ? 1 / product : product;
        }
    }

    /**
     * Computes the value for one row.
     *
     * @param features the row's features
     * @param parameters one value for each
     * @return the value; NaN or infinite where it is not defined
     */
    double value(double[] features, double[] parameters);

    /** Applies a function, at once if the argument is a number. */
    static Expression call(Function function, Expression argument) {
        return argument instanceof Constant(double value)
                ? new Constant(function.value(value))
                : new Call(function, argument);
    }

    /** Combines two operands, at once if both are numbers. */
    static Expression operation(Operator operator, Expression left, Expression right) {
        if (left instanceof Constant(double a) && right instanceof Constant(double b)) {
            return new Constant(operator.value(a, b));
        }
        if (operator == Operator.POWER
                && right instanceof Constant(double exponent)
                && exponent == Math.rint(exponent)
                && Math.abs(exponent) <= WholePower.MOST) {
            return new WholePower(left, (int) exponent);
        }
        return new Operation(operator, left, right);
    }
}
