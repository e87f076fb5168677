/** Least squares by planar rotations, found through the {@code Engine} service. */
package com.example.givens;
