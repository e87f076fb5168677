package io.regroup.fitters.internal.linear;

/**
 * Finds, among items in the order of their keys, the first at which weights add up to a target: selection in expected linear time, as
 * quickselect finds an order statistic. Items with equal keys are ordered by their numbers.
 */
final class WeightedSelection {

    private WeightedSelection() {}

    /**
     * Selects.
     *
     * @param items the numbers of the items, at least one; permuted: those before the selected one in order come before it
     * @param count how many items
     * @param keys the key of each item, by its number
     * @param weights the weight of each item, by its number, at least 0
     * @param target what weights have to add up to; more than their sum selects the last item
     * @return the place of the selected item in {@code items}
     */
    static int select(int[] items, int count, double[] keys, double[] weights, double target) {
        int low = 0;
        int high = count - 1;
        double below = 0;
        while (low < high) {
            moveMedianToEnd(items, low, high, keys);
            int pivot = items[high];
            int place = low;
            double left = 0;
            for (int i = low; i < high; i++) {
                int item = items[i];
                if (before(item, pivot, keys)) {
                    left += weights[item];
                    items[i] = items[place];
                    items[place++] = item;
                }
            }
            items[high] = items[place];
            items[place] = pivot;
            if (place > low && below + left >= target) {
                high = place - 1;
            } else if (below + left + weights[pivot] >= target || place == high) {
                return place;
            } else {
                below += left + weights[pivot];
                low = place + 1;
            }
        }
        return low;
    }

    private static boolean before(int a, int b, double[] keys) {
        return keys[a] < keys[b] || (keys[a] == keys[b] && a < b);
    }

    private static void moveMedianToEnd(int[] items, int low, int high, double[] keys) {
        int middle = (low + high) >>> 1;
        if (before(items[middle], items[low], keys)) {
            swap(items, middle, low);
        }
        if (before(items[high], items[low], keys)) {
            swap(items, high, low);
        }
        if (before(items[middle], items[high], keys)) {
            swap(items, middle, high);
        }
    }

    private static void swap(int[] items, int a, int b) {
        int item = items[a];
        items[a] = items[b];
        items[b] = item;
    }
}
