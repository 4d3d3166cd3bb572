package io.aftercare.messaging.web;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Parameter;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Refuses a parameter in the query that nobody reads: who writes {@code ?stat=OPEN} would be shown
 * all of a list and take it for the open ones. One that is given twice is refused, too, as only one
 * of them could count. Customers' pages take what mail programs add to links.
 */
final class KnownParameters implements HandlerInterceptor, WebMvcConfigurer {

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this);
    }

    @Override
    public boolean preHandle(
            HttpServletRequest request, HttpServletResponse response, Object handler) {
        String query = request.getQueryString();
        if (query != null
                && request.getDispatcherType() != DispatcherType.ERROR
                && handler instanceof HandlerMethod method
                && method.getBeanType().isAnnotationPresent(RestController.class)) {
            Set<String> mayBeGiven = parameters(method);
            List<Broken> broken = new ArrayList<>();
            given(query)
                    .forEach(
                            (name, times) -> {
                                if (!mayBeGiven.contains(name)) {
                                    broken.add(new Broken(name, rule(mayBeGiven)));
                                } else if (times > 1) {
                                    broken.add(new Broken(name, "must be given once"));
                                }
                            });
            if (!broken.isEmpty()) {
                throw new Refusal(HttpStatus.BAD_REQUEST, broken);
            }
        }
        return true;
    }

    private static String rule(Set<String> known) {
        return known.isEmpty()
                ? "must not be given: nothing can be asked for here"
                : "must be one of " + String.join(", ", known);
    }

    /** How often each is given, by name. */
    private static SortedMap<String, Integer> given(String query) {
        SortedMap<String, Integer> given = new TreeMap<>();
        UriComponentsBuilder.newInstance()
                .query(query)
                .build()
                .getQueryParams()
                .forEach((name, values) -> given.merge(decoded(name), values.size(), Integer::sum));
        return given;
    }

    private static String decoded(String name) {
        return URLDecoder.decode(name, StandardCharsets.UTF_8);
    }

    private static Set<String> parameters(HandlerMethod method) {
        return Stream.of(method.getMethod().getParameters())
                .filter(it -> it.isAnnotationPresent(RequestParam.class))
                .map(Parameter::getName)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
