package io.regroup.api.engine;

/** Counts the rows of groups once a block of scattered rows has been added up. */
public final class RowCounts {

    private static final int STEP = 1 << 11;

    private RowCounts() {}

    /**
     * Completes summaries whose first number counts rows. Where another number counts them all, as it does if nothing is
     * missing, it is taken over; else keys are looked up once more.
     *
     * @param rows rows with their groups
     * @param from the block's first row
     * @param to the row after its last
     * @param places the place of each group's summary in the slab, negative for a group whose rows are left out
     * @param slab the summaries, whose first numbers are overwritten
     * @param width the size of a summary
     * @param counter which number of a summary counts some of the rows, each once; negative if none does
     */
    public static void complete(
            GroupedRows rows, int from, int to, int[] places, double[] slab, int width, int counter) {
        if (counter >= 0 && copy(slab, width, counter) == to - from) {
            return;
        }
        for (int at = 0; at < slab.length; at += width) {
            slab[at] = 0;
        }
        int[] starts = new int[STEP];
        for (int start = from; start < to; start += STEP) {
            int end = Math.min(to, start + STEP);
            rows.summariesOf(start, end, places, width, 0, starts);
            for (int i = 0; i < end - start; i++) {
                if (starts[i] >= 0) {
                    slab[starts[i]]++;
                }
            }
        }
    }

    private static double copy(double[] slab, int width, int counter) {
        double rows = 0;
        for (int at = 0; at < slab.length; at += width) {
            slab[at] = slab[at + counter];
            rows += slab[at];
        }
        return rows;
    }
}
