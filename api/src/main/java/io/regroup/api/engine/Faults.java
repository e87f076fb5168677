package io.regroup.api.engine;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Groups in which a program threw while their rows were added up or combined. The summary is marked, and the mark goes where
 * the summary goes: whatever it is combined with is marked as well. What was thrown is remembered for some groups.
 */
final class Faults {

    /** A NaN that arithmetic does not make: its payload says that the numbers are void. */
    private static final long MARK = 0x7ffc_4641_554c_5400L;

    private static final int MOST_REMEMBERED = 100;

    private final Map<String, String> ofGroups = new ConcurrentHashMap<>();
    private final AtomicReference<@Nullable String> elsewhere = new AtomicReference<>();

    /** Marks the summary that starts at a place. */
    static void mark(double[] slab, int at) {
        slab[at] = Double.longBitsToDouble(MARK);
    }

    /** Says whether a summary is marked. */
    static boolean marked(double[] slab, int at) {
        return Double.doubleToRawLongBits(slab[at]) == MARK;
    }

    /** Remembers what was thrown in a group. */
    void inGroup(String group, RuntimeException thrown) {
        if (ofGroups.size() < MOST_REMEMBERED) {
            ofGroups.putIfAbsent(group, thrown.toString());
        }
    }

    /** Remembers what was thrown where the group is not known. */
    void somewhere(RuntimeException thrown) {
        elsewhere.compareAndSet(null, thrown.toString());
    }

    /** Says what was thrown in a marked group, as far as it is known. */
    String of(String group) {
        String own = ofGroups.get(group);
        if (own != null) {
            return own;
        }
        String other = elsewhere.get();
        return other == null ? "threw when its summary was made" : other;
    }
}
