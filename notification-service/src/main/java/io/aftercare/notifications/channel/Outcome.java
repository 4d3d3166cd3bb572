package io.aftercare.notifications.channel;

/** What became of a letter. */
public sealed interface Outcome {

    /** How metrics call it. */
    String name();

    /** The provider said yes. */
    record Accepted() implements Outcome {
        @Override
        public String name() {
            return "accepted";
        }
    }

    /**
     * The provider will never take this letter.
     *
     * @param code the provider's
     */
    record Refused(int code) implements Outcome {
        @Override
        public String name() {
            return "refused";
        }
    }

    /**
     * The provider did not take it now, or nobody knows whether it did.
     *
     * @param code the provider's, or what went wrong; no text of the provider's, which may hold the
     *     address
     * @param ill true if the provider is to blame, false if it is about this letter only
     * @param unheard true if it may have taken the letter: it had all of it and said nothing
     */
    record Failed(String code, boolean ill, boolean unheard) implements Outcome {
        @Override
        public String name() {
            return "failed";
        }
    }

    /** The provider was not called. */
    record NotTried() implements Outcome {
        @Override
        public String name() {
            return "not-tried";
        }
    }
}
