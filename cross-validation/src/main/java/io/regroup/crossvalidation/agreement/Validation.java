package io.regroup.crossvalidation.agreement;

import io.regroup.api.FitSpec;
import io.regroup.api.InvalidArgumentException;
import io.regroup.api.Plugins;
import io.regroup.api.Progress;
import io.regroup.api.Regroup;
import io.regroup.api.RunOptions;
import io.regroup.api.data.DataAccessException;
import io.regroup.api.data.Dataset;
import io.regroup.api.result.FitResult;
import io.regroup.api.spi.Availability;
import io.regroup.api.spi.Engine;
import io.regroup.api.spi.ReductionStrategy;
import io.regroup.crossvalidation.agreement.AgreementReport.NotRun;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Fits the same rows with every engine, strategy and layout that can run, and compares each fit with that of the reference
 * engine on whole groups. What cannot run is listed with the reason.
 *
 * <pre>{@code
 * AgreementReport report = Validation.of(data, spec, Plugins.find()).run();
 * }</pre>
 *
 * <p>The reference fits with diagnostics, so that condition numbers are known; contenders fit what was asked for, since
 * diagnostics would keep those out that combine summaries. The results of one contender are in memory at a time, beside those
 * of the reference.
 *
 * @param data the rows
 * @param spec what is fitted
 * @param plugins what there is to choose from
 * @param engines the engines that are compared, or empty for all
 * @param reductions the strategies that are compared, or empty for all
 * @param tolerance how far fits may be apart
 * @param options threads, memory and the like of every fit; its engine and strategy do not matter
 */
