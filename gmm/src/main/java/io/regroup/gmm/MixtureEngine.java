package io.regroup.gmm;

/**
 * Whose arithmetic a mixture or an encoder uses.
 *
 * @param name the engine's name, or {@value #PLAIN} for loops of Regroup's own
 * @param reason why this one
 */
public record MixtureEngine(String name, String reason) {

    /** Stands for plain loops, which are used where no engine offers arithmetic. */
    public static final String PLAIN = "plain";
}
