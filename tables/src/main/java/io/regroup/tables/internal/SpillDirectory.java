package io.regroup.tables.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * A directory of one's own for temporary files, made when the first is written. It is deleted when it is closed, and
 * otherwise when the process ends, be it by Ctrl-C.
 */
public final class SpillDirectory implements AutoCloseable {

    /** Threads that still write when the process ends may put a file into a directory while it is being emptied. */
    private static final int MOST_TRIES = 20;

    private static final Set<SpillDirectory> OPEN = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> OPEN.forEach(SpillDirectory::close), "regroup-temporary-files"));
    }

    private final Path path;

    /** Chooses a name that nothing has. */
    SpillDirectory(Path parent) {
        this.path = parent.toAbsolutePath().resolve("regroup-" + UUID.randomUUID());
        OPEN.add(this);
    }

    /**
     * Returns the directory, which need not exist yet.
     *
     * @return its absolute path
     */
    public Path path() {
        return path;
    }

    /** Makes it, for files of others than DuckDB. */
    Path create() throws SQLException {
        try {
            return Files.createDirectories(path);
        } catch (IOException e) {
            throw new SQLException("cannot create " + path + ": " + e.getMessage(), e);
        }
    }

    /** Deletes what there is. Leftovers are a nuisance, not a failure; they are tried again when the process ends. */
    @Override
    public void close() {
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            try {
                deleteAll();
                OPEN.remove(this);
                return;
            } catch (IOException e) {
                Thread.onSpinWait();
            }
        }
    }

    private void deleteAll() throws IOException {
        if (Files.isDirectory(path)) {
            try (Stream<Path> files = Files.list(path)) {
                for (Path file : files.toList()) {
                    Files.deleteIfExists(file);
                }
            }
            Files.deleteIfExists(path);
        }
    }
}
