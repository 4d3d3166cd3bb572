package io.aftercare.followups.promise;

import java.util.regex.Pattern;

/** Text of people that stands in letters and on screens: one line that shows as what it is. */
final class OneLine {

    /**
     * No control characters, no half of one, no ends of lines, and none that turn the direction.
     */
    private static final Pattern PRINTABLE =
            Pattern.compile(
                    "(?=.*\\S)[^\\p{Cc}\\p{Cs}\\u2028\\u2029\\u202A-\\u202E\\u2066-\\u2069]+");

    private OneLine() {}

    static boolean isOne(String text, int longest) {
        return text.length() <= longest && PRINTABLE.matcher(text).matches();
    }

    static String rule(int longest) {
        return "must be one line of 1 to %d printable characters".formatted(longest);
    }
}
