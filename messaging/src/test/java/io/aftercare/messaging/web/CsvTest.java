package io.aftercare.messaging.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class CsvTest {

    @Test
    void aTextThatBeginsAsAFormulaGetsAnApostrophe() {
        assertThat(Csv.line(List.of("=1+1", "+1", "-1", "@x", "\tx", "\rx", "x=1", "")))
                .isEqualTo("'=1+1,'+1,'-1,'@x,'\tx,\"'\rx\",x=1,\r\n");
    }

    @Test
    void aTextThatWouldBreakTheLineIsQuoted() {
        assertThat(Csv.line(List.of("a,b", "a\"b", "a\nb", "=a,\"b\"")))
                .isEqualTo("\"a,b\",\"a\"\"b\",\"a\nb\",\"'=a,\"\"b\"\"\"\r\n");
    }

    @Test
    void numbersStayNumbersAndWhatIsNotThereIsEmpty() {
        assertThat(Csv.line(Arrays.asList(-1L, 0.5, null, true))).isEqualTo("-1,0.5,,true\r\n");
    }
}
