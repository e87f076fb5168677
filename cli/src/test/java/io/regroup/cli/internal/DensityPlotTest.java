package io.regroup.cli.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Where the bars of a histogram are. */
class DensityPlotTest {

    @Test
    void barsNeverLeadBeyondTheEnd() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 1000; i++) {
            double least = random.nextDouble(-1e3, 1e3);
            double greatest = least + random.nextDouble(1e-3, 1e3);
            double last = least;
            for (int bin = 0; bin <= DensityPlot.BINS; bin++) {
                double edge = DensityPlot.edge(bin, least, greatest);
                assertThat(edge).isBetween(last, greatest);
                last = edge;
            }
            assertThat(last).isGreaterThan(greatest - 1e-9 * (greatest - least) - 1e-9);
        }
    }
}
