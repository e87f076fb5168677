package io.regroup.bench;

import io.regroup.api.InvalidArgumentException;
import io.regroup.api.RunOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What {@code regroup bench} can be told, and what it does about it. */
@Command(
        name = "regroup bench",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        usageHelpWidth = 100,
        description = "Measures Regroup's engines beside DuckDB, Commons Math and the speed of memory.",
        footer = {
            "",
            "Example:",
            "  regroup bench --full --scenarios S1,S4 --output bench-results",
            "  regroup bench --full --scenarios R",
            "  regroup bench --jmh WholeFit -- -f 1 -p rows=1000000",
            "",
            "docs/performance.md says what is measured and how to read it."
        })
final class BenchCommand implements Callable<Integer> {

    private static final double QUICK_BUDGET = 2;
    private static final double FULL_BUDGET = 12;
    private static final double FULL_TURN = 0.1;
    private static final int QUICK_REPEATS = 3;
    private static final int FULL_REPEATS = 5;

    @ArgGroup(exclusive = true, heading = "")
    private SizeOption size = new SizeOption();

    private static final class SizeOption {
        /** The default, which may be said aloud. */
        @SuppressWarnings("UnusedVariable")
        @Option(names = "--quick", description = "Small sizes, less than a minute. This is the default.")
        private boolean quick;

        @Option(
                names = "--full",
                description = "The stated sizes; less than 20 minutes on 2 cores, with 12 GiB of heap.")
        private boolean full;
    }

    @Option(
            names = "--scenarios",
            split = ",",
            paramLabel = "NAME",
            description =
                    "Only these: S1, S1-sorted, O (all that begin with O), R (files larger than the heap; runs only when "
                            + "it is named; so do G3 and G4, and without --full F and G), …")
    private List<String> scenarios = new ArrayList<>();

    @Option(names = "--contenders", split = ",", paramLabel = "NAME", description = "Only these.")
    private List<String> contenders = new ArrayList<>();

    @Option(
            names = "--repeats",
            paramLabel = "N",
            description = "How often each contender is timed, in turns. Default: " + FULL_REPEATS
                    + " with --full, otherwise " + QUICK_REPEATS + ".")
    private @Nullable Integer repeats;

    @Option(names = "--threads", paramLabel = "N", description = "How many. Default: one per processor.")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            defaultValue = "bench-results",
            description = "Where results.csv, report.md and the figures go. Default: ${DEFAULT-VALUE}.")
    private Path output = Path.of("bench-results");

    @Option(
            names = "--jmh",
            arity = "0..1",
            fallbackValue = "",
            paramLabel = "PATTERN",
            description = "Run JMH's benchmarks (whose names match) instead; what stands after -- is for JMH.")
    private @Nullable String jmh;

    @Parameters(hidden = true)
    private List<String> jmhArguments = new ArrayList<>();

    @Option(names = "--list", description = "List scenarios and contenders, and measure nothing.")
    private boolean list;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    private BenchCommand() {}

    static CommandLine commandLine() {
        return new CommandLine(new BenchCommand()).setExecutionExceptionHandler((e, command, result) -> {
            command.getErr().println("regroup bench: " + e.getMessage());
            if (!(e instanceof InvalidArgumentException)) {
                e.printStackTrace(command.getErr());
            }
            command.getErr().flush();
            return e instanceof InvalidArgumentException ? ExitCode.USAGE : ExitCode.SOFTWARE;
        });
    }

    @Override
    public Integer call() throws IOException {
        int runs = repeats != null ? repeats : size.full ? FULL_REPEATS : QUICK_REPEATS;
        if (runs < 1) {
            throw new InvalidArgumentException("repeats: expected at least 1, got " + runs);
        }
        RunOptions.requireThreads(threads);
        if (jmh == null && !jmhArguments.isEmpty()) {
            throw new InvalidArgumentException(
                    "unknown argument " + jmhArguments.get(0) + "; scenarios are named by --scenarios");
        }
        if (jmh != null) {
            Files.createDirectories(output);
            JmhRun.run(jmh, jmhArguments, output);
            return ExitCode.OK;
        }
        PrintWriter out = spec.commandLine().getOut();
        Plan.Size chosen = size.full ? Plan.Size.FULL : Plan.Size.QUICK;
        List<Plan.Case> cases = Plan.select(Plan.all(chosen, threads), chosen, scenarios);
        List<Contender> chosenOnes = Contenders.select(Contenders.all(), contenders);
        if (list) {
            list(out, cases, chosenOnes);
            return ExitCode.OK;
        }
        List<Contender> involved = chosenOnes.stream()
                .filter(contender -> cases.stream().anyMatch(each -> contender.suits(each.scenario())))
                .toList();
        for (Contender contender : involved) {
            contender.obstacle().ifPresent(why -> out.println(contender.name() + " cannot run here: " + why));
        }
        List<Contender> all = involved.stream()
                .filter(contender -> contender.obstacle().isEmpty())
                .toList();
        Files.createDirectories(output);
        Results results = new Results();
        Harness.Settings settings = size.full
                ? new Harness.Settings(runs, FULL_TURN, FULL_BUDGET, 0.2, 1, 3, 1)
                : new Harness.Settings(runs, 0, QUICK_BUDGET, 0.02, 0.1, 1, 0.02);
        try (BenchProgress progress = BenchProgress.onTerminal()) {
            Harness harness = new Harness(settings, progress);
            for (Plan.Case each : cases) {
                long start = System.nanoTime();
                List<Result> measured = harness.run(each.scenario(), each.threads(), all);
                results.took(each.scenario().name(), (System.nanoTime() - start) * 1e-9);
                progress.clear();
                results.addAll(measured);
                TextReport.print(each.scenario(), measured, out);
            }
        }
        ResultsCsv.write(results, output.resolve("results.csv"));
        Report.write(
                output.resolve("report.md"),
                "Regroup's benchmarks, " + (size.full ? "full" : "quick") + " sizes, " + runs + " repeats",
                cases,
                involved,
                results,
                Figures.draw(results, output));
        out.println("Written to " + output + ".");
        out.flush();
        return ExitCode.OK;
    }

    private static void list(PrintWriter out, List<Plan.Case> cases, List<Contender> contenders) {
        for (Plan.Case each : cases) {
            Scenario scenario = each.scenario();
            out.printf(
                    Locale.ROOT,
                    "%-24s %,12d rows  %d threads  %s%n",
                    scenario.name(),
                    scenario.rows().rows(),
                    each.threads(),
                    scenario.description());
        }
        out.println();
        for (Contender contender : contenders) {
            out.printf(Locale.ROOT, "%-24s %s%n", contender.name(), contender.description());
        }
        out.flush();
    }
}
