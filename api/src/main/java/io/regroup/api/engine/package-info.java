/**
 * What authors of engines build on: grouping of rows by key, rows gathered by group, work shared among threads, and the
 * estimates that a result is made of. Users of Regroup do not need it.
 */
@NullMarked
package io.regroup.api.engine;

import org.jspecify.annotations.NullMarked;
