package io.regroup.gmm.internal;

import io.regroup.api.InvalidArgumentException;
import io.regroup.api.Plugins;
import io.regroup.api.RunOptions;
import io.regroup.api.engine.PlainGaussians;
import io.regroup.api.spi.Engine;
import io.regroup.api.spi.GaussianKernel;
import io.regroup.api.spi.GaussianLayout;
import io.regroup.api.spi.Kernels;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Finds the arithmetic for whole columns. */
final class MixtureKernels {

    private MixtureKernels() {}

    /**
     * Returns what makes the arithmetic for one thread: that of the engine that was asked for, otherwise that of the best engine which can
     * run here and offers any, otherwise plain loops.
     */
    static Supplier<Function<GaussianLayout, GaussianKernel>> find(String engine, Plugins plugins) {
        if (!engine.equals(RunOptions.AUTO)) {
            Engine wanted = plugins.engine(engine);
            if (wanted.kernels().isEmpty()) {
                throw new InvalidArgumentException("engine " + engine
                        + ": it offers no arithmetic to fits of whole columns; ask for another, or for auto");
            }
            return () -> of(wanted);
        }
        Engine best = null;
        for (Plugins.Entry<Engine> entry : plugins.engines()) {
            Engine each = entry.plugin();
            if (Plugins.availability(each).available()
                    && each.kernels().isPresent()
                    && (best == null || each.preference() > best.preference())) {
                best = each;
            }
        }
        if (best == null) {
            return () -> PlainGaussians::new;
        }
        Engine chosen = best;
        return () -> of(chosen);
    }

    private static Function<GaussianLayout, GaussianKernel> of(Engine engine) {
        Optional<Kernels> kernels = engine.kernels();
        return kernels.orElseThrow()::gaussians;
    }
}
