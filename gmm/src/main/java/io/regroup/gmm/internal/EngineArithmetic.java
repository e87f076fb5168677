package io.regroup.gmm.internal;

import io.regroup.api.InvalidArgumentException;
import io.regroup.api.Plugins;
import io.regroup.api.RunOptions;
import io.regroup.api.engine.PlainGaussians;
import io.regroup.api.spi.Engine;
import io.regroup.api.spi.GaussianKernel;
import io.regroup.api.spi.GaussianLayout;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Function;

/** The arithmetic of the engine that is asked for. */
public final class EngineArithmetic {

    private EngineArithmetic() {}

    /**
     * Finds it.
     *
     * @param engine the name of an engine, or {@code auto} for the best that can run here and has arithmetic to offer
     * @param plugins where to look
     * @return makes a kernel for one thread; of plain loops if there is no engine at all
     * @throws InvalidArgumentException if the engine does not exist, cannot run here, or offers none
     */
    public static Function<GaussianLayout, GaussianKernel> of(String engine, Plugins plugins) {
        if (!engine.equals(RunOptions.AUTO)) {
            Engine named = plugins.engine(engine);
            if (named.kernels().isEmpty()) {
                throw new InvalidArgumentException(
                        "engine " + engine + ": offers no arithmetic to others; choose another, or auto");
            }
            return kernels(named);
        }
        Optional<Engine> best = plugins.engines().stream()
                .map(Plugins.Entry::plugin)
                .filter(one -> Plugins.availability(one).available())
                .filter(one -> one.kernels().isPresent())
                .max(Comparator.comparingInt(Engine::preference));
        return best.map(EngineArithmetic::kernels).orElse(PlainGaussians::new);
    }

    private static Function<GaussianLayout, GaussianKernel> kernels(Engine engine) {
        return layout -> engine.kernels().orElseThrow().gaussians(layout);
    }
}
