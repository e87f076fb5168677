package io.regroup.api.engine;

import io.regroup.api.RunOptions;
import io.regroup.api.result.Explanation;
import io.regroup.api.result.FitResult;
import io.regroup.api.result.FitSummary;
import io.regroup.api.result.SummarizedFit;
import io.regroup.api.result.SummaryHeader;
import io.regroup.api.spi.FitProgram;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes the fit of all rows from summaries of parts of them: groups are matched by key and combined up a tree over the
 * summaries in the order given. The bits depend on that order and the tree's fan-in, not on threads.
 */
public final class CombinedSummaries {

    private final List<? extends FitSummary> summaries;
    private final SummaryHeader first;
    private final FitProgram program;
    private final SummaryForm form;
    private final RunOptions options;

    /**
     * Prepares.
     *
     * @param summaries at least one, all of one specification and form
     * @param program the specification's program
     * @param form the form of their numbers
     * @param options how many threads, the tree's fan-in, who hears of the progress
     */
    public CombinedSummaries(
            List<? extends FitSummary> summaries, FitProgram program, SummaryForm form, RunOptions options) {
        this.summaries = summaries;
        this.first = summaries.get(0).header();
        this.program = program;
        this.form = form;
        this.options = options;
    }

    /**
     * Combines.
     *
     * @param explanation what was chosen and why
     * @return the fit
     * @throws io.regroup.api.InvalidArgumentException if a summary is not as its header says
     * @throws io.regroup.api.data.DataAccessException if one cannot be read
     */
    public FitResult fit(Explanation explanation) {
        return finished(sum(), explanation);
    }

    /**
     * Combines, and keeps the summary of all rows.
     *
     * @param explanation what was chosen and why
     * @return the fit and the summary
     * @throws io.regroup.api.InvalidArgumentException if a summary is not as its header says
     * @throws io.regroup.api.data.DataAccessException if one cannot be read
     */
    public SummarizedFit summarize(Explanation explanation) {
        GroupSummaries sum = sum();
        FitResult result = finished(sum, explanation.withReductionDetail("kept as " + form.name()));
        SummaryHeader header = new SummaryHeader(
                first.spec(),
                first.keys(),
                first.origin(),
                form.name(),
                form.version(),
                form.numbers(),
                result.rowsRead(),
                result.rowsSelected(),
                readingNotes());
        return new SummarizedFit(
                result, SummaryTable.of(header, sum.keys().grouping("").keys(), sum.slab()));
    }

    private GroupSummaries sum() {
        int count = summaries.size();
        options.progress().begin("combining summaries", count);
        SummaryTree tree = new SummaryTree(options.fanIn(), form.reducer());
        Workers.run(options.threads(), count, () -> part -> {
            tree.add(part, SummaryTable.read(summaries.get(part)));
            options.progress().advance(1);
        });
        GroupSummaries sum = tree.sum(count);
        if (sum == null) {
            throw new IllegalArgumentException("summaries: expected at least one");
        }
        return sum;
    }

    private FitResult finished(GroupSummaries sum, Explanation explanation) {
        Estimates estimates = new Estimates(first.spec(), program, sum.count(), options.threads());
        form.reducer().finish(sum.slab(), sum.keys()::describe, estimates, CombinedFits.allThrough(sum.count()));
        List<String> notes = readingNotes();
        notes.addAll(form.notes().get());
        return new FitResult(
                first.spec(),
                program,
                sum.keys().grouping("groups matched by key"),
                estimates,
                summaries.stream().mapToLong(s -> s.header().rowsRead()).sum(),
                summaries.stream().mapToLong(s -> s.header().rowsSelected()).sum(),
                explanation.withNotes(notes));
    }

    /** Says of each note to which summaries it belongs. */
    private List<String> readingNotes() {
        Map<String, List<String>> places = new LinkedHashMap<>();
        for (FitSummary summary : summaries) {
            for (String note : summary.header().notes()) {
                places.computeIfAbsent(note, key -> new ArrayList<>()).add(summary.description());
            }
        }
        List<String> notes = new ArrayList<>();
        places.forEach((note, where) -> notes.add(note + " ("
                + (where.size() == 1 ? where.get(0) : where.size() + " summaries, the first " + where.get(0)) + ")"));
        return notes;
    }
}
