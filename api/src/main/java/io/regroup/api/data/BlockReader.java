package io.regroup.api.data;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One pass over a dataset's rows, block after block, in row order. For one thread at a time. */
public interface BlockReader extends AutoCloseable {

    /**
     * Reads the next block.
     *
     * @return the block, valid until the next call, or null at the end
     * @throws DataAccessException if the source cannot be read
     */
    @Nullable
    Block next();

    /**
     * Says what was lost on the way, once the rows have been read: numbers that a double cannot hold exactly, for
     * example.
     *
     * @return one sentence per finding, empty if nothing was lost
     */
    default List<String> notes() {
        return List.of();
    }

    /** Ends the pass and frees what it holds. */
    @Override
    void close();
}
