package io.regroup.tables.internal;

import io.regroup.api.InvalidArgumentException;
import io.regroup.api.data.DataAccessException;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/**
 * The files that a list of paths and globs means, in a fixed order: inputs as given, the files of a glob by name. Globs are
 * expanded here rather than by DuckDB so that the order, the messages, and names with brackets in them are certain.
 *
 * @param format of all of them
 * @param files at least one
 * @param description names them for messages
 */
public record InputFiles(InputFormat format, List<Path> files, String description) {

    private static final Pattern REMOTE = Pattern.compile("^[A-Za-z][A-Za-z0-9+.-]+://.*");
    private static final Pattern GLOB = Pattern.compile(".*[*?\\[{].*");

    /**
     * Finds the files.
     *
     * @param inputs paths or globs
     * @return the files
     * @throws InvalidArgumentException if there is none, one does not exist or is not readable, a format is not known, or
     *     formats are mixed
     */
    public static InputFiles find(List<String> inputs) {
        if (inputs.isEmpty()) {
            throw new InvalidArgumentException("input: no file given; name at least one");
        }
        List<Path> files = new ArrayList<>();
        for (String input : inputs) {
            files.addAll(expand(input));
        }
        InputFormat format = format(files.get(0));
        Set<Path> seen = new HashSet<>();
        for (Path file : files) {
            if (format(file) != format) {
                throw new InvalidArgumentException("inputs: expected files of one format, got " + files.get(0) + " ("
                        + format.title() + ") and " + file + " (" + format(file).title() + ")");
            }
            if (!Files.isReadable(file)) {
                throw new InvalidArgumentException("input " + file + ": no permission to read it");
            }
            if (!seen.add(file.toAbsolutePath().normalize())) {
                throw new InvalidArgumentException(
                        "input " + file + ": given twice, its rows would count double; give it once");
            }
        }
        String description = files.size() == 1 ? files.get(0).toString() : files.size() + " files like " + files.get(0);
        return new InputFiles(format, List.copyOf(files), description);
    }

    /**
     * Writes the SQL that reads the files.
     *
     * @return a SELECT of all columns
     */
    public String query() {
        return format.query(files.stream().map(InputFiles::pattern).toList());
    }

    /** DuckDB takes every path for a pattern; in brackets a special character means itself. */
    private static String pattern(Path file) {
        return file.toAbsolutePath().toString().replaceAll("[*?\\[]", "[$0]");
    }

    private static InputFormat format(Path file) {
        InputFormat format = InputFormat.of(file.toString());
        if (format == null) {
            throw new InvalidArgumentException(
                    "input " + file + ": unknown kind of file; expected one of " + InputFormat.KNOWN);
        }
        return format;
    }

    private static List<Path> expand(String input) {
        if (REMOTE.matcher(input).matches()) {
            throw new InvalidArgumentException(
                    "input " + input + ": remote inputs are not read; download it first and give the file");
        }
        Path path = path(input);
        if (Files.isRegularFile(path)) {
            return List.of(path);
        }
        if (Files.isDirectory(path)) {
            throw new InvalidArgumentException(
                    "input " + input + ": is a directory; give its files, for instance " + path.resolve("*.parquet"));
        }
        if (Files.exists(path)) {
            throw new InvalidArgumentException("input " + input
                    + ": is not a regular file, but the rows may have to be read more than once; save them first");
        }
        if (!GLOB.matcher(input).matches()) {
            throw new InvalidArgumentException("input " + input + ": no such file");
        }
        List<Path> matches = new ArrayList<>();
        try {
            match(path.getRoot() == null ? Path.of("") : path.getRoot(), path, 0, matches);
        } catch (PatternSyntaxException e) {
            throw new InvalidArgumentException("input " + input + ": not a valid glob: " + e.getDescription(), e);
        } catch (IOException e) {
            throw new DataAccessException("input " + input + ": cannot list the directory " + e.getMessage(), e);
        }
        if (matches.isEmpty()) {
            throw new InvalidArgumentException("input " + input + ": no file matches");
        }
        return matches.stream().distinct().sorted().toList();
    }

    private static Path path(String input) {
        try {
            return Path.of(input);
        } catch (InvalidPathException e) {
            throw new InvalidArgumentException("input " + input + ": not a valid path: " + e.getReason(), e);
        }
    }

    /** Matches one segment of the glob after the other; {@code **} stands for any number of directories, also none. */
    private static void match(Path directory, Path glob, int at, List<Path> matches) throws IOException {
        String segment = glob.getName(at).toString();
        boolean last = at + 1 == glob.getNameCount();
        if (segment.equals("**") && !last) {
            match(directory, glob, at + 1, matches);
        }
        if (!GLOB.matcher(segment).matches()) {
            Path next = directory.resolve(segment);
            if (last ? Files.isRegularFile(next) : Files.isDirectory(next)) {
                descend(next, glob, at, matches);
            }
            return;
        }
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + segment);
        Path listed = directory.toString().isEmpty() ? Path.of(".") : directory;
        if (!Files.isDirectory(listed)) {
            return;
        }
        List<Path> names;
        try (Stream<Path> entries = Files.list(listed)) {
            names = entries.map(Path::getFileName).sorted().toList();
        }
        for (Path name : names) {
            // As in a shell, hidden files must be asked for; unfinished outputs are hidden.
            boolean hidden = name.toString().startsWith(".") && !segment.startsWith(".");
            if (!hidden && matcher.matches(name)) {
                Path next = directory.resolve(name);
                if (segment.equals("**") && Files.isDirectory(next, LinkOption.NOFOLLOW_LINKS)) {
                    match(next, glob, at, matches);
                } else if (last ? Files.isRegularFile(next) : Files.isDirectory(next)) {
                    descend(next, glob, at, matches);
                }
            }
        }
    }

    private static void descend(Path next, Path glob, int at, List<Path> matches) throws IOException {
        if (at + 1 == glob.getNameCount()) {
            matches.add(next);
        } else {
            match(next, glob, at + 1, matches);
        }
    }
}
