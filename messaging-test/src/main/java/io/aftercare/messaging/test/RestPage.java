package io.aftercare.messaging.test;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;

/** The page about REST: which requests each service takes, and from whom. */
final class RestPage {

    private static final Pattern ROW =
            Pattern.compile("^\\| `([A-Z]+ /[^`]*)` \\| ([a-z, ]+) \\|", Pattern.MULTILINE);
    private static final Pattern ROLE = Pattern.compile("'([A-Z]+)'");

    private RestPage() {}

    /** As "GET /promises/{id} by agent, operator". */
    static List<String> requests(String service) throws IOException {
        return Files.readString(Path.of("../docs/rest.md"))
                .transform(page -> Stream.of(page.split("(?m)^## ")))
                .filter(section -> section.startsWith(service + "\n"))
                .flatMap(section -> ROW.matcher(section).results())
                .map(row -> row.group(1) + " by " + row.group(2))
                .toList();
    }

    /** What the service answers, in the same words. */
    static Stream<String> requests(RequestMappingInfo mapping, HandlerMethod method) {
        return mapping.getPatternValues().stream()
                .flatMap(
                        path ->
                                mapping.getMethodsCondition().getMethods().stream()
                                        .map(verb -> verb + " " + path + " by " + roles(method)));
    }

    private static String roles(HandlerMethod method) {
        PreAuthorize on = method.getMethodAnnotation(PreAuthorize.class);
        PreAuthorize said =
                on == null
                        ? AnnotatedElementUtils.findMergedAnnotation(
                                method.getBeanType(), PreAuthorize.class)
                        : on;
        return ROLE.matcher(Objects.requireNonNull(said).value())
                .results()
                .map(role -> role.group(1).toLowerCase(Locale.ROOT))
                .sorted()
                .collect(joining(", "));
    }
}
