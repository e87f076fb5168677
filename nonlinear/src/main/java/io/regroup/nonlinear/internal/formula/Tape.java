package io.regroup.nonlinear.internal.formula;

import io.regroup.api.spi.GroupRows;
import io.regroup.nonlinear.internal.solve.ModelEvaluator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A formula laid out as a list of {@link Step}s on columns of rows. Parts that occur twice are computed once, parts that depend on
 * features alone once per group, and parts that depend on parameters alone once for all rows. Derivatives are exact: after the
 * values have been computed forwards, one pass backwards gives those by all parameters at a few times the price of the values,
 * however many parameters there are (reverse accumulation: A. Griewank and A. Walther, Evaluating Derivatives, 2nd ed., 2008,
 * ch. 3).
 *
 * <p>Columns instead of byte code: their loops are compiled once for all formulas, and the time goes into functions such as exp
 * whatever calls them. Rows are taken in pieces that stay in the cache.
 */
final class Tape implements ModelEvaluator {

    private static final int PIECE = 256;
    private static final double[] NONE = {};

    /** What a column depends on. */
    private record Dependence(boolean onFeatures, boolean onParameters) {

        static final Dependence NOTHING = new Dependence(false, false);
        static final Dependence FEATURES = new Dependence(true, false);
        static final Dependence PARAMETERS = new Dependence(false, true);

        Dependence and(Dependence other) {
            return new Dependence(onFeatures || other.onFeatures, onParameters || other.onParameters);
        }
    }

    private final int[] featureColumns;
    private final int[] parameterColumns;
    private final List<Step> ofFeatures = new ArrayList<>();
    private final List<Step> ofParameters = new ArrayList<>();
    private final List<Step> ofBoth = new ArrayList<>();
    private final List<Step> backwards;
    private final double[][] values;
    private final double[][] slopes;
    private final int root;

    private @Nullable GroupRows rows;
    private int pieceStart = -1;

    Tape(Expression expression, int features, int parameters) {
        featureColumns = new int[features];
        parameterColumns = new int[parameters];
        Builder builder = new Builder();
        root = builder.column(expression);
        values = builder.columns.toArray(double[][]::new);
        slopes = new double[values.length][];
        for (int column = 0; column < values.length; column++) {
            slopes[column] = builder.dependences.get(column).onParameters() ? new double[PIECE] : NONE;
        }
        List<Step> all = new ArrayList<>(ofParameters);
        all.addAll(ofBoth);
        backwards = all.reversed();
    }

    /** Gives each part of the expression a column, and a step that computes it. */
    private final class Builder {

        private final Map<Expression, Integer> known = new HashMap<>();
        private final List<double[]> columns = new ArrayList<>();
        private final List<Dependence> dependences = new ArrayList<>();

        int column(Expression part) {
            Integer column = known.get(part);
            if (column == null) {
                column = newColumn(part);
                known.put(part, column);
            }
            return column;
        }

        private int newColumn(Expression part) {
            return switch (part) {
                case Expression.Constant(double value) -> {
                    int column = add(Dependence.NOTHING);
                    Arrays.fill(columns.get(column), value);
                    yield column;
                }
                case Expression.Feature(int index) -> {
                    featureColumns[index] = add(Dependence.FEATURES);
                    yield featureColumns[index];
                }
                case Expression.Parameter(int index) -> {
                    parameterColumns[index] = add(Dependence.PARAMETERS);
                    yield parameterColumns[index];
                }
                case Expression.Call(Function function, Expression argument) -> {
                    int x = column(argument);
                    yield add(new Step.Apply(function, x, columns.size()), dependences.get(x));
                }
                case Expression.WholePower(Expression base, int exponent) -> {
                    int x = column(base);
                    yield add(new Step.WholePower(x, exponent, columns.size()), dependences.get(x));
                }
                case Expression.Operation(Operator operator, Expression left, Expression right) -> {
                    int a = column(left);
                    int b = column(right);
                    Dependence ofLeft = dependences.get(a);
                    Dependence ofRight = dependences.get(b);
                    yield add(
                            Step.Combine.of(
                                    operator, a, ofLeft.onParameters(), b, ofRight.onParameters(), columns.size()),
                            ofLeft.and(ofRight));
                }
            };
        }

        private int add(Step step, Dependence dependence) {
            if (!dependence.onParameters()) {
                ofFeatures.add(step);
            } else if (dependence.onFeatures()) {
                ofBoth.add(step);
            } else {
                ofParameters.add(step);
            }
            return add(dependence);
        }

        private int add(Dependence dependence) {
            columns.add(new double[PIECE]);
            dependences.add(dependence);
            return columns.size() - 1;
        }
    }

    @Override
    public void moveTo(GroupRows newRows) {
        rows = newRows;
        pieceStart = -1;
    }

    @Override
    public void values(double[] parameters, double[] out) {
        GroupRows of = current();
        int count = of.count();
        takeParameters(parameters, Math.min(PIECE, count));
        for (int start = 0; start < count; start += PIECE) {
            int length = Math.min(PIECE, count - start);
            forward(of, start, length);
            System.arraycopy(values[root], 0, out, start, length);
        }
    }

    @Override
    public void derivatives(double[] parameters, double[][] out) {
        GroupRows of = current();
        int count = of.count();
        for (int start = 0; start < count; start += PIECE) {
            int length = Math.min(PIECE, count - start);
            if (count > PIECE) {
                forward(of, start, length);
            }
            backward(length);
            for (int j = 0; j < parameterColumns.length; j++) {
                System.arraycopy(slopes[parameterColumns[j]], 0, out[j], start, length);
            }
        }
    }

    private GroupRows current() {
        if (rows == null) {
            throw new IllegalStateException("no group yet");
        }
        return rows;
    }

    /** Computes what depends on parameters alone, in one row, and repeats it in all. */
    private void takeParameters(double[] parameters, int length) {
        for (int j = 0; j < parameters.length; j++) {
            Arrays.fill(values[parameterColumns[j]], 0, length, parameters[j]);
        }
        for (Step step : ofParameters) {
            step.forward(values, 1);
            Arrays.fill(values[step.result], 0, length, values[step.result][0]);
        }
    }

    private void forward(GroupRows of, int start, int length) {
        if (start != pieceStart) {
            for (int j = 0; j < featureColumns.length; j++) {
                System.arraycopy(of.feature(j), of.from() + start, values[featureColumns[j]], 0, length);
            }
            for (Step step : ofFeatures) {
                step.forward(values, length);
            }
            pieceStart = start;
        }
        for (Step step : ofBoth) {
            step.forward(values, length);
        }
    }

    private void backward(int length) {
        for (double[] slope : slopes) {
            Arrays.fill(slope, 0, Math.min(length, slope.length), 0);
        }
        Arrays.fill(slopes[root], 0, length, 1);
        for (Step step : backwards) {
            step.backward(values, slopes, length);
        }
    }
}
