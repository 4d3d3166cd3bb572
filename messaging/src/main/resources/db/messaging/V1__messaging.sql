-- The tables that carry all messaging, the same in every service. They hold ids, codes and encoded records, no personal data in columns.

ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO ${app};
GRANT USAGE ON SCHEMA messaging TO ${app};
GRANT USAGE ON SCHEMA public TO ${app};

-- A key's lock, and the next sequence of this service's own topic for that key.
CREATE TABLE messaging.stream (
    key           text   PRIMARY KEY,
    next_sequence bigint NOT NULL DEFAULT 1
) WITH (fillfactor = 80);

-- Facts already seen. By the day they were recorded, which their writer set once: a day's partition is dropped when it is old.
CREATE TABLE messaging.inbox (
    event_id    uuid NOT NULL,
    recorded_on date NOT NULL,
    PRIMARY KEY (event_id, recorded_on)
) PARTITION BY RANGE (recorded_on);

-- Records to be sent. Ids are drawn after the key is locked, so per key their order is the order of commits; CACHE 1 keeps it so across sessions.
CREATE TABLE messaging.outbox (
    id          bigint      GENERATED ALWAYS AS IDENTITY (CACHE 1) PRIMARY KEY,
    shard       smallint    NOT NULL,
    topic       text        NOT NULL,
    key         text        NOT NULL,
    value       bytea       NOT NULL,
    event_id    uuid        NOT NULL,
    type        text        NOT NULL,
    occurred_at timestamptz NOT NULL,
    traceparent text,
    written_at  timestamptz NOT NULL DEFAULT now()
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_cost_delay = 0);

-- Work for later. `key` is locked before it fires; a timer that waits for a topic fires only once its partition was read up to `due`.
-- `next_try` is `due`, but for one that failed.
CREATE TABLE messaging.timer (
    kind            text        NOT NULL,
    subject         text        NOT NULL,
    key             text        NOT NULL,
    due             timestamptz NOT NULL,
    next_try        timestamptz NOT NULL,
    waits_for       text,
    waits_partition integer,
    traceparent     text,
    attempts        integer     NOT NULL DEFAULT 0,
    error           text,
    parked          boolean     NOT NULL DEFAULT false,
    PRIMARY KEY (kind, subject),
    CHECK ((waits_for IS NULL) = (waits_partition IS NULL))
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_cost_delay = 0);
-- Each row is in one of these: many that wait do not stand in the way of those that need not, nor one kind of another.
CREATE INDEX timer_due ON messaging.timer (kind, next_try) WHERE waits_for IS NULL AND NOT parked;
CREATE INDEX timer_waiting ON messaging.timer (waits_for, waits_partition, kind, due) WHERE waits_for IS NOT NULL AND NOT parked;
CREATE INDEX timer_parked ON messaging.timer (kind) WHERE parked;

-- How far this service has read a partition, in its own time.
CREATE TABLE messaging.read_up_to (
    topic     text        NOT NULL,
    partition integer     NOT NULL,
    at        timestamptz NOT NULL,
    PRIMARY KEY (topic, partition)
);

-- not on the migrations' history, which is here too
GRANT SELECT, INSERT, UPDATE, DELETE
   ON messaging.stream, messaging.inbox, messaging.outbox, messaging.timer, messaging.read_up_to TO ${app};

-- The running role changes rows only; partitions are made and dropped by these two, with their owner's rights.
CREATE FUNCTION messaging.make_inbox_day(day date) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, messaging, pg_temp AS $$
DECLARE
    name text := 'inbox_' || to_char(day, 'YYYYMMDD');
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('messaging.inbox'));
    IF to_regclass('messaging.' || name) IS NOT NULL THEN RETURN; END IF;
    -- attached, not created as a partition: that would lock out every running batch
    EXECUTE format('CREATE TABLE messaging.%I (LIKE messaging.inbox INCLUDING ALL)', name);
    EXECUTE format('ALTER TABLE messaging.inbox ATTACH PARTITION messaging.%I FOR VALUES FROM (%L) TO (%L)', name, day, day + 1);
END $$;

CREATE FUNCTION messaging.drop_inbox_days(before date) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, messaging, pg_temp SET lock_timeout = '2s' AS $$
DECLARE
    name text;
    dropped integer := 0;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('messaging.inbox'));
    FOR name IN
        SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
         WHERE i.inhparent = 'messaging.inbox'::regclass AND c.relname < 'inbox_' || to_char(before, 'YYYYMMDD')
         ORDER BY c.relname
    LOOP
        EXECUTE format('DROP TABLE messaging.%I', name);
        dropped := dropped + 1;
    END LOOP;
    RETURN dropped;
END $$;

REVOKE ALL ON FUNCTION messaging.make_inbox_day(date), messaging.drop_inbox_days(date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION messaging.make_inbox_day(date), messaging.drop_inbox_days(date) TO ${app};
