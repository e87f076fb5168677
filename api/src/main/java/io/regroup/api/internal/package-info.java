/** What several packages of this module share; not exported. */
@NullMarked
package io.regroup.api.internal;

import org.jspecify.annotations.NullMarked;
