package io.regroup.gmm.internal;

import io.regroup.api.InvalidArgumentException;
import io.regroup.api.Plugins;
import io.regroup.api.RunOptions;
import io.regroup.api.data.Dataset;
import io.regroup.api.engine.EngineChoice;
import io.regroup.api.engine.PlainGaussians;
import io.regroup.api.spi.Availability;
import io.regroup.api.spi.Engine;
import io.regroup.api.spi.GaussianKernel;
import io.regroup.api.spi.GaussianLayout;
import io.regroup.gmm.MixtureEngine;
import io.regroup.gmm.MixtureSpec;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * The arithmetic of the engine that is asked for.
 *
 * @param engine whose it is
 * @param kernels makes a kernel for one thread
 */
public record MixtureArithmetic(MixtureEngine engine, Function<GaussianLayout, GaussianKernel> kernels) {

    /** What an engine is asked about: one mixture of one column. */
    private static final MixtureProgram ONE =
            new MixtureProgram(MixtureSpec.builder().build(), List.of(), List.of("value"));

    /**
     * Finds it.
     *
     * @param options name an engine, or {@code auto} for the best that can run here, has arithmetic to offer and is worth its start
     * @param rows tells how many rows there are, {@link Long#MAX_VALUE} if that is not known
     * @param columns how many columns mixtures are fitted to, or values encoded by
     * @param plugins where to look
     * @return that of the engine; for {@code auto} that of plain loops if there is no such engine
     * @throws InvalidArgumentException if the engine that is named does not exist, cannot run here, or offers none
     */
    public static MixtureArithmetic of(RunOptions options, LongSupplier rows, int columns, Plugins plugins) {
        EngineChoice choice = EngineChoice.of(
                options,
                plugins,
                MixtureArithmetic::offer,
                engine -> Math.ceilDiv(engine.paysFrom(ONE), Math.max(1, columns)),
                rows);
        Engine chosen = choice.engine();
        return chosen == null
                ? new MixtureArithmetic(
                        new MixtureEngine(MixtureEngine.PLAIN, "loops of Regroup's own; " + choice.reason()),
                        PlainGaussians::new)
                : new MixtureArithmetic(
                        new MixtureEngine(chosen.name(), choice.reason()),
                        layout -> chosen.kernels().orElseThrow().gaussians(layout));
    }

    /**
     * Finds it, for the rows of a dataset.
     *
     * @param options as above
     * @param rows the rows
     * @param columns as above
     * @param plugins where to look
     * @return as above
     * @throws InvalidArgumentException as above
     */
    public static MixtureArithmetic of(RunOptions options, Dataset rows, int columns, Plugins plugins) {
        return of(options, () -> rows.knownRows().orElse(Long.MAX_VALUE), columns, plugins);
    }

    private static Availability offer(Engine engine) {
        return engine.kernels().isPresent() ? Availability.yes() : Availability.no("offers no arithmetic to others");
    }
}
