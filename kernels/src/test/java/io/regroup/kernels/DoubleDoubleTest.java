package io.regroup.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The extended precision that the reference rests on, against exact decimal arithmetic. */
class DoubleDoubleTest {

    /** A sum or product that keeps 100 bits is off by less than this share of the terms' sizes. */
    private static final BigDecimal SHARE = new BigDecimal(0x1p-100);

    private static BigDecimal exact(DoubleDouble sum) {
        return new BigDecimal(sum.high()).add(new BigDecimal(sum.low()));
    }

    @Test
    void cancellationLeavesWhatWasSmall() {
        DoubleDouble sum = new DoubleDouble();
        sum.set(1e16);
        sum.add(1);
        sum.add(-1e16);
        assertThat(sum.value()).isEqualTo(1);
    }

    @Test
    void aProductIsExactInTwoParts() {
        DoubleDouble sum = new DoubleDouble();
        sum.set(0);
        sum.addProduct(1 + 0x1p-40, 1 - 0x1p-40, 0);
        sum.add(-1);
        assertThat(sum.value()).isEqualTo(-0x1p-80);
    }

    @Test
    void sumsOfProductsKeepAHundredBits() {
        SplittableRandom random = new SplittableRandom(5);
        DoubleDouble sum = new DoubleDouble();
        sum.set(0);
        BigDecimal expected = BigDecimal.ZERO;
        BigDecimal size = BigDecimal.ZERO;
        for (int i = 0; i < 1000; i++) {
            double[] v = random.doubles(2, -1, 1).map(x -> x * 1e6).toArray();
            double[] lows = random.doubles(2, -1e-11, 1e-11).toArray();
            BigDecimal product = new BigDecimal(v[0])
                    .add(new BigDecimal(lows[0]))
                    .multiply(new BigDecimal(v[1]).add(new BigDecimal(lows[1])));
            sum.addProduct(v[0], lows[0], v[1], lows[1]);
            expected = expected.add(product);
            size = size.add(product.abs());
            product = new BigDecimal(v[0]).multiply(new BigDecimal(v[1]).add(new BigDecimal(lows[1])));
            sum.addProduct(v[0], v[1], lows[1]);
            expected = expected.add(product);
            size = size.add(product.abs());
        }
        assertThat(exact(sum).subtract(expected).abs()).isLessThan(size.multiply(SHARE));
    }
}
