package io.aftercare.followups.contact;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.followups.contact.Contact.Answer;
import io.aftercare.followups.contact.Contact.Fact;
import io.aftercare.followups.contact.Contact.Reason;
import io.aftercare.followups.contact.Contact.State;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ContactTest {

    private static final UUID ID = UUID.fromString("5f0c1a52-0000-5000-8000-000000000001");
    private static final UUID CASE = UUID.fromString("5f0c1a52-0000-5000-8000-000000000002");
    private static final Duration FRESH = Duration.ofHours(24);
    private static final Instant DUE = Instant.parse("2026-03-02T10:00:00Z");

    @Test
    void isAskedOnce() {
        Contact contact = plannedContact();

        assertThat(contact.ask(false, FRESH)).containsExactly(new Fact.Asked(DUE.plus(FRESH)));
        assertThat(contact.ask(false, FRESH)).isEmpty();
        assertThat(contact.state()).isEqualTo(State.ASKED);
    }

    @Test
    void isWithdrawnWithoutATakeBackBeforeItIsAsked() {
        Contact contact = plannedContact();

        assertThat(contact.end()).containsExactly(new Fact.Withdrawn(Reason.REOPENED, false));
        assertThat(contact.ask(false, FRESH)).isEmpty();
    }

    @Test
    void isTakenBackOnceItWasAsked() {
        Contact contact = askedContact();

        assertThat(contact.end()).containsExactly(new Fact.Withdrawn(Reason.REOPENED, true));
        assertThat(contact.end()).isEmpty();
    }

    @Test
    void isNotAskedOnceThereIsNothingToAskAbout() {
        Contact contact = plannedContact();

        assertThat(contact.correct()).containsExactly(new Fact.Withdrawn(Reason.CORRECTED, false));
        assertThat(contact.correct()).isEmpty();
        assertThat(contact.ask(false, FRESH)).isEmpty();
    }

    @Test
    void whatWasAskedWronglyIsTakenBackButWhomItReachedIsHeard() {
        Contact contact = askedContact();

        assertThat(contact.correct()).containsExactly(new Fact.Withdrawn(Reason.CORRECTED, true));
        assertThat(contact.answer(Answer.NOT_SOLVED))
                .containsExactly(new Fact.Answered(Answer.NOT_SOLVED, false));
    }

    @Test
    void anEndHeardOfBeforeItsResolutionAbsorbs() {
        Contact contact = Contact.endedUnheard(ID, CASE, 1);

        assertThat(contact.end()).isEmpty();
        assertThat(contact.ask(false, FRESH)).isEmpty();
        assertThat(contact.state()).isEqualTo(State.ENDED);
    }

    @Test
    void withdrawsNothingWhenTheEndFollowsAnAnswer() {
        Contact contact = askedContact();
        contact.answer(Answer.NOT_SOLVED);

        assertThat(contact.end()).isEmpty();
    }

    @Test
    void takesTheSameAnswerOnce() {
        Contact contact = askedContact();

        assertThat(contact.answer(Answer.SOLVED))
                .containsExactly(new Fact.Answered(Answer.SOLVED, false));
        assertThat(contact.answer(Answer.SOLVED)).isEmpty();
    }

    @Test
    void solvedMayBecomeNotSolved() {
        Contact contact = askedContact();
        contact.answer(Answer.SOLVED);

        assertThat(contact.answer(Answer.NOT_SOLVED))
                .containsExactly(new Fact.Answered(Answer.NOT_SOLVED, false));
        assertThat(contact.answer(Answer.NOT_SOLVED)).isEmpty();
    }

    @Test
    void whatIsSaidAfterNotSolvedIsFeedback() {
        Contact contact = askedContact();
        contact.answer(Answer.NOT_SOLVED);

        assertThat(contact.answer(Answer.SOLVED))
                .containsExactly(new Fact.Answered(Answer.SOLVED, true));
        assertThat(contact.answer(Answer.SOLVED)).isEmpty();
        assertThat(contact.answer()).isEqualTo(Answer.NOT_SOLVED);
        assertThat(contact.feedback()).isEqualTo(Answer.SOLVED);
    }

    @Test
    void whoGoesOnChangingTheirMindIsNotHeardForEver() {
        Contact contact = askedContact();
        int facts = 0;
        for (int i = 0; i < 1000; i++) {
            facts += contact.answer(i % 2 == 0 ? Answer.SOLVED : Answer.NOT_SOLVED).size();
        }

        assertThat(facts).isEqualTo(Contact.MOST_ANSWERS);
    }

    @Test
    void anAnswerAfterTheEndOfTheCycleIsFeedback() {
        Contact contact = askedContact();
        contact.end();

        assertThat(contact.answer(Answer.NOT_SOLVED))
                .containsExactly(new Fact.Answered(Answer.NOT_SOLVED, true));
        assertThat(contact.answer()).isNull();
    }

    @Test
    void theSameAnswerAfterTheEndHasNoSecondEffect() {
        Contact contact = askedContact();
        contact.answer(Answer.NOT_SOLVED);
        contact.end();

        assertThat(contact.answer(Answer.NOT_SOLVED)).isEmpty();
    }

    @Test
    void isNotAskedWhenTheAnswerIsThere() {
        Contact contact = plannedContact();
        contact.answer(Answer.SOLVED);

        assertThat(contact.ask(false, FRESH)).isEmpty();
    }

    @Test
    void anErasedPersonIsNotAskedButWithdrawn() {
        Contact contact = plannedContact();

        assertThat(contact.ask(true, FRESH))
                .containsExactly(new Fact.Withdrawn(Reason.ERASED, false));
        assertThat(contact.state()).isEqualTo(State.ERASED);
    }

    @Test
    void takesNoAnswerOnceErased() {
        Contact contact = askedContact();

        assertThat(contact.erase()).containsExactly(new Fact.Withdrawn(Reason.ERASED, false));
        assertThat(contact.answer(Answer.SOLVED)).isEmpty();
        assertThat(contact.end()).isEmpty();
        assertThat(contact.state()).isEqualTo(State.ERASED);
    }

    private static Contact plannedContact() {
        return Contact.planned(new Contact.Terms(ID, CASE, 1, "p-1", "kari", DUE, 1));
    }

    private static Contact askedContact() {
        Contact contact = plannedContact();
        contact.ask(false, FRESH);
        return contact;
    }
}
