package io.regroup.cli.internal;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The standard output, which remembers that it could not be written: {@link System#out} does not tell why. */
public final class StandardOutput {

    /** What a shell reports of a program that a closed pipe has ended. */
    private static final int ENDED_BY_CLOSED_PIPE = 141;

    private final PrintWriter writer;
    private @Nullable IOException failure;

    /** Opens the process's standard output in the encoding of the terminal. */
    public StandardOutput() {
        this.writer = new PrintWriter(new OutputStreamWriter(
                new BufferedOutputStream(new Watched()),
                Charset.forName(System.getProperty(
                        "stdout.encoding", Charset.defaultCharset().name()))));
    }

    /**
     * Returns where to print.
     *
     * @return a writer that is flushed by {@link #exitCode}
     */
    public PrintWriter writer() {
        return writer;
    }

    /**
     * Flushes, and turns a failure to write into an exit code and a message; a reader that has gone, such as {@code head},
     * knows itself why.
     *
     * @param code the exit code so far
     * @return the same, or another one if not everything could be written
     */
    public int exitCode(int code) {
        writer.flush();
        IOException problem = failure;
        if (problem == null) {
            return code;
        }
        String message = String.valueOf(problem.getMessage());
        if (message.toLowerCase(Locale.ROOT).contains("broken pipe")) {
            return ENDED_BY_CLOSED_PIPE;
        }
        System.err.println("regroup: standard output: cannot be written: " + message);
        return code == 0 ? 1 : code;
    }

    private final class Watched extends OutputStream {

        private final FileOutputStream target = new FileOutputStream(FileDescriptor.out);

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            try {
                target.write(bytes, from, count);
            } catch (IOException e) {
                failure = failure == null ? e : failure;
                throw e;
            }
        }
    }
}
