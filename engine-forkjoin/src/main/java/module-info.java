import io.regroup.engine.forkjoin.internal.ForkJoinEngine;

/** The engine for any JDK: scalar kernels on cross-moments, shared among threads by forking and joining, and EJML's QR. */
module io.regroup.engine.forkjoin {
    requires ejml.core;
    requires ejml.ddense;
    requires io.regroup.kernels;
    requires static org.jspecify;

    provides io.regroup.api.spi.Engine with
            ForkJoinEngine;
}
