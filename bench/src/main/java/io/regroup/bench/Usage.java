package io.regroup.bench;

/**
 * What a process used up to do its work.
 *
 * @param strategy the reduction strategy that ran
 * @param peakHeap the most bytes on Java's heap after a garbage collection: what had to be held
 * @param peakResident the most bytes of memory that the process had, Java's and others'; 0 if the system does not tell
 * @param bytesRead bytes that were read from files, whether or not the system had them in memory; 0 if it does not tell
 * @param bytesWritten bytes that were written to files; 0 if the system does not tell
 */
record Usage(String strategy, long peakHeap, long peakResident, long bytesRead, long bytesWritten) {

    /** Returns what this process and one after it used up together. */
    Usage and(Usage next) {
        return new Usage(
                strategy,
                Math.max(peakHeap, next.peakHeap),
                Math.max(peakResident, next.peakResident),
                bytesRead + next.bytesRead,
                bytesWritten + next.bytesWritten);
    }
}
