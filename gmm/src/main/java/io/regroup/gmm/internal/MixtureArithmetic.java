package io.regroup.gmm.internal;

import io.regroup.api.InvalidArgumentException;
import io.regroup.api.Plugins;
import io.regroup.api.engine.EngineChoice;
import io.regroup.api.engine.PlainGaussians;
import io.regroup.api.spi.Availability;
import io.regroup.api.spi.Engine;
import io.regroup.api.spi.GaussianKernel;
import io.regroup.api.spi.GaussianLayout;
import io.regroup.gmm.MixtureEngine;
import java.util.function.Function;

/**
 * The arithmetic of the engine that is asked for.
 *
 * @param engine whose it is
 * @param kernels makes a kernel for one thread
 */
public record MixtureArithmetic(MixtureEngine engine, Function<GaussianLayout, GaussianKernel> kernels) {

    /**
     * Finds it.
     *
     * @param name the name of an engine, or {@code auto} for the best that can run here and has arithmetic to offer
     * @param plugins where to look
     * @return that of the engine; for {@code auto} that of plain loops if there is no such engine
     * @throws InvalidArgumentException if the engine that is named does not exist, cannot run here, or offers none
     */
    public static MixtureArithmetic of(String name, Plugins plugins) {
        EngineChoice choice = EngineChoice.of(name, plugins, MixtureArithmetic::offer);
        Engine chosen = choice.engine();
        return chosen == null
                ? new MixtureArithmetic(
                        new MixtureEngine(MixtureEngine.PLAIN, "loops of Regroup's own; " + choice.reason()),
                        PlainGaussians::new)
                : new MixtureArithmetic(
                        new MixtureEngine(chosen.name(), choice.reason()),
                        layout -> chosen.kernels().orElseThrow().gaussians(layout));
    }

    private static Availability offer(Engine engine) {
        return engine.kernels().isPresent() ? Availability.yes() : Availability.no("offers no arithmetic to others");
    }
}
