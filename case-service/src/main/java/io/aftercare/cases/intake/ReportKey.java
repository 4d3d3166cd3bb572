package io.aftercare.cases.intake;

import io.aftercare.messaging.Ids;

/** What a report is known by. */
record ReportKey(String source, String reportId) {

    private static final int MARK = 9;

    /** An id that cannot be stored as it is gets a stand-in, the same every time. */
    static ReportKey of(String source, String reportId) {
        return new ReportKey(
                storable(source, ReportLimits.LONGEST_SOURCE),
                storable(reportId, ReportLimits.LONGEST_ID));
    }

    static String storable(String id) {
        return storable(id, ReportLimits.LONGEST_ID);
    }

    /** A refused id may be too long or hold what no text column takes: cleaned, cut and marked. */
    private static String storable(String id, int longest) {
        if (TextLimits.isId(id, longest)) {
            return id;
        }
        String start = id.substring(0, Math.min(id.length(), longest - MARK));
        return start.replaceAll("[\\p{Cntrl}\\p{Cs}]", "?")
                + "#"
                + Ids.of(id).toString().substring(0, MARK - 1);
    }
}
