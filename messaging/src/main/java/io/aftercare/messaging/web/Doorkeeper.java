package io.aftercare.messaging.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Objects;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.security.access.expression.method.MethodSecurityExpressionHandler;
import org.springframework.security.authorization.AuthorizationDeniedException;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.authorization.method.PreAuthorizeAuthorizationManager;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.util.SimpleMethodInvocation;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Asks for the role that a controller wants before anything of the request is read. The controller
 * itself would ask only when its arguments are there: somebody who may not call it would be told
 * first what is wrong with the body.
 */
final class Doorkeeper implements HandlerInterceptor, WebMvcConfigurer {

    private final PreAuthorizeAuthorizationManager roles = new PreAuthorizeAuthorizationManager();

    Doorkeeper(MethodSecurityExpressionHandler expressions) {
        roles.setExpressionHandler(expressions);
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this);
    }

    @Override
    public boolean preHandle(
            HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod method) {
            AuthorizationResult result =
                    roles.authorize(
                            () -> SecurityContextHolder.getContext().getAuthentication(),
                            new SimpleMethodInvocation(controller(method), method.getMethod()));
            if (result != null && !result.isGranted()) {
                throw new AuthorizationDeniedException("another role is needed", result);
            }
        }
        return true;
    }

    /** Itself: annotations are not on the proxy around it. */
    private static Object controller(HandlerMethod method) {
        Object bean = method.getBean();
        return Objects.requireNonNullElse(AopProxyUtils.getSingletonTarget(bean), bean);
    }
}
