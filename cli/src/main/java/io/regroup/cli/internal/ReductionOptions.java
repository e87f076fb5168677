package io.regroup.cli.internal;

import io.regroup.api.InvalidArgumentException;
import io.regroup.api.Plugins;
import io.regroup.api.RunOptions;
import io.regroup.tables.TableSource;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say who computes and how rows meet their group, of every command that reduces rows by group. */
final class ReductionOptions {

    @Mixin
    private EngineOptions engine = new EngineOptions();

    @Option(
            names = "--reduction",
            paramLabel = "NAME",
            defaultValue = RunOptions.AUTO,
            description =
                    "How rows meet their group: blockwise, map-reduce, cohorts or auto; docs/strategies.md explains. "
                            + "Default: ${DEFAULT-VALUE}.")
    private String reduction = RunOptions.AUTO;

    @Mixin
    private MemoryOptions memory = new MemoryOptions();

    @Option(names = "--explain", description = "Say what would run and why; compute nothing, write nothing.")
    private boolean explain;

    boolean explain() {
        return explain;
    }

    /** Finds all plug-ins. */
    Plugins plugins() {
        return engine.plugins();
    }

    /**
     * Returns them as options of a run.
     *
     * @throws InvalidArgumentException if a number is too small or the directory cannot be used
     */
    RunOptions options() {
        return memory.apply(engine.options().withReduction(reduction));
    }

    /** Tells a source how many threads may read, how much memory it may take, and where it goes beyond that. */
    void apply(TableSource.Builder source) {
        memory.apply(source, options().threads());
    }
}
