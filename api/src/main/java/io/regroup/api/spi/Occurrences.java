package io.regroup.api.spi;

import io.regroup.api.data.RowRange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Which groups occur in which blocks. Groups stand under labels, numbered from 0 in ascending key order: a label is one
 * group where the keys have been read, or a range of keys where only statistics of a file are known, and then it may occur
 * in a block without doing so. Immutable.
 */
public final class Occurrences {

    /**
     * A run of rows of which it is known by itself which labels may occur in it, such as a row group of a file.
     *
     * @param rows the rows
     * @param first the first label that may occur
     * @param last the last label that may occur; before the first one if none of these does
     * @param missing whether the last of all labels, that of missing values, may occur as well
     */
    public record Run(RowRange rows, int first, int last, boolean missing) {}

    private final KeyLabels labels;
    private final int labelCount;
    private final int[][] ofBlock;
    private final List<Run> runs;

    /**
     * Keeps what occurs where, of blocks of which no more is known.
     *
     * @param labels how keys find their label
     * @param labelCount how many labels there are
     * @param ofBlock the labels of each block, ascending; kept, not copied
     */
    public Occurrences(KeyLabels labels, int labelCount, int[][] ofBlock) {
        this(labels, labelCount, ofBlock, List.of());
    }

    /**
     * Keeps what occurs where.
     *
     * @param labels how keys find their label
     * @param labelCount how many labels there are
     * @param ofBlock the labels of each block, ascending; kept, not copied
     * @param runs the same of runs of rows that can be read by themselves, in order and without gaps; empty if unknown
     */
    public Occurrences(KeyLabels labels, int labelCount, int[][] ofBlock, List<Run> runs) {
        this.labels = labels;
        this.labelCount = labelCount;
        this.ofBlock = ofBlock;
        this.runs = List.copyOf(runs);
    }

    /**
     * Returns how keys find their label.
     *
     * @return the rule
     */
    public KeyLabels labels() {
        return labels;
    }

    /**
     * Returns how many labels there are.
     *
     * @return at least 0
     */
    public int labelCount() {
        return labelCount;
    }

    /**
     * Returns the labels of each block.
     *
     * @return one ascending array per block; not to be changed
     */
    public int[][] ofBlock() {
        return ofBlock;
    }

    /**
     * Finds the rows that a cohort needs.
     *
     * @param cohort a cohort of these labels
     * @return the same cohort, without the rows of its blocks that cannot belong to it as far as that is known
     */
    public Cohort narrowed(Cohort cohort) {
        List<RowRange> needed = new ArrayList<>();
        for (Run run : runs) {
            if (!mayHave(run, cohort.labels())) {
                continue;
            }
            boolean goesOn =
                    !needed.isEmpty() && needed.getLast().to() == run.rows().from();
            long from = goesOn ? needed.removeLast().from() : run.rows().from();
            needed.add(new RowRange(from, run.rows().to()));
        }
        return new Cohort(cohort.labels(), cohort.blocks(), needed);
    }

    private boolean mayHave(Run run, int[] wanted) {
        int place = Arrays.binarySearch(wanted, run.first());
        int next = place < 0 ? -place - 1 : place;
        return (next < wanted.length && wanted[next] <= run.last())
                || (run.missing() && Arrays.binarySearch(wanted, labelCount - 1) >= 0);
    }
}
