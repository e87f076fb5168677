package io.regroup.crossvalidation.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Scenarios that contracts are tested on. Their exact answers are computed once and kept. */
public final class AllSorts {

    private static final int GROUPS = 60;
    private static final int FEW = 40;
    private static final int MANY = 400;

    private static final Map<String, Scenario> KEPT = new ConcurrentHashMap<>();

    private AllSorts() {}

    private interface Change {
        void apply(Samples samples, Sample sample, int group);
    }

    private static Scenario scenario(
            String name, int features, int targets, boolean weighted, int fewest, int most, Change change) {
        String key = name + ", " + features + " " + targets + " " + weighted + " " + fewest + " " + most;
        return KEPT.computeIfAbsent(key, _ -> {
            Samples samples = new Samples(key.hashCode());
            List<Sample> groups = new ArrayList<>();
            for (int g = 0; g < GROUPS; g++) {
                int rows = g % 20 == 3
                        ? Math.max(most, Math.min(MANY, 10 * most))
                        : samples.random().nextInt(fewest, most + 1);
                Sample sample = samples.plain(name, rows, features, targets, weighted);
                change.apply(samples, sample, g);
                groups.add(sample);
            }
            return new Scenario(name, groups);
        });
    }

    /** Well-behaved groups of one row to forty, a few of four hundred. */
    public static Scenario plain(int features, int targets, boolean weighted) {
        return scenario("plain rows", features, targets, weighted, 1, FEW, (_, _, _) -> {});
    }

    /** Groups of hardly more rows than coefficients. */
    public static Scenario small(int features, boolean weighted) {
        return scenario("few rows", features, 1, weighted, features, features + 5, (_, _, _) -> {});
    }

    /** Features that are constant or depend on others, and perfect fits. */
    public static Scenario dependent(int features) {
        return scenario("dependent features", features, 1, false, features, FEW, (samples, sample, g) -> {
            switch (g % 4) {
                case 0 -> sample.x[0] = Samples.constant(sample.rows(), 0.1);
                case 1 -> sample.x[features - 1] = Samples.map(sample.x[0], value -> 2 * value - 1);
                case 2 -> sample.y[0] = Samples.map(sample.x[0], value -> 3 * value + 1);
                default -> {}
            }
        });
    }

    /** Features about 1e6, targets about 1e9. */
    public static Scenario offsets(int features) {
        return scenario("offsets", features, 1, true, features + 2, FEW, (samples, sample, g) -> {
            if (g % 3 != 1) {
                for (int j = 0; j < features; j++) {
                    sample.x[j] = Samples.map(sample.x[j], value -> value + 1e6);
                }
            }
            if (g % 3 != 0) {
                sample.y[0] = Samples.map(sample.y[0], value -> value + 1e9);
            }
        });
    }

    /** Rows that do not count, by every reason, in every third group; one group in ten has no other. */
    public static Scenario unusable(int features, int targets) {
        return scenario("unusable rows", features, targets, true, 1, FEW, (samples, sample, g) -> {
            for (int i = 0; i < sample.rows() && g % 3 == 0; i++) {
                spoil(samples, sample, i, samples.random().nextInt(g % 10 == 0 ? 4 : 12));
            }
        });
    }

    private static void spoil(Samples samples, Sample sample, int row, int how) {
        int target = samples.random().nextInt(sample.y.length);
        switch (how) {
            case 0 -> sample.y[target][row] = Double.NaN;
            case 1 -> sample.x[samples.random().nextInt(sample.x.length)][row] = Double.POSITIVE_INFINITY;
            case 2 -> sample.setWeight(row, 0);
            case 3 -> sample.setWeight(row, Double.NaN);
            default -> {}
        }
    }
}
