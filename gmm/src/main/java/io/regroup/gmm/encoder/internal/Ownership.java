package io.regroup.gmm.encoder.internal;

import io.regroup.api.data.Block;
import io.regroup.api.data.Column;
import io.regroup.api.spi.GaussianKernel;
import io.regroup.gmm.GaussianMixture;
import io.regroup.gmm.internal.MixtureArithmetic;
import java.util.Arrays;

/** Counts for how many values each component of a mixture is the most responsible; of several, the first one counts. */
final class Ownership implements Scan.Visitor {

    private static final int CHUNK = 1024;
    private static final int LANES = 64;

    private final GaussianKernel kernel;
    private final double[] parameters;
    private final double[][] values = new double[1][CHUNK];
    private final double[] block = new double[CHUNK];
    private final double[][] responsibilities;
    private final double[] logDensity = new double[CHUNK];
    private final double[] largest = new double[CHUNK];
    private final int[] owner = new int[CHUNK];

    final long[] rows;

    Ownership(GaussianMixture mixture, MixtureArithmetic arithmetic) {
        this.kernel = arithmetic.kernels().apply(mixture.layout());
        this.parameters = mixture.parameters();
        this.responsibilities = new double[mixture.components()][CHUNK];
        this.rows = new long[mixture.components()];
    }

    @Override
    public void visit(Block own) {
        Column column = own.column(0);
        for (int at = 0; at < own.rowCount(); at += CHUNK) {
            int to = Math.min(own.rowCount(), at + CHUNK);
            column.copyDoubles(at, to, block, 0);
            int count = 0;
            for (int i = 0; i < to - at; i++) {
                values[0][count] = block[i];
                count += Double.isNaN(block[i]) ? 0 : 1;
            }
            if (count > 0) {
                count(count);
            }
        }
    }

    private void count(int count) {
        int padded = (count + LANES - 1) / LANES * LANES;
        Arrays.fill(values[0], count, padded, values[0][count - 1]);
        kernel.responsibilities(values, 0, padded, parameters, 0, responsibilities, logDensity);
        Arrays.fill(owner, 0, count, 0);
        System.arraycopy(responsibilities[0], 0, largest, 0, count);
        for (int k = 1; k < responsibilities.length; k++) {
            double[] own = responsibilities[k];
            for (int j = 0; j < count; j++) {
                if (own[j] > largest[j]) {
                    largest[j] = own[j];
                    owner[j] = k;
                }
            }
        }
        for (int j = 0; j < count; j++) {
            rows[owner[j]]++;
        }
    }
}
