package io.regroup.cli.internal;

import io.regroup.api.InvalidArgumentException;
import io.regroup.tables.TableWriter;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of {@code regroup fit} that say where results go. */
final class OutputOptions {

    private static final int DEFAULT_HEAD = 10;
    private static final Pattern PATTERN = Pattern.compile("[*?\\[{]");

    @Option(
            names = {"-o", "--output"},
            paramLabel = "OUT",
            description =
                    "Write the group table to a file: .parquet, .csv, .tsv, .json or .jsonl. Without it, its head is "
                            + "printed.")
    private @Nullable Path groups;

    @Option(
            names = "--rows",
            paramLabel = "OUT",
            description = "Write the input's rows with predictions and residuals to a file.")
    private @Nullable Path rows;

    @Option(names = "--head", paramLabel = "N", description = "Print the first N groups; default 10, or none with -o.")
    private @Nullable Integer head;

    @Option(names = "--explain", description = "Say what would run and why; fit nothing, write nothing.")
    private boolean explain;

    @Option(names = "--quiet", description = "No summary and no progress bar.")
    private boolean quiet;

    @Nullable
    Path groups() {
        return groups;
    }

    @Nullable
    Path rows() {
        return rows;
    }

    boolean explain() {
        return explain;
    }

    boolean quiet() {
        return quiet;
    }

    /** Returns how many groups are printed. */
    int head() {
        return head != null ? head : groups == null ? DEFAULT_HEAD : 0;
    }

    /**
     * Checks that the results can be written, and over nothing that is needed.
     *
     * @param inputs the input files and patterns
     * @throws InvalidArgumentException if not
     */
    void check(List<String> inputs) {
        if (head != null && head < 0) {
            throw new InvalidArgumentException("--head: expected at least 0, got " + head);
        }
        checkTarget("--output", groups, inputs);
        checkTarget("--rows", rows, inputs);
        if (groups != null && rows != null && isSame(groups, rows)) {
            throw new InvalidArgumentException(
                    "--rows: " + rows + " is to receive the group table as well; give each its own file");
        }
    }

    private static void checkTarget(String option, @Nullable Path target, List<String> inputs) {
        if (target == null) {
            return;
        }
        TableWriter.checkTarget(target);
        for (String input : inputs) {
            if (isSame(target, Path.of(input))) {
                throw new InvalidArgumentException(option + ": " + target + " is an input file; write to another file");
            }
            if (matches(input, target)) {
                throw new InvalidArgumentException(option + ": " + target + " matches the input pattern " + input
                        + ", so the next run would read it; write to another file");
            }
        }
    }

    private static boolean isSame(Path one, Path other) {
        try {
            return normal(one).equals(normal(other))
                    || (Files.exists(one) && Files.exists(other) && Files.isSameFile(one, other));
        } catch (IOException _) {
            return false;
        }
    }

    /** Tells whether a file, which may not exist yet, is among those that a pattern stands for. */
    private static boolean matches(String pattern, Path file) {
        if (!PATTERN.matcher(pattern).find() || Files.exists(Path.of(pattern))) {
            return false;
        }
        try {
            return FileSystems.getDefault()
                    .getPathMatcher("glob:" + normal(Path.of(pattern)))
                    .matches(normal(file));
        } catch (PatternSyntaxException _) {
            // whoever reads the input will say so
            return false;
        }
    }

    private static Path normal(Path path) {
        return path.toAbsolutePath().normalize();
    }
}
