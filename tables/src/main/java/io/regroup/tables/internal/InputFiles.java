package io.regroup.tables.internal;

import io.regroup.api.InvalidArgumentException;
import io.regroup.api.data.ColumnType;
import io.regroup.api.data.DataAccessException;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The files that a list of paths and globs means, in a fixed order: inputs as given, the files of a glob by name. Globs are
 * expanded here rather than by DuckDB so that the order, the messages, and names with brackets in them are certain.
 *
 * @param format of all of them
 * @param files at least one
 * @param description names them for messages
 */
public record InputFiles(InputFormat format, List<Path> files, String description) {

    private static final Set<String> PLAIN_TYPES = Set.of("BIGINT", "DOUBLE", "VARCHAR", "BOOLEAN");

    /** How {@code sniff_csv} shows that there is no such character. */
    private static final String NO_CHARACTER = "(empty)";

    /** The type of a JSON column that is null in all rows. */
    private static final String NO_TYPE = "\"NULL\"";

    /** Every decimal number of so many digits comes back from the nearest double. */
    private static final int DOUBLE_DIGITS = 15;

    private static final Pattern SEPARATOR = Pattern.compile("[,;|\t ]");
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
     * Writes the SQL that reads the files and finds their columns' types.
     *
     * @return a SELECT of all columns
     */
    public String query() {
        return format.query(patterns(), InputFormat.FROM_ALL_ROWS);
    }

    /**
     * Finds out which types have to be given for columns to have those that they are said to have. From JSON, DuckDB takes numbers
     * with a fraction as doubles, whatever type is given: what a double cannot hold stays what was found.
     *
     * @param columns the columns that {@link #query()} has
     * @param types what columns are said to be
     * @return types as DuckDB writes them, by column; none for Parquet, which has types
     */
    public Map<String, String> declared(List<Database.SqlColumn> columns, Map<String, ColumnType> types) {
        Map<String, String> declared = new LinkedHashMap<>();
        for (Database.SqlColumn column : format == InputFormat.PARQUET ? List.<Database.SqlColumn>of() : columns) {
            ColumnType type = types.get(column.name());
            boolean rounded = format == InputFormat.JSON && column.type().equals("DOUBLE") && !fromDouble(type);
            if (type != null && !rounded && !DuckDbTypes.of(column.type()).equals(type)) {
                declared.put(column.name(), DuckDbTypes.name(type));
            }
        }
        return declared;
    }

    /** Whole numbers beyond 64 bits look like doubles at first, but are read with all their digits. */
    private static boolean fromDouble(@Nullable ColumnType type) {
        return type != null
                && switch (type.kind()) {
                    case FLOAT32, FLOAT64, INT128, UINT128 -> true;
                    case DECIMAL -> type.precision() <= DOUBLE_DIGITS || type.scale() == 0;
                    default -> false;
                };
    }

    /**
     * Writes the SQL that reads the files once their columns are known. Types that were found in a text file are given, so
     * that they are not looked for in all rows again; dates are not, because only the search knows how they are written.
     *
     * @param columns the columns that {@link #query()} has
     * @param declared types of some of them that are to be taken instead
     * @return a SELECT of the same columns
     */
    public String query(List<Database.SqlColumn> columns, Map<String, String> declared) {
        if (format == InputFormat.JSON) {
            return declared.isEmpty() ? query() : format.query(patterns(), types("columns", columns, declared));
        }
        boolean plain = columns.stream()
                .allMatch(column -> PLAIN_TYPES.contains(column.type()) || declared.containsKey(column.name()));
        if (format.isSeparated() && plain && files.size() == 1) {
            return format.query(patterns(), types("types", columns, declared));
        }
        List<Database.SqlColumn> some = columns.stream()
                .filter(column -> declared.containsKey(column.name()))
                .toList();
        return some.isEmpty()
                ? query()
                : format.query(patterns(), InputFormat.FROM_ALL_ROWS + types("types", some, declared));
    }

    private static String types(String option, List<Database.SqlColumn> columns, Map<String, String> declared) {
        return columns.stream()
                .map(column -> Sql.text(column.name()) + ": " + Sql.text(type(column, declared)))
                .collect(Collectors.joining(", ", ", " + option + " = {", "}"));
    }

    /** A JSON column without values has a type that cannot be given. */
    private static String type(Database.SqlColumn column, Map<String, String> declared) {
        return declared.getOrDefault(column.name(), column.type().equals(NO_TYPE) ? "JSON" : column.type());
    }

    /**
     * Finds out which of several files is damaged, where DuckDB does not say: each is read by itself until one fails.
     *
     * @param database reads them
     * @param message what DuckDB said
     * @return the file; null if the message names it, there is but one, or each can be read by itself
     */
    @Nullable
    Path damaged(Database database, String message) {
        if (files.size() == 1 || files.stream().anyMatch(file -> message.contains(file.toString()))) {
            return null;
        }
        for (Path file : files) {
            try {
                // a hash of whole rows needs every value
                database.queryText("SELECT CAST(bit_xor(hash(r)) AS VARCHAR) FROM ("
                        + format.query(List.of(pattern(file)), InputFormat.FROM_ALL_ROWS) + ") r");
            } catch (SQLException e) {
                return file;
            }
        }
        return null;
    }

    /** Writes the query that reads Parquet files with the number of each row, given the number of each file's first one. */
    String numberedParquet(long[] starts, String number) {
        return InputFormat.numberedParquet(patterns(), starts, number);
    }

