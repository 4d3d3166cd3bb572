package io.aftercare.stack;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.utils.AppInfoParser;
import org.junit.jupiter.api.Test;

class ImagesTest {

    private final Images images = Images.ofThisBuild();

    @Test
    void theBrokerIsAsOldAsItsClients() {
        assertThat(images.broker()).isEqualTo("apache/kafka:" + AppInfoParser.getVersion());
    }

    @Test
    void everyImageHasAVersion() {
        assertThat(images.database()).matches("postgres:[0-9]+");
        assertThat(images.registry()).matches("apicurio/apicurio-registry:[0-9.]+");
    }
}
