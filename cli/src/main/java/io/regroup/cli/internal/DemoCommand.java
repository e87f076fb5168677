package io.regroup.cli.internal;

import io.regroup.api.InvalidArgumentException;
import io.regroup.api.data.DataAccessException;
import io.regroup.api.data.Table;
import io.regroup.tables.TableWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code regroup demo}: makes a table, and runs {@code regroup fit} on it as anybody would. */
@Command(
        name = "demo",
        description = "Generates a detector-calibration table, fits it, and prints the command that does the same.",
        footer = {"", "Example:", "  regroup demo --dir /tmp/regroup-demo"})
final class DemoCommand implements Callable<Integer> {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./,:=@%+-]+");

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            defaultValue = "regroup-demo",
            description = "Where the files go. Default: ${DEFAULT-VALUE}.")
    private Path directory = Path.of("regroup-demo");

    @Option(
            names = "--rows-per-group",
            paramLabel = "N",
            defaultValue = "40",
            description = "Rows in each of the " + DemoTable.GROUPS + " groups. Default: ${DEFAULT-VALUE}.")
    private int rowsPerGroup = 40;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (rowsPerGroup < 1 || rowsPerGroup > DemoTable.MOST_ROWS_PER_GROUP) {
            throw new InvalidArgumentException(
                    "--rows-per-group: expected 1 to " + DemoTable.MOST_ROWS_PER_GROUP + ", got " + rowsPerGroup);
        }
        CommandLine command = spec.root().commandLine();
        PrintWriter out = spec.commandLine().getOut();
        Path hits = directory.resolve("hits.parquet");
        generate(hits, out);
        List<String> arguments = arguments(hits);
        out.println("Fitting it:");
        out.println();
        out.flush();
        int code = RegroupCommand.commandLine()
                .setOut(out)
                .setErr(command.getErr())
                .execute(arguments.toArray(String[]::new));
        if (code == CommandLine.ExitCode.OK) {
            out.println();
            out.println("The same again:");
            out.println();
            out.println(shellCommand(arguments));
        }
        out.flush();
        return code;
    }

    private void generate(Path hits, PrintWriter out) {
        if (Files.exists(directory) && !Files.isDirectory(directory)) {
            throw new InvalidArgumentException("--dir: " + directory + " is a file; give a directory");
        }
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new DataAccessException(
                    "directory " + directory + ": the system does not let it be made; choose another one with --dir",
                    e);
        }
        Table table = DemoTable.generate(rowsPerGroup);
        TableWriter.write(table, hits);
        out.printf(
                Locale.ROOT,
                "Made %s: %,d hits of a time projection chamber, some of them bad.%n",
                hits,
                table.rowCount());
    }

    private List<String> arguments(Path hits) {
        return List.of(
                "fit",
                hits.toString(),
                "--group-by",
                "sector,row,pad",
                "--target",
                "deltaY,deltaZ",
                "--feature",
                "x,y",
                "--weight",
                "weight",
                "--min-rows",
                "10",
                "--head",
                "10",
                "-o",
                directory.resolve("groups.parquet").toString(),
                "--rows",
                directory.resolve("rows.parquet").toString());
    }

    /** Writes arguments as a shell reads them; the launcher says by which name it was called. */
    private static String shellCommand(List<String> arguments) {
        return System.getProperty("regroup.command", "regroup") + " "
                + arguments.stream().map(DemoCommand::quoted).collect(Collectors.joining(" "));
    }

    private static String quoted(String argument) {
        return PLAIN.matcher(argument).matches() ? argument : "'" + argument.replace("'", "'\\''") + "'";
    }
}
