package io.regroup.gmm.encoder.internal;

import io.regroup.api.data.Block;
import io.regroup.api.data.BlockReader;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** Makes blocks in a thread of its own, a few ahead of whoever reads them, so that encoding and writing go on at the same time. */
final class ReadAhead implements BlockReader {

    /** How many blocks there are at a time: the one that is read, the one that is made, and those that wait. */
    static final int BLOCKS = 4;

    /** Makes blocks one after another. */
    interface BlockMaker extends AutoCloseable {

        /**
         * Makes the next block.
         *
         * @param place which of {@link #BLOCKS} sets of buffers it may use; those before stay as they are until asked for again
         * @return the block, or null at the end
         */
        @Nullable
        Block make(int place);

        /** Says what was found on the way. */
        List<String> notes();

        @Override
        void close();
    }

    private record Made(
            int place, @Nullable Block block, @Nullable Throwable failure) {}

    private final BlockMaker maker;
    private final BlockingQueue<Integer> free = new ArrayBlockingQueue<>(BLOCKS + 1);
    private final BlockingQueue<Made> made = new ArrayBlockingQueue<>(BLOCKS + 1);
    private final Thread thread;
    private volatile boolean closed;
    private boolean ended;
    private int inUse = -1;

    ReadAhead(BlockMaker maker) {
        this.maker = maker;
        for (int place = 0; place < BLOCKS; place++) {
            free.add(place);
        }
        this.thread = Thread.ofPlatform().daemon().name("regroup-encoder").start(this::make);
    }

    /** Makes each block when it is asked for, with one set of buffers, for parts that threads read side by side anyway. */
    static BlockReader inCallersThread(BlockMaker maker) {
        return new BlockReader() {
            @Override
            public @Nullable Block next() {
                return maker.make(0);
            }

            @Override
            public List<String> notes() {
                return maker.notes();
            }

            @Override
            public void close() {
                maker.close();
            }
        };
    }

    private void make() {
        int place = -1;
        try {
            Block block;
            do {
                place = free.take();
                if (closed) {
                    return;
                }
                block = maker.make(place);
                made.add(new Made(place, block, null));
            } while (block != null);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            made.add(new Made(place, null, e));
        }
    }

    @Override
    public @Nullable Block next() {
        if (ended) {
            return null;
        }
        if (inUse >= 0) {
            free.add(inUse);
            inUse = -1;
        }
        Made next;
        try {
            next = made.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while encoding");
        }
        if (next.block() == null) {
            ended = true;
            switch (next.failure()) {
                case null -> {}
                case RuntimeException e -> throw e;
                case Error e -> throw e;
                case Throwable e -> throw new IllegalStateException(e);
            }
            return null;
        }
        inUse = next.place();
        return next.block();
    }

    @Override
    public List<String> notes() {
        return maker.notes();
    }

    @Override
    public void close() {
        closed = true;
        ended = true;
        free.offer(0);
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                break;
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        maker.close();
    }
}
