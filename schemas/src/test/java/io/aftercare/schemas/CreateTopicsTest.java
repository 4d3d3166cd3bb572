package io.aftercare.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CreateTopicsTest {

    @ParameterizedTest
    @CsvSource({"1,1", "2,1", "3,2", "5,4"})
    void allCopiesButOneMustExistBeforeARecordIsSafe(int copies, String inSync) {
        assertThat(CreateTopics.minInSync(copies)).isEqualTo(inSync);
    }
}
