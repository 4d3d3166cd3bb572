package io.aftercare.messaging.web;

/**
 * A rule that a request breaks.
 *
 * @param field what is wrong, named as the caller knows it: a JSON property, a parameter
 * @param rule what must hold, to be read after the field
 */
public record Broken(String field, String rule) {}
