package io.regroup.cli.internal;

import io.regroup.api.Progress;
import java.util.concurrent.atomic.LongAdder;

/** Counts what a task reports, and passes it on. */
final class RowCount implements Progress {

    private final Progress next;
    private final LongAdder rows = new LongAdder();

    RowCount(Progress next) {
        this.next = next;
    }

    long rows() {
        return rows.sum();
    }

    @Override
    public void begin(String task, long total) {
        next.begin(task, total);
    }

    @Override
    public void advance(long amount) {
        rows.add(amount);
        next.advance(amount);
    }
}
