package io.regroup.engine.vector.internal;

import io.regroup.api.spi.Availability;
import io.regroup.api.spi.FitProgram;
import io.regroup.api.spi.KeyKernel;
import io.regroup.api.spi.LeastSquaresProgram;
import io.regroup.api.spi.RoundsProgram;
import io.regroup.api.spi.SummaryProgram;
import io.regroup.api.spi.WholeGroupProgram;
import io.regroup.kernels.BatchCholesky;
import io.regroup.kernels.ColumnLoops;
import io.regroup.kernels.EngineArithmetic;
import io.regroup.kernels.Householder;
import io.regroup.kernels.MomentEngine;
import io.regroup.kernels.MomentKernel;

/** Fits from cross-moments that are added up in the processor's vectors. Touches no vector type before it is known to work. */
public final class VectorEngine implements MomentEngine {

    /** Makes the engine; called by the service loader. */
    public VectorEngine() {}

    @Override
    public String name() {
        return "vector";
    }

    @Override
    public String summary() {
        return "the fastest: cross-moments in SIMD vectors, many groups at a time; QR where they cannot serve";
    }

    @Override
    public Availability availability() {
        return VectorProbe.availability();
    }

    @Override
    public int preference() {
        return 200;
    }

    /** Half a second to start is gained back at 1 ns per row by sums, at 20 ns by most fitters of whole groups, at 60 ns by mixtures. */
    @Override
    public long paysFrom(FitProgram program) {
        return switch (program) {
            case LeastSquaresProgram _, SummaryProgram _ -> 500_000_000;
            case WholeGroupProgram _ -> 30_000_000;
            case RoundsProgram _ -> 10_000_000;
        };
    }

    @Override
    public EngineArithmetic arithmetic() {
        return new EngineArithmetic(VectorEngine::kernel, VectorEngine::solver, VectorKernels::new, Householder::upper);
    }

    @Override
    public KeyKernel keyKernel() {
        return VectorKeys.of();
    }

    static MomentKernel kernel(int features, boolean weighted, boolean intercept) {
        return features >= 1 && features <= RegisterSums.MOST_FEATURES
                ? new FewFeatures(features, weighted, intercept)
                : new ManyFeatures(features, intercept);
    }

    static BatchCholesky solver(int features, boolean intercept, int groups) {
        ColumnLoops loops = new VectorLoops();
        return intercept && features >= 1 && features <= RegisterCholesky.MOST_FEATURES
                ? RegisterCholesky.of(features, groups, loops)
                : new BatchCholesky(features, intercept, groups, loops);
    }
}