public record Validation(
        Dataset data,
        FitSpec spec,
        Plugins plugins,
        List<String> engines,
        List<String> reductions,
        Tolerance tolerance,
        RunOptions options) {

    /** The engine that the others are compared with. */
    public static final String REFERENCE_ENGINE = "robust";

    /** The strategy of the reference. */
    public static final String REFERENCE_REDUCTION = "blockwise";

    private static final double NANOS = 1e9;

    /** Keeps its own copies of the lists. */
    public Validation {
        engines = List.copyOf(engines);
        reductions = List.copyOf(reductions);
    }

    /**
     * Compares everything with the stated tolerance.
     *
     * @param data the rows
     * @param spec what is fitted
     * @param plugins what there is to choose from
     * @return the validation, to be run
     */
    public static Validation of(Dataset data, FitSpec spec, Plugins plugins) {
        return new Validation(data, spec, plugins, List.of(), List.of(), Tolerance.stated(), RunOptions.defaults());
    }

    /**
     * Returns the same validation with another listener.
     *
     * @param progress hears which fit is made, out of how many
     * @return the changed copy
     */
    public Validation withProgress(Progress progress) {
        return new Validation(data, spec, plugins, engines, reductions, tolerance, options.withProgress(progress));
    }

    /**
     * Who takes part, and who cannot.
     *
     * @param reference whose fit the others are compared with
     * @param contenders the others
     * @param notRun those that cannot take part, and why
     */
    public record Lineup(Contender reference, List<Contender> contenders, List<NotRun> notRun) {

        /** Keeps its own copies of the lists. */
        public Lineup {
            contenders = List.copyOf(contenders);
            notRun = List.copyOf(notRun);
        }
    }

    /**
     * Fits and compares.
     *
     * @return the report
     * @throws InvalidArgumentException if the specification does not fit the data, or a name is not that of a plug-in
     * @throws DataAccessException if the data cannot be read
     */
    public AgreementReport run() {
        Lineup field = candidates();
        Steps steps = new Steps(options.progress(), field.contenders().size() + 2);
        RunOptions quiet = options.withProgress(Progress.NONE);
        steps.next("reference");
        long start = System.nanoTime();
        FitResult reference = Regroup.fit(data, Comparison.diagnosed(spec), ofReference(quiet), plugins);
        double seconds = since(start);
        steps.next("scales");
        Comparison comparison = Comparison.with(data, reference, ofReference(quiet), plugins, tolerance);
        List<PairAgreement> pairs = new ArrayList<>();
        List<NotRun> notRun = new ArrayList<>(field.notRun());
        for (Contender contender : field.contenders()) {
            steps.next(contender.toString());
            String refusal = compare(contender, comparison, quiet, pairs);
            if (refusal != null) {
                notRun.add(new NotRun(contender.engine(), contender.reduction(), contender.layout(), refusal));
            }
        }
        return new AgreementReport(
                spec,
                field.reference(),
                reference.explanation(),
                seconds,
                reference.rowsRead(),
                reference.groups().rowCount(),
                tolerance,
                pairs,
                merged(notRun));
    }

    /**
     * Finds out who would be compared, without fitting anything. Keys may be read for that.
     *
     * @return who takes part and who cannot
     * @throws InvalidArgumentException if the specification does not fit the data, or a name is not that of a plug-in
     * @throws DataAccessException if the data cannot be read
     */
    public Lineup lineup() {
        Lineup all = candidates();
        Regroup.explain(data, Comparison.diagnosed(spec), ofReference(options), plugins);
        List<Contender> able = new ArrayList<>();
        List<NotRun> notRun = new ArrayList<>(all.notRun());
        for (Contender contender : all.contenders()) {
            String refusal = refusal(run(contender, options));
            if (refusal == null) {
                able.add(contender);
            } else {
                notRun.add(new NotRun(contender.engine(), contender.reduction(), contender.layout(), refusal));
            }
        }
        return new Lineup(all.reference(), able, merged(notRun));
    }

    private Contender reference() {
        plugins.engine(REFERENCE_ENGINE);
        plugins.strategy(REFERENCE_REDUCTION);
        return new Contender(
                REFERENCE_ENGINE,
                REFERENCE_REDUCTION,
                Regroup.holdsRows(data, spec, options) ? Layout.MEMORY : Layout.STREAMED);
    }

    private static RunOptions ofReference(RunOptions run) {
        return run.withEngine(REFERENCE_ENGINE).withReduction(REFERENCE_REDUCTION);
    }

    private Lineup candidates() {
        Contender first = reference();
        engines.forEach(this::requireEngine);
        reductions.forEach(plugins::strategy);
        List<Contender> contenders = new ArrayList<>();
        List<NotRun> notRun = new ArrayList<>();
        List<Layout> layouts = layouts(first.layout(), notRun);
        for (Plugins.Entry<Engine> engine : plugins.engines()) {
            if (!engines.isEmpty() && !engines.contains(engine.name())) {
                continue;
            }
            Availability availability = Plugins.availability(engine.plugin());
            if (!availability.available()) {
                notRun.add(new NotRun(engine.name(), null, null, availability.reason()));
                continue;
            }
            for (Plugins.Entry<ReductionStrategy> strategy : plugins.strategies()) {
                if (!reductions.isEmpty() && !reductions.contains(strategy.name())) {
                    continue;
                }
                for (Layout layout : layouts) {
                    Contender contender = new Contender(engine.name(), strategy.name(), layout);
                    if (!contender.equals(first)) {
                        contenders.add(contender);
                    }
                }
            }
        }
        plugins.problems().forEach(problem -> notRun.add(new NotRun("a plug-in", null, null, problem)));
        return new Lineup(first, contenders, notRun);
    }

    private void requireEngine(String name) {
        if (plugins.engines().stream().noneMatch(entry -> entry.name().equals(name))) {
            plugins.engine(name);
        }
    }

    private List<Layout> layouts(Layout ofReference, List<NotRun> notRun) {
        if (ofReference == Layout.STREAMED) {
            notRun.add(new NotRun("all", null, Layout.MEMORY, "the rows do not fit into the memory for rows"));
            return List.of(Layout.STREAMED);
        }
        if (Regroup.holdsRows(data, spec, options.withMemory(1))) {
            notRun.add(new NotRun(
                    "all",
                    null,
                    Layout.STREAMED,
                    "the rows are in memory already, or of a number that is not known before they are read"));
            return List.of(Layout.MEMORY);
        }
        return List.of(Layout.values());
    }

    /** Fits and compares; returns why it could not be run, or null. */
    private @Nullable String compare(
            Contender contender, Comparison comparison, RunOptions quiet, List<PairAgreement> pairs) {
        RunOptions own = run(contender, quiet);
        long start = System.nanoTime();
        try {
            FitResult result = Regroup.fit(data, spec, own, plugins);
            pairs.add(comparison.compare(contender, result, since(start)));
        } catch (InvalidArgumentException e) {
            String refusal = refusal(own);
            if (refusal != null) {
                return refusal;
            }
            pairs.add(new PairAgreement(contender, List.of(), 0, "threw " + e, since(start)));
        } catch (RuntimeException | LinkageError e) {
            pairs.add(new PairAgreement(contender, List.of(), 0, "threw " + e, since(start)));
        }
        return null;
    }

    private RunOptions run(Contender contender, RunOptions base) {
        RunOptions own = base.withEngine(contender.engine()).withReduction(contender.reduction());
        boolean held = contender.layout() == Layout.STREAMED && Regroup.holdsRows(data, spec, base);
        return held ? own.withMemory(1) : own;
    }

    /** Says why a plan is refused before any work; an error later on is not one of the arguments. */
    private @Nullable String refusal(RunOptions own) {
        try {
            Regroup.explain(data, spec, own, plugins);
            return null;
        } catch (InvalidArgumentException e) {
            return String.valueOf(e.getMessage());
        }
    }

    /** Says once what keeps a strategy from serving in both layouts; these follow each other. */
    private static List<NotRun> merged(List<NotRun> all) {
        List<NotRun> merged = new ArrayList<>();
        for (NotRun next : all) {
            NotRun both = new NotRun(next.engine(), next.reduction(), null, next.reason());
            NotRun last = merged.isEmpty() ? both : merged.getLast();
            if (last.layout() != null
                    && last.equals(new NotRun(both.engine(), both.reduction(), last.layout(), both.reason()))) {
                merged.set(merged.size() - 1, both);
            } else {
                merged.add(next);
            }
        }
        return merged;
    }

    private static double since(long start) {
        return (System.nanoTime() - start) / NANOS;
    }

    /** Shows one bar over all fits. */
    private static final class Steps {

        private final Progress progress;
        private final int total;
        private int done;

        Steps(Progress progress, int total) {
            this.progress = progress;
            this.total = total;
        }

        void next(String task) {
            progress.begin(task, total);
            progress.advance(done);
            done++;
        }
    }
}
