package io.aftercare.followups.promise;

/**
 * Why something was refused.
 *
 * @param field the field of the request
 * @param rule what must hold, to be read after the field
 */
record Refused(String field, String rule) {}
