package io.regroup.engine.forkjoin.internal;

import io.regroup.api.spi.Availability;
import io.regroup.kernels.BatchCholesky;
import io.regroup.kernels.ColumnLoops;
import io.regroup.kernels.EngineArithmetic;
import io.regroup.kernels.MomentEngine;
import io.regroup.kernels.MomentKernel;
import io.regroup.kernels.ScalarKernels;
import io.regroup.kernels.ScalarLoops;
import io.regroup.kernels.ScalarMoments;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.decomposition.qr.QRDecompositionHouseholderColumn_DDRM;

/** Fits from cross-moments, added up row by row; EJML's Householder QR factors the groups that moments cannot serve. */
public final class ForkJoinEngine implements MomentEngine {

    private static final ColumnLoops LOOPS = new ScalarLoops();

    /** Makes the engine; called by the service loader. */
    public ForkJoinEngine() {}

    @Override
    public String name() {
        return "forkjoin";
    }

    @Override
    public String summary() {
        return "fast on any JDK: scalar cross-moments, many groups at a time; QR where they cannot serve";
    }

    @Override
    public Availability availability() {
        return Availability.yes();
    }

    @Override
    public int preference() {
        return 100;
    }

    @Override
    public EngineArithmetic arithmetic() {
        return new EngineArithmetic(
                ForkJoinEngine::moments,
                (features, intercept, groups) -> new BatchCholesky(features, intercept, groups, LOOPS),
                () -> new ScalarKernels(ForkJoinEngine::moments, ForkJoinEngine::triangularFactor),
                ForkJoinEngine::triangularFactor);
    }

    private static MomentKernel moments(int features, boolean weighted, boolean intercept) {
        return new ScalarMoments(features, intercept);
    }

    /**
     * By columns: EJML 0.44's row-wise Householder decomposition leaves the norm of the column before on the diagonal where
     * nothing at all is left of a column.
     */
    static double[][] triangularFactor(double[][] a) {
        QRDecompositionHouseholderColumn_DDRM decomposition = new QRDecompositionHouseholderColumn_DDRM();
        decomposition.decompose(new DMatrixRMaj(a));
        DMatrixRMaj r = decomposition.getR(null, true);
        double[][] upper = new double[r.numCols][r.numCols];
        for (int i = 0; i < r.numCols; i++) {
            System.arraycopy(r.data, i * r.numCols, upper[i], 0, r.numCols);
        }
        return upper;
    }
}
