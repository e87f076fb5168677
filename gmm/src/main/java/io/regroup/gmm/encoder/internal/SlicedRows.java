package io.regroup.gmm.encoder.internal;

import io.regroup.api.data.Block;
import io.regroup.api.data.BlockReader;
import io.regroup.api.data.ColumnRequest;
import io.regroup.api.data.Dataset;
import io.regroup.api.data.RowRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** As many rows as another dataset has, made from slices of its blocks while these are read. */
abstract class SlicedRows implements Dataset {

    /** So many rows of some tens of columns stay in the cache between being made and being written. */
    static final int BLOCK_ROWS = 1 << 13;

    final Dataset source;

    SlicedRows(Dataset source) {
        this.source = source;
    }

    /** Makes rows in one thread. */
    abstract static class Slicer implements ReadAhead.BlockMaker {

        /** What is read of the source. */
        final List<ColumnRequest> needed = new ArrayList<>();

        private @Nullable BlockReader reader;
        private @Nullable Block block;
        private int at;

        /**
         * Makes rows.
         *
         * @param block has the columns that are needed
         * @param at the place of the first row there
         * @param rows how many, at most {@link #BLOCK_ROWS}
         * @param set which buffers may be used
         */
        abstract Block slice(Block block, int at, int rows, int set);

        /** Hears that all rows have been made. */
        void end() {}

        private BlockReader reader() {
            return Objects.requireNonNull(reader, "not open");
        }

        @Override
        public final @Nullable Block make(int set) {
            Block current = block;
            if (current == null || at == current.rowCount()) {
                current = reader().next();
                block = current;
                at = 0;
                if (current == null) {
                    end();
                    return null;
                }
            }
            int first = at;
            at += Math.min(BLOCK_ROWS, current.rowCount() - first);
            return slice(current, first, at - first, set);
        }

        @Override
        public List<String> notes() {
            return reader().notes();
        }

        @Override
        public final void close() {
            reader().close();
        }
    }

    /**
     * Makes what makes rows.
     *
     * @param columns what is asked for
     * @param sets how many sets of buffers there are to be
     * @param whole whether all rows are made
     */
    abstract Slicer slicer(List<ColumnRequest> columns, int sets, boolean whole);

    @Override
    public final OptionalLong knownRows() {
        return source.knownRows();
    }

    @Override
    public final OptionalLong mostRows() {
        return source.mostRows();
    }

    @Override
    public final List<RowRange> parts() {
        return source.parts();
    }

    @Override
    public final BlockReader read(List<ColumnRequest> columns) {
        Slicer slicer = slicer(columns, ReadAhead.BLOCKS, true);
        slicer.reader = source.read(slicer.needed);
        return new ReadAhead(slicer);
    }

    @Override
    public final BlockReader read(List<ColumnRequest> columns, RowRange part) {
        Slicer slicer = slicer(columns, 1, false);
        slicer.reader = source.read(slicer.needed, part);
        return ReadAhead.inCallersThread(slicer);
    }
}
