package io.aftercare.stack;

import kafka.Kafka;
import kafka.tools.StorageTool;

/** Runs in the broker's own JVM: formats its storage unless that is done, and starts it. */
final class BrokerMain {
    private BrokerMain() {}

    /** One argument: the broker's properties file. */
    public static void main(String[] arguments) {
        String[] format = {
            "format", "--ignore-formatted", "-t", "YWZ0ZXJjYXJlLXN0YWNrIQ", "-c", arguments[0]
        };
        int code = StorageTool.execute(format, System.out);
        if (code != 0) {
            System.exit(code);
        }
        Kafka.main(arguments);
    }
}
