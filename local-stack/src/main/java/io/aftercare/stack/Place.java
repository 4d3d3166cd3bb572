package io.aftercare.stack;

import io.aftercare.stack.network.Ports;
import java.nio.file.Path;
import java.util.function.IntUnaryOperator;

/**
 * Where an infrastructure lives.
 *
 * @param data kept by whoever gives it; an infrastructure started again on it has all it had
 * @param logs one file per part
 * @param superuserPassword of the database server; the same for the same data
 * @param ports from a part's usual port to the one it gets
 * @param unhurried whether a server may take some seconds at its end to leave a startup cache
 */
public record Place(
        Path data, Path logs, String superuserPassword, IntUnaryOperator ports, boolean unhurried) {
    static Place throwaway(Path directory) {
        return new Place(
                directory, directory.resolve("logs"), Secrets.password(), _ -> Ports.free(), true);
    }

    int port(int usual) {
        return ports.applyAsInt(usual);
    }
}
