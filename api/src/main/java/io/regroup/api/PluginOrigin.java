package io.regroup.api;

import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import java.security.CodeSource;
import org.jspecify.annotations.Nullable;

/** Where a plug-in comes from, for people. */
final class PluginOrigin {

    private PluginOrigin() {}

    /** Names the module, else the jar or directory, else the class of a plug-in. */
    static String of(Object plugin) {
        Class<?> type = plugin.getClass();
        if (type.getModule().isNamed()) {
            return "module " + type.getModule().getName();
        }
        URL location = location(type);
        return location == null ? "class " + type.getName() : location.getPath();
    }

    /** Names the jar of a plug-in that is in a directory, and its module. */
    static String in(Path directory, Object plugin) {
        Class<?> type = plugin.getClass();
        URL location = location(type);
        String jar = location == null
                ? "class " + type.getName()
                : directory
                        .resolve(Path.of(URI.create(location.toString())).getFileName())
                        .toString();
        return type.getModule().isNamed() ? jar + " (" + of(plugin) + ")" : jar;
    }

    private static @Nullable URL location(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        return source == null ? null : source.getLocation();
    }
}
