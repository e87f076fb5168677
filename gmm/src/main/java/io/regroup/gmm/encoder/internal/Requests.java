package io.regroup.gmm.encoder.internal;

import io.regroup.api.InvalidArgumentException;
import io.regroup.api.NameSuggestions;
import io.regroup.api.data.ColumnRequest;
import io.regroup.api.data.ColumnType;
import io.regroup.api.data.Schema;
import java.util.List;

/** Checks what datasets are asked for. */
final class Requests {

    private Requests() {}

    static void check(List<ColumnRequest> requests, Schema schema, String source) {
        if (requests.isEmpty()) {
            throw new InvalidArgumentException("columns: none given; ask for at least one");
        }
        for (ColumnRequest request : requests) {
            ColumnType type = schema.typeOf(request.name());
            if (type == null) {
                throw new InvalidArgumentException("column " + request.name() + ": not in " + source + "; "
                        + NameSuggestions.suggest(request.name(), schema.names()));
            }
            if (request.access() == ColumnRequest.Access.NUMBER && !type.isNumeric()) {
                throw new InvalidArgumentException("column " + request.name() + ": expected numbers, got " + type);
            }
        }
    }
}
