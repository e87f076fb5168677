package io.regroup.gmm.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class SketchTest {

    private static final int PLACES = 16;

    private final Sketch sketch = new Sketch(1, PLACES, 3);

    private double[] sums(double[] x, int from, int to) {
        double[] sums = new double[Sketch.width(1, PLACES)];
        sketch.add(new double[][] {x}, null, from, to, sums, 0);
        return sums;
    }

    private Points points(double[] sums) {
        Points points = new Points(1);
        sketch.read(sums, 0, points);
        return points;
    }

    private static double[] rounded(int count, int distinct) {
        Random random = new Random(5);
        return DoubleStream.generate(() -> random.nextInt(distinct) - 4.0)
                .limit(count)
                .toArray();
    }

    @Test
    void fewDistinctValuesAreTheData() {
        double[] sums = sums(rounded(1000, 10), 0, 1000);
        Points points = points(sums);

        assertThat(Sketch.isComplete(sums, 0)).isTrue();
        assertThat(points.size).isEqualTo(10);
        assertThat(Arrays.copyOf(points.x[0], 10)).containsExactly(-4, -3, -2, -1, 0, 1, 2, 3, 4, 5);
        assertThat(points.totalWeight()).isEqualTo(1000);
    }

    @Test
    void minusZeroIsZero() {
        double[] sums = sums(new double[] {0.0, -0.0, 1}, 0, 3);
        assertThat(points(sums).size).isEqualTo(2);
    }

    @Test
    void equalRowsThatComeAtOnceAreOnePoint() {
        double[] x = {2, -1, 2, 0.0, -0.0, 2, -1};
        double[] weight = {1, 2, 4, 8, 16, 32, 64};
        double[] sums = new double[Sketch.width(1, PLACES)];
        sketch.add(new double[][] {x}, weight, 0, x.length, sums, 0);
        Points points = points(sums);

        assertThat(Arrays.copyOf(points.x[0], points.size)).containsExactly(-1, 0, 2);
        assertThat(Arrays.copyOf(points.weight, points.size)).containsExactly(66, 24, 37);
        assertThat(points.single).isFalse();

        sketch.add(new double[][] {x}, weight, 0, x.length, sums, 0);
        points = points(sums);
        assertThat(Arrays.copyOf(points.weight, points.size)).containsExactly(132, 48, 74);
    }

    @Test
    void pointsThatAreRowsAreKnown() {
        assertThat(points(sums(new double[] {3, 1, 2}, 0, 3)).single).isTrue();
        assertThat(points(sums(new double[] {3, 1, 3}, 0, 3)).single).isFalse();
    }

    /** The rows that are kept, with the weights of all equal ones, do not depend on parts and their order. */
    @Test
    void partsCombineToTheSame() {
        double[] x = rounded(3000, 300);
        double[] whole = sums(x, 0, x.length);
        Points expected = points(whole);
        assertThat(Sketch.isComplete(whole, 0)).isFalse();
        assertThat(expected.size).isEqualTo(PLACES);
        for (int i = 0; i < PLACES; i++) {
            double value = expected.x[0][i];
            assertThat(expected.weight[i])
                    .isEqualTo(Arrays.stream(x).filter(other -> other == value).count());
        }
        for (int size : new int[] {1, 2, 7, 64, 1000}) {
            double[] into = new double[whole.length];
            for (int from = 0; from < x.length; from += size) {
                double[] later = sums(x, from, Math.min(x.length, from + size));
                sketch.limit(sketch.limitOf(into, 0));
                double[] limited = sums(x, from, Math.min(x.length, from + size));
                sketch.limit(Long.MAX_VALUE);
                double[] other = into.clone();
                sketch.combine(other, 0, later, 0);
                sketch.combine(into, 0, limited, 0);
                assertThat(points(other).x[0]).isEqualTo(points(into).x[0]);
            }
            Points points = points(into);
            assertThat(points.x[0]).isEqualTo(expected.x[0]);
            assertThat(points.weight).isEqualTo(expected.weight);
        }
    }
}
