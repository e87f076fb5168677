package io.regroup.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Somebody who can do what a scenario asks for, or a part of it. */
interface Contender {

    /** Returns the name in results. */
    String name();

    /** Returns what it does, with the version, in one line. */
    String description();

    /** Tells what kind of contender this is. */
    Kind kind();

    /** Returns why it cannot run here at all, or nothing if it can. */
    default Optional<String> obstacle() {
        return Optional.empty();
    }

    /** Tells whether it can do, or would be asked to do, what a scenario is about; {@link #description} says what it does. */
    boolean suits(Scenario scenario);

    /** Tells whether it starts a process for each run, which no earlier run can warm up. */
    default boolean startsProcesses() {
        return false;
    }

    /** Tells whether it works on some of the groups only, so that its runs take no longer where there are more of them. */
    default boolean samples() {
        return false;
    }

    /** Tells whether its answers take the weights into account. */
    default boolean weighted() {
        return true;
    }

    /**
     * Gets ready, outside of the timing: loads the rows into wherever they have to be.
     *
     * @param scenario what to do
     * @param rows the rows, the same for all contenders
     * @param threads how many threads it may use
     * @return ready to run
     * @throws Exception if it cannot; the scenario goes on without it
     */
    Entry prepare(Scenario scenario, Rows rows, int threads) throws Exception;

    /** What a contender is to Regroup. */
    enum Kind {
        /** One of Regroup's engines. */
        ENGINE,
        /** The physical limit. */
        LIMIT,
        /** Somebody else. */
        PEER
    }

    /** A contender who is ready for one scenario. */
    interface Entry extends AutoCloseable {

        /**
         * Does the work; this is what is timed.
         *
         * @throws Exception if it fails
         */
        void run() throws Exception;

        /**
         * Returns what the last run found out.
         *
         * @param sample the groups that are wanted, as places in ascending key order
         * @return the answers, null where a group was left out; or nothing if there are none to compare
         * @throws Exception if they cannot be had
         */
        Optional<Answers> answers(int[] sample) throws Exception;

        /** Returns the seconds that count for the last run, if not those it took. */
        default OptionalDouble seconds() {
            return OptionalDouble.empty();
        }

        /** Returns what is to be known of its times, or nothing. */
        default String note() {
            return "";
        }

        /** Returns the seconds of each step of the last run, if it had several. */
        default Map<String, Double> steps() {
            return Map.of();
        }

        /** Returns what the last run used up, if it was a process of its own, or several. */
        default Optional<Usage> usage() {
            return Optional.empty();
        }

        @Override
        default void close() throws SQLException, IOException {}
    }
}
