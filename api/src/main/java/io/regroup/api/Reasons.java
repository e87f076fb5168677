package io.regroup.api;

import java.io.IOException;

/** What went wrong, with what caused it, in one line. */
final class Reasons {

    private Reasons() {}

    /** Joins the message of a failure and those of its causes, each said once. */
    static String of(Throwable failure) {
        StringBuilder reason = new StringBuilder(message(failure));
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            if (reason.indexOf(String.valueOf(cause.getMessage())) < 0) {
                reason.append(": ").append(cause);
            }
        }
        return reason.toString();
    }

    /** A linkage error's message is but the name of a class; what happened to it is in the error's own name. */
    private static String message(Throwable failure) {
        String message = failure.getMessage();
        return message == null || failure instanceof LinkageError || failure instanceof IOException
                ? failure.toString()
                : message;
    }
}
