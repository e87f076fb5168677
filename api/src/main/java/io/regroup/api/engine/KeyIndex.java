package io.regroup.api.engine;

import io.regroup.api.InvalidArgumentException;
import io.regroup.api.data.Block;
import io.regroup.api.data.BlockReader;
import io.regroup.api.data.ColumnRequest;
import io.regroup.api.data.Schema;
import io.regroup.api.data.Table;
import java.util.Arrays;
import java.util.List;

/**
 * Finds the groups of rows by their keys. Keys are tuples of words, one per key column and one for the mask of missing
 * values, side by side in one array, found by open addressing. Consecutive rows of one key cost a comparison, not a look-up.
 */
final class KeyIndex {

    /** Beyond this the table gets fuller instead of larger; the words run out before it is full. */
    private static final int MOST_SLOTS = 1 << 30;

    private final KeyEncoder[] encoders;
    private final int stride;
    private long[] tuples;
    private int[] slots = new int[1 << 12];
    private int count;

    private KeyIndex(List<Schema.Field> fields) {
        this.encoders = new KeyEncoder[fields.size()];
        Arrays.setAll(encoders, c -> new KeyEncoder(fields.get(c).type()));
        this.stride = fields.size() + 1;
        this.tuples = new long[stride * 1024];
    }

    /** Indexes the keys of a table, whose rows are numbered from 0 and distinct. */
    static KeyIndex of(Table keys) {
        KeyIndex index = new KeyIndex(keys.schema().fields());
        List<ColumnRequest> requests =
                keys.schema().names().stream().map(ColumnRequest::value).toList();
        int[] numbers = new int[0];
        try (BlockReader reader = keys.read(requests)) {
            for (Block block = reader.next(); block != null; block = reader.next()) {
                numbers = numbers.length < block.rowCount() ? new int[block.rowCount()] : numbers;
                index.lookUp(block, numbers, true);
            }
        }
        return index;
    }

    /** Looks up the keys of all rows of a block; an unknown key gets -1. Does not change the index. */
    void find(Block block, int[] numbers) {
        lookUp(block, numbers, false);
    }

    private void lookUp(Block block, int[] numbers, boolean add) {
        int rows = block.rowCount();
        long[][] words = new long[encoders.length][rows];
        long[] masks = new long[rows];
        for (int c = 0; c < encoders.length; c++) {
            encoders[c].encode(block.column(c), words[c], masks, 1L << c, add);
        }
        long[] tuple = new long[stride];
        int previous = -1;
        int previousNumber = -1;
        for (int i = 0; i < rows; i++) {
            if (previous < 0 || !same(words, masks, previous, i)) {
                for (int c = 0; c < encoders.length; c++) {
                    tuple[c] = words[c][i];
                }
                tuple[stride - 1] = masks[i];
                previousNumber = number(tuple, add);
                previous = i;
            }
            numbers[i] = previousNumber;
        }
    }

    private static boolean same(long[][] words, long[] masks, int a, int b) {
        for (long[] column : words) {
            if (column[a] != column[b]) {
                return false;
            }
        }
        return masks[a] == masks[b];
    }

    private int number(long[] tuple, boolean add) {
        int mask = slots.length - 1;
        int slot = hash(tuple, 0) & mask;
        while (slots[slot] != 0) {
            int number = slots[slot] - 1;
            int at = number * stride;
            if (Arrays.equals(tuples, at, at + stride, tuple, 0, stride)) {
                return number;
            }
            slot = (slot + 1) & mask;
        }
        if (!add) {
            return -1;
        }
        if ((count + 1) * (long) stride > tuples.length) {
            grow();
        }
        System.arraycopy(tuple, 0, tuples, count * stride, stride);
        slots[slot] = ++count;
        if (2L * count > slots.length && slots.length < MOST_SLOTS) {
            rehash();
        }
        return count - 1;
    }

    private void grow() {
        long length = Math.min(2L * tuples.length, Integer.MAX_VALUE - 16L);
        if ((count + 1) * (long) stride > length) {
            throw new InvalidArgumentException("group by: more than " + count
                    + " groups do not fit in memory; group by fewer columns or fit the input in parts");
        }
        tuples = Arrays.copyOf(tuples, (int) length);
    }

    private void rehash() {
        slots = new int[2 * slots.length];
        int mask = slots.length - 1;
        for (int number = 0; number < count; number++) {
            int slot = hash(tuples, number * stride) & mask;
            while (slots[slot] != 0) {
                slot = (slot + 1) & mask;
            }
            slots[slot] = number + 1;
        }
    }

    private int hash(long[] words, int at) {
        long hash = 0;
        for (int c = 0; c < stride; c++) {
            hash = (hash ^ words[at + c]) * 0x9E3779B97F4A7C15L;
            hash ^= hash >>> 32;
        }
        return (int) hash;
    }
}
