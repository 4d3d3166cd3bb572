package io.aftercare.stack.system;

import io.aftercare.stack.files.Sweeper;
import io.aftercare.stack.network.Ports;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.IntUnaryOperator;

/**
 * Where a system lives and how it differs from its defaults.
 *
 * @param directory takes all data and the generated secrets; a system started again on it goes on
 *     where the last one ended, however that ended
 * @param logs takes one file per process
 * @param ports from a part's usual port to the one it gets
 * @param environment added to the environment of every service, where it wins
 */
public record Settings(
        Path directory, Path logs, IntUnaryOperator ports, Map<String, String> environment) {

    /** On free ports, in a directory that disappears with this JVM. */
    public static Settings throwaway(Map<String, String> environment) {
        var directory = Sweeper.throwawayDirectory();
        return new Settings(directory, directory.resolve("logs"), _ -> Ports.free(), environment);
    }
}
