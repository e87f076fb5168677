package io.regroup.fitters.internal.linear;

/** Order statistics by selection, in expected linear time, also where many values are equal. */
final class Selection {

    private Selection() {}

    /**
     * Returns the value of a rank.
     *
     * @param values no NaN in the range; those in the range are permuted
     * @param from the first index
     * @param to the index after the last
     * @param rank from 0, below {@code to - from}
     */
    static double select(double[] values, int from, int to, int rank) {
        int low = from;
        int high = to - 1;
        int wanted = from + rank;
        while (low < high) {
            double pivot = middle(values[low], values[(low + high) >>> 1], values[high]);
            int less = low;
            int greater = high;
            int i = low;
            while (i <= greater) {
                double value = values[i];
                if (value < pivot) {
                    values[i++] = values[less];
                    values[less++] = value;
                } else if (value > pivot) {
                    values[i] = values[greater];
                    values[greater--] = value;
                } else {
                    i++;
                }
            }
            if (wanted < less) {
                high = less - 1;
            } else if (wanted > greater) {
                low = greater + 1;
            } else {
                return pivot;
            }
        }
        return values[wanted];
    }

    private static double middle(double a, double b, double c) {
        return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
    }
}
