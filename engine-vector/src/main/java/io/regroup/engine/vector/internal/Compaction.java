package io.regroup.engine.vector.internal;

import io.regroup.kernels.MomentKernel.Rows;
import java.util.Objects;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Copies rows that count, a vector of rows at a time. */
final class Compaction {

    private static final VectorSpecies<Double> SPECIES = VectorWidth.SPECIES;
    private static final int LANES = SPECIES.length();

    private Compaction() {}

    static int compact(Rows rows, int from, int to, Rows into, int at) {
        double[] y = rows.target();
        double[] weights = rows.weights();
        double[] weightsInto = into.weights();
        int features = rows.features().length;
        int count = at;
        for (int i = from; i < to; i += LANES) {
            VectorMask<Double> used = SPECIES.indexInRange(i, to);
            DoubleVector target = DoubleVector.fromArray(SPECIES, y, i, used);
            VectorMask<Double> counts = target.test(VectorOperators.IS_FINITE).and(used);
            for (int v = 0; v < features; v++) {
                counts = counts.and(DoubleVector.fromArray(SPECIES, rows.features()[v], i, used)
                        .test(VectorOperators.IS_FINITE));
            }
            if (weights != null) {
                DoubleVector w = DoubleVector.fromArray(SPECIES, weights, i, used);
                counts = counts.and(w.test(VectorOperators.IS_FINITE)).and(w.compare(VectorOperators.GT, 0));
                w.compress(counts).intoArray(Objects.requireNonNull(weightsInto), count);
            }
            target.compress(counts).intoArray(into.target(), count);
            for (int v = 0; v < features; v++) {
                DoubleVector.fromArray(SPECIES, rows.features()[v], i, used)
                        .compress(counts)
                        .intoArray(into.features()[v], count);
            }
            count += counts.trueCount();
        }
        return count - at;
    }
}
