package io.aftercare.messaging.tally;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.stereotype.Component;

/** The points of the database: each statement and each commit. */
@Component
class KillableDatabase implements BeanPostProcessor {

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        boolean needed = bean instanceof DataSource && System.getProperty("kill.at") != null;
        return needed ? new Killable((DataSource) bean) : bean;
    }

    private static final class Killable extends DelegatingDataSource {

        Killable(DataSource real) {
            super(real);
        }

        @Override
        public Connection getConnection() throws SQLException {
            return connection(super.getConnection());
        }
    }

    private static Connection connection(Connection real) {
        return proxy(
                Connection.class,
                (method, arguments) -> {
                    if (method.getName().equals("commit")) {
                        KillPoints.reached("before commit");
                        Object done = call(real, method, arguments);
                        KillPoints.reached("after commit");
                        return done;
                    }
                    Object result = call(real, method, arguments);
                    return result instanceof PreparedStatement statement && arguments != null
                            ? statement(statement, arguments[0].toString())
                            : result;
                });
    }

    private static PreparedStatement statement(PreparedStatement real, String sql) {
        String name = sql.strip().replaceAll("\\s+", " ");
        return proxy(
                PreparedStatement.class,
                (method, arguments) -> {
                    if (!method.getName().startsWith("execute")) {
                        return call(real, method, arguments);
                    }
                    KillPoints.reached("before " + name);
                    Object result = call(real, method, arguments);
                    KillPoints.reached("after " + name);
                    return result;
                });
    }

    private interface Call {
        @Nullable Object on(Method method, Object @Nullable [] arguments) throws Throwable;
    }

    private static <T> T proxy(Class<T> type, Call call) {
        return type.cast(
                Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        (_, method, arguments) -> call.on(method, arguments)));
    }

    private static @Nullable Object call(Object real, Method method, Object @Nullable [] arguments)
            throws Throwable {
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
