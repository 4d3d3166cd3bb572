package io.aftercare.notifications.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PileTest {

    private static final Instant NOW = Messaging.NOT_BEFORE;
    private static final Pile.Limit THREE = new Pile.Limit(3, Duration.ofMinutes(15), 10);

    @Test
    void isFullUntilTheFirstOfSoManyLettersIsOldEnough() {
        assertThat(pile(0, NOW, NOW.minusSeconds(1)).fullUntil()).isNull();
        assertThat(pile(0, NOW, NOW.minusSeconds(1), NOW.minusSeconds(9)).fullUntil())
                .isEqualTo(NOW.minusSeconds(9).plus(THREE.within()));
    }

    @Test
    void isACrowdOnceMoreWaitsThanLettersFit() {
        assertThat(pile(3).isCrowd()).isFalse();
        assertThat(pile(4).isCrowd()).isTrue();
        assertThat(pile(2, NOW).isCrowd()).isFalse();
        assertThat(pile(3, NOW).isCrowd()).isTrue();
        assertThat(pile(1, NOW, NOW, NOW).isCrowd()).isTrue();
    }

    @Test
    void isACrowdIfItHadToWait() {
        Pile pile = new Pile(THREE, List.of(), 2, true);
        assertThat(pile.isCrowd()).isTrue();
        pile.sent(NOW, 2);
        assertThat(pile.isCrowd()).isFalse();
    }

    @Test
    void takesLettersOneByOneAsLongAsAllFit() {
        Pile pile = pile(3);
        for (int letter = 0; letter < 3; letter++) {
            assertThat(pile.fullUntil()).isNull();
            assertThat(pile.isCrowd()).isFalse();
            pile.sent(NOW, 1);
        }
        assertThat(pile.fullUntil()).isEqualTo(NOW.plus(THREE.within()));
    }

    @Test
    void aBundleIsOneLetterAndLeavesWhatDoesNotFitInIt() {
        Pile pile = pile(4);
        pile.sent(NOW, 4);
        assertThat(pile.isCrowd()).isFalse();
        assertThat(pile.fullUntil()).isNull();

        pile.sent(NOW, THREE.most());
        assertThat(pile.isCrowd()).isTrue();
    }

    private static Pile pile(int waiting, Instant... lately) {
        return new Pile(THREE, List.of(lately), waiting, false);
    }
}
