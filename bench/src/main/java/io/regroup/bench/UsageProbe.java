package io.regroup.bench;

import com.sun.management.GarbageCollectionNotificationInfo;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;

/** Watches what the process that it runs in uses, from now on. */
final class UsageProbe {

    private static final long KIBIBYTE = 1 << 10;

    private final AtomicLong peakHeap = new AtomicLong();
    private final long readBefore;
    private final long writtenBefore;

    private UsageProbe() throws IOException {
        readBefore = read();
        writtenBefore = written();
    }

    /** Begins to watch. */
    static UsageProbe start() throws IOException {
        UsageProbe probe = new UsageProbe();
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            if (collector instanceof NotificationEmitter emitter) {
                emitter.addNotificationListener((notification, _) -> probe.hear(notification), null, null);
            }
        }
        return probe;
    }

    private void hear(Notification notification) {
        if (notification.getType().equals(GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION)) {
            long used = GarbageCollectionNotificationInfo.from((CompositeData) notification.getUserData())
                    .getGcInfo()
                    .getMemoryUsageAfterGc()
                    .entrySet()
                    .stream()
                    .filter(pool -> isHeap(pool.getKey()))
                    .map(pool -> pool.getValue())
                    .mapToLong(MemoryUsage::getUsed)
                    .sum();
            peakHeap.accumulateAndGet(used, Math::max);
        }
    }

    private static boolean isHeap(String pool) {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .anyMatch(bean -> bean.getName().equals(pool) && bean.getType() == MemoryType.HEAP);
    }

    /**
     * Returns what was used so far.
     *
     * @param strategy the reduction strategy that ran
     */
    Usage soFar(String strategy) throws IOException {
        if (peakHeap.get() == 0) {
            // nothing has been collected so far, so nothing says how much of the heap is garbage
            System.gc();
            long used = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
            peakHeap.accumulateAndGet(used, Math::max);
        }
        return new Usage(
                strategy,
                peakHeap.get(),
                number("/proc/self/status", "VmHWM:") * KIBIBYTE,
                read() - readBefore,
                written() - writtenBefore);
    }

    private static long read() throws IOException {
        return number("/proc/self/io", "rchar:");
    }

    private static long written() throws IOException {
        return number("/proc/self/io", "wchar:");
    }

    /** Finds the number on a line of a file in which Linux tells about a process; 0 elsewhere. */
    private static long number(String file, String name) throws IOException {
        Path path = Path.of(file);
        if (!Files.isReadable(path)) {
            return 0;
        }
        try (Stream<String> lines = Files.lines(path)) {
            return lines.filter(line -> line.startsWith(name))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(0);
        }
    }
}
