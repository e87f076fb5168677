package io.regroup.cli.internal;

import io.regroup.api.InvalidArgumentException;
import io.regroup.gmm.encoder.ModelDirectory;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A file that receives something.
 *
 * @param option the option that names it, without the dashes
 * @param label what it receives, in one word
 * @param content what it receives, for people
 * @param file the file
 */
record Destination(String option, String label, String content, Path file) {

    private static final Pattern PATTERN = Pattern.compile("[*?\\[{]");

    /** The file that {@code --save-summary} names. */
    static Destination ofSummary(Path file) {
        return new Destination("save-summary", "summary", "summary", file);
    }

    /**
     * Checks that nothing is written over what is needed.
     *
     * @param destinations all files that are written
     * @param inputs the input files and patterns
     * @throws InvalidArgumentException if a destination is an input, matches one, or is one of the other destinations
     */
    static void check(List<Destination> destinations, List<String> inputs) {
        for (int i = 0; i < destinations.size(); i++) {
            Destination own = destinations.get(i);
            inputs.forEach(own::checkInput);
            for (Destination other : destinations.subList(0, i)) {
                if (isSame(own.file, other.file)) {
                    throw new InvalidArgumentException("--" + own.option + ": " + own.file + " is to receive the "
                            + other.content + " as well; give each its own file");
                }
            }
        }
    }

    /**
     * Checks that a file or directory is none that a directory of models needs.
     *
     * @param option the option that names it, without the dashes
     * @param path what is to be written, or written to
     * @param models the directory
     * @throws InvalidArgumentException if it is
     */
    static void checkOutside(String option, Path path, ModelDirectory models) {
        if (models.keeps(path)) {
            throw new InvalidArgumentException("--" + option + ": " + path + " belongs to the models of "
                    + models.directory() + "; write to another file or directory");
        }
    }

    private void checkInput(String input) {
        if (isSame(file, Path.of(input))) {
            throw new InvalidArgumentException(
                    "--" + option + ": " + file + " is an input file; write to another file");
        }
        if (matches(input, file)) {
            throw new InvalidArgumentException("--" + option + ": " + file + " matches the input pattern " + input
                    + ", so the next run would read it; write to another file");
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
