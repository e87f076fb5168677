package io.regroup.api;

import io.regroup.api.spi.Availability;
import io.regroup.api.spi.Engine;
import io.regroup.api.spi.Fitter;
import io.regroup.api.spi.ReductionStrategy;
import java.lang.ref.SoftReference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.WeakHashMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The fitters, engines and reduction strategies that are there: on the module path, on the class path, in a layer of the
 * caller's, or in directories of jars. One broken plug-in hides no other; it is listed among the {@link #problems()}.
 */
public final class Plugins {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

    /**
     * A plug-in and where it comes from.
     *
     * @param name its name
     * @param plugin the plug-in itself
     * @param origin the module or jar that it comes from, or both if its jar is in a directory of plug-ins
     * @param <T> its service interface
     */
    public record Entry<T>(String name, T plugin, String origin) {}

    /** Looking them up takes longer than a small fit. */
    private static final Map<@Nullable ClassLoader, SoftReference<Plugins>> FOUND = new WeakHashMap<>();

    private final List<Entry<Fitter>> fitters;
    private final List<Entry<Engine>> engines;
    private final List<Entry<ReductionStrategy>> strategies;
    private final List<String> problems;

    private Plugins(
            List<Entry<Fitter>> fitters,
            List<Entry<Engine>> engines,
            List<Entry<ReductionStrategy>> strategies,
            List<String> problems) {
        this.fitters = List.copyOf(fitters);
        this.engines = List.copyOf(engines);
        this.strategies = List.copyOf(strategies);
        this.problems = List.copyOf(problems);
    }

    /**
     * Returns no plug-ins: an application that makes its own, or wants only some, begins here and adds them.
     *
     * @return the empty collection
     */
    public static Plugins none() {
        return new Plugins(List.of(), List.of(), List.of(), List.of());
    }

    /**
     * Finds the plug-ins that the current thread's context class loader sees. They are looked up once for each class loader,
     * unless there were problems: what a class loader is given later on is not seen.
     *
     * @return the plug-ins
     * @throws InvalidArgumentException if two of a kind have one name
     */
    public static Plugins find() {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        synchronized (FOUND) {
            SoftReference<Plugins> known = FOUND.get(loader);
            Plugins plugins = known == null ? null : known.get();
            if (plugins == null) {
                plugins = none().with(PluginSource.context());
                if (plugins.problems.isEmpty()) {
                    FOUND.put(loader, new SoftReference<>(plugins));
                }
            }
            return plugins;
        }
    }

    /**
     * Finds the plug-ins of a module layer and its parents.
     *
     * @param layer the layer
     * @return the plug-ins
     * @throws InvalidArgumentException if two of a kind have one name
     */
    public static Plugins find(ModuleLayer layer) {
        return none().with(PluginSource.layer(layer));
    }

    /**
     * Returns these plug-ins and those in a directory. Each jar in it is a plug-in; each subdirectory with jars is one, whose jar
     * stands beside those that it needs. What else is there is passed over.
     *
     * <p>A plug-in is loaded apart from others, on top of Regroup: in a module layer of its own, or, if Regroup is on the class
     * path, in a class loader of its own. It may bring modules or classes that Regroup has; Regroup's are used then. A jar
     * with a module descriptor needs {@code provides … with …} there; on the class path, and without a descriptor, it
     * needs {@code META-INF/services}. What cannot be loaded is listed among the {@link #problems()}.
     *
     * <p>Nothing is remembered: each call loads anew, so call it once and keep the result.
     *
     * @param directory where the jars are
     * @return the larger collection
     * @throws InvalidArgumentException if there is no such directory, or no jar in it, or if two plug-ins of a kind have one
     *     name
     */
    public Plugins withDirectory(Path directory) {
        Plugins all = this;
        for (PluginJars jars : PluginJars.in(directory)) {
            try {
                Plugins more = all.with(jars.load());
                all = more.count() > all.count()
                        ? more
                        : all.withProblem(jars + " left out: Regroup has what it provides already; remove it");
            } catch (PluginJars.UnusableException e) {
                all = all.withProblem(jars + " left out: " + e.getMessage());
            }
        }
        return all;
    }

    /** Counts what is there, and what is not. */
    private int count() {
        return fitters.size() + engines.size() + strategies.size() + problems.size();
    }

    private Plugins withProblem(String problem) {
        List<String> more = new ArrayList<>(problems);
        more.add(problem);
        return new Plugins(fitters, engines, strategies, more);
    }

