package io.regroup.api.data;

/** A source could not be read or a target could not be written; the message names it and says what to do. */
public class DataAccessException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes one.
     *
     * @param message names the source and the remedy
     */
    public DataAccessException(String message) {
        super(message);
    }

    /**
     * Makes one with a cause.
     *
     * @param message names the source and the remedy
     * @param cause what failed underneath
     */
    public DataAccessException(String message, Throwable cause) {
        super(message, cause);
    }
}
