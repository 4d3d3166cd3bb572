package io.aftercare.hours;

/** Hours, days or an argument that cannot be taken: which field, and which rule it breaks. */
public final class InvalidHours extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String field;
    private final String rule;

    InvalidHours(String field, String rule) {
        super(field + ": " + rule);
        this.field = field;
        this.rule = rule;
    }

    InvalidHours in(String place) {
        return new InvalidHours(place + ": " + field, rule);
    }

    /** The field, as {@code zone}, {@code MONDAY} or {@code holidays.country}. */
    public String field() {
        return field;
    }

    /** The rule in plain English, with the value that broke it. */
    public String rule() {
        return rule;
    }
}
