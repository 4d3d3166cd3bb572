package io.aftercare.messaging.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;

/** A problem detail (RFC 9457) written by a filter, before any controller is reached. */
final class PlainProblem {

    private PlainProblem() {}

    /**
     * @param detail a constant sentence without characters that JSON would escape
     */
    static void write(HttpServletResponse response, HttpStatus status, String detail)
            throws IOException {
        write(response, status, detail, "");
    }

    /**
     * @param broken its field and rule have no characters that JSON would escape
     */
    static void write(HttpServletResponse response, HttpStatus status, Broken broken)
            throws IOException {
        write(
                response,
                status,
                broken.field() + " " + broken.rule(),
                """
                ,"field":"%s","rule":"%s"\
                """
                        .formatted(broken.field(), broken.rule()));
    }

    private static void write(
            HttpServletResponse response, HttpStatus status, String detail, String more)
            throws IOException {
        if (response.isCommitted()) {
            return;
        }
        byte[] body =
                """
                {"title":"%s","status":%d,"detail":"%s"%s}"""
                        .formatted(status.getReasonPhrase(), status.value(), detail, more)
                        .getBytes(StandardCharsets.UTF_8);
        response.setStatus(status.value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
