package io.regroup.cli.internal;

/** Writes texts into a page. */
final class Html {

    private Html() {}

    /** Returns a text that means itself, between tags and in a quoted attribute. */
    static String text(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
