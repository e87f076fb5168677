package io.regroup.api;

import io.regroup.api.spi.Engine;
import io.regroup.api.spi.Fitter;
import io.regroup.api.spi.ReductionStrategy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

/**
 * The jars of one plug-in: a jar in a directory of plug-ins, or a subdirectory with all jars in it. They are loaded apart from
 * those of other plug-ins: in a module layer of their own, or, where Regroup itself is on the class path, in a class loader of
 * their own. What Regroup has already is not loaded again.
 */
final class PluginJars {

    /** A plug-in that cannot be loaded; the message says why. */
    static final class UnusableException extends Exception {

        private static final long serialVersionUID = 1;

        UnusableException(String reason) {
            super(reason);
        }
    }

    /** The kinds of plug-ins. */
    static final List<Class<?>> KINDS = List.of(Fitter.class, Engine.class, ReductionStrategy.class);

    private final Path place;
    private final List<Path> jars;

    private PluginJars(Path place, List<Path> jars) {
        this.place = place;
        this.jars = jars;
    }

    /**
     * Lists the plug-ins of a directory, by name.
     *
     * @throws InvalidArgumentException if it cannot be read, or there are none
     */
    static List<PluginJars> in(Path directory) {
        if (!Files.isDirectory(directory)) {
            throw new InvalidArgumentException("plug-in directory " + directory + ": expected a directory, found "
                    + (Files.exists(directory) ? "a file" : "nothing")
                    + "; name the directory that holds the jars of plug-ins");
        }
        try {
            List<PluginJars> all = new ArrayList<>();
            for (Path entry : list(directory, path -> isJar(path) || Files.isDirectory(path))) {
                List<Path> jars = Files.isDirectory(entry) ? list(entry, PluginJars::isJar) : List.of(entry);
                if (!jars.isEmpty()) {
                    all.add(new PluginJars(entry, jars));
                }
            }
            if (all.isEmpty()) {
                throw new InvalidArgumentException("plug-in directory " + directory + ": expected jars of plug-ins, "
                        + "found none; copy a plug-in's jar into it, or do not name it");
            }
            return all;
        } catch (IOException e) {
            throw new InvalidArgumentException("plug-in directory " + directory + ": cannot be read: " + Reasons.of(e)
                    + "; change who may read it");
        }
    }

    private static List<Path> list(Path directory, Predicate<Path> wanted) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.filter(wanted).sorted().toList();
        }
    }

    private static boolean isJar(Path path) {
        return path.toString().endsWith(".jar") && !Files.isDirectory(path);
    }

    /** Returns the jar or directory as it was named. */
    @Override
    public String toString() {
        return place.toString();
    }

    /**
     * Loads the jars.
     *
     * @return where their plug-ins, and no others, are found
     * @throws UnusableException if that is not possible
     */
    PluginSource load() throws UnusableException {
        for (Path jar : jars) {
            requireJar(jar);
        }
        ModuleLayer regroup = PluginJars.class.getModule().getLayer();
        PluginSource loaded = regroup == null ? PluginClassLoader.of(jars) : PluginLayer.of(place, regroup);
        Path directory = Files.isDirectory(place) ? place : place.resolveSibling("");
        return new PluginSource() {
            @Override
            public <T> Iterator<T> plugins(Class<T> kind) {
                return loaded.plugins(kind);
            }

            @Override
            public boolean owns(Object plugin) {
                return loaded.owns(plugin);
            }

            @Override
            public String origin(Object plugin) {
                return PluginOrigin.in(directory, plugin);
            }

            @Override
            public String place() {
                return place + ": ";
            }
        };
    }

    /** A class loader passes over in silence what is not a jar. */
    private static void requireJar(Path jar) throws UnusableException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            zip.size();
        } catch (IOException e) {
            throw new UnusableException(jar.getFileName() + " is not a jar: " + Reasons.of(e) + "; copy it once more");
        }
    }
}
