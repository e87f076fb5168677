package io.regroup.engine.vector.internal;

import io.regroup.api.spi.Availability;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * The width of the vectors: the processor's, or what the system property {@value #PROPERTY} says, 128, 256 or 512 bits;
 * tests use it to run every width.
 */
final class VectorWidth {

    static final String PROPERTY = "regroup.vector.bits";

    /** A constant, so that the compiler knows it. */
    static final VectorSpecies<Double> SPECIES = species();

    private VectorWidth() {}

    private static VectorSpecies<Double> species() {
        return switch (System.getProperty(PROPERTY, "")) {
            case "128" -> VectorSpecies.of(double.class, VectorShape.S_128_BIT);
            case "256" -> VectorSpecies.of(double.class, VectorShape.S_256_BIT);
            case "512" -> VectorSpecies.of(double.class, VectorShape.S_512_BIT);
            default -> DoubleVector.SPECIES_PREFERRED;
        };
    }

    static Availability availability() {
        String asked = System.getProperty(PROPERTY, "");
        if (!asked.isEmpty() && !asked.equals(Integer.toString(SPECIES.vectorBitSize()))) {
            return Availability.no(
                    "system property " + PROPERTY + ": expected 128, 256 or 512, got " + asked + "; leave it out");
        }
        int widest = DoubleVector.SPECIES_PREFERRED.vectorBitSize();
        if (SPECIES.vectorBitSize() > widest) {
            return Availability.no("system property " + PROPERTY + ": this processor's vectors have " + widest
                    + " bits, not " + asked + "; leave it out");
        }
        return SPECIES.length() < 2
                ? Availability.no("this processor has no vectors of two doubles or more")
                : Availability.yes();
    }
}
