package io.aftercare.messaging.tally;

/** The topics of the tally service. */
public final class Topics {

    /** Facts it reads. */
    public static final String INPUTS = "tally-inputs";

    /** Its own facts. */
    public static final String OUTPUTS = "tally-outputs";

    /** A letterbox it reads. */
    public static final String LETTERS = "tally-letters";

    private Topics() {}
}
