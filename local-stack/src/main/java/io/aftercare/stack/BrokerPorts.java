package io.aftercare.stack;

import io.aftercare.stack.network.Ports;
import java.util.Map;

/**
 * The broker's ports.
 *
 * @param direct for clients
 * @param controller for itself
 * @param cabled for clients that come through the cable
 * @param cable where the cable listens, and what those clients are told
 */
record BrokerPorts(int direct, int controller, int cabled, int cable) {
    static BrokerPorts in(Place place) {
        return new BrokerPorts(place.port(9092), Ports.free(), Ports.free(), Ports.free());
    }

    /** The broker's properties of a node that is its own controller and listens on `host`. */
    Map<String, String> listeners(String host) {
        return Map.of(
                "process.roles", "broker,controller",
                "node.id", "1",
                "controller.quorum.voters", "1@127.0.0.1:" + controller,
                "controller.listener.names", "CONTROLLER",
                "inter.broker.listener.name", "DIRECT",
                "listeners",
                        "DIRECT://%1$s:%2$d,CONTROLLER://127.0.0.1:%3$d,CABLED://%1$s:%4$d"
                                .formatted(host, direct, controller, cabled),
                "advertised.listeners",
                        "DIRECT://127.0.0.1:%d,CABLED://127.0.0.1:%d".formatted(direct, cable),
                "listener.security.protocol.map",
                        "DIRECT:PLAINTEXT,CONTROLLER:PLAINTEXT,CABLED:PLAINTEXT");
    }
}
