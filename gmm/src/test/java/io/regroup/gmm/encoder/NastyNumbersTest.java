package io.regroup.gmm.encoder;

import static org.assertj.core.api.Assertions.assertThat;

import io.regroup.api.data.Table;
import io.regroup.gmm.GaussianMixture;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever a double can be comes back, whatever the mixture is. */
class NastyNumbersTest {

    @Provide
    static Arbitrary<Double> numbers() {
        return Arbitraries.oneOf(
                Arbitraries.longs().map(Double::longBitsToDouble).filter(x -> !Double.isNaN(x)),
                Arbitraries.doubles().between(-100, 100),
                Arbitraries.of(
                        0.0,
                        -0.0,
                        Double.MIN_VALUE,
                        -Double.MIN_NORMAL,
                        1e308,
                        -Double.MAX_VALUE,
                        1e-300,
                        1e16,
                        Double.POSITIVE_INFINITY,
                        Double.NEGATIVE_INFINITY,
                        1 + Math.ulp(1.0)));
    }

    @Provide
    static Arbitrary<GaussianMixture> mixtures() {
        Arbitrary<Double> means = Arbitraries.of(0.0, -1e9, 1e9 + 0.1, 1e-12, 7.5, 1e150, -3e307, 1e-320);
        Arbitrary<Double> deviations = Arbitraries.of(1.0, 1e-9, 1e9, 1e-150, 1e150, 0.3);
        return means.list()
                .ofSize(3)
                .flatMap(m -> deviations
                        .list()
                        .ofSize(3)
                        .map(s -> GaussianMixture.univariate(
                                new double[] {0.5, 0.3, 0.2},
                                m.stream().mapToDouble(Double::doubleValue).toArray(),
                                s.stream().mapToDouble(Double::doubleValue).toArray())));
    }

    @Property(tries = 500)
    void comeBack(@ForAll("mixtures") GaussianMixture mixture, @ForAll("numbers") double number, @ForAll long seed) {
        Encoder encoder = Encoder.of(
                EncoderSpec.builder().continuous("x").seed(seed).build(),
                List.of(Rows.model("x", mixture, false)),
                Rows.OPTIONS);
        Table encoded = Rows.copy(encoder.encode(Rows.table("x", 1, number)));
        double back = Rows.copy(encoder.decode(encoded)).doubles("x")[1];

        assertThat(encoded.doubles("x")[1]).isBetween(-0.99, 0.99);
        if (number == 0 || Double.isInfinite(number)) {
            assertThat(Double.doubleToLongBits(back)).isEqualTo(Double.doubleToLongBits(number));
        } else {
            assertThat(Math.abs(back - number) <= 1e-9 * Math.abs(number))
                    .as("%s came back as %s", number, back)
                    .isTrue();
        }
    }
}