    /**
     * Looks at the columns for signs that a text file was taken apart wrongly.
     *
     * @param database asks the files
     * @param columns the columns that {@link #query()} has
     * @throws DataAccessException if a file is empty, its lines were not separated into fields, or the line of names does not
     *     fit the others
     * @throws SQLException if a file cannot be read
     */
    public void checkColumns(Database database, List<Database.SqlColumn> columns) throws SQLException {
        boolean unnamed = columns.stream().anyMatch(column -> column.name().equals(format.unnamed()));
        for (Path file : files) {
            if (format != InputFormat.PARQUET
                    && (file.toFile().length() == 0 || (unnamed && isEmpty(database, file)))) {
                throw new DataAccessException("input " + file + ": is empty");
            }
        }
        String first = columns.get(0).name();
        boolean unseparated = format == InputFormat.CSV
                && columns.size() == 1
                && SEPARATOR.matcher(first).find();
        if (unseparated) {
            checkLines(database);
            throw new DataAccessException("input " + description
                    + ": its lines are not separated into columns, the only one is \"" + first + '"');
        }
        if (unnamed && format.isSeparated()) {
            UnevenLines lines = new UnevenLines(database);
            for (Path file : files) {
                refuse(file, lines.findLostNames(format, pattern(file)));
            }
        }
    }

    /**
     * Looks for the line because of which DuckDB cannot read a file.
     *
     * @param database asks the files
     * @throws DataAccessException if a line of a CSV or TSV file does not have as many fields as the first
     * @throws SQLException if a file cannot be read at all
     */
    public void checkLines(Database database) throws SQLException {
        UnevenLines lines = new UnevenLines(database);
        for (Path file : format.isSeparated() ? files : List.<Path>of()) {
            refuse(file, lines.find(format, pattern(file)));
        }
    }

    private static void refuse(Path file, @Nullable String uneven) {
        if (uneven != null) {
            throw new DataAccessException("input " + file + ": " + uneven);
        }
    }

    /** Tells whether there is nothing in a text file, though its length is not zero. */
    private boolean isEmpty(Database database, Path file) throws SQLException {
        return format.isSeparated()
                ? new UnevenLines(database).isBlank(pattern(file))
                : database.queryLong("SELECT count(*) FROM (" + format.query(List.of(pattern(file)), "") + " LIMIT 1)")
                        == 0;
    }

    /**
     * Finds out which files lack a column that others have; its values are missing in their rows.
     *
     * @param database asks the files
     * @param all the columns of all files together
     * @param wanted the columns that are to be read
     * @return one sentence per column that some file lacks
     * @throws DataAccessException if a file cannot be read
     */
    public List<String> lacking(Database database, List<String> all, List<String> wanted) {
        if (files.size() == 1) {
            return List.of();
        }
        Map<String, List<Path>> lacking = new LinkedHashMap<>();
        for (Path file : files) {
            Set<String> names = new HashSet<>();
            try {
                database.describe(format.query(List.of(pattern(file)), ""))
                        .forEach(column -> names.add(column.name().toLowerCase(Locale.ROOT)));
            } catch (SQLException e) {
                throw new DataAccessException("input " + file + ": cannot be read: " + Sql.message(e), e);
            }
            for (String name : wanted) {
                if (all.contains(name) && !names.contains(name.toLowerCase(Locale.ROOT))) {
                    lacking.computeIfAbsent(name, key -> new ArrayList<>()).add(file);
                }
            }
        }
        List<String> notes = new ArrayList<>();
        lacking.forEach((name, without) -> notes.add("column " + name + ": missing in "
                + (without.size() == 1 ? without.get(0) : without.size() + " files like " + without.get(0))
                + ", which has no such column"));
        return notes;
    }

    /**
     * Finds out which lines of CSV and TSV files DuckDB leaves out without a word. It decides that by the first lines of a
     * file, as {@code sniff_csv} does.
     *
     * @param database asks the files
     * @return one sentence per file of which lines are left out
     * @throws SQLException if a file cannot be read
     */
    public List<String> leftOut(Database database) throws SQLException {
        List<String> notes = new ArrayList<>();
        for (Path file : format.isSeparated() ? files : List.<Path>of()) {
            String sniff =
                    "SELECT Comment, SkipRows FROM sniff_csv(" + Sql.text(pattern(file)) + format.separator() + ")";
            for (SniffedLines lines : database.list(sniff, row -> new SniffedLines(row.getString(1), row.getLong(2)))) {
                if (!lines.comment().equals(NO_CHARACTER)) {
                    notes.add("input " + file + ": lines that begin with " + lines.comment()
                            + ", and the rest of a line after it, are taken for comments and left out"
                            + remedy(file, "comment = ''"));
                } else if (lines.skipped() > 0) {
                    notes.add("input " + file + ": "
                            + (lines.skipped() == 1
                                    ? "the first line is"
                                    : "the first " + lines.skipped() + " lines are")
                            + " taken for a preamble and left out" + remedy(file, "skip = 0"));
                }
            }
        }
        return notes;
    }

    /** What {@code sniff_csv} says of lines that are no rows. */
    private record SniffedLines(String comment, long skipped) {}

    private static String remedy(Path file, String option) {
        return "; to read them, use an SQL query with options, such as SELECT * FROM read_csv("
                + Sql.text(file.toString()) + ", " + option + ")";
    }

    /**
     * Writes the files for DuckDB's table functions.
     *
     * @return a list literal of all files, in order
     */
    String list() {
        return Sql.texts(patterns());
    }

    /**
     * Writes one file for DuckDB's table functions.
     *
     * @param index its place among the files
     * @return a list literal
     */
    String list(int index) {
        return list(files.get(index));
    }

    /**
     * Writes a file for DuckDB's table functions.
     *
     * @param file any path
     * @return a list literal
     */
    public static String list(Path file) {
        return Sql.texts(List.of(pattern(file)));
    }

    private List<String> patterns() {
        return files.stream().map(InputFiles::pattern).toList();
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
