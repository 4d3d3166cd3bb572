package io.aftercare.stack;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;

/**
 * A service's database and its two roles. The owner migrates; the running role may connect and use
 * the schema `public`, and nothing else until a migration of the owner grants it more.
 *
 * @param jdbcUrl without user and password
 * @param owner `{name}_owner`
 * @param running `{name}_app`
 */
public record ServiceDatabase(
        String name,
        String jdbcUrl,
        String owner,
        String ownerPassword,
        String running,
        String runningPassword) {

    /** The same database by way of another port, for instance a cable's. */
    public ServiceDatabase through(int port) {
        var url = Postgres.url(port, name);
        return new ServiceDatabase(name, url, owner, ownerPassword, running, runningPassword);
    }

    /** Named and given passwords, but not made. */
    static ServiceDatabase at(int port, String name) {
        if (!name.matches("[a-z][a-z0-9_]{0,55}")) {
            throw new IllegalArgumentException("not a plain database name: " + name);
        }
        return new ServiceDatabase(
                name,
                Postgres.url(port, name),
                name + "_owner",
                Secrets.password(),
                name + "_app",
                Secrets.password());
    }

    /** Makes database and roles unless they exist, and sets the roles' passwords. */
    void create(String superuserPassword) {
        try {
            execute(superuserUrl("postgres"), superuserPassword, roles());
            execute(superuserUrl(name), superuserPassword, grants());
        } catch (SQLException e) {
            throw new IllegalStateException("cannot make database " + name, e);
        }
    }

    private String superuserUrl(String database) {
        return jdbcUrl.substring(0, jdbcUrl.lastIndexOf('/') + 1) + database;
    }

    // CREATE DATABASE runs alone only: each statement is a transaction of its own
    private List<String> roles() {
        return List.of(
                role(owner, ownerPassword),
                role(running, runningPassword),
                "CREATE DATABASE %s OWNER %s".formatted(name, owner),
                "REVOKE ALL ON DATABASE %s FROM PUBLIC".formatted(name),
                "GRANT CONNECT ON DATABASE %s TO %s".formatted(name, running));
    }

    private List<String> grants() {
        return List.of(
                "REVOKE ALL ON SCHEMA public FROM PUBLIC",
                "GRANT USAGE ON SCHEMA public TO " + running);
    }

    private static String role(String role, String password) {
        return """
        DO $$ BEGIN
            IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '%1$s') THEN
                CREATE ROLE %1$s LOGIN;
            END IF;
            ALTER ROLE %1$s PASSWORD '%2$s';
        END $$
        """
                .formatted(role, password);
    }

    private static void execute(String url, String password, List<String> statements)
            throws SQLException {
        try (var connection = DriverManager.getConnection(url, Postgres.SUPERUSER, password)) {
            for (String statement : statements) {
                execute(connection, statement);
            }
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            boolean exists = "42P04".equals(e.getSQLState());
            if (!exists) {
                throw e;
            }
        }
    }
}
