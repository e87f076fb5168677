package io.regroup.crossvalidation.internal;

import io.regroup.api.data.Table;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Rows of groups of equal size, one group after another. */
public final class GroupData {

    private final int groups;
    private final int rows;
    private final double[][] x;
    private final double[] y;
    private final double[] w;
    private final Model model;

    /**
     * Takes the rows.
     *
     * @param groups how many groups
     * @param rows how many rows each has
     * @param x one array per feature
     * @param y the target
     * @param w weights
     * @param model makes a target of features and noise
     */
    public GroupData(int groups, int rows, double[][] x, double[] y, double[] w, Model model) {
        this.groups = groups;
        this.rows = rows;
        this.x = x;
        this.y = y;
        this.w = w;
        this.model = model;
    }

    /** Makes a target. */
    @FunctionalInterface
    public interface Model {

        /** Returns the target of a row. */
        double target(double[] features, double noise);
    }

    /** Ways to make rows hard to fit. */
    public enum Hard {
        /** All targets are the same. */
        CONSTANT_TARGET,
        /** All targets are zero. */
        ZERO_TARGET,
        /** The model explains the target without noise. */
        PERFECT,
        /** The first feature is constant. */
        CONSTANT_FEATURE,
        /** All features are the same. */
        REPEATED_FEATURES,
        /** All rows are the same. */
        ONE_ROW_REPEATED,
        /** Targets of 1e150 and more, whose squares are infinite. */
        HUGE_TARGET,
        /** Targets so small that their squares vanish. */
        TINY_TARGET,
        /** Half of the rows are far away from the rest. */
        TWO_CLUSTERS,
        /** Group i has i + 1 rows that count. */
        FEW_ROWS
    }

    /** Returns the number of groups. */
    public int groups() {
        return groups;
    }

    /** Returns a table with the columns g, x1, x2, …, y and w. */
    public Table table() {
        int[] g = IntStream.range(0, groups * rows).map(i -> i / rows).toArray();
        Table.Builder table = Table.builder().column("g", g);
        for (int j = 0; j < x.length; j++) {
            table.column("x" + (j + 1), x[j]);
        }
        return table.column("y", y).column("w", w).build();
    }

    /** Returns the rows of some groups, one group after another, under new keys 0, 1, …. */
    public Table inGroupOrder(int[] order) {
        int[] taken = IntStream.of(order)
                .flatMap(group -> IntStream.range(group * rows, (group + 1) * rows))
                .toArray();
        Table some = Tables.rows(table(), taken);
        Table.Builder renamed = Table.builder()
                .column("g", IntStream.range(0, taken.length).map(i -> i / rows).toArray());
        some.schema().names().stream().skip(1).forEach(name -> renamed.column(name, some.column(name)));
        return renamed.build();
    }

    /** Returns the rows of each group in random order. */
    public Table shuffledWithinGroups(long seed) {
        Samples samples = new Samples(seed);
        int[] order = IntStream.range(0, groups)
                .flatMap(group -> Arrays.stream(samples.shuffled(
                        IntStream.range(group * rows, (group + 1) * rows).toArray())))
                .toArray();
        return Tables.rows(table(), order);
    }

    /** Returns the rows in another layout; those of a group keep their order. */
    public Table laidOut(RowOrder order) {
        int[] sizes = new int[groups];
        Arrays.fill(sizes, rows);
        int[] next = new int[groups];
        int[] taken = Arrays.stream(order.layOut(sizes, 17))
                .map(group -> group * rows + next[group]++)
                .toArray();
        return Tables.rows(table(), taken);
    }

    /** Returns the table with weights of 1. */
    public Table withEqualWeights() {
        double[] ones = new double[w.length];
        Arrays.fill(ones, 1);
        return new GroupData(groups, rows, x, y, ones, model).table();
    }

    /** Gives every odd group the features of the group before it; targets keep their own noise. */
    public GroupData withPairedFeatures() {
        double[][] paired = Arrays.stream(x).map(double[]::clone).toArray(double[][]::new);
        double[] targets = y.clone();
        SplittableRandom random = new SplittableRandom(97);
        double[] row = new double[x.length];
        for (int i = 0; i < y.length; i++) {
            for (int j = 0; j < x.length; j++) {
                paired[j][i] = (i / rows) % 2 == 1 ? paired[j][i - rows] : paired[j][i];
                row[j] = paired[j][i];
            }
            targets[i] = model.target(row, random.nextGaussian());
        }
        return new GroupData(groups, rows, paired, targets, w, model);
    }

    /** Makes the rows hard. */
    public GroupData made(Hard hard) {
        double[][] features = Arrays.stream(x).map(double[]::clone).toArray(double[][]::new);
        double[] targets = y.clone();
        double[] row = new double[x.length];
        for (int i = 0; i < targets.length; i++) {
            for (int j = 0; j < features.length; j++) {
                features[j][i] = switch (hard) {
                    case CONSTANT_FEATURE -> j == 0 ? 0.1 : x[j][i];
                    case REPEATED_FEATURES -> x[0][i];
                    case ONE_ROW_REPEATED -> x[j][i / rows * rows];
                    case TWO_CLUSTERS -> x[j][i] * 1e-6 + i % 2;
                    default -> x[j][i];
                };
                row[j] = features[j][i];
            }
            targets[i] = switch (hard) {
                case CONSTANT_TARGET -> 0.1;
                case ZERO_TARGET -> 0;
                case PERFECT -> model.target(row, 0);
                case ONE_ROW_REPEATED -> y[i / rows * rows];
                case HUGE_TARGET -> y[i] * 1e150;
                case TINY_TARGET -> y[i] * 1e-200;
                case FEW_ROWS -> i % rows > i / rows ? Double.NaN : y[i];
                default -> y[i];
            };
        }
        return new GroupData(groups, rows, features, targets, w, model);
    }

    /** Returns Σ w (y − ȳ)² of each group, w being 1 if weights are not used. */
    public double[] spread(boolean weighted) {
        double[] spread = new double[groups];
        for (int group = 0; group < groups; group++) {
            double n = 0;
            double mean = 0;
            for (int i = group * rows; i < (group + 1) * rows; i++) {
                double weight = weighted ? w[i] : 1;
                double delta = y[i] - mean;
                n += weight;
                mean += weight * delta / n;
                spread[group] += weight * delta * (y[i] - mean);
            }
        }
        return spread;
    }

    /** Returns the features of a group. */
    public double[][] x(int group) {
        return Arrays.stream(x).map(values -> of(values, group)).toArray(double[][]::new);
    }

    /** Returns the target of a group. */
    public double[] y(int group) {
        return of(y, group);
    }

    /** Returns the weights of a group. */
    public double[] w(int group) {
        return of(w, group);
    }

    private double[] of(double[] values, int group) {
        return Arrays.copyOfRange(values, group * rows, (group + 1) * rows);
    }
}
