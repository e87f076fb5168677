/** How tables talk to DuckDB. */
@NullMarked
package io.regroup.tables.internal;

import org.jspecify.annotations.NullMarked;
