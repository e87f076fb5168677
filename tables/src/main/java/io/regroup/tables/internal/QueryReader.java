package io.regroup.tables.internal;

import io.regroup.api.data.Block;
import io.regroup.api.data.BlockReader;
import io.regroup.api.data.Column;
import io.regroup.api.data.ColumnRequest;
import io.regroup.api.data.DataAccessException;
import io.regroup.api.data.RowRange;
import io.regroup.api.data.Schema;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.duckdb.DuckDBDataChunkReader;
import org.jspecify.annotations.Nullable;

/**
 * One pass over a relation, or over a part of one: gathers DuckDB's chunks of 2048 rows into larger blocks, in arrays that
 * are used again.
 */
public final class QueryReader implements BlockReader {

    private static final int BLOCK_ROWS = 1 << 16;

    private final Database database;
    private final String description;
    private final @Nullable InputFiles files;
    private final @Nullable RowRange part;
    private final List<String> moreNotes;
    private final List<ColumnRequest> requests;
    private final ColumnDecoder[] decoders;
    private final int[] firstVectors;
    private final QueryResult result;
    private @Nullable DuckDBDataChunkReader pending;
    private long rowsRead;
    private boolean ended;

    /**
     * Starts a pass.
     *
     * @param database has the relation
     * @param relation what follows FROM
     * @param part the rows that it must have, or null if it is all there is
     * @param schema its columns
     * @param requests columns of the schema, numbers only where the type is numeric, no OTHER
     * @param description names the source for messages
     * @param files where the rows come from, or null if it is no files
     * @param moreNotes what else is to be said of the columns
     * @throws DataAccessException if the query cannot start
     */
    public QueryReader(
            Database database,
            String relation,
            @Nullable RowRange part,
            Schema schema,
            List<ColumnRequest> requests,
            String description,
            @Nullable InputFiles files,
            List<String> moreNotes) {
        this.database = database;
        this.description = description;
        this.files = files;
        this.part = part;
        this.moreNotes = List.copyOf(moreNotes);
        this.requests = List.copyOf(requests);
        this.decoders = new ColumnDecoder[requests.size()];
        this.firstVectors = new int[requests.size()];
        List<String> expressions = new ArrayList<>();
        for (int i = 0; i < decoders.length; i++) {
            ColumnRequest request = requests.get(i);
            decoders[i] = ColumnDecoder.of(request, Objects.requireNonNull(schema.typeOf(request.name())), BLOCK_ROWS);
            firstVectors[i] = expressions.size();
            expressions.addAll(decoders[i].expressions());
        }
        try {
            this.result = QueryResult.run(database, "SELECT " + String.join(", ", expressions) + " FROM " + relation);
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    @Override
    public @Nullable Block next() {
        int rows = 0;
        try {
            while (!ended) {
                DuckDBDataChunkReader chunk = pending == null ? result.next() : pending;
                pending = null;
                if (chunk == null) {
                    ended = true;
                    requireWhole(rowsRead + rows);
                    break;
                }
                int more = Math.toIntExact(chunk.rowCount());
                if (rows + more > BLOCK_ROWS) {
                    pending = chunk;
                    break;
                }
                for (int i = 0; i < decoders.length; i++) {
                    decoders[i].read(chunk, firstVectors[i], more, rows);
                }
                rows += more;
            }
        } catch (SQLException e) {
            throw unreadable(e);
        }
        if (rows == 0) {
            return null;
        }
        List<Column> columns = new ArrayList<>(decoders.length);
        for (ColumnDecoder decoder : decoders) {
            columns.add(decoder.column(rows));
        }
        Block block = new Block((part == null ? 0 : part.from()) + rowsRead, rows, columns);
        rowsRead += rows;
        return block;
    }

    /** Parts are cut by what the files said of themselves before. */
    private void requireWhole(long count) {
        if (part != null && count != part.count()) {
            throw new DataAccessException("input " + description + ": changed while it was read: expected "
                    + part.count() + " rows from row " + (part.from() + 1) + ", got " + count + "; read it again");
        }
    }

    private DataAccessException unreadable(SQLException e) {
        Path damaged = files == null || Sql.isFullDisk(e) || Sql.isOutOfMemory(e)
                ? null
                : files.damaged(database, Sql.message(e));
        DataAccessException failure = database.failure(
                "input " + description + ": " + (damaged == null ? "cannot be read" : damaged + " cannot be read"), e);
        return Sql.message(e).contains("CSV Error")
                ? new DataAccessException(
                        failure.getMessage() + "; mend the line, or use an SQL query with read_csv and options", e)
                : failure;
    }

    @Override
    public List<String> notes() {
        Set<String> notes = new LinkedHashSet<>(moreNotes);
        for (int i = 0; i < decoders.length; i++) {
            long inexact = decoders[i].inexact();
            if (inexact > 0) {
                notes.add("column " + requests.get(i).name() + ": " + inexact
                        + (inexact == 1 ? " value " : " values ")
                        + (part == null ? "" : "in rows " + (part.from() + 1) + " to " + part.to() + " ")
                        + (inexact == 1 ? "does" : "do")
                        + " not fit a double exactly; the nearest double is used");
            }
            // In text, integers are doubles from the start where one value has a decimal point.
            long large = decoders[i].large();
            if (large > 0 && files != null && files.format() != InputFormat.PARQUET) {
                notes.add("column " + requests.get(i).name()
                        + ": not all values are integers, so they are read as doubles; " + large
                        + (large == 1 ? " is" : " are")
                        + " 2^53 or more, where two integers can become one; to tell them apart, read them as text by an SQL"
                        + " query with options");
            }
        }
        return List.copyOf(notes);
    }

    @Override
    public void close() {
        ended = true;
        pending = null;
        try {
            result.close();
        } catch (SQLException e) {
            throw new DataAccessException("input " + description + ": cannot be closed: " + Sql.message(e), e);
        }
    }
}
