package io.aftercare.messaging.web;

import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.http.HttpStatus;

/**
 * What the server refuses before it knows whom to ask: a request whose path or query cannot be
 * read. It would be shown as a page.
 */
final class ServerProblems
        implements WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> {

    @Override
    public void customize(ConfigurableTomcatWebServerFactory server) {
        // within the server's own, which has nothing more to say then
        server.addContextCustomizers(
                context -> context.getParent().getPipeline().addValve(new Valve()));
    }

    private static final class Valve extends ErrorReportValve {

        private static final Broken UNREADABLE =
                new Broken(
                        "path",
                        "must, as the query, be of printable ASCII, the rest percent-encoded as"
                                + " UTF-8, without control characters");

        @Override
        protected void report(Request request, Response response, @Nullable Throwable thrown) {
            if (response.getStatus() != HttpStatus.BAD_REQUEST.value()
                    || response.getContentWritten() > 0
                    || !response.setErrorReported()) {
                return;
            }
            try {
                Broken controls = PlainRequestFilter.controlsIn(request.getRequestURI());
                PlainProblem.write(
                        response, HttpStatus.BAD_REQUEST, controls == null ? UNREADABLE : controls);
                response.finishResponse();
            } catch (IOException _) {
                // the caller has gone
            }
        }
    }
}
