package io.regroup.bench;

import io.regroup.api.InvalidArgumentException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Runs JMH's benchmarks and adds what came out, allocation included, to the report. */
final class JmhRun {

    private static final String ALLOCATION = "gc.alloc.rate.norm";

    private JmhRun() {}

    /**
     * Runs benchmarks in JVMs of their own, which get this one's flags.
     *
     * @param pattern of names, a regular expression
     * @param arguments more, as JMH's own command line takes them; without a profiler among them, the one for garbage
     *     collection is used
     * @param directory where {@code jmh.csv} and {@code report.md} are; an existing report is continued
     */
    static void run(String pattern, List<String> arguments, Path directory) throws IOException {
        try {
            CommandLineOptions given = new CommandLineOptions(arguments.toArray(String[]::new));
            ChainedOptionsBuilder options = new OptionsBuilder()
                    .parent(given)
                    .include("io\\.regroup\\..*" + pattern)
                    .result(directory.resolve("jmh.csv").toString())
                    .resultFormat(ResultFormatType.CSV);
            if (given.getProfilers().isEmpty()) {
                options.addProfiler(GCProfiler.class);
            }
            if (given.getParameter("engine").orElse(List.of()).isEmpty()) {
                options.param("engine", engines());
            }
            report(new Runner(options.build()).run(), directory.resolve("report.md"));
        } catch (CommandLineOptionException | RunnerException e) {
            throw new InvalidArgumentException("--jmh " + pattern + ": " + e.getMessage());
        }
    }

    private static String[] engines() {
        return RegroupContender.all().stream()
                .filter(engine -> engine.obstacle().isEmpty())
                .map(Contender::name)
                .toArray(String[]::new);
    }

    private static void report(Collection<RunResult> results, Path file) throws IOException {
        List<String> lines = new ArrayList<>();
        if (!Files.exists(file)) {
            lines.addAll(Report.machine("Regroup's benchmarks"));
        }
        lines.addAll(section(results));
        Files.write(file, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** Writes a table of scores; bytes are per call, and divided by the parameters rows and groups where there are any. */
    private static List<String> section(Collection<RunResult> results) {
        List<String> lines = new ArrayList<>(List.of("", "## JMH", ""));
        lines.add(
                "What is allocated for a fit should be its result, which grows with the groups; compare fits that differ in");
        lines.add("rows alone.");
        lines.add("");
        lines.add("| benchmark | parameters | score | error (99.9 %) | unit | B per call | B per row | B per group |");
        lines.add("|---|---|---|---|---|---|---|---|");
        for (RunResult result : results) {
            BenchmarkParams params = result.getParams();
            Result<?> score = result.getPrimaryResult();
            Result<?> allocation = result.getSecondaryResults().get(ALLOCATION);
            double bytes = allocation == null ? Double.NaN : allocation.getScore();
            lines.add(String.format(
                    Locale.ROOT,
                    "| %s | %s | %s | %s | %s | %s | %s | %s |",
                    params.getBenchmark().replaceAll(".*\\.(\\w+\\.\\w+)$", "$1"),
                    params.getParamsKeys().stream()
                            .map(key -> key + "=" + params.getParam(key))
                            .collect(Collectors.joining(" ")),
                    number(score.getScore()),
                    number(score.getScoreError()),
                    score.getScoreUnit(),
                    bytes(bytes),
                    bytes(bytes / parameter(params, "rows")),
                    bytes(bytes / parameter(params, "groups"))));
        }
        return lines;
    }

    /** What the profiler itself allocates shows as some millionths. */
    private static String bytes(double value) {
        return value < 0.01 ? "< 0.01" : number(value);
    }

    private static double parameter(BenchmarkParams params, String name) {
        String value = params.getParam(name);
        return value == null ? Double.NaN : Double.parseDouble(value);
    }

    private static String number(double value) {
        return Double.isNaN(value) ? "–" : Report.number(value);
    }
}
