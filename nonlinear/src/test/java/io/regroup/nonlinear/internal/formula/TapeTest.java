package io.regroup.nonlinear.internal.formula;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.regroup.api.spi.GroupRows;
import io.regroup.nonlinear.internal.formula.Expression.Call;
import io.regroup.nonlinear.internal.formula.Expression.Constant;
import io.regroup.nonlinear.internal.formula.Expression.Feature;
import io.regroup.nonlinear.internal.formula.Expression.Operation;
import io.regroup.nonlinear.internal.formula.Expression.Parameter;
import io.regroup.nonlinear.internal.formula.Expression.WholePower;
import io.regroup.nonlinear.internal.solve.ModelEvaluator;
import java.util.List;
import java.util.SplittableRandom;
import org.hipparchus.analysis.differentiation.DSFactory;
import org.hipparchus.analysis.differentiation.DerivativeStructure;
import org.hipparchus.special.Erf;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values and derivatives over columns, against Hipparchus' differentiation of the same tree, row by row. */
class TapeTest {

    private static final List<String> FEATURES = List.of("x", "z");
    private static final List<String> PARAMETERS = List.of("a", "b", "c");
    private static final DSFactory FACTORY = new DSFactory(PARAMETERS.size(), 1);

    private record Rows(double[] x, double[] z, int from, int to) implements GroupRows {

        static Rows random(int count) {
            SplittableRandom random = new SplittableRandom(7);
            int from = 3;
            double[] x = random.doubles(count + 5L, 0.1, 2).toArray();
            double[] z = random.doubles(count + 5L, -1, 1).toArray();
            return new Rows(x, z, from, from + count);
        }

        @Override
        public int featureCount() {
            return 2;
        }

        @Override
        public double[] feature(int index) {
            return index == 0 ? x : z;
        }

        @Override
        public double[] target() {
            return x;
        }

        @Override
        public double @Nullable [] weight() {
            return null;
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a + b - c + x * z",
                "a * exp(-b * x) + c * z",
                "a * x / (b + z^2) - 1 / c",
                "a * exp(-((x - b) / c)^2 / 2) + z",
                "(a * x)^b + c * z",
                "x^a + a^x + b^c * z",
                "a^3 * x + b^-2 * z + c^5 + c^0 + c^1",
                "sin(a * x) + cos(b * z) + tan(c * x / 2)",
                "sinh(a * x) + cosh(b * z) + tanh(c * x)",
                "asin(a * z / 3) + acos(b * z / 3) + atan(c * x)",
                "log(a * x) + log10(b * x) + log1p(c * x) + expm1(a * z)",
                "sqrt(a * x) + cbrt(b * x) + abs(c * z)",
                "erf(a * z) + erfc(b * x) + c",
                "-a * -x - -b * z + c",
                "exp(a) * x + exp(a) * z * b * exp(c) - exp(a)",
                "log(x) * a + sqrt(x) * b + (x + z) * c",
                "pow(a, b) * x + pow(x, 2) * c + pow(2, z)",
                "a * b * c * x * z"
            })
    void derivativesAreThoseOfHipparchus(String text) {
        double[] parameters = {1.3, 0.7, 1.9};
        for (int count : new int[] {1, 50, 256, 257, 700}) {
            Rows rows = Rows.random(count);
            ModelEvaluator evaluator = new Formula(text, FEATURES, PARAMETERS).evaluator();
            Expression tree = FormulaParser.parse(text, FEATURES, PARAMETERS);
            double[] values = new double[count];
            double[][] slopes = new double[PARAMETERS.size()][count];
            evaluator.moveTo(rows);
            evaluator.values(new double[] {9, 9, 9}, values);
            evaluator.values(parameters, values);
            evaluator.derivatives(parameters, slopes);
            for (int i = 0; i < count; i++) {
                double[] features = {rows.x()[rows.from() + i], rows.z()[rows.from() + i]};
                DerivativeStructure expected = differentiated(tree, features, parameters);
                assertNear(values[i], expected.getValue());
                assertThat(tree.value(features, parameters)).isEqualTo(values[i]);
                assertNear(slopes[0][i], expected.getPartialDerivative(1, 0, 0));
                assertNear(slopes[1][i], expected.getPartialDerivative(0, 1, 0));
                assertNear(slopes[2][i], expected.getPartialDerivative(0, 0, 1));
            }
        }
    }

