package io.regroup.cli.internal;

import io.regroup.api.Plugins;
import java.io.File;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that says where plug-ins are beside those that come along. */
final class PluginOptions {

    @Option(
            names = "--plugin-path",
            paramLabel = "DIR[:DIR...]",
            defaultValue = "${env:REGROUP_PLUGIN_PATH}",
            description =
                    "Directories of plug-ins: each jar in them is one, and each subdirectory with the jars in it. "
                            + "Default: what the environment variable REGROUP_PLUGIN_PATH says, if it is set.")
    private @Nullable String path;

    /**
     * Finds the plug-ins that come along and those of the directories.
     *
     * @throws io.regroup.api.InvalidArgumentException if a directory has none, or two have one name
     */
    Plugins plugins() {
        Plugins plugins = Plugins.find();
        if (path != null) {
            for (String directory : path.split(Pattern.quote(File.pathSeparator), -1)) {
                if (!directory.isEmpty()) {
                    plugins = plugins.withDirectory(Path.of(directory));
                }
            }
        }
        return plugins;
    }
}
