package io.aftercare.surveys.person;

/** The timer that ends what there is about an erased person, whose id is its subject. */
public final class Erasure {

    public static final String KIND = "erasure";

    private Erasure() {}
}
