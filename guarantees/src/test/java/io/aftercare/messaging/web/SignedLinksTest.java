package io.aftercare.messaging.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SignedLinksTest {

    private static final UUID ID = UUID.fromString("6f0bd1f0-6f3a-4b3a-9d7e-0d8f0a3f6c11");
    private static final String KEY = key(1, 32);

    private final SignedLinks links = new SignedLinks(KEY, List.of());

    @Test
    void opensOnlyWhatItWasMadeFor() {
        String mac = mac(links, "survey", 3);

        assertThat(links.valid("survey", ID, 3, mac)).isTrue();
        assertThat(links.valid("contact", ID, 3, mac)).isFalse();
        assertThat(links.valid("survey", ID, 4, mac)).isFalse();
        assertThat(links.valid("survey", UUID.randomUUID(), 3, mac)).isFalse();
    }

    @Test
    void findsWhatALinkOpens() {
        String mac = mac(links, "survey", 3);

        assertThat(found(ID.toString(), mac, 3)).isEqualTo("found " + ID);
        assertThat(found(ID.toString(), mac, 4)).isNull();
        assertThat(found(UUID.randomUUID().toString(), mac, 3)).isNull();
        @Nullable String nothing = links.open("survey", ID.toString(), mac, _ -> null, _ -> 3);
        assertThat(nothing).isNull();
    }

    @Test
    void hasNoSecondSpelling() {
        String mac = mac(links, "survey", 3);

        for (String id : List.of(ID.toString().toUpperCase(Locale.ROOT), " " + ID, "1-1-1-1-1")) {
            assertThat(found(id, mac, 3)).as(id).isNull();
        }
    }

    private @Nullable String found(String id, String mac, int version) {
        return links.open("survey", id, mac, known -> "found " + known, _ -> version);
    }

    @Test
    void refusesEveryChangedCharacterAndLength() {
        String mac = mac(links, "survey", 1);

        for (int i = 0; i < mac.length(); i++) {
            char other = mac.charAt(i) == 'A' ? 'B' : 'A';
            String changed = mac.substring(0, i) + other + mac.substring(i + 1);
            assertThat(links.valid("survey", ID, 1, changed)).isFalse();
            assertThat(links.valid("survey", ID, 1, mac.substring(0, i))).isFalse();
        }
        assertThat(links.valid("survey", ID, 1, mac + "A")).isFalse();
        assertThat(links.valid("survey", ID, 1, "")).isFalse();
    }

    @Test
    void opensLinksOfAPreviousKeyUntilItIsForgotten() {
        String mac = mac(links, "survey", 1);

        assertThat(new SignedLinks(key(2, 32), List.of(KEY)).valid("survey", ID, 1, mac)).isTrue();
        assertThat(new SignedLinks(key(2, 32), List.of()).valid("survey", ID, 1, mac)).isFalse();
    }

    @Test
    void carriesTheIdOfItsKeyAndTheWholeMac() {
        String one = mac(links, "survey", 1);
        String two = mac(links, "survey", 2);
        String other = mac(new SignedLinks(key(2, 32), List.of()), "survey", 1);

        assertThat(one).hasSize(8 + 43).matches("[\\w-]+");
        assertThat(two).startsWith(one.substring(0, 8));
        assertThat(other).doesNotStartWith(one.substring(0, 8));
    }

    @Test
    void refusesToStartWithoutAKeyOrWithAWeakOne() {
        assertThatThrownBy(() -> new SignedLinks("", List.of())).hasMessageContaining("is needed");
        assertThatThrownBy(() -> new SignedLinks(key(1, 31), List.of()))
                .hasMessageContaining("32 bytes");
        assertThatThrownBy(() -> new SignedLinks("no base64!", List.of()))
                .hasMessageContaining("base64")
                .hasMessageNotContaining("no base64!");
    }

    private static String mac(SignedLinks links, String purpose, int version) {
        String path = links.path(purpose, ID, version);
        assertThat(path).startsWith("/s/" + ID + "/");
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static String key(int fill, int length) {
        byte[] key = new byte[length];
        java.util.Arrays.fill(key, (byte) fill);
        return Base64.getEncoder().encodeToString(key);
    }
}
