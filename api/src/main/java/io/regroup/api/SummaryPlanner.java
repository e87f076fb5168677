package io.regroup.api;

import io.regroup.api.data.Dataset;
import io.regroup.api.engine.CombinedSummaries;
import io.regroup.api.engine.SummaryForm;
import io.regroup.api.internal.CheckedDataset;
import io.regroup.api.result.Explanation;
import io.regroup.api.result.FitSummary;
import io.regroup.api.result.SummaryHeader;
import io.regroup.api.spi.Engine;
import io.regroup.api.spi.FitJob;
import io.regroup.api.spi.FitProgram;
import io.regroup.api.spi.KeyLabels;
import io.regroup.api.spi.ReductionPlan;
import io.regroup.api.spi.RoundsProgram;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/** Checks whether a summary can be kept, and whether summaries can be combined, before any work. */
final class SummaryPlanner {

    /** A fit whose summary is kept. */
    record Planned(FitJob job, SummaryForm form) {}

    /** A fit from summaries. */
    record Combination(FitProgram program, SummaryForm form, Explanation explanation) {

        CombinedSummaries of(List<? extends FitSummary> summaries, RunOptions options) {
            return new CombinedSummaries(summaries, program, form, options);
        }
    }

    private SummaryPlanner() {}

    static Planned plan(Dataset given, FitSpec spec, RunOptions options, Plugins plugins) {
        Dataset data = CheckedDataset.of(given);
        Objects.requireNonNull(spec, "spec");
        Objects.requireNonNull(options, "options");
        Objects.requireNonNull(plugins, "plugins");
        FitPlanner.checkColumns(data, spec);
        FitPlanner.Compiled compiled = FitPlanner.compile(spec, plugins);
        requireMergeable(spec, compiled.program());
        if (!options.reduction().equals(RunOptions.AUTO)) {
            throw new InvalidArgumentException("reduction " + options.reduction()
                    + ": a summary that is kept is always made block by block; leave the reduction to auto");
        }
        FitPlanner.Choice<Engine> engine =
                FitPlanner.engine(data, List.of(spec), List.of(compiled.program()), options, plugins);
        SummaryForm form = form(engine.plugin(), spec, compiled.program(), options);
        checkNames(spec, form);
        String reason = String.format(
                Locale.ROOT,
                "the summaries of all blocks of %,d rows are combined, %d at a time, and kept as %s",
                options.blockRows(),
                options.fanIn(),
                form.name());
        ReductionPlan plan = ReductionPlan.inPlace(
                "summary",
                new ReductionPlan.Combining(options.blockRows(), options.fanIn(), new KeyLabels.Groups(), List.of()),
                reason);
        Explanation explanation = new Explanation(
                compiled.description(),
                engine.plugin().name(),
                engine.reason(),
                plan.strategy(),
                reason,
                options.threads(),
                plugins.problems());
        return new Planned(
                new FitJob(
                        spec,
                        compiled.program(),
                        plan,
                        data,
                        null,
                        options,
                        engine.plugin().keyKernel(),
                        explanation),
                form);
    }

    private static void requireMergeable(FitSpec spec, FitProgram program) {
        FitPlanner.Need need = FitPlanner.Need.of(spec, program);
        if (need.kind() == FitProgram.Kind.WHOLE_GROUP) {
            throw new InvalidArgumentException(
                    "summary: " + need.reason() + ", and a summary has no rows; fit without it, or keep no summary");
        }
        if (program instanceof RoundsProgram) {
            throw new InvalidArgumentException(
                    "summary: fitter " + spec.fitter()
                            + " goes over the rows in several rounds, and a summary has no rows; keep no summary, or use another fitter");
        }
    }

    private static SummaryForm form(Engine engine, FitSpec spec, FitProgram program, RunOptions options) {
        return engine.summaryForm(spec, program, options.threads())
                .orElseThrow(() -> new InvalidArgumentException("engine " + engine.name()
                        + ": has no summaries of fitter " + spec.fitter() + " that can be stored; use another engine"));
    }

    /** Keys and numbers stand in one table, in files in which names that differ only in case are one. */
    private static void checkNames(FitSpec spec, SummaryForm form) {
        List<String> names = new ArrayList<>(spec.keys());
        names.addAll(form.numbers());
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (!seen.add(name.toLowerCase(Locale.ROOT))) {
                throw new InvalidArgumentException("summary column " + name
                        + ": two columns of the summary would have this name, but for case; rename a key, target or"
                        + " feature");
            }
        }
    }

    static Combination combination(List<? extends FitSummary> summaries, RunOptions options, Plugins plugins) {
        if (summaries.isEmpty()) {
            throw new InvalidArgumentException("summaries: none given; name at least one");
        }
        SummaryDifferences.requireNone(summaries);
        FitSummary first = summaries.get(0);
        SummaryHeader header = first.header();
        FitPlanner.Compiled compiled = FitPlanner.compile(header.spec(), plugins);
        requireMergeable(header.spec(), compiled.program());
        FitPlanner.Choice<Engine> engine = FitPlanner.engine(options.engine(), plugins);
        SummaryForm form = form(engine.plugin(), header.spec(), compiled.program(), options);
        for (FitSummary summary : summaries) {
            requireForm(summary, form, engine.plugin().name());
        }
        String reason = summaries.size() == 1
                ? "one summary is all there is"
                : String.format(
                        Locale.ROOT,
                        "%,d summaries are combined, %d at a time, groups matched by key",
                        summaries.size(),
                        options.fanIn());
        Explanation explanation = new Explanation(
                compiled.description(),
                engine.plugin().name(),
                engine.reason(),
                "summary",
                reason,
                options.threads(),
                plugins.problems());
        return new Combination(compiled.program(), form, explanation);
    }

    private static void requireForm(FitSummary summary, SummaryForm form, String engine) {
        SummaryHeader header = summary.header();
        if (!form.name().equals(header.form())
                || form.version() != header.formVersion()
                || !form.numbers().equals(header.numbers())) {
            throw new InvalidArgumentException(summary.description() + ": holds numbers of the form " + header.form()
                    + ", version " + header.formVersion() + ", engine " + engine + " expects " + form.name()
                    + ", version " + form.version() + "; save it again with this release");
        }
    }
}
