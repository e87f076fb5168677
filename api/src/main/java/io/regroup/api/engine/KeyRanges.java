package io.regroup.api.engine;

import io.regroup.api.data.ColumnType;
import io.regroup.api.data.ValueRange;
import io.regroup.api.spi.KeyLabels;
import io.regroup.api.spi.Occurrences;
import java.math.BigDecimal;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the statistics of runs of rows tell about a key column: whether keys ascend from run to run, and which ranges of keys may
 * occur in which blocks. The bounds of all runs cut the keys into ranges, each bound being one of its own; these are the
 * labels.
 */
public final class KeyRanges {

    private final List<ValueRange> runs;
    private final Comparator<Object> order;
    private final boolean wholeNumbers;

    /**
     * Keeps statistics.
     *
     * @param runs the runs of rows, in order and without gaps; empty if nothing is known
     * @param type the type of the column
     */
    public KeyRanges(List<ValueRange> runs, ColumnType type) {
        this.runs = List.copyOf(runs);
        this.order = order(type);
        this.wholeNumbers = type.storage() == ColumnType.Storage.LONG;
    }

    private static Comparator<Object> order(ColumnType type) {
        return switch (type.storage()) {
            case LONG -> Comparator.comparingLong(value -> (Long) value);
            case DOUBLE -> Comparator.comparingLong(value -> KeyWords.word((Double) value));
            case STRING ->
                type.isNumeric()
                        ? Comparator.comparing(value -> new BigDecimal((String) value))
                        : (a, b) -> StringDictionary.compareCodePoints((String) a, (String) b);
        };
    }

    /**
     * Tells whether keys ascend from run to run: no run begins before the end of the one before.
     *
     * @return true if they do, false if they do not or nothing is known
     */
    public boolean ascend() {
        Object end = null;
        boolean missing = false;
        for (ValueRange run : runs) {
            Object least = run.least();
            if (least != null && (missing || (end != null && order.compare(end, least) > 0))) {
                return false;
            }
            end = run.greatest() == null ? end : run.greatest();
            // missing values come last of all
            missing |= run.mayBeMissing();
        }
        return !runs.isEmpty();
    }

    /**
     * Returns how many whole numbers there are between the smallest and the largest key.
     *
     * @return at least as many as there are keys, a missing one included; empty if keys are no whole numbers or nothing is known
     */
    public OptionalLong mostKeys() {
        if (!wholeNumbers || runs.isEmpty()) {
            return OptionalLong.empty();
        }
        long least = Long.MAX_VALUE;
        long greatest = Long.MIN_VALUE;
        for (ValueRange run : runs) {
            least = run.least() == null ? least : Math.min(least, (Long) run.least());
            greatest = run.greatest() == null ? greatest : Math.max(greatest, (Long) run.greatest());
        }
        if (least > greatest) {
            return OptionalLong.of(1); // all are missing
        }
        long difference = greatest - least;
        boolean tooLarge = difference < 0 || difference > Long.MAX_VALUE - 2;
        return tooLarge ? OptionalLong.empty() : OptionalLong.of(difference + 2);
    }

    /**
     * Tells which ranges of keys may occur in which blocks.
     *
     * @param blockRows the rows of a block
     * @return empty if nothing is known
     */
    public Optional<Occurrences> occurrences(int blockRows) {
        if (runs.isEmpty()) {
            return Optional.empty();
        }
        Set<Object> bounds = new TreeSet<>(order);
        for (ValueRange run : runs) {
            add(bounds, run.least());
            add(bounds, run.greatest());
        }
        List<Object> borders = List.copyOf(bounds);
        int labels = 2 * borders.size() + 2;
        long rows = runs.getLast().rows().to();
        int blocks = Math.toIntExact(Math.ceilDiv(rows, blockRows));
        BitSet[] seen = new BitSet[blocks];
        for (int block = 0; block < blocks; block++) {
            seen[block] = new BitSet(labels);
        }
        List<Occurrences.Run> labelled =
                runs.stream().map(run -> labelled(run, borders)).toList();
        for (Occurrences.Run run : labelled) {
            mark(run, labels - 1, blockRows, seen);
        }
        int[][] ofBlock = new int[blocks][];
        for (int block = 0; block < blocks; block++) {
            ofBlock[block] = seen[block].stream().toArray();
        }
        return Optional.of(new Occurrences(new KeyLabels.Ranges(borders), labels, ofBlock, labelled));
    }

    private static void add(Set<Object> bounds, @Nullable Object bound) {
        if (bound != null) {
            bounds.add(bound);
        }
    }

    private Occurrences.Run labelled(ValueRange run, List<Object> borders) {
        Object least = run.least();
        Object greatest = run.greatest();
        boolean known = least != null && greatest != null;
        int first = known ? 2 * Collections.binarySearch(borders, least, order) + 1 : 0;
        int last = known ? 2 * Collections.binarySearch(borders, greatest, order) + 1 : -1;
        return new Occurrences.Run(run.rows(), first, last, run.mayBeMissing());
    }

    private static void mark(Occurrences.Run run, int missing, int blockRows, BitSet[] seen) {
        int from = (int) (run.rows().from() / blockRows);
        int to = (int) ((run.rows().to() - 1) / blockRows);
        for (int block = from; block <= to; block++) {
            seen[block].set(run.first(), run.last() + 1);
            if (run.missing()) {
                seen[block].set(missing);
            }
        }
    }
}
