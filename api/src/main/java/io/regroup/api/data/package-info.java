/** Tables, and the re-readable block-wise view that every source of rows gives of itself. */
@NullMarked
package io.regroup.api.data;

import org.jspecify.annotations.NullMarked;
