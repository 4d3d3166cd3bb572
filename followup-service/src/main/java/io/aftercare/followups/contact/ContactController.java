package io.aftercare.followups.contact;

import io.aftercare.followups.contact.Contact.Answer;
import io.aftercare.followups.contact.Contact.State;
import io.aftercare.messaging.Transactions;
import io.aftercare.messaging.web.SignedLinks;
import io.aftercare.messaging.web.SignedPage;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/**
 * The page behind the link in the message. Looking at it changes nothing: mail scanners fetch every
 * link, only a pressed button counts. Whatever is not a good link gets the same page.
 */
@Controller
class ContactController {

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
                ? SignedPage.notFound(response)
                : SignedPage.of("contact", HttpStatus.OK, response)
                        .addObject("view", view(contact));
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
            return SignedPage.notFound(response);
        }
        if (given == null) {
            return SignedPage.of("contact", HttpStatus.BAD_REQUEST, response)
                    .addObject("view", view(contact));
        }
        Contact.Terms terms = contact.terms();
        transactions.holding(
                "case:" + terms.caseId(),
                () -> {
                    answering.answer(terms.id(), given);
                    return given;
                });
        return SignedPage.seeOther(
                links.path(AnsweringContacts.LINK, terms.id(), terms.linkVersion()));
    }

    private @Nullable Contact find(String id, String mac) {
        Contact contact =
                links.open(
                        AnsweringContacts.LINK,
                        id,
                        mac,
                        contacts::find,
                        found -> found.terms().linkVersion());
        return contact == null || contact.state() == State.ERASED ? null : contact;
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
}
