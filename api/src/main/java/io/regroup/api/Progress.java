package io.regroup.api;

/** Hears how far a run has come. Called from any thread; must be quick and thread-safe. */
public interface Progress {

    /** Listens to nothing. */
    Progress NONE = new Progress() {
        @Override
        public void begin(String task, long total) {
            // nothing to show
        }

        @Override
        public void advance(long amount) {
            // nothing to show
        }
    };

    /**
     * A task begins, and the one before it, if any, is over.
     *
     * @param task what is done, for instance "reading rows"
     * @param total how much there is to do, or -1 if not known
     */
    void begin(String task, long total);

    /**
     * Some of the task is done.
     *
     * @param amount how much more, in the unit of the total
     */
    void advance(long amount);
}
