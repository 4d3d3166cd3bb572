package io.aftercare.messaging;

/** Tells what failed, and where, without any text of the exceptions: they may quote data. */
public final class Failure {

    private static final int FRAMES = 30;

    private Failure() {}

    /** The kind of the innermost cause. */
    public static String kind(Throwable error) {
        Throwable inner = error;
        while (inner.getCause() != null && inner.getCause() != inner) {
            inner = inner.getCause();
        }
        return inner.getClass().getName();
    }

    /** The kind of the innermost cause and the line of ours that met it. */
    public static String where(Throwable error) {
        for (StackTraceElement frame : error.getStackTrace()) {
            if (frame.getClassName().startsWith("io.aftercare.")) {
                return kind(error) + " at " + frame;
            }
        }
        return kind(error);
    }

    /** Every cause with its stack, the outermost first. */
    public static String stacks(Throwable error) {
        StringBuilder all = new StringBuilder();
        Throwable at = error;
        while (at != null) {
            all.append(all.isEmpty() ? "" : "\ncaused by ").append(at.getClass().getName());
            StackTraceElement[] stack = at.getStackTrace();
            for (int i = 0; i < Math.min(FRAMES, stack.length); i++) {
                all.append("\n\tat ").append(stack[i]);
            }
            at = at.getCause() == at ? null : at.getCause();
        }
        return all.toString();
    }
}
