/** The {@code regroup} command. */
module io.regroup.cli {
    requires info.picocli;
    requires io.regroup.api;
    requires io.regroup.crossvalidation;
    requires io.regroup.gmm;
    requires io.regroup.tables;
    requires java.desktop;
    requires me.tongfei.progressbar;
    requires xchart;
    requires static org.jspecify;

    exports io.regroup.cli;

    // picocli fills in the options
    opens io.regroup.cli.internal to
            info.picocli;
}
