/** Tables in files and SQL results, in and out. Start at {@link io.regroup.tables.TableSource}. */
@NullMarked
package io.regroup.tables;

import org.jspecify.annotations.NullMarked;
