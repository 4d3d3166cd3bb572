package io.aftercare.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The page about the event flow says what the code says. */
class EventFlowTest {

    private static final Pattern READS =
            Pattern.compile("^ +([a-z-]+) --> ([a-z]+)$", Pattern.MULTILINE);
    private static final Pattern DEAD_LETTERS = Pattern.compile("(.+)\\.(.+)-service\\.dlt");

    private static String page = "";

    @BeforeAll
    static void read() throws IOException {
        page = Files.readString(Path.of("../docs/event-flow.md"));
    }

    @Test
    void itsArrowsToServicesAreTheReadersOfTheTopics() {
        Stream<String> drawn =
                READS.matcher(page)
                        .results()
                        .filter(arrow -> Topics.names().contains(arrow.group(1)))
                        .map(arrow -> arrow.group(1) + " " + arrow.group(2));
        List<String> real =
                Topics.all().stream()
                        .map(topic -> DEAD_LETTERS.matcher(topic.name()))
                        .filter(name -> name.matches())
                        .map(name -> name.group(1) + " " + name.group(2))
                        .toList();
        assertThat(drawn).isNotEmpty().containsExactlyInAnyOrderElementsOf(real);
    }

    @Test
    void everyTopicIsWrittenBySomebody() {
        for (String topic : Topics.names()) {
            assertThat(page).containsPattern("--> " + topic + "(\\[| *\\n)");
        }
    }

    @Test
    void itNamesTheBodiesOfEachTopicInTheirOrder() {
        for (String topic : Topics.names()) {
            Schema.Field body = Schemas.of(topic).getField("body");
            List<Schema> bodies =
                    body == null ? List.of(Schemas.of(topic)) : body.schema().getTypes();
            String row =
                    String.join(", ", bodies.stream().map(b -> "`" + b.getName() + "`").toList());
            assertThat(page).contains("| `" + topic + "` | " + row);
        }
    }
}
