package io.regroup.api.spi;

import io.regroup.api.FitSpec;

/**
 * What is computed per group: a plug-in, found by {@link java.util.ServiceLoader}. Stateless and thread-safe.
 *
 * <p>A fitter never names an engine, nor an engine a fitter.
 */
public interface Fitter {

    /**
     * Returns the name by which users ask for it.
     *
     * @return lower-case letters, digits and hyphens, the same for ever
     */
    String name();

    /**
     * Describes the fitter.
     *
     * @return the description
     */
    FitterDescription describe();

    /**
     * Makes the fitter ready for a specification. All mistakes in the options surface here, before any data is read.
     *
     * @param spec what to fit; its options are only ones that {@link #describe()} lists
     * @return the program
     * @throws io.regroup.api.InvalidArgumentException if an option's value cannot be used
     */
    FitProgram compile(FitSpec spec);
}
