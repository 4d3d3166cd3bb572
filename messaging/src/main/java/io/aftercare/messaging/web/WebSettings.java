package io.aftercare.messaging.web;

import io.aftercare.messaging.wire.Encoder;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * @param linkKey signs the links in messages: base64, 32 bytes or more, the same in every service
 * @param previousLinkKeys keys that no longer sign, but whose links still open
 * @param largestBody what a request may send; by default no more than a record may hold
 */
@ConfigurationProperties("aftercare")
record WebSettings(
        @Nullable String linkKey,
        @DefaultValue List<String> previousLinkKeys,
        @DefaultValue Access access,
        @DefaultValue(Encoder.LARGEST_VALUE + "B") DataSize largestBody) {

    /** The secret of each role; a role without one is closed. */
    record Access(
            @Nullable String agent,
            @Nullable String lead,
            @Nullable String operator,
            @Nullable String publisher) {}
}
