package io.regroup.api.engine;

import io.regroup.api.InvalidArgumentException;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** Numbers distinct strings in the order in which they first occur. Open addressing, linear probing, load at most ½. */
final class StringDictionary {

    private static final int MOST_SLOTS = 1 << 30;

    private @Nullable String[] values = new String[16];
    private int[] slots = new int[64];
    private int size;

    int size() {
        return size;
    }

    String value(int code) {
        String value = values[code];
        if (value == null) {
            throw new IllegalStateException("code " + code + " of " + size);
        }
        return value;
    }

    /** Returns the code of a string, or -1 if it has none and {@code add} is false. */
    int code(String value, boolean add) {
        int mask = slots.length - 1;
        int slot = spread(value.hashCode()) & mask;
        while (slots[slot] != 0) {
            int code = slots[slot] - 1;
            if (value.equals(values[code])) {
                return code;
            }
            slot = (slot + 1) & mask;
        }
        if (!add) {
            return -1;
        }
        if (size == values.length) {
            values = Arrays.copyOf(values, 2 * size);
        }
        values[size] = value;
        slots[slot] = ++size;
        if (2L * size > slots.length && slots.length < MOST_SLOTS) {
            rehash();
        }
        return size - 1;
    }

    private void rehash() {
        slots = new int[2 * slots.length];
        int mask = slots.length - 1;
        for (int code = 0; code < size; code++) {
            int slot = spread(value(code).hashCode()) & mask;
            while (slots[slot] != 0) {
                slot = (slot + 1) & mask;
            }
            slots[slot] = code + 1;
        }
    }

    private static int spread(int hash) {
        int mixed = hash * 0x9E3779B9;
        return mixed ^ (mixed >>> 15);
    }

    /** Returns for each code its rank in ascending order, by code point or by numeric value. */
    int[] ranks(boolean numeric) {
        Integer[] codes = new Integer[size];
        Arrays.setAll(codes, code -> code);
        if (numeric) {
            BigDecimal[] numbers = new BigDecimal[size];
            Arrays.setAll(numbers, code -> number(value(code)));
            Arrays.sort(codes, Comparator.comparing(code -> numbers[code]));
        } else {
            Arrays.sort(codes, (a, b) -> compareCodePoints(value(a), value(b)));
        }
        int[] ranks = new int[size];
        for (int rank = 0; rank < size; rank++) {
            ranks[codes[rank]] = rank;
        }
        return ranks;
    }

    private static BigDecimal number(String value) {
        try {
            return new BigDecimal(value);
        } catch (NumberFormatException e) {
            throw new InvalidArgumentException(
                    "key: expected a number as text, got " + value
                            + "; store its digits, or say that the column is text",
                    e);
        }
    }

    /** Compares by Unicode code point, the order of the UTF-8 bytes; String.compareTo misplaces surrogate pairs. */
    static int compareCodePoints(String a, String b) {
        int length = Math.min(a.length(), b.length());
        for (int i = 0; i < length; i++) {
            char ca = a.charAt(i);
            char cb = b.charAt(i);
            if (ca != cb) {
                return Character.isSurrogate(ca) == Character.isSurrogate(cb)
                        ? Character.compare(ca, cb)
                        : Boolean.compare(Character.isSurrogate(ca), Character.isSurrogate(cb));
            }
        }
        return Integer.compare(a.length(), b.length());
    }
}
