package io.regroup.api;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceLoader;

/** The classes of one plug-in, where Regroup is on the class path. Classes that Regroup has already are taken from there. */
final class PluginClassLoader extends URLClassLoader implements PluginSource {

    private static final String SERVICES = "META-INF/services/";

    private PluginClassLoader(URL[] jars) {
        super(jars, PluginClassLoader.class.getClassLoader());
    }

    /**
     * Loads classes.
     *
     * @param jars the plug-in's jar and those that it needs
     * @throws PluginJars.UnusableException if no plug-in is registered in them
     */
    static PluginClassLoader of(List<Path> jars) throws PluginJars.UnusableException {
        URL[] urls = new URL[jars.size()];
        try {
            for (int i = 0; i < urls.length; i++) {
                urls[i] = jars.get(i).toUri().toURL();
            }
        } catch (MalformedURLException e) {
            throw new PluginJars.UnusableException(Reasons.of(e));
        }
        PluginClassLoader loader = new PluginClassLoader(urls);
        if (PluginJars.KINDS.stream().allMatch(kind -> loader.findResource(SERVICES + kind.getName()) == null)) {
            throw new PluginJars.UnusableException(
                    "provides no fitter, engine or reduction strategy; expected a file such as "
                            + SERVICES + PluginJars.KINDS.getFirst().getName()
                            + " (a module-info does not count while Regroup is on the class path)");
        }
        return loader;
    }

    /** Shows the service loader what is registered in these jars, not what Regroup finds elsewhere. */
    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
        return PluginJars.KINDS.stream().anyMatch(kind -> name.equals(SERVICES + kind.getName()))
                ? findResources(name)
                : super.getResources(name);
    }

    @Override
    public <T> Iterator<T> plugins(Class<T> kind) {
        return ServiceLoader.load(kind, this).iterator();
    }

    @Override
    public boolean owns(Object plugin) {
        return plugin.getClass().getClassLoader() == this;
    }
}
