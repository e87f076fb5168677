package io.regroup.api.spi;

/**
 * What an engine may do its own way where rows find their groups. Has no state, and serves any number of threads.
 *
 * <p>A key is an integer that orders rows as their keys do. Where keys never descend, a group is a run of rows, and to find where
 * runs begin is all there is to do: one pass over the keys, at the speed of memory if it can be done without branches, as where a
 * run ends cannot be guessed.
 */
public interface KeyKernel {

    /** One key after the other. */
    KeyKernel PLAIN = new KeyKernel() {};

    /**
     * Finds the rows whose key differs from that of the row before. Row 0 is always one of them.
     *
     * @param keys the key of each row
     * @param from the first row to look at; unless it is 0, it is compared with the row before it
     * @param to the row after the last
     * @param starts receives the rows, from index 0 on; has room for {@code to − from}, and may be written to beyond what is found
     * @return how many are found, or −1 if a key is smaller than the one before it
     */
    default int runs(int[] keys, int from, int to, int[] starts) {
        if (from == to) {
            return 0;
        }
        int count = 0;
        int previous = keys[Math.max(0, from - 1)];
        if (from == 0) {
            starts[count++] = 0;
        }
        for (int i = from; i < to; i++) {
            int key = keys[i];
            if (key != previous) {
                if (key < previous) {
                    return -1;
                }
                starts[count++] = i;
                previous = key;
            }
        }
        return count;
    }

    /**
     * Does the same for wider keys.
     *
     * @param keys the key of each row
     * @param from the first row to look at; unless it is 0, it is compared with the row before it
     * @param to the row after the last
     * @param starts receives the rows, from index 0 on; has room for {@code to − from}, and may be written to beyond what is found
     * @return how many are found, or −1 if a key is smaller than the one before it
     */
    default int runs(long[] keys, int from, int to, int[] starts) {
        if (from == to) {
            return 0;
        }
        int count = 0;
        long previous = keys[Math.max(0, from - 1)];
        if (from == 0) {
            starts[count++] = 0;
        }
        for (int i = from; i < to; i++) {
            long key = keys[i];
            if (key != previous) {
                if (key < previous) {
                    return -1;
                }
                starts[count++] = i;
                previous = key;
            }
        }
        return count;
    }
}
