package io.regroup.bench;

import io.regroup.api.engine.Workers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.commons.math3.stat.regression.SimpleRegression;

/**
 * Commons Math as one would use it: a {@code SimpleRegression} per group and target. Sorted rows need one at a time;
 * otherwise each thread has a map of them, and the maps are merged. Leaves weights out of account, as it knows none.
 */
final class CommonsMathContender implements Contender {

    @Override
    public String name() {
        return "commons-math";
    }

    @Override
    public String description() {
        return "Apache Commons Math 3.6: a SimpleRegression per group, slope and intercept, one feature, one int key, no weights";
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
        boolean asked = scenario.family() == Scenario.Family.SHAPE || scenario.family() == Scenario.Family.ORIGIN;
        return asked
                && scenario.spec().features().size() == 1
                && scenario.spec().keys().size() == 1;
    }

    @Override
    public Entry prepare(Scenario scenario, Rows rows, int threads) {
        List<String> targets = scenario.spec().targets();
        int[] keys = (int[]) rows.array(scenario.spec().keys().get(0));
        double[] x = rows.doubles(scenario.spec().features().get(0));
        double[][] y = targets.stream().map(rows::doubles).toArray(double[][]::new);
        boolean sorted = true;
        for (int i = 1; i < keys.length && sorted; i++) {
            sorted = keys[i - 1] <= keys[i];
        }
        return new Groups(keys, x, y, threads, sorted);
    }

    /** What is found: keys in ascending order, and [group][target × 2 + term]. */
    private record Part(List<Integer> keys, List<double[]> coefficients) {}

    private static final class Groups implements Entry {

        private final int[] keys;
        private final double[] x;
        private final double[][] y;
        private final int threads;
        private final boolean sorted;
        private Part found = new Part(List.of(), List.of());

        Groups(int[] keys, double[] x, double[][] y, int threads, boolean sorted) {
            this.keys = keys;
            this.x = x;
            this.y = y;
            this.threads = threads;
            this.sorted = sorted;
        }

        @Override
        public void run() {
            found = sorted ? runs() : maps();
        }

        private Part runs() {
            int[] borders = new int[threads + 1];
            for (int i = 1; i <= threads; i++) {
                int at = (int) ((long) keys.length * i / threads);
                while (at > 0 && at < keys.length && keys[at] == keys[at - 1]) {
                    at++;
                }
                borders[i] = Math.max(at, borders[i - 1]);
            }
            Part[] parts = new Part[threads];
            Workers.run(threads, threads, () -> i -> parts[i] = runs(borders[i], borders[i + 1]));
            Part all = new Part(new ArrayList<>(), new ArrayList<>());
            for (Part part : parts) {
                all.keys().addAll(part.keys());
                all.coefficients().addAll(part.coefficients());
            }
            return all;
        }

        private Part runs(int from, int to) {
            Part part = new Part(new ArrayList<>(), new ArrayList<>());
            for (int start = from; start < to; ) {
                SimpleRegression[] fits = regressions();
                int row = start;
                do {
                    add(fits, row++);
                } while (row < to && keys[row] == keys[start]);
                part.keys().add(keys[start]);
                part.coefficients().add(coefficients(fits));
                start = row;
            }
            return part;
        }

        private Part maps() {
            List<Map<Integer, SimpleRegression[]>> maps = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                maps.add(new HashMap<>());
            }
            Workers.run(threads, threads, () -> i -> {
                Map<Integer, SimpleRegression[]> map = maps.get(i);
                int to = (int) ((long) keys.length * (i + 1) / threads);
                for (int row = (int) ((long) keys.length * i / threads); row < to; row++) {
                    add(map.computeIfAbsent(keys[row], key -> regressions()), row);
                }
            });
            TreeMap<Integer, SimpleRegression[]> merged = new TreeMap<>();
            for (Map<Integer, SimpleRegression[]> map : maps) {
                map.forEach((key, fits) -> merged.merge(key, fits, Groups::merge));
            }
            return new Part(
                    List.copyOf(merged.keySet()),
                    merged.values().stream().map(Groups::coefficients).toList());
        }

        private SimpleRegression[] regressions() {
            SimpleRegression[] fits = new SimpleRegression[y.length];
            for (int t = 0; t < fits.length; t++) {
                fits[t] = new SimpleRegression();
            }
            return fits;
        }

        private void add(SimpleRegression[] fits, int row) {
            for (int t = 0; t < fits.length; t++) {
                fits[t].addData(x[row], y[t][row]);
            }
        }

        private static SimpleRegression[] merge(SimpleRegression[] into, SimpleRegression[] other) {
            for (int t = 0; t < into.length; t++) {
                into[t].append(other[t]);
            }
            return into;
        }

        private static double[] coefficients(SimpleRegression[] fits) {
            double[] coefficients = new double[2 * fits.length];
            for (int t = 0; t < fits.length; t++) {
                coefficients[2 * t] = fits[t].getIntercept();
                coefficients[2 * t + 1] = fits[t].getSlope();
            }
            return coefficients;
        }

        @Override
        public Optional<Answers> answers(int[] sample) {
            int groups = found.keys().size();
            double[][] wanted = Arrays.stream(sample)
                    .filter(place -> place < groups)
                    .mapToObj(place -> found.coefficients().get(place))
                    .toArray(double[][]::new);
            return Optional.of(new Answers(groups, wanted, new double[0][]));
        }
    }
}
