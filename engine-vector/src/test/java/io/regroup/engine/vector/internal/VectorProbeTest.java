package io.regroup.engine.vector.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.regroup.api.spi.Availability;
import org.junit.jupiter.api.Test;

/** What the engine says in a JVM that was started without the vector module. */
class VectorProbeTest {

    @Test
    void saysWhatIsMissingAndHowToGetIt() {
        Availability availability = new VectorEngine().availability();
        assertThat(availability.available()).isFalse();
        assertThat(availability.reason()).contains("--add-modules jdk.incubator.vector");
    }
}
