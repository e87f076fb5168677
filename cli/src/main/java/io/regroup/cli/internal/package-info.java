/** What stands behind the command. */
@NullMarked
package io.regroup.cli.internal;

import org.jspecify.annotations.NullMarked;
