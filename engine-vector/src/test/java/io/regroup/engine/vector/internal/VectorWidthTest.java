package io.regroup.engine.vector.internal;

import static org.assertj.core.api.Assertions.assertThat;

import jdk.incubator.vector.DoubleVector;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The runs of these tests that ask for a width get it; the others get the processor's. */
@Tag("vectors")
class VectorWidthTest {

    @Test
    void isWhatTheSystemPropertySays() {
        int widest = DoubleVector.SPECIES_PREFERRED.vectorBitSize();
        int asked = Integer.getInteger(VectorWidth.PROPERTY, widest);
        assertThat(VectorWidth.SPECIES.vectorBitSize()).isEqualTo(asked);
        assertThat(VectorWidth.availability().available()).isEqualTo(asked <= widest);
        assertThat(RegisterSums.LANES).isEqualTo(asked / Double.SIZE);
    }
}