    /**
     * Returns these plug-ins and a fitter that an application made itself.
     *
     * @param fitter the fitter
     * @return the larger collection
     * @throws InvalidArgumentException if its name is not a valid one or is taken
     */
    public Plugins with(Fitter fitter) {
        return new Plugins(
                added("fitter", fitter, fitter.name(), PluginOrigin.of(fitter), fitters),
                engines,
                strategies,
                problems);
    }

    /**
     * Returns these plug-ins and an engine that an application made itself.
     *
     * @param engine the engine
     * @return the larger collection
     * @throws InvalidArgumentException if its name is not a valid one or is taken
     */
    public Plugins with(Engine engine) {
        return new Plugins(
                fitters,
                added("engine", engine, engine.name(), PluginOrigin.of(engine), engines),
                strategies,
                problems);
    }

    /**
     * Returns these plug-ins and a reduction strategy that an application made itself.
     *
     * @param strategy the strategy
     * @return the larger collection
     * @throws InvalidArgumentException if its name is not a valid one or is taken
     */
    public Plugins with(ReductionStrategy strategy) {
        return new Plugins(
                fitters,
                engines,
                added("reduction strategy", strategy, strategy.name(), PluginOrigin.of(strategy), strategies),
                problems);
    }

    private Plugins with(PluginSource source) {
        List<String> more = new ArrayList<>(problems);
        return new Plugins(
                load(source, Fitter.class, "fitter", Fitter::name, fitters, more),
                load(source, Engine.class, "engine", Engine::name, engines, more),
                load(source, ReductionStrategy.class, "reduction strategy", ReductionStrategy::name, strategies, more),
                more);
    }

    private static <T> List<Entry<T>> load(
            PluginSource source,
            Class<T> type,
            String kind,
            Function<T, String> nameOf,
            List<Entry<T>> known,
            List<String> problems) {
        List<Entry<T>> found = known;
        Iterator<T> iterator = source.plugins(type);
        while (true) {
            T plugin;
            try {
                if (!iterator.hasNext()) {
                    return found;
                }
                plugin = iterator.next();
            } catch (ServiceConfigurationError | RuntimeException | LinkageError e) {
                problems.add(source.place() + kind + " left out: " + Reasons.of(e));
                continue;
            }
            if (!source.owns(plugin)) {
                continue;
            }
            String origin = source.origin(plugin);
            String name;
            try {
                name = nameOf.apply(plugin);
            } catch (RuntimeException | LinkageError e) {
                problems.add(kind + " from " + origin + " left out: its name() throws " + e);
                continue;
            }
            if (isName(name)) {
                found = added(kind, plugin, name, origin, found);
            } else {
                problems.add(badName(kind, name, origin));
            }
        }
    }

    private static <T> List<Entry<T>> added(String kind, T plugin, String name, String origin, List<Entry<T>> entries) {
        if (!isName(name)) {
            throw new InvalidArgumentException(badName(kind, name, origin));
        }
        for (Entry<T> other : entries) {
            if (other.name().equals(name)) {
                throw new InvalidArgumentException(kind + " " + name + ": provided twice, by " + other.origin()
                        + " and by " + origin + "; remove one of the two");
            }
        }
        List<Entry<T>> all = new ArrayList<>(entries);
        all.add(new Entry<>(name, plugin, origin));
        all.sort(Comparator.comparing(Entry::name));
        return all;
    }

    private static boolean isName(@Nullable String name) {
        return name != null && NAME.matcher(name).matches() && !name.equals(RunOptions.AUTO);
    }

    private static String badName(String kind, @Nullable String name, String origin) {
        if (name == null) {
            return kind + " from " + origin + " left out: its name() returns null; it needs a name";
        }
        return kind + " \"" + name + "\" from " + origin
                + " left out: a name is lower-case words joined by hyphens, and not auto";
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
        return problems;
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
        Availability availability = availability(engine);
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

    /**
     * Asks an engine whether it can run here; one that throws cannot.
     *
     * @param engine the engine
     * @return its answer
     */
    public static Availability availability(Engine engine) {
        try {
            return engine.availability();
        } catch (RuntimeException | LinkageError e) {
            return Availability.no("asking it whether it can run throws " + e);
        }
    }

    private <T> T named(String kind, String name, List<Entry<T>> entries) {
        for (Entry<T> entry : entries) {
            if (entry.name().equals(name)) {
                return entry.plugin();
            }
        }
        List<String> names = entries.stream().map(Entry::name).toList();
        String remedy = problems.isEmpty()
                ? Artifacts.remedy(kind, name).orElseGet(() -> NameSuggestions.suggest(name, names))
                : NameSuggestions.suggest(name, names) + "; could not be loaded: " + String.join("; ", problems);
        throw new InvalidArgumentException(kind + " " + name + ": no such plug-in; " + remedy);
    }
}
