package io.regroup.cli.internal;

import io.regroup.api.InvalidArgumentException;
import io.regroup.api.Plugins;
import io.regroup.api.Progress;
import io.regroup.api.data.Table;
import io.regroup.tables.TableWriter;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of commands that compute which say where the group table goes, and how much is said about it. */
final class OutputOptions {

    private static final int DEFAULT_HEAD = 10;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "OUT",
            description =
                    "Write the group table to a file: .parquet, .csv, .tsv, .json or .jsonl. Without it, its head is "
                            + "printed.")
    private @Nullable Path groups;

    @Option(names = "--head", paramLabel = "N", description = "Print the first N groups; default 10, or none with -o.")
    private @Nullable Integer head;

    @Option(names = "--quiet", description = "No summary and no progress bar.")
    private boolean quiet;

    private @Nullable String loss;

    boolean quiet() {
        return quiet;
    }

    /** Returns the file that receives the group table, if there is one. */
    List<Destination> destinations() {
        return groups == null ? List.of() : List.of(new Destination("output", "groups", "group table", groups));
    }

    /**
     * Checks the options.
     *
     * @throws InvalidArgumentException if the group table cannot be written
     */
    void check() {
        if (head != null && head < 0) {
            throw new InvalidArgumentException("--head: expected at least 0, got " + head);
        }
        if (groups != null) {
            TableWriter.checkTarget(groups);
        }
    }

    /** Says on the error output which plug-ins were left out, if there is no summary whose notes do. */
    void noteProblems(Plugins plugins, PrintWriter err) {
        if (quiet) {
            plugins.problems().forEach(problem -> err.println("regroup: note: " + problem));
            err.flush();
        }
    }

    /** Writes the group table, if it is to be written. */
    void write(Table table, Progress progress) {
        if (groups != null) {
            progress.begin("writing groups", -1);
            RowsForFile guarded = RowsForFile.counted(table, groups);
            TableWriter.write(guarded, groups);
            loss = guarded.loss(false);
        }
    }

    /** Says what the file of the group table could not hold. NaN there means that there is no number, as null does. */
    void noteLoss(PrintWriter out) {
        if (loss != null) {
            Report.line(out, "note", loss);
        }
    }

    /**
     * Prints the head of the group table, if it is to be printed.
     *
     * @param table the group table
     * @param keys how many of its first columns are keys
     * @param out where to
     */
    void print(Table table, int keys, PrintWriter out) {
        int rows = head != null ? head : groups == null ? DEFAULT_HEAD : 0;
        if (rows > 0) {
            int width = Terminal.width(System.getenv());
            String remedy = groups == null ? "-o FILE writes all" : "all are in " + groups;
            GroupTableHead.print(table, keys, rows, width, remedy, out);
        }
    }
}
