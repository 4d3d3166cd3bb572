package io.aftercare.notifications.channel;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aftercare.requests.PromiseKind;
import io.aftercare.requests.Purpose;
import io.aftercare.requests.RevisionReason;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class WordingTest {

    private static final Set<Purpose> PROMISES_TO_CUSTOMERS =
            Set.of(
                    Purpose.PROMISE_REVISED,
                    Purpose.PROMISE_BROKEN_CUSTOMER,
                    Purpose.PROMISE_HOLDING,
                    Purpose.PROMISE_AWAITING,
                    Purpose.PROMISE_ATTEMPTED);

    private static final Map<String, String> ALL =
            Map.ofEntries(
                    entry("name", "Kari"),
                    entry("owner", "Ola {due} $1 \\2"),
                    entry("phone", "+4722334455"),
                    entry("due", "Tuesday"),
                    entry("by", "Wednesday"),
                    entry("link", "https://example.org/s/1/2"),
                    entry("reference", "crm A-17"),
                    entry("what", "a lorry of sand"),
                    entry("why", "Parts are missing."),
                    entry("note", "The ship is late {due}"),
                    entry("case", "42"));

    static Stream<Arguments> everywhere() {
        return Stream.of(Purpose.values())
                .filter(purpose -> purpose != Purpose.UNKNOWN)
                .flatMap(purpose -> Stream.of(Language.values()).map(it -> of(purpose, it)));
    }

    private static Arguments of(Object one, Object other) {
        return Arguments.of(one, other);
    }

    static Stream<Arguments> reasons() {
        return Stream.of(RevisionReason.values())
                .filter(reason -> reason != RevisionReason.UNKNOWN)
                .flatMap(reason -> Stream.of(Language.values()).map(it -> of(reason, it)));
    }

    @ParameterizedTest
    @MethodSource("everywhere")
    void everyPurposeHasASubjectAndAText(Purpose purpose, Language language) {
        Wording wording = Wording.of(purpose.name(), language);

        assertThat(wording.subject(ALL)).isNotBlank().doesNotContain("{", "}", "\n");
        assertThat(wording.text(ALL).lines().findFirst()).get().asString().contains("Kari");
        assertThat(wording.text(ALL)).contains("42");
        // a value is no template: its braces stay, and nothing else has any
        assertThat(wording.text(ALL).replace(ALL.get("owner"), "").replace(ALL.get("note"), ""))
                .doesNotContain("{", "}");
    }

    @ParameterizedTest
    @MethodSource("everywhere")
    void onlyCustomersPromisesAreTranslatedAndAllOfThem(Purpose purpose, Language language) {
        assertThat(Wording.of(purpose.name(), language).language())
                .isEqualTo(PROMISES_TO_CUSTOMERS.contains(purpose) ? language : Language.ENGLISH);
    }

    @ParameterizedTest
    @MethodSource("everywhere")
    void aTranslationSaysAllThatTheEnglishTextSays(Purpose purpose, Language language) {
        String text = Wording.of(purpose.name(), language).text(ALL);
        String english = Wording.of(purpose.name(), Language.ENGLISH).text(ALL);

        ALL.values()
                .forEach(
                        value ->
                                assertThat(text.contains(value))
                                        .as(value)
                                        .isEqualTo(english.contains(value)));
    }

    @ParameterizedTest
    @MethodSource("reasons")
    void everyReasonIsASentenceInTheLetterOfANewDate(RevisionReason reason, Language language) {
        String why = Objects.requireNonNull(language.reason(reason.name()));
        Map<String, String> values = new HashMap<>(ALL);
        values.put("why", why);

        assertThat(why).endsWith(".").hasSizeGreaterThan(15).doesNotContain("{", "}", "\n");
        assertThat(Wording.of("PROMISE_REVISED", language).text(values))
                .contains("\n" + why + "\n" + ALL.get("note") + "\n");
    }

    @ParameterizedTest
    @EnumSource
    void whatWasPromisedHasWordsUnlessItIsSomethingElse(Language language) {
        Set<String> all = new HashSet<>();
        for (PromiseKind kind : PromiseKind.values()) {
            String words = language.promise(kind.name());
            boolean says = kind != PromiseKind.UNKNOWN && kind != PromiseKind.OTHER;
            assertThat(words != null).as("%s", kind).isEqualTo(says);
            if (words != null) {
                assertThat(words).isNotBlank().doesNotContain("{", "}", "\n", ".");
                assertThat(all.add(words)).isTrue();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("everywhere")
    void everyLetterOfAPromiseSaysWhatWasPromised(Purpose purpose, Language language) {
        boolean says =
                purpose.name().startsWith("PROMISE_") && purpose != Purpose.PROMISE_ATTEMPTED;

        assertThat(Wording.of(purpose.name(), language).text(ALL).contains("a lorry of sand"))
                .isEqualTo(says);
    }

    @ParameterizedTest
    @EnumSource
    void noTwoReasonsReadTheSameAndNoneIsThatNobodyGives(Language language) {
        Set<String> sentences = new HashSet<>();
        for (RevisionReason reason : RevisionReason.values()) {
            String sentence = language.reason(reason.name());
            assertThat(sentence == null).isEqualTo(reason == RevisionReason.UNKNOWN);
            assertThat(sentences.add(String.valueOf(sentence))).isTrue();
        }
        assertThat(language.reasons()).hasSize(RevisionReason.values().length - 1);
    }

    @ParameterizedTest
    @EnumSource(names = {"PROMISE_AT_RISK", "PROMISE_BROKEN_STAFF"})
    void staffReadWhatTheirOwnSystemCallsTheCase(Purpose purpose) {
        assertThat(Wording.of(purpose.name(), Language.ENGLISH).text(ALL))
                .contains("In its source: crm A-17\n");
    }

    @ParameterizedTest
    @MethodSource("everywhere")
    void leavesOutWhatIsNotKnown(Purpose purpose, Language language) {
        Map<String, String> values = new HashMap<>(ALL);
        values.keySet()
                .removeAll(Set.of("name", "owner", "phone", "reference", "what", "why", "note"));

        String text = Wording.of(purpose.name(), language).text(values);

        assertThat(text).doesNotContain("{", "}", "null", " ,", "\n\n\n");
        if (Wording.of(purpose.name(), language).language() == Language.ENGLISH) {
            assertThat(text).startsWith("Hello there,");
        }
    }

    @Test
    void hasNoTextForAPurposeItDoesNotKnow() {
        assertThatThrownBy(() -> Wording.of("UNKNOWN", Language.GREEK))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
