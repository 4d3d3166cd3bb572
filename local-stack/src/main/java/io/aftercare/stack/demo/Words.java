package io.aftercare.stack.demo;

import io.aftercare.stack.demo.Facts.Fact;
import java.util.Locale;
import java.util.Map;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/** What facts say, in words for people who read along. */
final class Words {

    private static final Map<String, String> OF_TYPES =
            Map.ofEntries(
                    Map.entry("CaseOpened", "the case is opened"),
                    Map.entry("CaseResolved", "it is called resolved"),
                    Map.entry("CaseReopened", "it is taken up again"),
                    Map.entry("ContactAsked", "the customer is asked whether it is really solved"),
                    Map.entry("ContactAnswered", "the customer has answered"),
                    Map.entry("ContactWithdrawn", "the customer is not asked any more"),
                    Map.entry("PromiseAtRisk", "the date comes near, and it is not done"),
                    Map.entry("PromiseHeld", "the customer is to hear that it is not done"),
                    Map.entry("PromiseBroken", "the date has passed: the promise is broken"),
                    Map.entry("PromiseRevised", "the promise gets another date"),
                    Map.entry("SurveyPlanned", "a moment is chosen to ask for an opinion"),
                    Map.entry("SurveyWithdrawn", "no opinion is asked for any more"),
                    Map.entry("MessageTakenBack", "a letter that had not left is taken back"));

    private Words() {}

    /** Null: it says nothing that is not seen otherwise. */
    static @Nullable String of(Fact fact) {
        return switch (fact.type()) {
            case "PromiseMade" -> made(fact);
            case "PromiseKept" -> kept(fact);
            default -> OF_TYPES.get(fact.type());
        };
    }

    private static String made(Fact fact) {
        String kind = fact.text("kind").toLowerCase(Locale.ROOT);
        String what = "a date is promised" + (kind.equals("other") ? "" : ", of kind " + kind);
        return isUnlikely(fact)
                ? what + ", and of such cases in the past none was resolved so soon"
                : what;
    }

    private static String kept(Fact fact) {
        if (Boolean.TRUE.equals(fact.body().get("corrected"))) {
            return "it turns out to have been kept in time: the break is corrected";
        }
        return Boolean.TRUE.equals(fact.body().get("late"))
                ? "the promise is kept, late"
                : "the promise is kept";
    }

    /** True if whoever made this promise was warned that no past case was resolved so soon. */
    static boolean isUnlikely(Fact fact) {
        return fact.type().equals("PromiseMade")
                && fact.body().get("realism") instanceof GenericRecord realism
                && Boolean.TRUE.equals(realism.get("warned"))
                && Double.valueOf(0).equals(realism.get("share"));
    }
}
