package io.regroup.nonlinear.internal.formula;

/**
 * One operation of a {@link Tape}, on columns. Forwards it computes its result; backwards it hands on the derivative of the whole
 * formula by its result to what the result was computed from, by the chain rule. Each is one plain loop over arrays.
 */
abstract class Step {

    /** Where the result stands among the columns. */
    final int result;

    Step(int result) {
        this.result = result;
    }

    /**
     * Computes the result.
     *
     * @param values the columns
     * @param count how many rows
     */
    abstract void forward(double[][] values, int count);

    /**
     * Adds this step's share to the derivatives by its operands.
     *
     * @param values the columns
     * @param slopes the derivatives of the formula by each column that depends on parameters; that by the result is complete
     * @param count how many rows
     */
    abstract void backward(double[][] values, double[][] slopes, int count);

    /** A function of one column. */
    static final class Apply extends Step {

        private final Function function;
        private final int argument;

        Apply(Function function, int argument, int result) {
            super(result);
            this.function = function;
            this.argument = argument;
        }

        @Override
        void forward(double[][] values, int count) {
            double[] x = values[argument];
            double[] out = values[result];
            for (int i = 0; i < count; i++) {
                out[i] = function.value(x[i]);
            }
        }

        @Override
        void backward(double[][] values, double[][] slopes, int count) {
            double[] x = values[argument];
            double[] value = values[result];
            double[] outer = slopes[result];
            double[] inner = slopes[argument];
            for (int i = 0; i < count; i++) {
                inner[i] += outer[i] * function.slope(x[i], value[i]);
            }
        }
    }

    /** A power with a whole number for exponent. */
    static final class WholePower extends Step {

        private final int base;
        private final int exponent;

        WholePower(int base, int exponent, int result) {
            super(result);
            this.base = base;
            this.exponent = exponent;
        }

        @Override
        void forward(double[][] values, int count) {
            double[] x = values[base];
            double[] out = values[result];
            if (exponent == 2) {
                for (int i = 0; i < count; i++) {
                    out[i] = x[i] * x[i];
                }
            } else {
                for (int i = 0; i < count; i++) {
                    out[i] = Expression.WholePower.power(x[i], exponent);
                }
            }
        }

        @Override
        void backward(double[][] values, double[][] slopes, int count) {
            double[] x = values[base];
            double[] outer = slopes[result];
            double[] inner = slopes[base];
            if (exponent == 2) {
                for (int i = 0; i < count; i++) {
                    inner[i] += 2 * outer[i] * x[i];
                }
            } else if (exponent != 0) {
                for (int i = 0; i < count; i++) {
                    inner[i] += exponent * outer[i] * Expression.WholePower.power(x[i], exponent - 1);
                }
            }
        }
    }

    /** Two columns, combined, of which at least one depends on parameters if there is a way back. */
    abstract static class Combine extends Step {

        private final int left;
        private final int right;
        private final boolean leftVaries;
        private final boolean rightVaries;

        /** Takes where operands stand, and whether they depend on parameters. */
        Combine(int left, boolean leftVaries, int right, boolean rightVaries, int result) {
            super(result);
            this.left = left;
            this.leftVaries = leftVaries;
            this.right = right;
            this.rightVaries = rightVaries;
        }

        @Override
        final void forward(double[][] values, int count) {
            combine(values[left], values[right], values[result], count);
        }

        @Override
        final void backward(double[][] values, double[][] slopes, int count) {
            double[] a = values[left];
            double[] b = values[right];
            if (leftVaries) {
                towardsLeft(a, b, values[result], slopes[result], slopes[left], count);
            }
            if (rightVaries) {
                towardsRight(a, b, values[result], slopes[result], slopes[right], count);
            }
        }

        abstract void combine(double[] a, double[] b, double[] out, int count);

        abstract void towardsLeft(double[] a, double[] b, double[] value, double[] outer, double[] inner, int count);

        abstract void towardsRight(double[] a, double[] b, double[] value, double[] outer, double[] inner, int count);

