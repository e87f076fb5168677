package io.regroup.nonlinear.internal.formula;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The functions of one argument that formulas know, with their slopes. */
enum Function {
    /** The negative. Written as a sign, not by name. */
    NEGATE {
        @Override
        double value(double x) {
            return -x;
        }

        @Override
        double slope(double x, double value) {
            return -1;
        }
    },
    /** eˣ. */
    EXP {
        @Override
        double value(double x) {
            return Math.exp(x);
        }

        @Override
        double slope(double x, double value) {
            return value;
        }
    },
    /** eˣ − 1, exact for small x. */
    EXPM1 {
        @Override
        double value(double x) {
            return Math.expm1(x);
        }

        @Override
        double slope(double x, double value) {
            return value + 1;
        }
    },
    /** The natural logarithm. */
    LOG {
        @Override
        double value(double x) {
            return Math.log(x);
        }

        @Override
        double slope(double x, double value) {
            return 1 / x;
        }
    },
    /** The logarithm to base 10. */
    LOG10 {
        @Override
        double value(double x) {
            return Math.log10(x);
        }

        @Override
        double slope(double x, double value) {
            return 1 / (x * LN_10);
        }
    },
    /** The natural logarithm of 1 + x, exact for small x. */
    LOG1P {
        @Override
        double value(double x) {
            return Math.log1p(x);
        }

        @Override
        double slope(double x, double value) {
            return 1 / (1 + x);
        }
    },
    /** The square root. */
    SQRT {
        @Override
        double value(double x) {
            return Math.sqrt(x);
        }

        @Override
        double slope(double x, double value) {
            return 0.5 / value;
        }
    },
    /** The cube root. */
    CBRT {
        @Override
        double value(double x) {
            return Math.cbrt(x);
        }

        @Override
        double slope(double x, double value) {
            return 1 / (3 * value * value);
        }
    },
    /** The sine. */
    SIN {
        @Override
        double value(double x) {
            return Math.sin(x);
        }

        @Override
        double slope(double x, double value) {
            return Math.cos(x);
        }
    },
    /** The cosine. */
    COS {
        @Override
        double value(double x) {
            return Math.cos(x);
        }

        @Override
        double slope(double x, double value) {
            return -Math.sin(x);
        }
    },
    /** The tangent. */
    TAN {
        @Override
        double value(double x) {
            return Math.tan(x);
        }

        @Override
        double slope(double x, double value) {
            return 1 + value * value;
        }
    },
    /** The inverse sine. */
    ASIN {
        @Override
        double value(double x) {
            return Math.asin(x);
        }

        @Override
        double slope(double x, double value) {
            return 1 / Math.sqrt((1 - x) * (1 + x));
        }
    },
    /** The inverse cosine. */
    ACOS {
        @Override
        double value(double x) {
            return Math.acos(x);
        }

        @Override
        double slope(double x, double value) {
            return -1 / Math.sqrt((1 - x) * (1 + x));
        }
    },
    /** The inverse tangent. */
    ATAN {
        @Override
        double value(double x) {
            return Math.atan(x);
        }

        @Override
        double slope(double x, double value) {
            return 1 / (1 + x * x);
        }
    },
    /** The hyperbolic sine. */
    SINH {
        @Override
        double value(double x) {
            return Math.sinh(x);
        }

        @Override
        double slope(double x, double value) {
            return Math.cosh(x);
        }
    },
    /** The hyperbolic cosine. */
    COSH {
        @Override
        double value(double x) {
            return Math.cosh(x);
        }

        @Override
        double slope(double x, double value) {
            return Math.sinh(x);
        }
    },
    /** The hyperbolic tangent. */
    TANH {
        @Override
        double value(double x) {
            return Math.tanh(x);
        }

        @Override
        double slope(double x, double value) {
            // not 1 − tanh², which has no digits left for large x
            double cosh = Math.cosh(x);
            return 1 / (cosh * cosh);
        }
    },
    /** The absolute value; its slope at 0 is taken as 0. */
    ABS {
        @Override
        double value(double x) {
            return Math.abs(x);
        }

        @Override
        double slope(double x, double value) {
            return Math.signum(x);
        }
    },
    /** The error function, 2/√π ∫₀ˣ exp(−t²) dt. */
    ERF {
        @Override
        double value(double x) {
            return ErrorFunction.erf(x);
        }

        @Override
        double slope(double x, double value) {
            return ErrorFunction.slope(x);
        }
    },
    /** 1 − erf x, with all digits for large x. */
    ERFC {
        @Override
        double value(double x) {
            return ErrorFunction.erfc(x);
        }

        @Override
        double slope(double x, double value) {
            return -ErrorFunction.slope(x);
        }
    };

    private static final double LN_10 = Math.log(10);

    /** Returns the value at x. */
    abstract double value(double x);

    /** Returns the derivative at x, where the value is known. */
    abstract double slope(double x, double value);

    /** Finds a function that can be called by a name. */
    static Optional<Function> named(String name) {
        return Arrays.stream(values())
                .filter(function -> function != NEGATE && function.text().equals(name))
                .findAny();
    }

    /** Returns the names by which functions can be called. */
    static List<String> names() {
        return Arrays.stream(values())
                .filter(function -> function != NEGATE)
                .map(Function::text)
                .toList();
    }

    private String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
