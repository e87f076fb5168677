package io.regroup.crossvalidation.internal;

import io.regroup.api.FitSpec;
import io.regroup.api.RowUse;
import io.regroup.api.data.Table;
import io.regroup.api.engine.Exclusion;
import io.regroup.api.result.FitResult;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** Groups that are fitted in one table: the samples in order are the groups 0, 1, … of the key {@code g}. */
public record Scenario(String name, List<Sample> samples) {

    /** Copies the list. */
    public Scenario {
        samples = List.copyOf(samples);
    }

    public boolean weighted() {
        return samples.get(0).w != null;
    }

    /** The number of rows of all groups. */
    public int rows() {
        return samples.stream().mapToInt(Sample::rows).sum();
    }

    /** The number of rows that count for a target by itself. */
    public long usableRows(int target) {
        Sample.Model model = new Sample.Model(target, true, RowUse.PER_TARGET, 1);
        return samples.stream()
                .mapToLong(sample -> sample.expected(model).count())
                .sum();
    }

    /** A table with the columns g, x1, x2, …, y1, y2, …, and w if there are weights. */
    public Table table(RowOrder order) {
        int[] groups = order.layOut(samples.stream().mapToInt(Sample::rows).toArray(), 42);
        int[] next = new int[samples.size()];
        int[] rows = IntStream.of(groups).map(group -> next[group]++).toArray();
        Table.Builder table = Table.builder().column("g", groups);
        for (int j = 0; j < samples.get(0).x.length; j++) {
            int feature = j;
            table.column("x" + (j + 1), gather(groups, i -> samples.get(groups[i]).x[feature][rows[i]]));
        }
        for (int t = 0; t < samples.get(0).y.length; t++) {
            int target = t;
            table.column("y" + (t + 1), gather(groups, i -> samples.get(groups[i]).y[target][rows[i]]));
        }
        if (weighted()) {
            table.column("w", gather(groups, i -> samples.get(groups[i]).weight(rows[i])));
        }
        return table.build();
    }

    private static double[] gather(int[] groups, IntToDoubleFunction value) {
        return IntStream.range(0, groups.length).mapToDouble(value).toArray();
    }

    /** A specification for all columns, with diagnostics. */
    public FitSpec spec(boolean intercept, RowUse rowUse, int minRows) {
        return FitSpec.groupBy("g")
                .targets(names("y", samples.get(0).y.length))
                .features(names("x", samples.get(0).x.length))
                .weight(weighted() ? "w" : null)
                .intercept(intercept)
                .rowUse(rowUse)
                .minRows(minRows)
                .diagnostics(true)
                .build();
    }

    /** The same without diagnostics, which need whole groups. */
    public FitSpec mergeableSpec(boolean intercept, RowUse rowUse, int minRows) {
        return FitSpec.groupBy("g")
                .targets(names("y", samples.get(0).y.length))
                .features(names("x", samples.get(0).x.length))
                .weight(weighted() ? "w" : null)
                .intercept(intercept)
                .rowUse(rowUse)
                .minRows(minRows)
                .build();
    }

    private static String[] names(String prefix, int count) {
        return IntStream.rangeClosed(1, count).mapToObj(i -> prefix + i).toArray(String[]::new);
    }

    /** Compares a result of this scenario's rows. */
    public void compare(FitResult result, Differences differences) {
        compare(result, result.spec(), differences);
    }

    /** Compares a result with what was asked for, whatever the result says of that. */
    public void compare(FitResult result, FitSpec spec, Differences differences) {
        differences.groups(result, samples.size());
        for (int g = 0; g < samples.size(); g++) {
            Sample sample = samples.get(g);
            String label = "group " + g + ": " + sample.label;
            differences.equal(result, "g", g, label, g);
            differences.equal(result, "group_rows", g, label, sample.rows());
            for (int t = 0; t < spec.targets().size(); t++) {
                String target = spec.targets().get(t);
                Sample.Expected expected =
                        sample.expected(new Sample.Model(t, spec.intercept(), spec.rowUse(), spec.minRows(t)));
                for (Map.Entry<Exclusion, Integer> reason : expected.excluded().entrySet()) {
                    String column = target + "_fit_" + reason.getKey().quantity();
                    if (result.groups().schema().names().contains(column)) {
                        differences.equal(result, column, g, label, reason.getValue());
                    }
                }
                ExactFit fit = expected.fit();
                if (fit == null) {
                    differences.unfitted(result, target, g, label, expected.status(), expected.count());
                } else {
                    differences.fit(
                            result, target, g, label, fit, spec.features().size());
                }
            }
        }
    }
}
