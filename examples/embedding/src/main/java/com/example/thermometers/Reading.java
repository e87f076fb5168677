package com.example.thermometers;

/**
 * What a thermometer showed while a reference told the temperature.
 *
 * @param thermometer which one
 * @param reference the temperature in °C; NaN if the reference was not read
 * @param shown what the thermometer showed in °C
 */
record Reading(String thermometer, double reference, double shown) {}
