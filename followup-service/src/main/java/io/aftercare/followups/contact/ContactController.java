package io.aftercare.followups.contact;

import io.aftercare.followups.contact.Contact.Answer;
import io.aftercare.followups.contact.Contact.State;
import io.aftercare.messaging.Transactions;
import io.aftercare.messaging.web.SignedLinks;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/**
 * The page behind the link in the message. Looking at it changes nothing: mail scanners fetch every
 * link, only a pressed button counts. Whatever is not a good link gets the same page.
 */
@Controller
class ContactController {

    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Contacts contacts;
    private final AnsweringContacts answering;
    private final Transactions transactions;
    private final SignedLinks links;

    ContactController(
            Contacts contacts,
            AnsweringContacts answering,
            Transactions transactions,
            SignedLinks links) {
        this.contacts = contacts;
        this.answering = answering;
        this.transactions = transactions;
        this.links = links;
    }

    @GetMapping("/s/{id}/{mac}")
    ModelAndView show(
            @PathVariable String id, @PathVariable String mac, HttpServletResponse response) {
        Contact contact = find(id, mac);
        return contact == null
                ? notFound(response)
                : page("contact", HttpStatus.OK, response).addObject("view", view(contact));
    }

    /** Shows the outcome by a redirect, so that loading the page again sends nothing again. */
    @PostMapping("/s/{id}/{mac}")
    Object answer(
            @PathVariable String id,
            @PathVariable String mac,
            @RequestParam(required = false) @Nullable String answer,
            HttpServletResponse response) {
        Contact contact = find(id, mac);
        Answer given = given(answer);
        if (contact == null) {
            return notFound(response);
        }
        if (given == null) {
            return page("contact", HttpStatus.BAD_REQUEST, response)
                    .addObject("view", view(contact));
        }
        Contact.Terms terms = contact.terms();
        transactions.holding(
                "case:" + terms.caseId(),
                () -> {
                    answering.answer(terms.id(), given);
                    return given;
                });
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(
                        URI.create(
                                links.path(
                                        AnsweringContacts.LINK, terms.id(), terms.linkVersion())))
                .build();
    }

    /** A link that lost a piece on its way looks like any other bad one. */
    @RequestMapping("/s/**")
    ModelAndView notFound(HttpServletResponse response) {
        return page("not-found", HttpStatus.NOT_FOUND, response);
    }

    private @Nullable Contact find(String id, String mac) {
        if (!ID.matcher(id).matches()) {
            return null;
        }
        Contact contact = contacts.find(UUID.fromString(id));
        boolean good =
                contact != null
                        && contact.state() != State.ERASED
                        && links.valid(
                                AnsweringContacts.LINK,
                                contact.terms().id(),
                                contact.terms().linkVersion(),
                                mac);
        return good ? contact : null;
    }

    private static @Nullable Answer given(@Nullable String answer) {
        return switch (answer) {
            case "SOLVED" -> Answer.SOLVED;
            case "NOT_SOLVED" -> Answer.NOT_SOLVED;
            case null, default -> null;
        };
    }

    /** Which part of the page is shown. */
    private static String view(Contact contact) {
        if (contact.feedback() != null) {
            return "feedback";
        }
        if (contact.answer() == Answer.NOT_SOLVED) {
            return "not-solved";
        }
        if (contact.state() == State.ENDED) {
            return "ended";
        }
        return contact.answer() == Answer.SOLVED ? "solved" : "question";
    }

    /** The other headers of pages are those of all responses. */
    private static ModelAndView page(String name, HttpStatus status, HttpServletResponse response) {
        byte[] random = new byte[18];
        RANDOM.nextBytes(random);
        String nonce = Base64.getEncoder().encodeToString(random);
        response.setHeader(
                "Content-Security-Policy",
                "default-src 'none'; style-src 'nonce-"
                        + nonce
                        + "'; form-action 'self';"
                        + " base-uri 'none'; frame-ancestors 'none'");
        return new ModelAndView(name, Map.of("nonce", nonce), status);
    }
}
