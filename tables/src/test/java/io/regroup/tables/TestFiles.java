package io.regroup.tables;

import io.regroup.api.data.Block;
import io.regroup.api.data.BlockReader;
import io.regroup.api.data.ColumnRequest;
import io.regroup.api.data.Dataset;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Makes files with a DuckDB of its own, so that what is tested is not used to make the test data; reads datasets whole. */
final class TestFiles {

    private TestFiles() {}

    static void duckdb(String... statements) {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("SET TimeZone = 'UTC'");
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    static Path file(Path path, String query) {
        duckdb("COPY (" + query + ") TO '" + path.toString().replace("'", "''") + "'");
        return path;
    }

    static Path text(Path path, String... lines) {
        try {
            return Files.writeString(path, String.join("\n", lines) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static TableSource open(Path path) {
        return TableSource.files(List.of(path.toString())).open();
    }

    static List<Object> values(Dataset dataset, String column) {
        return read(dataset, ColumnRequest.value(column));
    }

    static List<Object> numbers(Dataset dataset, String column) {
        return read(dataset, ColumnRequest.number(column));
    }

    private static List<Object> read(Dataset dataset, ColumnRequest request) {
        List<Object> values = new ArrayList<>();
        try (BlockReader reader = dataset.read(List.of(request))) {
            for (Block block = reader.next(); block != null; block = reader.next()) {
                for (int i = 0; i < block.rowCount(); i++) {
                    values.add(block.column(0).get(i));
                }
            }
        }
        return values;
    }

    static List<String> notes(Dataset dataset, ColumnRequest... requests) {
        try (BlockReader reader = dataset.read(List.of(requests))) {
            while (reader.next() != null) {
                continue;
            }
            return reader.notes();
        }
    }

    /** Compares by code point. */
    static int compareTexts(String a, String b) {
        return Arrays.compare(a.codePoints().toArray(), b.codePoints().toArray());
    }

    static List<String> names(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
