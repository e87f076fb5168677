package io.regroup.bench;

import io.regroup.api.engine.Workers;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.DoubleAdder;

/**
 * The physical limit: a bare sum over all columns of numbers, keys and weights included, with the same threads. Eight sums
 * per column keep additions from waiting for each other, so the memory bus is what it waits for.
 */
final class StreamContender implements Contender {

    private static final int STRIPE = 1 << 16;

    @Override
    public String name() {
        return "stream";
    }

    @Override
    public String description() {
        return "a bare sum over the same columns (text keys are left out): what reading the rows costs";
    }

    @Override
    public Kind kind() {
        return Kind.LIMIT;
    }

    @Override
    public boolean suits(Scenario scenario) {
        return scenario.inMemory();
    }

    @Override
    public Entry prepare(Scenario scenario, Rows rows, int threads) {
        return new Sum(scenario.rows().rows(), rows.all(int[].class), rows.all(double[].class), threads);
    }

    private record Sum(int rows, List<int[]> ints, List<double[]> doubles, int threads) implements Entry {

        @Override
        public void run() {
            int stripes = (int) ((rows + STRIPE - 1L) / STRIPE);
            DoubleAdder total = new DoubleAdder();
            Workers.run(threads, stripes, () -> stripe -> {
                int from = stripe * STRIPE;
                int to = (int) Math.min(rows, (long) from + STRIPE);
                double sum = 0;
                for (int[] column : ints) {
                    sum += sum(column, from, to);
                }
                for (double[] column : doubles) {
                    sum += sum(column, from, to);
                }
                total.add(sum);
            });
            if (total.sum() == Double.MIN_VALUE) {
                throw new IllegalStateException("the sum is used, so that it is computed");
            }
        }

        @Override
        public Optional<Answers> answers(int[] sample) {
            return Optional.empty();
        }
    }

    /** The compiler adds ints in vectors by itself: their sum does not depend on the order. */
    private static long sum(int[] values, int from, int to) {
        int sum = 0;
        for (int i = from; i < to; i++) {
            sum += values[i];
        }
        return sum;
    }

    private static double sum(double[] values, int from, int to) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        double s4 = 0;
        double s5 = 0;
        double s6 = 0;
        double s7 = 0;
        int i = from;
        for (; i <= to - 8; i += 8) {
            s0 += values[i];
            s1 += values[i + 1];
            s2 += values[i + 2];
            s3 += values[i + 3];
            s4 += values[i + 4];
            s5 += values[i + 5];
            s6 += values[i + 6];
            s7 += values[i + 7];
        }
        for (; i < to; i++) {
            s0 += values[i];
        }
        return (s0 + s1) + (s2 + s3) + ((s4 + s5) + (s6 + s7));
    }
}
