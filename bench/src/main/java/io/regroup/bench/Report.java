package io.regroup.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Writes {@code report.md}: the machine, the claims, all times, the figures. */
final class Report {

    private final List<String> lines = new ArrayList<>();

    private Report() {}

    /**
     * Writes it.
     *
     * @param file where to
     * @param title the first line, such as what the sizes are
     * @param cases what was to be measured
     * @param contenders who was there
     * @param results what was measured
     * @param figures names of the picture files beside the report
     */
    static void write(
            Path file,
            String title,
            List<Plan.Case> cases,
            List<Contender> contenders,
            Results results,
            List<String> figures)
            throws IOException {
        Report report = new Report();
        report.head(title);
        report.contenders(contenders);
        report.conditions(results);
        report.scenarios(cases, results);
        if (!figures.isEmpty()) {
            report.section("Figures");
            figures.forEach(figure ->
                    report.add("![" + figure.replace(".png", "").replace('-', ' ') + "](" + figure + ")", ""));
        }
        report.taken(results.taken());
        Files.write(file, report.lines);
    }

    /** Starts a report on this machine. */
    static List<String> machine(String title) throws IOException {
        Report report = new Report();
        report.head(title);
        return report.lines;
    }

    private void head(String title) throws IOException {
        add("# " + title, "");
        table("", "");
        Environment.describe().forEach((name, value) -> row(name, value));
        add("");
    }

    private void contenders(List<Contender> contenders) {
        section("Who takes part");
        table("contender", "what it does");
        for (Contender contender : contenders) {
            String obstacle = contender
                    .obstacle()
                    .map(why -> " – **cannot run here**: " + why)
                    .orElse("");
            row(contender.name(), contender.description() + obstacle);
        }
        add("");
        add(
                "All get the same rows, in one process, and run in turns. Times are from the rows in memory to the finished table of");
        add(
                "groups. Regroup computes coefficients, standard errors, count, rms, chi2, r2 and status; the peers what their lines");
        add("say. Answers are compared before anything is timed, weighted ones with weighted ones.", "");
    }

    private void conditions(Results results) {
        section("What must hold");
        add("Stated for `--full` on 2 processors. A run with other sizes or threads shows the direction only.", "");
        table("claim", "required", "measured", "");
        for (HoldConditions.Condition condition : HoldConditions.check(results)) {
            boolean measured = condition.measured().isPresent();
            row(
                    condition.claim(),
                    condition.required(),
                    measured ? number(condition.measured().getAsDouble()) : "–",
                    measured ? condition.met() ? "met" : "**not met**" : "not measured");
        }
        row(
                "nothing is allocated per row or group in the hot loops",
                "bytes per row ≈ 0",
                "–",
                "`regroup bench --jmh` measures it");
        add("");
    }

    private void scenarios(List<Plan.Case> cases, Results results) {
        Map<String, String> descriptions = new LinkedHashMap<>();
        cases.forEach(
                each -> descriptions.put(each.scenario().name(), each.scenario().description()));
        section("Times");
        add("“× best peer” and “× stream” say how many times as long a run takes; less is faster.", "");
        descriptions.forEach((name, description) -> {
            List<Result> all = results.of(name);
            if (!all.isEmpty()) {
                add("### " + name + ": " + description, "");
                table(
                        "contender",
                        "rows",
                        "groups",
                        "threads",
                        "median s",
                        "least s",
                        "M rows/s",
                        "M groups/s",
                        "× best peer",
                        "× stream",
                        "remark");
                all.forEach(result -> time(results, result));
                add("");
                steps(all.stream().filter(result -> !result.steps().isEmpty()).toList());
                usage(all.stream().filter(result -> result.usage() != null).toList());
            }
        });
    }

    private void time(Results results, Result result) {
        boolean measured = result.measured();
        row(
                result.contender(),
                String.format(Locale.ROOT, "%,d", result.rows()),
                String.format(Locale.ROOT, "%,d", result.groups()),
                Integer.toString(result.threads()),
                measured ? number(result.median()) : "–",
                measured ? number(result.least()) : "–",
                measured ? number(result.rowsPerSecond() * 1e-6) : "–",
                measured ? number(result.groupsPerSecond() * 1e-6) : "–",
                ratio(result, results.bestPeer(result)),
                ratio(result, results.stream(result)),
                result.remark());
    }

    private void steps(List<Result> results) {
        if (results.isEmpty()) {
            return;
        }
        add("Seconds of each step, medians.", "");
        List<String> head = new ArrayList<>(List.of("contender"));
        head.addAll(results.getFirst().steps().keySet());
        table(head.toArray(String[]::new));
        for (Result result : results) {
            List<String> cells = new ArrayList<>(List.of(result.contender()));
            result.stepMedians().values().forEach(seconds -> cells.add(number(seconds)));
            row(cells.toArray(String[]::new));
        }
        add("");
    }

    private void usage(List<Result> results) {
        if (results.isEmpty()) {
            return;
        }
        add(
                "What each process used, in MiB: the most that was held on Java's heap after a garbage collection, the most that the");
        add("process had in memory, Java's or DuckDB's, and what it read from and wrote to files.", "");
        table("contender", "strategy that ran", "heap", "resident", "read", "written");
        for (Result result : results) {
            Usage usage = Objects.requireNonNull(result.usage());
            row(
                    result.contender(),
                    usage.strategy(),
                    mebibytes(usage.peakHeap()),
                    mebibytes(usage.peakResident()),
                    mebibytes(usage.bytesRead()),
                    mebibytes(usage.bytesWritten()));
        }
        add("");
    }

    private static String mebibytes(long bytes) {
        return String.format(Locale.ROOT, "%,d", bytes >> 20);
    }

    private static String ratio(Result result, Optional<Result> other) {
        return result.measured() && other.isPresent()
                ? number(result.median() / other.get().median())
                : "–";
    }

    private void taken(Map<String, Double> seconds) {
        section("How long this took");
        add("Seconds of each scenario in all, with making rows, loading, warming up and checking.", "");
        table("scenario", "seconds");
        seconds.forEach((scenario, each) -> row(scenario, decimal(each)));
        row(
                "all",
                decimal(seconds.values().stream()
                        .mapToDouble(Double::doubleValue)
                        .sum()));
        add("");
    }

    private static String decimal(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    static String number(double value) {
        return String.format(Locale.ROOT, value >= 1000 ? "%,.0f" : "%.3g", value);
    }

    private void section(String title) {
        add("## " + title, "");
    }

    private void table(String... columns) {
        row(columns);
        add("|" + "---|".repeat(columns.length));
    }

    private void row(String... cells) {
        add("| " + String.join(" | ", cells) + " |");
    }

    private void add(String... more) {
        lines.addAll(List.of(more));
    }
}
