package io.regroup.tables.internal;

import io.regroup.api.data.DataAccessException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.nio.ByteBuffer;
import org.duckdb.DuckDBColumnType;
import org.duckdb.DuckDBReadableVector;
import org.duckdb.DuckDBWritableVector;
import org.jspecify.annotations.Nullable;

/**
 * The memory behind DuckDB's vectors, for copies of whole vectors: the getters and setters of its Java driver check, and
 * the setters lock, for every single value. The driver keeps the buffers for itself, so they are fetched by reflection (it
 * is an automatic module: open); a driver that has none is refused.
 *
 * <p>The memory is valid as long as its vector: until the next chunk is asked for, or until the callback returns. Types
 * are checked once per vector, rows are not checked at all.
 */
final class VectorMemory {

    private static final MethodHandle READABLE_DATA = buffer(DuckDBReadableVector.class, "data");
    private static final MethodHandle READABLE_VALIDITY = buffer(DuckDBReadableVector.class, "validity");
    private static final MethodHandle WRITABLE_DATA = buffer(DuckDBWritableVector.class, "data");
    private static final MethodHandle WRITABLE_VALIDITY = buffer(DuckDBWritableVector.class, "validity");

    private VectorMemory() {}

    private static MethodHandle buffer(Class<?> vector, String field) {
        try {
            return MethodHandles.privateLookupIn(vector, MethodHandles.lookup())
                    .findGetter(vector, field, ByteBuffer.class);
        } catch (ReflectiveOperationException e) {
            throw new DataAccessException(
                    "DuckDB: this version of its driver keeps its vectors in another way;"
                            + " use the version that Regroup was built with",
                    e);
        }
    }

    /** Copies the values of the first rows of a DOUBLE vector; what stands in null rows is not defined. */
    static void copy(DuckDBReadableVector vector, int rows, double[] into, int at) {
        data(vector, DuckDBColumnType.DOUBLE).asDoubleBuffer().get(0, into, at, rows);
    }

    /** Copies the values of the first rows of a BIGINT vector; what stands in null rows is not defined. */
    static void copy(DuckDBReadableVector vector, int rows, long[] into, int at) {
        data(vector, DuckDBColumnType.BIGINT).asLongBuffer().get(0, into, at, rows);
    }

    /** Returns the 16-byte cells of a VARCHAR vector; see {@link StringCell}. */
    static ByteBuffer cells(DuckDBReadableVector vector) {
        return data(vector, DuckDBColumnType.VARCHAR);
    }

    /** Tells whether a null is among the first rows, 64 rows at a time. */
    static boolean anyNull(DuckDBReadableVector vector, int rows) {
        ByteBuffer validity = validity(vector);
        if (validity == null) {
            return false;
        }
        for (int row = 0; row < rows; row += Long.SIZE) {
            long beyond = rows - row < Long.SIZE ? -1L << (rows - row) : 0;
            if ((validity.getLong(row / Byte.SIZE) | beyond) != -1L) {
                return true;
            }
        }
        return false;
    }

    /** Says that no row is null; the driver hands its vectors out with every row null. */
    static void setAllValid(DuckDBWritableVector vector) {
        ByteBuffer validity = validity(vector);
        for (int at = 0; at < validity.capacity(); at += Long.BYTES) {
            validity.putLong(at, -1L);
        }
    }

    /** Sets the values of the first rows of a DOUBLE vector, not their validity. */
    static void put(DuckDBWritableVector vector, double[] from, int rows) {
        data(vector, DuckDBColumnType.DOUBLE).asDoubleBuffer().put(0, from, 0, rows);
    }

    /** Sets the values of the first rows of a BIGINT vector, not their validity. */
    static void put(DuckDBWritableVector vector, long[] from, int rows) {
        data(vector, DuckDBColumnType.BIGINT).asLongBuffer().put(0, from, 0, rows);
    }

    /** Returns the 16-byte cells of a VARCHAR vector; see {@link StringCell}. */
    static ByteBuffer cells(DuckDBWritableVector vector) {
        return data(vector, DuckDBColumnType.VARCHAR);
    }

    private static ByteBuffer data(DuckDBReadableVector vector, DuckDBColumnType type) {
        requireType(type, vector.getType());
        try {
            return (ByteBuffer) READABLE_DATA.invokeExact(vector);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private static @Nullable ByteBuffer validity(DuckDBReadableVector vector) {
        try {
            return (ByteBuffer) READABLE_VALIDITY.invokeExact(vector);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private static ByteBuffer data(DuckDBWritableVector vector, DuckDBColumnType type) {
        requireType(type, vector.getType());
        try {
            return (ByteBuffer) WRITABLE_DATA.invokeExact(vector);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private static ByteBuffer validity(DuckDBWritableVector vector) {
        try {
            return (ByteBuffer) WRITABLE_VALIDITY.invokeExact(vector);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private static void requireType(DuckDBColumnType expected, DuckDBColumnType actual) {
        if (actual != expected) {
            throw new IllegalStateException("a vector of " + expected + " was expected, got " + actual);
        }
    }
}
