package io.regroup.crossvalidation.internal;

import io.regroup.api.RunOptions;
import io.regroup.api.data.Dataset;
import io.regroup.api.data.Table;
import io.regroup.api.spi.ReductionPlan.Arrangement;
import java.util.ArrayList;
import java.util.List;

/** The ways in which rows can meet their group: what an engine may be asked for. */
public enum Way {
    /** All rows in memory, brought together by group. */
    GATHERED(Arrangement.GATHERED),
    /** Rows come in key order. */
    IN_ORDER(Arrangement.IN_ORDER),
    /** Rows are sorted outside of memory. */
    SORTED(Arrangement.SORTED),
    /** Blocks are reduced and combined. */
    IN_PLACE(Arrangement.IN_PLACE),
    /** Blocks are reduced and combined, one half of the groups after the other. */
    COHORTS(Arrangement.IN_PLACE);

    private final Arrangement arrangement;

    Way(Arrangement arrangement) {
        this.arrangement = arrangement;
    }

    /** Returns what plans of this way are. */
    public Arrangement arrangement() {
        return arrangement;
    }

    /** Whether partial summaries are combined. */
    public boolean combines() {
        return arrangement == Arrangement.IN_PLACE;
    }

    /** The orders of rows that it can serve. */
    public List<RowOrder> orders() {
        return this == IN_ORDER ? List.of(RowOrder.SORTED) : List.of(RowOrder.SORTED, RowOrder.SHUFFLED, RowOrder.RUNS);
    }

    /** The rows of a table as sources that this way can serve. */
    public List<Dataset> sources(Table table) {
        List<Dataset> sources = new ArrayList<>();
        if (this == GATHERED || combines()) {
            sources.add(table);
            sources.add(new ChunkedDataset(table, 13, false));
        }
        if (this != GATHERED) {
            sources.add(new FileLikeDataset(table, 50));
        }
        return sources;
    }

    /** The options under which a source is read as it should be. */
    public RunOptions options(RunOptions options, Dataset source) {
        return source instanceof FileLikeDataset ? options.withMemory(1) : options;
    }
}
