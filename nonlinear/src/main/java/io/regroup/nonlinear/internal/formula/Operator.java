package io.regroup.nonlinear.internal.formula;

/** What combines two operands. */
enum Operator {
    /** The sum. */
    ADD {
        @Override
        double value(double left, double right) {
            return left + right;
        }
    },
    /** The difference. */
    SUBTRACT {
        @Override
        double value(double left, double right) {
            return left - right;
        }
    },
    /** The product. */
    MULTIPLY {
        @Override
        double value(double left, double right) {
            return left * right;
        }
    },
    /** The quotient. */
    DIVIDE {
        @Override
        double value(double left, double right) {
            return left / right;
        }
    },
    /** The power. */
    POWER {
        @Override
        double value(double left, double right) {
            return Math.pow(left, right);
        }
    };

    abstract double value(double left, double right);
}
