import io.regroup.engine.vector.internal.VectorEngine;

/**
 * The engine for processors with vectors. It needs the JDK's incubating module jdk.incubator.vector, which has to be asked
 * for with {@code --add-modules jdk.incubator.vector}; without it the engine says so and is not available.
 */
module io.regroup.engine.vector {
    requires io.regroup.kernels;
    requires static jdk.incubator.vector;
    requires static org.jspecify;

    provides io.regroup.api.spi.Engine with
            VectorEngine;
}
