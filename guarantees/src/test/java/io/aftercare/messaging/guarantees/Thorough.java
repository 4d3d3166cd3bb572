package io.aftercare.messaging.guarantees;

/** How much is tried: little in each build, much if system property {@code thorough} is true. */
final class Thorough {

    private static final int MORE = 50;

    private Thorough() {}

    static boolean asked() {
        return Boolean.getBoolean("thorough");
    }

    static int times(int inEachBuild) {
        return asked() ? MORE * inEachBuild : inEachBuild;
    }
}
