package io.regroup.api.spi;

/**
 * Whether a plug-in can run here.
 *
 * @param available true if it can
 * @param reason why not, or a remark on how it runs
 */
public record Availability(boolean available, String reason) {

    /**
     * It can run.
     *
     * @return available, without a remark
     */
    public static Availability yes() {
        return new Availability(true, "");
    }

    /**
     * It cannot run.
     *
     * @param reason what is missing and how to get it
     * @return not available
     */
    public static Availability no(String reason) {
        return new Availability(false, reason);
    }
}
