package io.aftercare.messaging.web;

import jakarta.servlet.http.HttpServletResponse;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;

/** A link that lost a piece on its way looks like any other bad one, in services with pages. */
@Controller
@ConditionalOnClass(name = "org.thymeleaf.TemplateEngine")
final class UnknownPageController {

    @RequestMapping("/s/**")
    ModelAndView notFound(HttpServletResponse response) {
        return SignedPage.notFound(response);
    }
}
