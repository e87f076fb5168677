package io.regroup.bench;

import java.io.IOException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Something made from rows that several contenders need: made once, and given up when the last one has closed it.
 *
 * @param <T> what it is
 */
final class Shared<T> {

    /** Makes it. */
    @FunctionalInterface
    interface Maker<T> {
        T make(Rows rows, int count, int threads) throws SQLException, IOException;
    }

    /** Gives it up. */
    @FunctionalInterface
    interface Closer<T> {
        void close(T thing) throws SQLException, IOException;
    }

    private final Maker<T> maker;
    private final Closer<T> closer;
    private @Nullable Rows source;
    private @Nullable T thing;
    private int users;

    Shared(Maker<T> maker, Closer<T> closer) {
        this.maker = maker;
        this.closer = closer;
    }

    /** Returns it; who gets it closes it. */
    T open(Rows rows, int count, int threads) throws SQLException, IOException {
        T open = thing;
        if (open == null || source != rows) {
            open = maker.make(rows, count, threads);
            thing = open;
            source = rows;
            users = 0;
        }
        users++;
        return open;
    }

    /** One user fewer. */
    void close() throws SQLException, IOException {
        T open = thing;
        if (--users == 0 && open != null) {
            thing = null;
            source = null;
            closer.close(open);
        }
    }
}
