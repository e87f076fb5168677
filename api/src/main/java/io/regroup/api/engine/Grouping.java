package io.regroup.api.engine;

import io.regroup.api.data.Block;
import io.regroup.api.data.Column;
import io.regroup.api.data.Schema;
import io.regroup.api.data.Table;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The groups of a dataset: its distinct keys in ascending order, numbered from 0. Missing values are a key of their own
 * and come last, NaN comes after every number, -0.0 is 0.0, text is ordered by Unicode code point. Immutable, safe for
 * several threads.
 */
public final class Grouping {

    private static final boolean[] NONE = new boolean[0];

    private final Table keys;
    private final String method;
    private @Nullable KeyIndex index;

    Grouping(Table keys, String method) {
        this.keys = keys;
        this.method = method;
    }

    /** Decodes the keys of numbered rows. */
    static Grouping of(
            List<Schema.Field> fields, List<KeyColumn> columns, KeyCodes codes, Numbering numbering, int threads) {
        int count = numbering.count();
        long[][] words = new long[columns.size()][];
        boolean[][] missing = new boolean[columns.size()][];
        Arrays.setAll(missing, c -> columns.get(c).missing() == null ? NONE : new boolean[count]);
        if (codes.isPlain()) {
            words[0] = numbering.values();
        } else {
            Arrays.setAll(words, c -> new long[count]);
            decode(codes, numbering, words, missing, threads);
        }
        Table.Builder keys = Table.builder();
        for (int c = 0; c < words.length; c++) {
            keys.column(fields.get(c).name(), columns.get(c).decode(words[c], missing[c]));
        }
        return new Grouping(keys.build(), numbering.method());
    }

    private static void decode(KeyCodes codes, Numbering numbering, long[][] words, boolean[][] missing, int threads) {
        Parts.run(numbering.count(), Numbering.PART, threads, () -> (from, to) -> {
            long[] key = new long[words.length];
            boolean[] gaps = new boolean[words.length];
            for (int group = from; group < to; group++) {
                codes.decode(numbering.value(group), key, gaps);
                for (int c = 0; c < key.length; c++) {
                    words[c][group] = key[c];
                    if (gaps[c]) {
                        missing[c][group] = true;
                    }
                }
            }
        });
    }

    /**
     * Returns the number of groups.
     *
     * @return at least 0
     */
    public int count() {
        return keys.rowCount();
    }

    /**
     * Returns the keys.
     *
     * @return one row per group in ascending order, one column per key column, of the key's own type
     */
    public Table keys() {
        return keys;
    }

    /**
     * Says how rows found their groups.
     *
     * @return a few words for people
     */
    public String method() {
        return method;
    }

    /** Keeps some groups, for messages: the keys are one text each. */
    Grouping only(boolean[] wanted) {
        String[] texts = IntStream.range(0, wanted.length)
                .filter(group -> wanted[group])
                .mapToObj(this::describe)
                .toArray(String[]::new);
        return new Grouping(Table.builder().column("group", texts).build(), method);
    }

    /**
     * Finds the groups of a block's rows.
     *
     * @param block a block whose first columns are the key columns
     * @param groups receives the group of each row, -1 for a key that is not among the groups
     */
    public void find(Block block, int[] groups) {
        index().find(block, groups);
    }

    /** Only predictions need it. */
    private synchronized KeyIndex index() {
        KeyIndex made = index;
        if (made == null) {
            made = KeyIndex.of(keys);
            index = made;
        }
        return made;
    }

    /**
     * Writes a group's key for messages.
     *
     * @param group its number
     * @return for instance {@code sector=3, row=12}
     */
    public String describe(int group) {
        StringBuilder text = new StringBuilder();
        for (int c = 0; c < keys.columns().size(); c++) {
            Column column = keys.columns().get(c);
            text.append(c == 0 ? "" : ", ")
                    .append(keys.schema().fields().get(c).name())
                    .append('=')
                    .append(column.getString(group));
        }
        return text.toString();
    }
}
