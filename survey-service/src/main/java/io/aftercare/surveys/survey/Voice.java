package io.aftercare.surveys.survey;

/**
 * Who speaks to the customer about a case, and how much a machine may say.
 *
 * @param ours false if the system that reports the case asks when the facts say so
 * @param handling the case's own, as {@code QUIET}
 */
record Voice(boolean ours, String handling) {

    static final Voice OURS = new Voice(true, "NORMAL");
}
