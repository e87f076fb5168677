package io.regroup.cli.internal;

import io.regroup.api.Plugins;
import io.regroup.api.spi.Availability;
import io.regroup.api.spi.FitterDescription;
import io.regroup.api.spi.OptionDescription;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code regroup plugins}: what there is, where it comes from, and whether it can run here. */
@Command(
        name = "plugins",
        description =
                "Lists every engine, fitter and reduction strategy: where it comes from, whether it can run here, "
                        + "and if not, why.",
        footer = {
            "",
            "A plug-in is found when its jar is in a directory of --plugin-path, or on the module path or the class path.",
            "",
            "Example:",
            "  regroup plugins --plugin-path ~/regroup-plugins"
        })
final class PluginsCommand implements Callable<Integer> {

    private record Line(String name, String kind, String origin, String available, String summary) {}

    private record FitterOption(String fitter, OptionDescription option) {}

    @Mixin
    private PluginOptions plugins = new PluginOptions();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        print(plugins.plugins(), out);
        out.flush();
        return ExitCode.OK;
    }

    static void print(Plugins plugins, PrintWriter out) {
        List<Line> lines = new ArrayList<>();
        List<FitterOption> options = new ArrayList<>();
        plugins.engines().forEach(entry -> {
            String available = text(() -> available(Plugins.availability(entry.plugin())));
            lines.add(line(entry, "engine", available, text(entry.plugin()::summary)));
        });
        plugins.fitters().forEach(entry -> {
            FitterDescription description = attempt(entry.plugin()::describe);
            lines.add(line(
                    entry,
                    "fitter",
                    description == null ? "no: it cannot describe itself" : "yes",
                    description == null ? "" : description.summary()));
            if (description != null) {
                description.options().forEach(option -> options.add(new FitterOption(entry.name(), option)));
            }
        });
        plugins.strategies()
                .forEach(entry -> lines.add(line(entry, "reduction", "yes", text(entry.plugin()::summary))));
        print(lines, out);
        if (!options.isEmpty()) {
            out.println();
            printOptions(options, out);
        }
        plugins.problems().forEach(problem -> out.println("problem: " + problem));
    }

    private static Line line(Plugins.Entry<?> entry, String kind, String available, String summary) {
        return new Line(entry.name(), kind, entry.origin(), available, summary);
    }

    private static String available(Availability availability) {
        String answer = availability.available() ? "yes" : "no";
        return availability.reason().isEmpty() ? answer : answer + ": " + availability.reason();
    }

    /** A plug-in that throws where it should answer spoils its own line, not the list. */
    private static String text(Supplier<String> answer) {
        try {
            return answer.get();
        } catch (RuntimeException | LinkageError e) {
            return "no: it threw " + e;
        }
    }

    private static <T> @Nullable T attempt(Supplier<T> answer) {
        try {
            return answer.get();
        } catch (RuntimeException | LinkageError _) {
            return null;
        }
    }

    private static void print(List<Line> lines, PrintWriter out) {
        new TextTable()
                .column("NAME", false, cells(lines, Line::name))
                .column("KIND", false, cells(lines, Line::kind))
                .column("FROM", false, cells(lines, Line::origin))
                .column("RUNS HERE", false, cells(lines, Line::available))
                .column("SUMMARY", false, cells(lines, Line::summary))
                .print(out);
    }

    private static void printOptions(List<FitterOption> options, PrintWriter out) {
        new TextTable()
                .column("FITTER", false, cells(options, FitterOption::fitter))
                .column(
                        "--fitter-option",
                        false,
                        cells(options, line -> line.option().name()))
                .column("DEFAULT", false, cells(options, line -> line.option().defaultValue()))
                .column("MEANING", false, cells(options, line -> line.option().meaning()))
                .print(out);
    }

    private static <T> List<String> cells(List<T> lines, Function<T, String> cell) {
        return lines.stream().map(cell).toList();
    }
}
