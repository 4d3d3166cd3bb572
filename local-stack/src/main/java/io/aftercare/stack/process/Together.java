package io.aftercare.stack.process;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;

/** Several things at once. */
public final class Together {
    private Together() {}

    /**
     * Returns when all are done. The first failure interrupts those that run, keeps the others from
     * starting, and is thrown.
     *
     * @param atOnce how many run at the same time; the others wait in their order
     */
    public static void run(int atOnce, List<Runnable> tasks) {
        try (var threads = Executors.newFixedThreadPool(atOnce)) {
            var results = new ExecutorCompletionService<Void>(threads);
            tasks.forEach(task -> results.submit(task, null));
            try {
                for (var _ : tasks) {
                    results.take().get();
                }
            } catch (ExecutionException e) {
                threads.shutdownNow();
                throw e.getCause() instanceof RuntimeException cause
                        ? cause
                        : new IllegalStateException(e.getCause());
            } catch (InterruptedException e) {
                threads.shutdownNow();
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while starting", e);
            }
        }
    }
}
