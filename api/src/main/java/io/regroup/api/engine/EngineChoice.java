package io.regroup.api.engine;

import io.regroup.api.InvalidArgumentException;
import io.regroup.api.Plugins;
import io.regroup.api.RunOptions;
import io.regroup.api.spi.Availability;
import io.regroup.api.spi.Engine;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * An engine, and why this one.
 *
 * @param engine the engine, or null if none serves
 * @param reason why this one, and why others cannot serve; or why there is none
 */
public record EngineChoice(@Nullable Engine engine, String reason) {

    /**
     * Finds the engine that options ask for. Where they leave it open, in a process that ends after its work, that is the best one of
     * those that are worth their start ({@link Engine#paysFrom}), unless only a reference is.
     *
     * @param options name an engine, or {@code auto}
     * @param plugins where to look
     * @param service as in {@link #of(String, Plugins, Function)}
     * @param paysFrom tells from how many rows on an engine is worth its start
     * @param rows tells how many there are; asked only if that matters
     * @return the choice; of no engine only for {@code auto}
     * @throws InvalidArgumentException if the engine that is named does not exist, cannot run here, or does not serve
     */
    public static EngineChoice of(
            RunOptions options,
            Plugins plugins,
            Function<Engine, Availability> service,
            ToLongFunction<Engine> paysFrom,
            LongSupplier rows) {
        if (options.oneOff() && options.engine().equals(RunOptions.AUTO)) {
            long number = rows.getAsLong();
            EngineChoice choice = of(RunOptions.AUTO, plugins, engine -> {
                Availability serves = service.apply(engine);
                return serves.available() ? paysOff(paysFrom.applyAsLong(engine), number) : serves;
            });
            // a reference is no substitute
            if (choice.engine() != null && choice.engine().preference() > 0) {
                return choice;
            }
        }
        return of(options.engine(), plugins, service);
    }

    private static Availability paysOff(long least, long rows) {
        return rows >= least
                ? Availability.yes()
                : Availability.no(String.format(Locale.ROOT, "is slow to start, which pays from %,d rows on", least));
    }

    /**
     * Finds the engine of a name, or the best one.
     *
     * @param name the name of an engine, or {@code auto} for the one of the highest preference among those that can run here and serve
     * @param plugins where to look
     * @param service tells of an engine that can run here whether it serves, or why it does not, as in "offers no kernels"
     * @return the choice; of no engine only for {@code auto}
     * @throws InvalidArgumentException if the engine that is named does not exist, cannot run here, or does not serve
     */
    public static EngineChoice of(String name, Plugins plugins, Function<Engine, Availability> service) {
        if (!name.equals(RunOptions.AUTO)) {
            Engine named = plugins.engine(name);
            Availability serves = service.apply(named);
            if (!serves.available()) {
                throw new InvalidArgumentException(
                        "engine " + name + ": " + serves.reason() + "; ask for another, or for auto");
            }
            return new EngineChoice(named, "asked for");
        }
        Engine best = null;
        List<String> refusals = new ArrayList<>();
        for (Plugins.Entry<Engine> entry : plugins.engines()) {
            Availability runs = Plugins.availability(entry.plugin());
            Availability serves = runs.available()
                    ? service.apply(entry.plugin())
                    : Availability.no("cannot run here: " + runs.reason());
            if (!serves.available()) {
                refusals.add(entry.name() + " " + serves.reason());
            } else if (best == null || entry.plugin().preference() > best.preference()) {
                best = entry.plugin();
            }
        }
        if (best != null) {
            refusals.addFirst(
                    plugins.engines().size() == 1 ? "the only engine there is" : "the fastest that can run here");
        } else if (refusals.isEmpty()) {
            refusals.add("there is no engine");
        }
        return new EngineChoice(best, String.join("; ", refusals));
    }
}
