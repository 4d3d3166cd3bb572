package io.aftercare.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.aftercare.messaging.inbox.Batch;
import io.aftercare.messaging.inbox.Listener;
import io.aftercare.messaging.inbox.Received;
import java.util.Collection;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.mock.env.MockEnvironment;

class PoolSizeTest {

    private final StaticListableBeanFactory beans = new StaticListableBeanFactory();
    private final MockEnvironment environment = new MockEnvironment();

    @Test
    void growsWithListenersAndConsumers() {
        beans.addBean("a", new Deaf());
        beans.addBean("b", new Deaf());
        int two = size();
        beans.addBean("c", new Deaf());

        assertThat(size()).isEqualTo(two + 1);
        environment.setProperty("aftercare.messaging.consumers", "3");
        assertThat(size()).isEqualTo(two + 1 + 2 * 3);
    }

    @Test
    void growsWithTheServicesOwnThreads() {
        int none = size();
        environment.setProperty("aftercare.messaging.own-threads", "4");

        assertThat(size()).isEqualTo(none + 4);
    }

    @Test
    void leavesWhatAnOperatorHasSet() {
        beans.addBean("a", new Deaf());
        environment.setProperty("spring.datasource.hikari.maximum-pool-size", "4");

        assertThat(size()).isEqualTo(new HikariDataSource().getMaximumPoolSize());
    }

    private int size() {
        HikariDataSource pool = new HikariDataSource();
        new PoolSize(beans, environment).postProcessBeforeInitialization(pool, "dataSource");
        return pool.getMaximumPoolSize();
    }

    private static final class Deaf implements Listener<SpecificRecord> {

        @Override
        public String topic() {
            return "any";
        }

        @Override
        public Class<SpecificRecord> type() {
            return SpecificRecord.class;
        }

        @Override
        public Collection<String> keys(Received<SpecificRecord> received) {
            return List.of();
        }

        @Override
        public void on(Batch<SpecificRecord> batch) {}
    }
}
