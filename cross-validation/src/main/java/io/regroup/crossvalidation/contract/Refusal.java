package io.regroup.crossvalidation.contract;

import static org.junit.jupiter.api.Assertions.assertThrows;

import io.regroup.api.InvalidArgumentException;
import org.junit.jupiter.api.function.Executable;

/** What is said when something is refused. */
final class Refusal {

    private Refusal() {}

    /** Returns the message of the refusal; fails if there is none. */
    static String of(String what, Executable run) {
        return String.valueOf(
                assertThrows(InvalidArgumentException.class, run, what).getMessage());
    }
}
