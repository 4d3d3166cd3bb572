package io.aftercare.notifications.channel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LettersOfPromisesTest {

    /** docs/ledger.md: letters to customers about their promises are in all four languages. */
    @ParameterizedTest
    @EnumSource
    void aCustomerReadsOfACallThatDidNotReachThemInTheirLanguage(Language language) {
        assertThat(Wording.of("PROMISE_ATTEMPTED", language).language()).isEqualTo(language);
    }

    @ParameterizedTest
    @EnumSource
    void aCustomerReadsThatWeWaitForThemInTheirLanguage(Language language) {
        assertThat(Wording.of("PROMISE_AWAITING", language).language()).isEqualTo(language);
    }

    @Test
    void theyReadOfANewDateInTheirLanguage() {
        assertThat(Wording.of("PROMISE_REVISED", Language.GREEK).language())
                .isEqualTo(Language.GREEK);
    }
}
