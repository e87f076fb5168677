package io.regroup.api;

/**
 * An argument, an option or the input data cannot be used. Thrown before any fitting; the message names the thing, says
 * what was expected and what was given, and how to mend it.
 */
public class InvalidArgumentException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes one.
     *
     * @param message names the thing, the expectation, what was given, and the remedy
     */
    public InvalidArgumentException(String message) {
        super(message);
    }

    /**
     * Makes one with a cause.
     *
     * @param message names the thing, the expectation, what was given, and the remedy
     * @param cause what failed underneath
     */
    public InvalidArgumentException(String message, Throwable cause) {
        super(message, cause);
    }
}
