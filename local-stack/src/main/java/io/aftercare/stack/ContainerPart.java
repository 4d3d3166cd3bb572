package io.aftercare.stack;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import io.aftercare.stack.process.Part;
import io.aftercare.stack.process.PartFailed;
import io.aftercare.stack.process.Patience;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.testcontainers.containers.GenericContainer;

/** A part in a container, which is made at the first start and kept until this JVM ends. */
final class ContainerPart implements Part {
    private static final Duration TO_ANSWER = Duration.ofMinutes(5);

    private final String name;
    private final int port;
    private final GenericContainer<?> container;
    private final BooleanSupplier answers;

    /**
     * @param answers whether it serves requests; asked again and again
     */
    ContainerPart(String name, int port, GenericContainer<?> container, BooleanSupplier answers) {
        this.name = name;
        this.port = port;
        this.container = container;
        this.answers = answers;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public synchronized boolean isRunning() {
        return container.getContainerId() != null && Boolean.TRUE.equals(state().getRunning());
    }

    @Override
    public synchronized void start() {
        if (container.getContainerId() == null) {
            container.start();
        } else if (Boolean.TRUE.equals(state().getPaused())) {
            docker().unpauseContainerCmd(container.getContainerId()).exec();
        } else if (!isRunning()) {
            docker().startContainerCmd(container.getContainerId()).exec();
        }
        if (!Patience.until(() -> !isRunning() || answers.getAsBoolean(), TO_ANSWER)
                || !isRunning()) {
            throw failure();
        }
    }

    @Override
    public synchronized void stop() {
        if (isRunning()) {
            docker().stopContainerCmd(container.getContainerId()).withTimeout(30).exec();
        }
    }

    @Override
    public synchronized void kill() {
        if (isRunning()) {
            docker().killContainerCmd(container.getContainerId()).exec();
        }
    }

    @Override
    public synchronized void suspend() {
        if (isRunning()) {
            docker().pauseContainerCmd(container.getContainerId()).exec();
        }
    }

    private ContainerState state() {
        return docker().inspectContainerCmd(container.getContainerId()).exec().getState();
    }

    private DockerClient docker() {
        return container.getDockerClient();
    }

    @Override
    public PartFailed failure() {
        var logs = container.getLogs();
        var tail = logs.substring(Math.max(0, logs.length() - 4_000));
        var what = isRunning() ? "does not answer" : "has ended";
        return new PartFailed("%s %s; its last words:%n%s".formatted(name, what, tail));
    }
}
