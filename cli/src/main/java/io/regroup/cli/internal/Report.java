package io.regroup.cli.internal;

import io.regroup.api.FitSpec;
import io.regroup.api.StandardErrors;
import io.regroup.api.aggregate.AggregateResult;
import io.regroup.api.aggregate.AggregateSpec;
import io.regroup.api.result.Explanation;
import io.regroup.api.result.FitResult;
import io.regroup.gmm.MixtureEngine;
import io.regroup.tables.TableSource;
import java.io.PrintWriter;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What {@code regroup fit} says about a run, before or after it: one labelled line for each thing. */
final class Report {

    private Report() {}

    /** Says what would be read. */
    static void input(TableSource source, Map<String, String> expressions, @Nullable String where, PrintWriter out) {
        StringBuilder input = new StringBuilder(source.description());
        source.knownRows().ifPresent(rows -> input.append(String.format(Locale.ROOT, ", %,d rows", rows)));
        line(out, "input", input.toString());
        expressions.forEach((name, expression) -> line(out, "computed", name + " = " + expression));
        if (where != null) {
            line(out, "where", where);
        }
    }

    /** Says what would be fitted: several models have everything but targets, features and suffix in common. */
    static void models(List<FitSpec> fits, List<Explanation> explanations, PrintWriter out) {
        FitSpec fit = fits.get(0);
        line(out, "group by", list(fit.keys()));
        if (fits.size() == 1) {
            line(out, "target", list(fit.targets()));
            line(out, "feature", list(fit.features()) + (fit.intercept() ? "" : ", no intercept"));
        } else {
            fits.forEach(each -> line(out, "model", Model.text(each)));
        }
        if (fit.weight() != null) {
            line(out, "weight", fit.weight());
        }
        if (!fit.medians().isEmpty()) {
            line(out, "median", list(fit.medians()));
        }
        if (!fit.errors().equals(StandardErrors.CLASSIC)) {
            line(out, "errors", fit.errors().toString());
        }
        if (fit.sigmaCut() != null) {
            line(out, "sigma cut", fit.sigmaCut().text());
        }
        line(out, "min rows", fit.minRows().stream().map(String::valueOf).collect(Collectors.joining(", ")));
        explanations.get(0).text().lines().forEach(out::println);
    }

    /** Says what would be computed of each group. */
    static void aggregates(AggregateSpec spec, Explanation explanation, PrintWriter out) {
        line(out, "group by", list(spec.keys()));
        spec.bins().forEach((column, bins) -> line(out, "bins", column + ": " + bins));
        spec.expected().forEach((key, values) -> line(out, "expected", key + ": " + values));
        spec.aggregates()
                .forEach(aggregate -> line(out, "aggregate", aggregate.resultName() + " = " + aggregate.unnamed()));
        if (spec.weight() != null) {
            line(out, "weight", spec.weight());
        }
        explanation.text().lines().forEach(out::println);
    }

    /** Says what would be written. */
    static void planned(List<Destination> destinations, PrintWriter out) {
        destinations.forEach(destination ->
                line(out, destination.label() + " to", destination.file().toString()));
        out.println("Nothing was computed: --explain.");
    }

    /** Says what was computed of each group. */
    static void summary(
            AggregateResult result,
            boolean filtered,
            List<Destination> destinations,
            Stopwatch clock,
            PrintWriter out) {
        line(out, "groups", count(result.groups().rowCount()));
        rows(result.rowsRead(), filtered, result.spec().selection() == null ? -1 : result.rowsSelected(), out);
        ran(result.explanation(), destinations, clock, out);
    }

    /** Says what was fitted. */
    static void summary(
            List<FitResult> results,
            boolean filtered,
            List<Destination> destinations,
            Stopwatch clock,
            PrintWriter out) {
        FitResult first = results.get(0);
        line(out, "groups", count(first.groups().rowCount()));
        rows(first.rowsRead(), filtered, first.spec().selection() == null ? -1 : first.rowsSelected(), out);
        Set<String> notes = new LinkedHashSet<>();
        for (FitResult result : results) {
            targets(result, results.size() == 1 ? "" : result.spec().suffix(), out);
            notes.addAll(result.explanation().notes());
        }
        notes.removeAll(first.explanation().notes());
        ran(first.explanation().withNotes(List.copyOf(notes)), destinations, clock, out);
    }

    private static void targets(FitResult result, String suffix, PrintWriter out) {
        for (String target : result.spec().targets()) {
            String statuses = result.statuses(target).entrySet().stream()
                    .map(entry -> count(entry.getValue()) + " " + entry.getKey())
                    .collect(Collectors.joining(", "));
            line(
                    out,
                    "target",
                    target + suffix + ": " + count(result.rowsUsed(target)) + " rows used; groups: "
                            + (statuses.isEmpty() ? "none" : statuses));
        }
    }

    /** Says how many rows there were, and how many of them were selected if that is not negative. */
    private static void rows(long read, boolean filtered, long selected, PrintWriter out) {
        line(
                out,
                "rows",
                count(read) + " read" + (filtered ? " (those that --where selects)" : "")
                        + (selected < 0 ? "" : ", " + count(selected) + " selected"));
    }

    /** Says what ran and why, how long it took, and what was written. */
    private static void ran(Explanation explanation, List<Destination> destinations, Stopwatch clock, PrintWriter out) {
        line(out, "fitter", explanation.fitter());
        line(out, "engine", explanation.engine() + ": " + explanation.engineReason());
        line(out, "reduction", explanation.reduction() + ": " + explanation.reductionReason());
        line(out, "threads", String.valueOf(explanation.threads()));
        explanation.notes().forEach(note -> line(out, "note", note));
        line(out, "time", clock.describe(!destinations.isEmpty()));
        destinations.forEach(destination -> line(out, "written", describe(destination)));
    }

    private static String describe(Destination destination) {
        return destination.file() + " (" + destination.content() + ")";
    }

    /** Says whose arithmetic was used, and why. */
    static void engine(MixtureEngine engine, PrintWriter out) {
        line(out, "engine", engine.name() + ": " + engine.reason());
    }

    /** Says one thing. */
    static void line(PrintWriter out, String label, String text) {
        out.printf(Locale.ROOT, "%-10s %s%n", label, text);
    }

    private static String list(List<String> names) {
        return names.isEmpty() ? "none" : String.join(", ", names);
    }

    private static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
