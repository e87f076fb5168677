package io.regroup.bench;

import io.regroup.api.FitSpec;
import io.regroup.api.engine.Workers;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import smile.data.DataFrame;
import smile.data.formula.Formula;
import smile.regression.LinearModel;
import smile.regression.OLS;

/**
 * Smile's ordinary least squares (QR, by OpenBLAS) on each group of sorted rows, several groups at a time. Where groups
 * begin and end is given to it. Leaves weights out of account, as it knows none.
 */
final class SmileContender implements Contender {

    @Override
    public String name() {
        return "smile";
    }

    @Override
    public String description() {
        return "Smile 2.6: OLS by QR per group of sorted rows, without weights; grouping is done for it; mixtures by EM, one thread per group";
    }

    @Override
    public Kind kind() {
        return Kind.PEER;
    }

    @Override
    public boolean weighted() {
        return false;
    }

    @Override
    public boolean suits(Scenario scenario) {
        return scenario.family() == Scenario.Family.MIXTURE || isSortedAndComplete(scenario);
    }

    private static boolean isSortedAndComplete(Scenario scenario) {
        return scenario.family() == Scenario.Family.SHAPE
                && scenario.rows() instanceof SyntheticRows rows
                && rows.order() == Order.SORTED
                && rows.missing() == 0;
    }

    @Override
    public Entry prepare(Scenario scenario, Rows rows, int threads) {
        return scenario.rows() instanceof MixtureRows mixtures
                ? new SmileMixtures(mixtures, rows, threads)
                : new Groups(scenario, rows, threads);
    }

    private static final class Groups implements Entry {

        private final FitSpec spec;
        private final double[][] columns;
        private final String[] names;
        private final int[] starts;
        private final int threads;
        private final double[][] coefficients;

        Groups(Scenario scenario, Rows rows, int threads) {
            this.spec = scenario.spec();
            this.threads = threads;
            // features first, then targets
            this.names = Stream.concat(spec.features().stream(), spec.targets().stream())
                    .toArray(String[]::new);
            this.columns = Arrays.stream(names).map(rows::doubles).toArray(double[][]::new);
            this.starts = starts(
                    spec.keys().stream().map(rows::array).toList(),
                    scenario.rows().rows());
            this.coefficients = new double[starts.length - 1][];
        }

        private static int[] starts(List<Object> keys, int rows) {
            int[] starts = new int[rows + 1];
            int groups = 0;
            for (int row = 0; row < rows; row++) {
                int at = row;
                if (row == 0 || !keys.stream().allMatch(key -> isSame(key, at))) {
                    starts[groups++] = row;
                }
            }
            starts[groups] = rows;
            return Arrays.copyOf(starts, groups + 1);
        }

        private static boolean isSame(Object keys, int row) {
            return keys instanceof int[] numbers
                    ? numbers[row] == numbers[row - 1]
                    : ((String[]) keys)[row].equals(((String[]) keys)[row - 1]);
        }

        @Override
        public void run() {
            Workers.run(threads, coefficients.length, () -> group -> coefficients[group] = fit(group));
        }

        private double[] fit(int group) {
            int features = spec.features().size();
            double[] fitted = new double[spec.targets().size() * (features + 1)];
            String[] used = Arrays.copyOf(names, features + 1);
            double[][] rows = new double[starts[group + 1] - starts[group]][features + 1];
            for (int t = 0; t < spec.targets().size(); t++) {
                used[features] = names[features + t];
                for (int row = 0; row < rows.length; row++) {
                    for (int c = 0; c <= features; c++) {
                        rows[row][c] = columns[c < features ? c : c + t][starts[group] + row];
                    }
                }
                LinearModel model = OLS.fit(Formula.lhs(used[features]), DataFrame.of(rows, used), "qr", false, false);
                // the intercept is the first of its coefficients
                System.arraycopy(model.coefficients(), 0, fitted, t * (features + 1), features + 1);
            }
            return fitted;
        }

        @Override
        public Optional<Answers> answers(int[] sample) {
            double[][] wanted = Arrays.stream(sample)
                    .filter(place -> place < coefficients.length)
                    .mapToObj(place -> coefficients[place])
                    .toArray(double[][]::new);
            return Optional.of(new Answers(coefficients.length, wanted, new double[0][]));
        }
    }
}
