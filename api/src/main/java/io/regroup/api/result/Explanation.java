package io.regroup.api.result;

import java.util.ArrayList;
import java.util.List;

/**
 * What runs, or ran, and why; and what was left out or lost on the way.
 *
 * @param fitter the fitter and what it does
 * @param engine the engine's name
 * @param engineReason why this engine
 * @param reduction the reduction strategy's name
 * @param reductionReason why this strategy
 * @param threads how many threads compute
 * @param notes one sentence each on what a reader of the result should know
 */
public record Explanation(
        String fitter,
        String engine,
        String engineReason,
        String reduction,
        String reductionReason,
        int threads,
        List<String> notes) {

    /** Keeps its own copy of the list. */
    public Explanation {
        notes = List.copyOf(notes);
    }

    /**
     * Returns this account with more notes.
     *
     * @param more sentences to add
     * @return the longer account
     */
    public Explanation withNotes(List<String> more) {
        List<String> all = new ArrayList<>(notes);
        all.addAll(more);
        return new Explanation(fitter, engine, engineReason, reduction, reductionReason, threads, all);
    }

    /**
     * Returns this account with a detail of how rows met their group.
     *
     * @param detail a few words
     * @return the longer account
     */
    public Explanation withReductionDetail(String detail) {
        return new Explanation(
                fitter, engine, engineReason, reduction, reductionReason + "; " + detail, threads, notes);
    }

    /**
     * Writes the account for people.
     *
     * @return a few lines, each ended by a line feed
     */
    public String text() {
        StringBuilder text = new StringBuilder();
        text.append("fitter     ").append(fitter).append('\n');
        text.append("engine     ")
                .append(engine)
                .append(": ")
                .append(engineReason)
                .append('\n');
        text.append("reduction  ")
                .append(reduction)
                .append(": ")
                .append(reductionReason)
                .append('\n');
        text.append("threads    ").append(threads).append('\n');
        for (String note : notes) {
            text.append("note       ").append(note).append('\n');
        }
        return text.toString();
    }
}
