package io.regroup.crossvalidation;

import io.regroup.api.FitSpec;
import io.regroup.api.SigmaCut;
import io.regroup.api.data.Table;
import io.regroup.crossvalidation.internal.RowOrder;
import io.regroup.crossvalidation.internal.Tables;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Rows of all groups, one group after the other; a tenth to a third are outliers, and some numbers are missing. */
final class OutlierRows {

    static final int MIN_ROWS = 4;

    final int[] group;
    final double[][] x;
    final double[][] y;
    final double @Nullable [] w;

    OutlierRows(int groups, int features, int targets, boolean weighted, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        this.group = IntStream.range(0, groups)
                .flatMap(g -> IntStream.generate(() -> g).limit(random.nextInt(5, 45)))
                .toArray();
        this.x = new double[features][group.length];
        this.y = new double[targets][group.length];
        this.w = weighted ? new double[group.length] : null;
        for (int i = 0; i < group.length; i++) {
            double model = 3;
            for (int j = 0; j < features; j++) {
                x[j][i] = 10 * j + random.nextGaussian();
                model += (j + 1) * x[j][i];
            }
            double weight = random.nextDouble(0.25, 4);
            for (double[] target : y) {
                boolean outlier = random.nextInt(20) < 2 + group[i] % 5;
                target[i] = model + random.nextGaussian() * (outlier ? 12 : 1) / Math.sqrt(weighted ? weight : 1);
                target[i] = random.nextInt(25) == 0 ? Double.NaN : target[i];
            }
            if (w != null) {
                w[i] = random.nextInt(25) == 0 ? 0 : weight;
            }
        }
    }

    Table table() {
        Table.Builder table = Table.builder().column("g", group);
        for (int j = 0; j < x.length; j++) {
            table.column("x" + (j + 1), x[j]);
        }
        for (int t = 0; t < y.length; t++) {
            table.column("y" + (t + 1), y[t]);
        }
        return w == null ? table.build() : table.column("w", w).build();
    }

    /** The same rows in another order. */
    Table table(RowOrder order) {
        int groups = group[group.length - 1] + 1;
        int[] counts = new int[groups];
        int[] next = new int[groups];
        for (int g : group) {
            counts[g]++;
        }
        for (int g = 1; g < groups; g++) {
            next[g] = next[g - 1] + counts[g - 1];
        }
        int[] rows = IntStream.of(order.layOut(counts, 3)).map(g -> next[g]++).toArray();
        return Tables.rows(table(), rows);
    }

    FitSpec.Builder spec() {
        return FitSpec.groupBy("g")
                .features(IntStream.rangeClosed(1, x.length)
                        .mapToObj(j -> "x" + j)
                        .toArray(String[]::new))
                .targets(IntStream.rangeClosed(1, y.length)
                        .mapToObj(t -> "y" + t)
                        .toArray(String[]::new))
                .weight(w == null ? null : "w")
                .minRows(MIN_ROWS);
    }

    /** Cuts the rows of one group that count for a target; null if these are too few to be fitted. */
    @Nullable
    PlainSigmaCut cut(int wanted, int target, boolean joint, SigmaCut cut) {
        int[] rows = IntStream.range(0, group.length)
                .filter(i -> group[i] == wanted)
                .filter(i -> w == null || w[i] > 0)
                .filter(i -> Double.isFinite(y[target][i]))
                .filter(i -> !joint || Arrays.stream(y).allMatch(other -> Double.isFinite(other[i])))
                .toArray();
        if (rows.length < Math.max(MIN_ROWS, x.length + 1)) {
            return null;
        }
        double[][] features = Arrays.stream(x).map(all -> take(all, rows)).toArray(double[][]::new);
        return new PlainSigmaCut(features, take(y[target], rows), w == null ? null : take(w, rows), cut, MIN_ROWS);
    }

    private static double[] take(double[] all, int[] rows) {
        return Arrays.stream(rows).mapToDouble(i -> all[i]).toArray();
    }
}
