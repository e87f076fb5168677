package io.regroup.engine.vector.internal;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Exponentials and logarithms of many numbers, a vector at a time, without branches or calls. Both reduce their argument by multiples
 * of log 2 and go on with a polynomial through the Chebyshev nodes of what is left, whose error is below a tenth of the last bit. The
 * methods are long on purpose: a vector that is handed to a call may end up on the heap.
 *
 * <p>Source: J.-M. Muller, Elementary Functions, 3rd edition, 2016, chapters 3 and 11.
 */
final class Exponentials {

    private static final VectorSpecies<Double> SPECIES = VectorWidth.SPECIES;
    private static final int LANES = SPECIES.length();

    /** The logarithm of the least number that keeps all its digits, rounded up; what is smaller counts as 0. */
    static final double LEAST = -708;

    private static final double LOG2_E = 1 / Math.log(2);

    /** log 2 is the sum of these two. */
    private static final double LOG_2 = 0x1.62e42fefa39efp-1;

    private static final double LOG_2_REST = 2.3190468138462996e-17;

    /** The last bits of a sum with this number are those of an integer. */
    private static final double TO_INTEGER = 0x1.8p52;

    // (exp(r) − 1 − r) / r² for |r| ≤ ½ log 2, by powers of r
    private static final double E0 = 0x1.0p-1;
    private static final double E1 = 0x1.5555555555556p-3;
    private static final double E2 = 0x1.5555555553d63p-5;
    private static final double E3 = 0x1.11111111109b3p-7;
    private static final double E4 = 0x1.6c16c1788bd90p-10;
    private static final double E5 = 0x1.a01a01a7c41d5p-13;
    private static final double E6 = 0x1.a019b90d2ae7ap-16;
    private static final double E7 = 0x1.71de0dae63bb3p-19;
    private static final double E8 = 0x1.289185613a3d6p-22;
    private static final double E9 = 0x1.af38a9b0ec855p-26;

    // (2 artanh(s) − 2 s) / s³ for |s| ≤ (√2 − 1) / (√2 + 1), by powers of s²
    private static final double L0 = 0.6666666666666666;
    private static final double L1 = 0.4000000000000088;
    private static final double L2 = 0.2857142857080323;
    private static final double L3 = 0.2222222239180047;
    private static final double L4 = 0.18181795630884753;
    private static final double L5 = 0.15386240205813478;
    private static final double L6 = 0.13268759668560612;
    private static final double L7 = 0.13086767009948175;

    /** Bits below the exponent. */
    private static final int FRACTION = 52;

    private static final long EXPONENT = 0xfffL << FRACTION;
    private static final long ROOT_OF_HALF = Double.doubleToRawLongBits(Math.sqrt(0.5));
    private static final double INTEGER = 0x1p52;
    private static final long INTEGER_BITS = Double.doubleToRawLongBits(INTEGER);

    private Exponentials() {}

    /**
     * Replaces numbers by {@code exp(v − shift)}, and adds these to sums. Right to the last bit but one; exactly 1 where v equals its
     * shift, exactly 0 where the difference is below {@link #LEAST} or NaN.
     *
     * @param values the numbers, replaced
     * @param at where they start
     * @param shift at least as large as the numbers, from 0
     * @param sums to which is added, from 0
     * @param count how many, a multiple of the lanes
     */
    static void replace(double[] values, int at, double[] shift, double[] sums, int count) {
        DoubleVector toInteger = DoubleVector.broadcast(SPECIES, TO_INTEGER);
        for (int i = 0; i < count; i += LANES) {
            DoubleVector v = DoubleVector.fromArray(SPECIES, values, at + i);
            DoubleVector d = v.sub(DoubleVector.fromArray(SPECIES, shift, i));
            DoubleVector shifted = d.fma(DoubleVector.broadcast(SPECIES, LOG2_E), toInteger);
            DoubleVector n = shifted.sub(toInteger);
            DoubleVector r = n.fma(DoubleVector.broadcast(SPECIES, -LOG_2), d);
            r = n.fma(DoubleVector.broadcast(SPECIES, -LOG_2_REST), r);
            DoubleVector p = DoubleVector.broadcast(SPECIES, E9).fma(r, DoubleVector.broadcast(SPECIES, E8));
            p = p.fma(r, DoubleVector.broadcast(SPECIES, E7));
            p = p.fma(r, DoubleVector.broadcast(SPECIES, E6));
            p = p.fma(r, DoubleVector.broadcast(SPECIES, E5));
            p = p.fma(r, DoubleVector.broadcast(SPECIES, E4));
            p = p.fma(r, DoubleVector.broadcast(SPECIES, E3));
            p = p.fma(r, DoubleVector.broadcast(SPECIES, E2));
            p = p.fma(r, DoubleVector.broadcast(SPECIES, E1));
            p = p.fma(r, DoubleVector.broadcast(SPECIES, E0));
            p = p.fma(r.mul(r), r).add(1);
            // times 2ⁿ, by adding n to the exponent
            DoubleVector e = p.reinterpretAsLongs()
                    .add(shifted.reinterpretAsLongs().lanewise(VectorOperators.LSHL, FRACTION))
                    .reinterpretAsDoubles();
            VectorMask<Double> large = d.compare(VectorOperators.GE, LEAST);
            e = DoubleVector.zero(SPECIES).blend(e, large);
            e.intoArray(values, at + i);
            DoubleVector.fromArray(SPECIES, sums, i).add(e).intoArray(sums, i);
        }
    }

    /**
     * Computes natural logarithms, right to the last bit but one.
     *
     * @param values the numbers, at least 1 and finite, from 0
     * @param logarithms receives theirs, from 0
     * @param count how many, a multiple of the lanes
     */
    static void logarithms(double[] values, double[] logarithms, int count) {
        for (int i = 0; i < count; i += LANES) {
            var bits = DoubleVector.fromArray(SPECIES, values, i).reinterpretAsLongs();
            var above = bits.sub(ROOT_OF_HALF);
            // v = 2ⁿ m with m from √½ to √2; n is at least 0
            DoubleVector m = bits.sub(above.and(EXPONENT)).reinterpretAsDoubles();
            DoubleVector n = above.lanewise(VectorOperators.LSHR, FRACTION)
                    .or(INTEGER_BITS)
                    .reinterpretAsDoubles()
                    .sub(INTEGER);
            DoubleVector f = m.sub(1);
            DoubleVector s = f.div(m.add(1));
            DoubleVector z = s.mul(s);
            DoubleVector p = DoubleVector.broadcast(SPECIES, L7).fma(z, DoubleVector.broadcast(SPECIES, L6));
            p = p.fma(z, DoubleVector.broadcast(SPECIES, L5));
            p = p.fma(z, DoubleVector.broadcast(SPECIES, L4));
            p = p.fma(z, DoubleVector.broadcast(SPECIES, L3));
            p = p.fma(z, DoubleVector.broadcast(SPECIES, L2));
            p = p.fma(z, DoubleVector.broadcast(SPECIES, L1));
            p = p.fma(z, DoubleVector.broadcast(SPECIES, L0));
            DoubleVector log = p.mul(z).mul(s).add(s.add(s));
            n.fma(DoubleVector.broadcast(SPECIES, LOG_2), log).intoArray(logarithms, i);
        }
    }
}
