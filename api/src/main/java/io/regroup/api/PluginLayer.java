package io.regroup.api;

import java.lang.module.Configuration;
import java.lang.module.FindException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Requires;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.lang.module.ResolutionException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The modules of one plug-in, in a layer on top of Regroup's. A jar without a module descriptor is an automatic module. */
final class PluginLayer implements PluginSource {

    private final ModuleLayer layer;

    private PluginLayer(ModuleLayer layer) {
        this.layer = layer;
    }

    /**
     * Loads modules. Those that Regroup has already are taken from there.
     *
     * @param place a jar, or a directory of jars
     * @param regroup the layer that Regroup is in
     * @throws PluginJars.UnusableException if there is no plug-in, or something is missing that it needs
     */
    static PluginLayer of(Path place, ModuleLayer regroup) throws PluginJars.UnusableException {
        ModuleFinder finder = ModuleFinder.of(place);
        List<ModuleDescriptor> modules = modules(finder);
        try {
            Configuration configuration =
                    regroup.configuration().resolveAndBind(ModuleFinder.of(), finder, providers(modules));
            return new PluginLayer(
                    regroup.defineModulesWithOneLoader(configuration, PluginLayer.class.getClassLoader()));
        } catch (FindException e) {
            throw new PluginJars.UnusableException(Reasons.of(e) + remedy(modules, regroup));
        } catch (ResolutionException | LayerInstantiationException e) {
            throw new PluginJars.UnusableException(Reasons.of(e));
        }
    }

    private static List<ModuleDescriptor> modules(ModuleFinder finder) throws PluginJars.UnusableException {
        try {
            return finder.findAll().stream().map(ModuleReference::descriptor).toList();
        } catch (FindException e) {
            throw new PluginJars.UnusableException(Reasons.of(e));
        }
    }

    /** The modules from which everything starts: other jars beside them count as far as these need them. */
    private static Set<String> providers(List<ModuleDescriptor> modules) throws PluginJars.UnusableException {
        Set<String> providers = modules.stream()
                .filter(module -> module.provides().stream()
                        .anyMatch(provided -> PluginJars.KINDS.stream()
                                .anyMatch(kind -> kind.getName().equals(provided.service()))))
                .map(ModuleDescriptor::name)
                .collect(Collectors.toSet());
        if (providers.isEmpty()) {
            throw new PluginJars.UnusableException("provides no fitter, engine or reduction strategy; expected"
                    + " \"provides … with …\" in its module-info, or META-INF/services in a jar without one");
        }
        return providers;
    }

    /** Says how a module that is missing can be had: from the JDK, or beside the plug-in. */
    private static String remedy(List<ModuleDescriptor> modules, ModuleLayer regroup) {
        Set<String> there = modules.stream().map(ModuleDescriptor::name).collect(Collectors.toSet());
        Set<String> missing = modules.stream()
                .flatMap(module -> module.requires().stream())
                .filter(required -> !required.modifiers().contains(Requires.Modifier.STATIC))
                .map(Requires::name)
                .filter(name ->
                        !there.contains(name) && regroup.findModule(name).isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
        return missing.stream()
                        .allMatch(name -> ModuleFinder.ofSystem().find(name).isPresent())
                ? "; start Java with --add-modules " + String.join(",", missing)
                : "; put the plug-in and the jars that it needs into a subdirectory of their own";
    }

    /** The service loader goes through this layer first, then through those below, of which nothing is wanted. */
    @Override
    public <T> Iterator<T> plugins(Class<T> kind) {
        Iterator<T> all = ServiceLoader.load(layer, kind).iterator();
        int own = layer.modules().stream()
                .flatMap(module -> module.getDescriptor().provides().stream())
                .filter(provided -> provided.service().equals(kind.getName()))
                .mapToInt(provided -> provided.providers().size())
                .sum();
        return new Iterator<>() {
            private int seen;

            @Override
            public boolean hasNext() {
                return seen < own && all.hasNext();
            }

            @Override
            public T next() {
                seen++;
                return all.next();
            }
        };
    }
}
