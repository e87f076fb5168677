package io.regroup.api.spi;

/**
 * An option that a fitter understands.
 *
 * @param name lower case, words joined by hyphens
 * @param defaultValue what holds when it is not given
 * @param meaning one line: what it does, its range
 */
public record OptionDescription(String name, String defaultValue, String meaning) {}