    private static void assertNear(double got, double expected) {
        assertThat(got).isCloseTo(expected, within(1e-12 * Math.max(1, Math.abs(expected))));
    }

    private static DerivativeStructure differentiated(Expression tree, double[] features, double[] parameters) {
        return switch (tree) {
            case Constant(double value) -> FACTORY.constant(value);
            case Feature(int index) -> FACTORY.constant(features[index]);
            case Parameter(int index) -> FACTORY.variable(index, parameters[index]);
            case WholePower(Expression base, int exponent) ->
                differentiated(base, features, parameters).pow(exponent);
            case Call(Function function, Expression argument) ->
                call(function, differentiated(argument, features, parameters));
            case Operation(Operator operator, Expression left, Expression right) -> {
                DerivativeStructure a = differentiated(left, features, parameters);
                DerivativeStructure b = differentiated(right, features, parameters);
                yield switch (operator) {
                    case ADD -> a.add(b);
                    case SUBTRACT -> a.subtract(b);
                    case MULTIPLY -> a.multiply(b);
                    case DIVIDE -> a.divide(b);
                    case POWER -> a.pow(b);
                };
            }
        };
    }

    private static DerivativeStructure call(Function function, DerivativeStructure x) {
        return switch (function) {
            case NEGATE -> x.negate();
            case EXP -> x.exp();
            case EXPM1 -> x.expm1();
            case LOG -> x.log();
            case LOG10 -> x.log10();
            case LOG1P -> x.log1p();
            case SQRT -> x.sqrt();
            case CBRT -> x.cbrt();
            case SIN -> x.sin();
            case COS -> x.cos();
            case TAN -> x.tan();
            case ASIN -> x.asin();
            case ACOS -> x.acos();
            case ATAN -> x.atan();
            case SINH -> x.sinh();
            case COSH -> x.cosh();
            case TANH -> x.tanh();
            case ABS -> x.abs();
            case ERF -> Erf.erf(x);
            case ERFC -> Erf.erfc(x);
        };
    }

    /** 0 to a power has a derivative by the power, which is 0, not the NaN of its logarithm. */
    @Test
    void powersOfZeroHaveDerivatives() {
        ModelEvaluator evaluator = new Formula("a * x^b", List.of("x"), List.of("a", "b")).evaluator();
        evaluator.moveTo(new Rows(new double[] {0}, new double[] {0}, 0, 1));
        double[] values = new double[1];
        double[][] slopes = new double[2][1];
        evaluator.values(new double[] {2, 1.5}, values);
        evaluator.derivatives(new double[] {2, 1.5}, slopes);
        assertThat(values[0]).isZero();
        assertThat(slopes[0][0]).isZero();
        assertThat(slopes[1][0]).isZero();
    }

    /** From far below to far above where the series gives way to the fraction. */
    @Test
    void errorFunctionIsThatOfHipparchus() {
        for (double x = -6; x <= 6; x += 0.0625) {
            assertThat(ErrorFunction.erf(x)).isCloseTo(Erf.erf(x), within(1e-15));
            assertThat(ErrorFunction.erfc(x) / Erf.erfc(x)).as("erfc %s", x).isCloseTo(1, within(2e-14));
        }
        // scipy.special.erfc, scipy 1.10.1
        assertThat(ErrorFunction.erfc(10) / 2.088487583762545e-45).isCloseTo(1, within(1e-14));
        assertThat(ErrorFunction.erfc(26) / 5.663192408856145e-296).isCloseTo(1, within(1e-13));
        assertThat(ErrorFunction.erfc(30)).isZero();
        assertThat(ErrorFunction.erf(Double.POSITIVE_INFINITY)).isEqualTo(1);
        assertThat(ErrorFunction.erf(Double.NaN)).isNaN();
        assertThat(ErrorFunction.erfc(Double.NaN)).isNaN();
        assertThat(ErrorFunction.erfc(Double.NEGATIVE_INFINITY)).isEqualTo(2);
    }
}
