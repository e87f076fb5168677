package io.regroup.api;

import io.regroup.api.spi.Availability;
import io.regroup.api.spi.Engine;
import io.regroup.api.spi.Fitter;
import io.regroup.api.spi.ReductionStrategy;
import java.net.URL;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The fitters, engines and reduction strategies that are there: on the module path, on the class path, or in a layer of the
 * caller's. One broken plug-in hides no other; it is listed among the {@link #problems()}.
 */
public final class Plugins {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

    /**
     * A plug-in and where it comes from.
     *
     * @param name its name
     * @param plugin the plug-in itself
     * @param origin the module or jar that it comes from
     * @param <T> its service interface
     */
    public record Entry<T>(String name, T plugin, String origin) {}

    private final List<String> problems = new ArrayList<>();
    private final List<Entry<Fitter>> fitters;
    private final List<Entry<Engine>> engines;
    private final List<Entry<ReductionStrategy>> strategies;

    private Plugins(@Nullable ModuleLayer layer) {
        fitters = load(
                layer == null ? ServiceLoader.load(Fitter.class) : ServiceLoader.load(layer, Fitter.class),
                "fitter",
                Fitter::name);
        engines = load(
                layer == null ? ServiceLoader.load(Engine.class) : ServiceLoader.load(layer, Engine.class),
                "engine",
                Engine::name);
        strategies = load(
                layer == null
                        ? ServiceLoader.load(ReductionStrategy.class)
                        : ServiceLoader.load(layer, ReductionStrategy.class),
                "reduction strategy",
                ReductionStrategy::name);
    }

    /**
     * Finds the plug-ins that the current thread's context class loader sees.
     *
     * @return the plug-ins
     * @throws InvalidArgumentException if two of a kind have one name
     */
    public static Plugins find() {
        return new Plugins(null);
    }

    /**
     * Finds the plug-ins of a module layer and its parents.
     *
     * @param layer the layer
     * @return the plug-ins
     * @throws InvalidArgumentException if two of a kind have one name
     */
    public static Plugins find(ModuleLayer layer) {
        return new Plugins(layer);
    }

    private <T> List<Entry<T>> load(ServiceLoader<T> loader, String kind, Function<T, String> nameOf) {
        List<Entry<T>> found = new ArrayList<>();
        Iterator<T> iterator = loader.iterator();
        while (true) {
            T plugin;
            String name;
            try {
                plugin = iterator.next();
                name = nameOf.apply(plugin);
            } catch (NoSuchElementException end) {
                break;
            } catch (ServiceConfigurationError | RuntimeException | LinkageError e) {
                problems.add(kind + " left out: " + e.getMessage());
                continue;
            }
            String origin = origin(plugin.getClass());
            if (!NAME.matcher(name).matches() || name.equals(RunOptions.AUTO)) {
                problems.add(kind + " \"" + name + "\" from " + origin
                        + " left out: a name is lower-case words joined by hyphens, and not auto");
                continue;
            }
            for (Entry<T> other : found) {
                if (other.name().equals(name)) {
                    throw new InvalidArgumentException(kind + " " + name + ": provided twice, by " + other.origin()
                            + " and by " + origin + "; remove one of the two");
                }
            }
            found.add(new Entry<>(name, plugin, origin));
        }
        found.sort((a, b) -> a.name().compareTo(b.name()));
        return List.copyOf(found);
    }

    private static String origin(Class<?> type) {
        if (type.getModule().isNamed()) {
            return "module " + type.getModule().getName();
        }
        CodeSource source = type.getProtectionDomain().getCodeSource();
        URL location = source == null ? null : source.getLocation();
        return location == null ? "class " + type.getName() : location.getPath();
    }

    /**
     * Returns the fitters.
     *
     * @return sorted by name
     */
    public List<Entry<Fitter>> fitters() {
        return fitters;
    }

    /**
     * Returns the engines, whether they can run here or not.
     *
     * @return sorted by name
     */
    public List<Entry<Engine>> engines() {
        return engines;
    }

    /**
     * Returns the reduction strategies.
     *
     * @return sorted by name
     */
    public List<Entry<ReductionStrategy>> strategies() {
        return strategies;
    }

    /**
     * Returns what could not be loaded.
     *
     * @return one sentence per broken plug-in
     */
    public List<String> problems() {
        return List.copyOf(problems);
    }

    /**
     * Finds a fitter.
     *
     * @param name its name
     * @return the fitter
     * @throws InvalidArgumentException if there is none of that name
     */
    public Fitter fitter(String name) {
        return named("fitter", name, fitters);
    }

    /**
     * Finds an engine that can run here.
     *
     * @param name its name
     * @return the engine
     * @throws InvalidArgumentException if there is none of that name, or it cannot run here
     */
    public Engine engine(String name) {
        Engine engine = named("engine", name, engines);
        Availability availability = engine.availability();
        if (!availability.available()) {
            throw new InvalidArgumentException("engine " + name + ": cannot run here: " + availability.reason());
        }
        return engine;
    }

    /**
     * Finds a reduction strategy.
     *
     * @param name its name
     * @return the strategy
     * @throws InvalidArgumentException if there is none of that name
     */
    public ReductionStrategy strategy(String name) {
        return named("reduction strategy", name, strategies);
    }

    private <T> T named(String kind, String name, List<Entry<T>> entries) {
        for (Entry<T> entry : entries) {
            if (entry.name().equals(name)) {
                return entry.plugin();
            }
        }
        List<String> names = entries.stream().map(Entry::name).toList();
        String more = problems.isEmpty() ? "" : "; could not be loaded: " + String.join("; ", problems);
        throw new InvalidArgumentException(
                kind + " " + name + ": no such plug-in; " + NameSuggestions.suggest(name, names) + more);
    }
}
