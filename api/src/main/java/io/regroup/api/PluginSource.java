package io.regroup.api;

import java.util.Iterator;
import java.util.ServiceLoader;

/** Where plug-ins are looked for. */
interface PluginSource {

    /**
     * Finds plug-ins of one kind. In place of one that is broken the iterator throws, and then goes on to the next.
     *
     * @param kind the service interface
     * @return the plug-ins, made while iterating
     */
    <T> Iterator<T> plugins(Class<T> kind);

    /** Tells whether a plug-in is this source's own, and not another's that it happens to see. */
    default boolean owns(Object plugin) {
        return true;
    }

    /** Says where a plug-in of this source comes from. */
    default String origin(Object plugin) {
        return PluginOrigin.of(plugin);
    }

    /** Says where to look for one that could not be made, as the beginning of a sentence. */
    default String place() {
        return "";
    }

    /** Looks where the context class loader of the current thread does. */
    static PluginSource context() {
        return new PluginSource() {
            @Override
            public <T> Iterator<T> plugins(Class<T> kind) {
                return ServiceLoader.load(kind).iterator();
            }
        };
    }

    /** Looks in a module layer and its parents. */
    static PluginSource layer(ModuleLayer layer) {
        return new PluginSource() {
            @Override
            public <T> Iterator<T> plugins(Class<T> kind) {
                return ServiceLoader.load(layer, kind).iterator();
            }
        };
    }
}
