package io.regroup.fitters.internal.linear;

import org.jspecify.annotations.Nullable;

/**
 * Sorts items by pairs of numbers, the first and where these are equal the second, and counts the inversions: pairs of items that
 * stood the other way round. Merge sort, stable. Numbers of 106 bits, as sums of two doubles, are such pairs.
 */
final class InversionSort {

    /** Hears of each inversion. */
    @FunctionalInterface
    interface Inversions {

        /**
         * Takes an inversion.
         *
         * @param earlier the item that stood first and has the larger key
         * @param later the item that stood after it
         */
        void add(int earlier, int later);
    }

    private double[] first = new double[0];
    private double[] second = new double[0];
    private int[] items = new int[0];
    private double[] sortedFirst = new double[0];
    private double[] sortedSecond = new double[0];
    private int[] sortedItems = new int[0];

    /** Makes room for so many items. */
    void makeRoom(int count) {
        if (first.length < count) {
            int length = Math.max(count, 2 * first.length);
            first = new double[length];
            second = new double[length];
            items = new int[length];
            sortedFirst = new double[length];
            sortedSecond = new double[length];
            sortedItems = new int[length];
        }
    }

    /** Puts an item with its key at a place. */
    void put(int place, int item, double keyFirst, double keySecond) {
        items[place] = item;
        first[place] = keyFirst;
        second[place] = keySecond;
    }

    /** The item at a place. */
    int item(int place) {
        return items[place];
    }

    /**
     * Sorts the first items.
     *
     * @param count how many
     * @param inversions hears of each, or null
     * @return the number of inversions
     */
    long sort(int count, @Nullable Inversions inversions) {
        long total = 0;
        for (long width = 1; width < count; width *= 2) {
            for (long low = 0; low < count; low += 2 * width) {
                int middle = (int) Math.min(low + width, count);
                int high = (int) Math.min(low + 2 * width, count);
                total += merge((int) low, middle, high, inversions);
            }
            swap();
        }
        return total;
    }

    private long merge(int low, int middle, int high, @Nullable Inversions inversions) {
        long total = 0;
        int left = low;
        int right = middle;
        for (int place = low; place < high; place++) {
            boolean takeRight = left == middle || (right < high && before(right, left));
            if (takeRight) {
                total += middle - left;
                if (inversions != null) {
                    for (int i = left; i < middle; i++) {
                        inversions.add(items[i], items[right]);
                    }
                }
            }
            int taken = takeRight ? right++ : left++;
            sortedFirst[place] = first[taken];
            sortedSecond[place] = second[taken];
            sortedItems[place] = items[taken];
        }
        return total;
    }

    private boolean before(int a, int b) {
        return first[a] < first[b] || (first[a] == first[b] && second[a] < second[b]);
    }

    private void swap() {
        double[] keys = first;
        first = sortedFirst;
        sortedFirst = keys;
        keys = second;
        second = sortedSecond;
        sortedSecond = keys;
        int[] numbers = items;
        items = sortedItems;
        sortedItems = numbers;
    }
}