        /** Makes the step of an operator. */
        static Step of(Operator operator, int left, boolean leftVaries, int right, boolean rightVaries, int result) {
            return switch (operator) {
                case ADD -> new Add(1, left, leftVaries, right, rightVaries, result);
                case SUBTRACT -> new Add(-1, left, leftVaries, right, rightVaries, result);
                case MULTIPLY -> new Multiply(left, leftVaries, right, rightVaries, result);
                case DIVIDE -> new Divide(left, leftVaries, right, rightVaries, result);
                case POWER -> new Power(left, leftVaries, right, rightVaries, result);
            };
        }
    }

    /** A sum or a difference. */
    private static final class Add extends Combine {

        private final double sign;

        Add(double sign, int left, boolean leftVaries, int right, boolean rightVaries, int result) {
            super(left, leftVaries, right, rightVaries, result);
            this.sign = sign;
        }

        @Override
        void combine(double[] a, double[] b, double[] out, int count) {
            for (int i = 0; i < count; i++) {
                out[i] = a[i] + sign * b[i];
            }
        }

        @Override
        void towardsLeft(double[] a, double[] b, double[] value, double[] outer, double[] inner, int count) {
            for (int i = 0; i < count; i++) {
                inner[i] += outer[i];
            }
        }

        @Override
        void towardsRight(double[] a, double[] b, double[] value, double[] outer, double[] inner, int count) {
            for (int i = 0; i < count; i++) {
                inner[i] += sign * outer[i];
            }
        }
    }

    /** A product. */
    private static final class Multiply extends Combine {

        Multiply(int left, boolean leftVaries, int right, boolean rightVaries, int result) {
            super(left, leftVaries, right, rightVaries, result);
        }

        @Override
        void combine(double[] a, double[] b, double[] out, int count) {
            for (int i = 0; i < count; i++) {
                out[i] = a[i] * b[i];
            }
        }

        @Override
        void towardsLeft(double[] a, double[] b, double[] value, double[] outer, double[] inner, int count) {
            for (int i = 0; i < count; i++) {
                inner[i] += outer[i] * b[i];
            }
        }

        @Override
        void towardsRight(double[] a, double[] b, double[] value, double[] outer, double[] inner, int count) {
            for (int i = 0; i < count; i++) {
                inner[i] += outer[i] * a[i];
            }
        }
    }

    /** A quotient. */
    private static final class Divide extends Combine {

        Divide(int left, boolean leftVaries, int right, boolean rightVaries, int result) {
            super(left, leftVaries, right, rightVaries, result);
        }

        @Override
        void combine(double[] a, double[] b, double[] out, int count) {
            for (int i = 0; i < count; i++) {
                out[i] = a[i] / b[i];
            }
        }

        @Override
        void towardsLeft(double[] a, double[] b, double[] value, double[] outer, double[] inner, int count) {
            for (int i = 0; i < count; i++) {
                inner[i] += outer[i] / b[i];
            }
        }

        @Override
        void towardsRight(double[] a, double[] b, double[] value, double[] outer, double[] inner, int count) {
            for (int i = 0; i < count; i++) {
                inner[i] -= outer[i] * value[i] / b[i];
            }
        }
    }

    /** A power with any exponent. */
    private static final class Power extends Combine {

        Power(int left, boolean leftVaries, int right, boolean rightVaries, int result) {
            super(left, leftVaries, right, rightVaries, result);
        }

        @Override
        void combine(double[] a, double[] b, double[] out, int count) {
            for (int i = 0; i < count; i++) {
                out[i] = Math.pow(a[i], b[i]);
            }
        }

        @Override
        void towardsLeft(double[] a, double[] b, double[] value, double[] outer, double[] inner, int count) {
            for (int i = 0; i < count; i++) {
                double slope = a[i] == 0 ? b[i] * Math.pow(0, b[i] - 1) : b[i] * value[i] / a[i];
                inner[i] += outer[i] * slope;
            }
        }

        /** Where 0 is raised to some power it stays 0, whatever the power. */
        @Override
        void towardsRight(double[] a, double[] b, double[] value, double[] outer, double[] inner, int count) {
            for (int i = 0; i < count; i++) {
                double slope = value[i] == 0 ? 0 : value[i] * Math.log(a[i]);
                inner[i] += outer[i] * slope;
            }
        }
    }
}
