package io.regroup.gmm.encoder.internal;

import io.regroup.api.data.DataAccessException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Files and directories that are there as a whole or not at all: they are made under a name of their own and then renamed. */
public final class SafeFiles {

    private static final String TEMPORARY = ".tmp-";

    private SafeFiles() {}

    /** Does something with files. */
    @FunctionalInterface
    public interface Action {
        /**
         * Does it.
         *
         * @throws IOException if it fails
         */
        void run() throws IOException;
    }

    /**
     * Does something.
     *
     * @param what for messages, for instance {@code directory models: cannot be made}
     * @param action what
     * @throws DataAccessException if it fails
     */
    public static void run(String what, Action action) {
        try {
            action.run();
        } catch (IOException e) {
            throw new DataAccessException(what + ": " + reason(e), e);
        }
    }

    /** The messages of most exceptions of files are the file's name, and what is wrong with it is the exception's. */
    private static String reason(IOException e) {
        return switch (e) {
            case FileAlreadyExistsException there -> there.getFile() + " is there already, and is no directory";
            case NoSuchFileException missing -> "the system has no place for " + missing.getFile();
            case AccessDeniedException denied -> "no permission for " + denied.getFile();
            case FileSystemException other when other.getReason() != null -> String.valueOf(other.getReason());
            default -> e.toString();
        };
    }

    /**
     * Follows links as far as a path exists, so that two names of one file become the same.
     *
     * @param path any
     * @return an absolute path
     */
    public static Path real(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        Path parent = absolute.getParent();
        Path name = absolute.getFileName();
        if (parent == null || name == null) {
            return absolute;
        }
        try {
            return Files.exists(path) ? path.toRealPath() : real(parent).resolve(name);
        } catch (IOException e) {
            throw new DataAccessException(path + ": cannot be followed: " + reason(e), e);
        }
    }

    /**
     * Reads a file.
     *
     * @param file of text in UTF-8
     * @return its text
     * @throws DataAccessException if it cannot be read
     */
    public static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new DataAccessException(file + ": cannot be read: " + reason(e), e);
        }
    }

    /**
     * Writes a file, or replaces it.
     *
     * @param file where
     * @param text what
     * @throws DataAccessException if it cannot be written
     */
    public static void write(Path file, String text) {
        run(file + ": cannot be written", () -> {
            Path temporary = file.resolveSibling(TEMPORARY + UUID.randomUUID());
            try {
                Files.writeString(temporary, text);
                move(temporary, file);
            } finally {
                Files.deleteIfExists(temporary);
            }
        });
    }

    /**
     * Makes a directory under a name that nobody looks for.
     *
     * @param parent where
     * @return the directory, to be put in place or deleted
     */
    public static Path temporary(Path parent) {
        Path directory = parent.resolve(TEMPORARY + UUID.randomUUID());
        run(directory + ": cannot be made", () -> Files.createDirectory(directory));
        return directory;
    }

    /**
     * Gives a directory its name.
     *
     * @param temporary the directory
     * @param target its place; what is there is deleted first
     */
    public static void put(Path temporary, Path target) {
        delete(target);
        run(target + ": cannot be put in place", () -> move(temporary, target));
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /**
     * Deletes what runs that were killed have left.
     *
     * @param directory where
     */
    public static void deleteTemporaries(Path directory) {
        run(directory + ": cannot be read", () -> {
            List<Path> left;
            try (Stream<Path> entries = Files.list(directory)) {
                left = entries.filter(
                                entry -> String.valueOf(entry.getFileName()).startsWith(TEMPORARY))
                        .toList();
            }
            left.forEach(SafeFiles::delete);
        });
    }

    /**
     * Deletes a file, or a directory with all that is in it, if it is there.
     *
     * @param path which
     */
    public static void delete(Path path) {
        if (!Files.exists(path)) {
            return;
        }
        run(
                path + ": cannot be deleted",
                () -> Files.walkFileTree(path, new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                        Files.delete(file);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException problem)
                            throws IOException {
                        if (problem != null) {
                            throw problem;
                        }
                        Files.delete(directory);
                        return FileVisitResult.CONTINUE;
                    }
                }));
    }
}
