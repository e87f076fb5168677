package io.regroup.api.engine;

import io.regroup.api.spi.KeyKernel;

/**
 * One integer per row. The two classes differ in the width of their array, and repeat their loops on purpose: these run
 * over all rows, at the speed of memory.
 */
sealed interface Words {

    int length();

    long get(int row);

    /** Finds where runs of equal values begin, see {@link KeyKernel}. */
    int runs(KeyKernel kernel, int from, int to, int[] starts);

    /** Widens a range of two by the values of some rows. */
    void extend(int from, int to, long[] range);

    /** Marks {@code value − min} as seen. */
    void mark(int from, int to, long min, byte[] seen);

    /** Writes {@code value − min} for rows from … to − 1. */
    void offsets(int from, int to, long min, int[] into, int at);

    /** Writes {@code table[value − min] · factor + term} for rows from … to − 1. */
    void look(int from, int to, long min, int[] table, int factor, int term, int[] into);

    /** 64-bit values. */
    final class Longs implements Words {

        private final long[] values;

        Longs(long[] values) {
            this.values = values;
        }

        @Override
        public int length() {
            return values.length;
        }

        @Override
        public long get(int row) {
            return values[row];
        }

        @Override
        public int runs(KeyKernel kernel, int from, int to, int[] starts) {
            return kernel.runs(values, from, to, starts);
        }

        @Override
        public void extend(int from, int to, long[] range) {
            long min = range[0];
            long max = range[1];
            for (int i = from; i < to; i++) {
                min = Math.min(min, values[i]);
                max = Math.max(max, values[i]);
            }
            range[0] = min;
            range[1] = max;
        }

        @Override
        public void mark(int from, int to, long min, byte[] seen) {
            for (int i = from; i < to; i++) {
                int offset = (int) (values[i] - min);
                // written once only: threads that write to one cache line take it from each other
                if (seen[offset] == 0) {
                    seen[offset] = 1;
                }
            }
        }

        @Override
        public void offsets(int from, int to, long min, int[] into, int at) {
            for (int i = from; i < to; i++) {
                into[at + i - from] = (int) (values[i] - min);
            }
        }

        @Override
        public void look(int from, int to, long min, int[] table, int factor, int term, int[] into) {
            for (int i = from; i < to; i++) {
                into[i - from] = table[(int) (values[i] - min)] * factor + term;
            }
        }
    }

    /** 32-bit values. */
    final class Ints implements Words {

        private final int[] values;

        Ints(int[] values) {
            this.values = values;
        }

        @Override
        public int length() {
            return values.length;
        }

        @Override
        public long get(int row) {
            return values[row];
        }

        @Override
        public int runs(KeyKernel kernel, int from, int to, int[] starts) {
            return kernel.runs(values, from, to, starts);
        }

        @Override
        public void extend(int from, int to, long[] range) {
            int min = (int) Math.min(Integer.MAX_VALUE, range[0]);
            int max = (int) Math.max(Integer.MIN_VALUE, range[1]);
            for (int i = from; i < to; i++) {
                min = Math.min(min, values[i]);
                max = Math.max(max, values[i]);
            }
            range[0] = min;
            range[1] = max;
        }

        @Override
        public void mark(int from, int to, long min, byte[] seen) {
            int base = (int) min;
            for (int i = from; i < to; i++) {
                int offset = values[i] - base;
                if (seen[offset] == 0) {
                    seen[offset] = 1;
                }
            }
        }

        @Override
        public void offsets(int from, int to, long min, int[] into, int at) {
            int base = (int) min;
            for (int i = from; i < to; i++) {
                into[at + i - from] = values[i] - base;
            }
        }

        @Override
        public void look(int from, int to, long min, int[] table, int factor, int term, int[] into) {
            int base = (int) min;
            for (int i = from; i < to; i++) {
                into[i - from] = table[values[i] - base] * factor + term;
            }
        }
    }
}
