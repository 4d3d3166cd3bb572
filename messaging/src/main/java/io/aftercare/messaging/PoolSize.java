package io.aftercare.messaging;

import com.zaxxer.hikari.HikariDataSource;
import io.aftercare.messaging.inbox.Listener;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.core.env.Environment;

/**
 * Gives the service a connection for everything that may need one at the same time. With fewer, a
 * consumer that waits for one would say that the database is away. What an operator sets wins.
 */
class PoolSize implements BeanPostProcessor {

    private static final String SETTING = "spring.datasource.hikari.maximum-pool-size";

    /**
     * The relay's shards, the relay, the trials of stuck topics one by one, reading timers, their
     * asking, gauges, the inbox. None of them ever needs two.
     */
    private static final int ENGINE = 7;

    /** More at once wait for each other; they are short. */
    private static final int REQUESTS = 8;

    private final ListableBeanFactory beans;
    private final Environment environment;

    PoolSize(ListableBeanFactory beans, Environment environment) {
        this.beans = beans;
        this.environment = environment;
    }

    private int timers() {
        return environment.getProperty("aftercare.messaging.timers.threads", Integer.class, 2);
    }

    /** Of threads that the service has itself, as for calls of a provider. */
    private int own() {
        return environment.getProperty("aftercare.messaging.own-threads", Integer.class, 0);
    }

    @Override
    public Object postProcessBeforeInitialization(Object bean, String name) {
        if (bean instanceof HikariDataSource pool && !environment.containsProperty(SETTING)) {
            int consumers =
                    environment.getProperty("aftercare.messaging.consumers", Integer.class, 1);
            // by their names: the listeners themselves need the database
            int listeners = beans.getBeanNamesForType(Listener.class, true, false).length;
            pool.setMaximumPoolSize(listeners * consumers + ENGINE + timers() + own() + REQUESTS);
        }
        return bean;
    }
}
