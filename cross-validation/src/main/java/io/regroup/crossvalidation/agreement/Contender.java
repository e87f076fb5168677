package io.regroup.crossvalidation.agreement;

/**
 * One way to fit.
 *
 * @param engine the engine's name
 * @param reduction the reduction strategy's name
 * @param layout where the rows are held
 */
public record Contender(String engine, String reduction, Layout layout) {

    /** Returns the three names. */
    @Override
    public String toString() {
        return engine + " " + reduction + " " + layout;
    }
}
