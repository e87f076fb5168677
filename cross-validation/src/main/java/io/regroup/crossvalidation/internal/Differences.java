package io.regroup.crossvalidation.internal;

import io.regroup.api.FitStatus;
import io.regroup.api.result.FitResult;
import io.regroup.crossvalidation.agreement.Accuracy;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Compares an engine's results with exact ones and collects the differences, so that a failure shows which engine, case,
 * group and column, how far off, and how many more there are.
 */
public final class Differences {

    private static final int SHOWN = 25;

    private final String title;
    private final Accuracy owed;
    private final List<String> differences = new ArrayList<>();

    /**
     * Starts a comparison.
     *
     * @param title names the engine and the case in messages
     * @param owed how near results have to be
     */
    public Differences(String title, Accuracy owed) {
        this.title = title;
        this.owed = owed;
    }

    /**
     * Compares the fit of a target in a group.
     *
     * @param label names the group in messages
     * @param features how many the specification has
     */
    public void fit(FitResult result, String target, int group, String label, ExactFit exact, int features) {
        Group at = new Group(result, target, group, label);
        ExactLeastSquares solution = exact.solution;
        int[] kept = exact.kept;
        status(result, target, group, label, kept.length == features ? FitStatus.OK : FitStatus.RANK_DEFICIENT);
        int rows = solution.residuals.length;
        Accuracy accuracy = owed.forRows(rows);
        at.equal("count", rows);
        double rms = solution.standardDeviation;
        double rmsAllowed = accuracy.rms(rms, exact.subtracted, exact.condition);
        at.near("rms", rms, rmsAllowed);
        double relative = rms == 0 ? 0 : rmsAllowed / rms;
        double squaresAllowed = accuracy.chi2(solution.chi2, exact.subtracted, exact.condition, rows);
        at.near("chi2", solution.chi2, squaresAllowed);
        at.near("r2", exact.r2, accuracy.r2(exact.r2, Double.isNaN(relative) ? 0 : relative));
        boolean[] estimated = new boolean[features];
        int first = exact.intercept ? 1 : 0;
        for (int c = 0; c < first + kept.length; c++) {
            int term = c < first ? 0 : 1 + kept[c - first];
            if (c >= first) {
                estimated[kept[c - first]] = true;
            }
            double b = solution.coefficients[c];
            at.near("beta" + term, b, accuracy.coefficient(b, exact.scales[c], exact.condition));
            at.near(
                    "beta" + term + "_err",
                    solution.errors[c],
                    accuracy.error(solution.errors[c], solution.unitErrors[c] * rmsAllowed, exact.condition));
        }
        for (int j = 0; j < features; j++) {
            if (!estimated[j]) {
                at.near("beta" + (j + 1), Double.NaN, 0);
                at.near("beta" + (j + 1) + "_err", Double.NaN, 0);
            }
        }
        if (result.spec().diagnostics()) {
            at.near("mad", exact.mad, accuracy.mad(exact.mad, exact.mostSubtracted, exact.condition));
            at.near("condition", exact.condition, accuracy.condition(exact.condition));
        }
    }

    /** Compares the number of groups; the rest makes no sense unless it is right. */
    public void groups(FitResult result, int expected) {
        if (result.groups().rowCount() != expected) {
            throw new AssertionError(title + ": expected " + expected + " groups, got "
                    + result.groups().rowCount());
        }
    }

    /** Compares a status. */
    public void status(FitResult result, String target, int group, String label, FitStatus expected) {
        FitStatus got = result.status(target, group);
        if (got != expected) {
            differ(label, target + " status", got, expected, "");
        }
    }

    /** Compares a group that is not fitted: nothing but its counts. */
    public void unfitted(FitResult result, String target, int group, String label, FitStatus expected, int count) {
        status(result, target, group, label, expected);
        Group at = new Group(result, target, group, label);
        at.equal("count", count);
        for (String column : result.groups().schema().names()) {
            String prefix = target + "_fit_";
            if (column.startsWith(prefix) && column.substring(prefix.length()).matches("beta.*|rms|chi2|r2|mad")) {
                at.near(column.substring(prefix.length()), Double.NaN, 0);
            }
        }
    }

    /** Compares a number exactly, or NaN with NaN. */
    public void equal(FitResult result, String column, int group, String label, double expected) {
        near(result, column, group, label, expected, 0);
    }

    /** Compares a number absolutely, or NaN with NaN. */
    public void near(FitResult result, String column, int group, String label, double expected, double allowed) {
        double got = result.groups().doubles(column)[group];
        boolean agree =
                Double.isNaN(expected) ? Double.isNaN(got) : got == expected || Math.abs(got - expected) <= allowed;
        if (!agree) {
            String by = allowed == 0
                    ? ""
                    : String.format(Locale.ROOT, ", off by %.1e, allowed %.1e", Math.abs(got - expected), allowed);
            differ(label, column, got, expected, by);
        }
    }

    private void differ(String label, String column, Object got, Object expected, String by) {
        differences.add(title + ", " + label + ", " + column + ": got " + got + ", expected " + expected + by);
    }

    /**
     * Fails if there was a difference.
     *
     * @throws AssertionError with the first differences
     */
    public void assertNone() {
        if (!differences.isEmpty()) {
            int shown = Math.min(SHOWN, differences.size());
            throw new AssertionError(differences.size() + " differences, the first " + shown + ":\n"
                    + String.join("\n", differences.subList(0, shown)));
        }
    }

    private final class Group {

        private final FitResult result;
        private final String target;
        private final int group;
        private final String label;

        Group(FitResult result, String target, int group, String label) {
            this.result = result;
            this.target = target;
            this.group = group;
            this.label = label;
        }

        void near(String quantity, double expected, double allowed) {
            Differences.this.near(result, target + "_fit_" + quantity, group, label, expected, allowed);
        }

        void equal(String quantity, double expected) {
            near(quantity, expected, 0);
        }
    }
}
