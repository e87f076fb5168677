package io.regroup.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

/** Each loop writes what it says, between the entries that it is given and nowhere else. */
class ScalarLoopsTest {

    private static final int COUNT = 3;
    private static final double OTHERS = -77;

    private final ColumnLoops loops = new ScalarLoops();
    private final double[] a = {OTHERS, 4, 9, 0.25};
    private final double[] b = {OTHERS, OTHERS, 2, 8, 0.5};
    private final double[] c = {OTHERS, OTHERS, OTHERS, 3, 5, -7};
    private final double[] into = {OTHERS, OTHERS, 1, 2, -3, OTHERS};

    private void isNow(IntToDoubleFunction expected) {
        for (int g = 0; g < COUNT; g++) {
            assertThat(into[2 + g]).isEqualTo(Double.valueOf(expected.applyAsDouble(g)));
        }
        assertThat(new double[] {into[0], into[1], into[5]}).containsOnly(OTHERS);
    }

    @Test
    void ofOneColumn() {
        loops.reciprocal(a, 1, into, 2, COUNT);
        isNow(g -> new double[] {0.25, 1 / 9.0, 4}[g]);
        loops.reciprocalRoot(a, 1, into, 2, COUNT);
        isNow(g -> new double[] {0.5, 1 / 3.0, 2}[g]);
    }

    @Test
    void ofTwoColumns() {
        loops.add(a, 1, b, 2, into, 2, COUNT);
        isNow(g -> new double[] {6, 17, 0.75}[g]);
        loops.multiply(a, 1, b, 2, into, 2, COUNT);
        isNow(g -> new double[] {8, 72, 0.125}[g]);
        loops.rootOfRatio(new double[] {8, 128, 2}, 0, b, 2, into, 2, COUNT);
        isNow(g -> new double[] {2, 4, 2}[g]);
        loops.oneMinusRatio(a, 1, b, 2, into, 2, COUNT);
        isNow(g -> new double[] {-1, -0.125, 0.5}[g]);
    }

    @Test
    void ofThreeColumns() {
        loops.addProduct(a, 1, b, 2, c, 3, into, 2, COUNT);
        isNow(g -> new double[] {11, 77, -6.875}[g]);
        loops.subtractProduct(a, 1, b, 2, c, 3, into, 2, COUNT);
        isNow(g -> new double[] {-5, -67, -7.125}[g]);
        loops.rootProduct(new double[] {4, 16, 1}, 0, b, 2, into, 2, COUNT);
        isNow(g -> new double[] {4, 32, 0.5}[g]);
    }

    /** Fused: the product is not rounded before it is added. */
    @Test
    void productsAreFused() {
        double[] x = {1 + 0x1p-30};
        double[] y = {1 - 0x1p-30};
        double[] rest = new double[1];
        loops.addProduct(x, 0, y, 0, new double[] {-1}, 0, rest, 0, 1);
        assertThat(rest[0]).isEqualTo(-0x1p-60);
        loops.subtractProduct(x, 0, y, 0, new double[] {1}, 0, rest, 0, 1);
        assertThat(rest[0]).isEqualTo(0x1p-60);
    }

    @Test
    void bounds() {
        loops.lower(a, 1, 0.5, b, 2, into, 2, COUNT); // 0, -3.5, -0.375
        isNow(g -> new double[] {0, -3.5, -3}[g]);
        loops.lower(new double[] {Double.NaN, 1, 1}, 0, 1, b, 2, into, 2, COUNT);
        isNow(g -> new double[] {Double.NaN, -7, -3}[g]);
        loops.raise(-3.5, into, 2, COUNT);
        isNow(g -> new double[] {Double.NaN, -3.5, -3}[g]);
    }
}
