/** Least trimmed squares, found through the {@code Fitter} service. */
package com.example.lts;
