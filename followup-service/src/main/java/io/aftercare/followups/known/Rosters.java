package io.aftercare.followups.known;

import io.aftercare.followups.known.Staff.Absence;
import io.aftercare.hours.BusinessCalendar;
import io.aftercare.messaging.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The staff and teams this service has heard of, and markers of those who are to be forgotten. */
@Repository
public class Rosters {

    private final JdbcClient sql;
    private final BusinessCalendar company;

    /** Built once for each: a calendar looks at every day of its years to see that it works. */
    private final Map<TeamHours, BusinessCalendar> calendars = new ConcurrentHashMap<>();

    Rosters(JdbcClient sql, CompanySettings company) {
        this.sql = sql;
        this.company = company.hours();
    }

    /** All that can be reached from these: their teams, leads, deputies, and theirs in turn. */
    public Roster load(Collection<String> staffIds, Collection<String> teamIds) {
        record Reached(boolean team, String id) {}
        List<Reached> reached =
                sql.sql(
                                """
                                WITH RECURSIVE reached(team, id) AS (
                                    SELECT false, unnest(:staffIds::text[])
                                    UNION
                                    SELECT true, unnest(:teamIds::text[])
                                    UNION
                                    SELECT next.team, next.id FROM reached CROSS JOIN LATERAL (
                                        SELECT true AS team, staff.team AS id FROM staff
                                         WHERE NOT reached.team AND staff.id = reached.id
                                        UNION ALL SELECT false, staff.deputy FROM staff
                                         WHERE NOT reached.team AND staff.id = reached.id
                                        UNION ALL SELECT false, team.lead FROM team
                                         WHERE reached.team AND team.id = reached.id
                                        UNION ALL SELECT true, team.parent FROM team
                                         WHERE reached.team AND team.id = reached.id) AS next
                                     WHERE next.id IS NOT NULL)
                                SELECT team, id FROM reached""")
                        .param("staffIds", staffIds.toArray(String[]::new))
                        .param("teamIds", teamIds.toArray(String[]::new))
                        .query(
                                (row, _) ->
                                        new Reached(
                                                row.getBoolean("team"),
                                                Objects.requireNonNull(row.getString("id"))))
                        .list();
        Map<String, Team> teams =
                teams(reached.stream().filter(Reached::team).map(Reached::id).toList());
        return new Roster(
                staff(reached.stream().filter(it -> !it.team()).map(Reached::id).toList()),
                teams,
                calendars(teams.values()),
                company);
    }

    private Map<String, BusinessCalendar> calendars(Collection<Team> teams) {
        Map<String, BusinessCalendar> found = new HashMap<>();
        for (Team team : teams) {
            TeamHours hours = team.hours();
            if (hours != null) {
                found.put(team.id(), calendars.computeIfAbsent(hours, TeamHours::calendar));
            }
        }
        return found;
    }

    Map<String, Staff> staff(Collection<String> ids) {
        return sql
                .sql("SELECT * FROM staff WHERE id = ANY(:ids)")
                .param("ids", ids.toArray(String[]::new))
                .query((row, _) -> staff(row))
                .list()
                .stream()
                .collect(Collectors.toMap(Staff::id, Function.identity()));
    }

    /** True if they were erased. Of whom nothing was heard nobody knows that they are gone. */
    public boolean isGone(String staffId) {
        Staff known = staff(List.of(staffId)).get(staffId);
        return known != null && known.gone();
    }

    Map<String, Team> teams(Collection<String> ids) {
        return sql
                .sql("SELECT * FROM team WHERE id = ANY(:ids)")
                .param("ids", ids.toArray(String[]::new))
                .query((row, _) -> team(row))
                .list()
                .stream()
                .collect(Collectors.toMap(Team::id, Function.identity()));
    }

    /** The teams that have something to do with these: led by this staff, or below these teams. */
    public List<String> affected(Collection<String> staffIds, Collection<String> teamIds) {
        return sql.sql(
                        """
                        WITH led AS (
                            SELECT id FROM team
                             WHERE id = ANY(:teamIds::text[]) OR lead = ANY(:staffIds::text[])
                            UNION SELECT unnest(:teamIds::text[]))
                        SELECT id FROM led
                        UNION SELECT id FROM team WHERE parent IN (SELECT id FROM led)""")
                .param("staffIds", staffIds.toArray(String[]::new))
                .param("teamIds", teamIds.toArray(String[]::new))
                .query((row, _) -> Objects.requireNonNull(row.getString("id")))
                .list();
    }

    /** Keeps what is newer. Who was erased stays erased. */
    void saveStaff(Collection<Staff> staff) {
        sql.sql(
                        """
                        INSERT INTO staff (id, version, team, deputy, absences)
                        SELECT * FROM unnest(:id::text[], :version::bigint[], :team::text[],
                            :deputy::text[], :absences::text[])
                        ON CONFLICT (id) DO UPDATE SET
                            version = excluded.version, team = excluded.team,
                            deputy = excluded.deputy, absences = excluded.absences
                         WHERE excluded.version > staff.version AND staff.erased_at IS NULL""")
                .params(
                        Columns.of(staff)
                                .with("id", Staff::id)
                                .with("version", Staff::version)
                                .with("team", Staff::team)
                                .with("deputy", Staff::deputy)
                                .with("absences", it -> joined(it.absences(), Rosters::text))
                                .asParams())
                .update();
    }

    /** As {@link #saveStaff}. */
    void saveTeams(Collection<Team> teams) {
        sql.sql(
                        """
                        INSERT INTO team (id, version, lead, parent, zone, country, subdivision,
                            week, closed)
                        SELECT * FROM unnest(:id::text[], :version::bigint[], :lead::text[],
                            :parent::text[], :zone::text[], :country::text[],
                            :subdivision::text[], :week::text[], :closed::text[])
                        ON CONFLICT (id) DO UPDATE SET
                            version = excluded.version, lead = excluded.lead,
                            parent = excluded.parent, zone = excluded.zone,
                            country = excluded.country, subdivision = excluded.subdivision,
                            week = excluded.week, closed = excluded.closed
                         WHERE excluded.version > team.version AND team.erased_at IS NULL""")
                .params(
                        Columns.of(teams)
                                .with("id", Team::id)
                                .with("version", Team::version)
                                .with("lead", Team::lead)
                                .with("parent", Team::parent)
                                .with("zone", team -> of(team, TeamHours::zone))
                                .with("country", team -> of(team, TeamHours::country))
                                .with("subdivision", team -> of(team, TeamHours::subdivision))
                                .with("week", team -> of(team, TeamHours::week))
                                .with("closed", Rosters::closed)
                                .asParams())
                .update();
    }

    /** Leaves of each nothing but a marker. */
    void erase(Collection<String> staffIds, Collection<String> teamIds, Instant now) {
        sql.sql(
                        """
                        INSERT INTO staff (id, version, absences, erased_at)
                        SELECT id, 0, '', :now::timestamptz FROM unnest(:ids::text[]) AS gone(id)
                        ON CONFLICT (id) DO UPDATE SET
                            team = NULL, deputy = NULL, absences = '',
                            erased_at = coalesce(staff.erased_at, excluded.erased_at)""")
                .param("ids", staffIds.toArray(String[]::new))
                .param("now", now.toString())
                .update();
        sql.sql(
                        """
                        INSERT INTO team (id, version, closed, erased_at)
                        SELECT id, 0, '', :now::timestamptz FROM unnest(:ids::text[]) AS gone(id)
                        ON CONFLICT (id) DO UPDATE SET
                            lead = NULL, parent = NULL, zone = NULL, country = NULL,
                            subdivision = NULL, week = NULL, closed = '',
                            erased_at = coalesce(team.erased_at, excluded.erased_at)""")
                .param("ids", teamIds.toArray(String[]::new))
                .param("now", now.toString())
                .update();
    }

    private static Staff staff(ResultSet row) throws SQLException {
        return new Staff(
                Objects.requireNonNull(row.getString("id")),
                row.getLong("version"),
                row.getString("team"),
                row.getString("deputy"),
                split(row.getString("absences")).map(Rosters::absence).toList(),
                row.getObject("erased_at") != null);
    }

    private static Team team(ResultSet row) throws SQLException {
        String zone = row.getString("zone");
        String week = row.getString("week");
        return new Team(
                Objects.requireNonNull(row.getString("id")),
                row.getLong("version"),
                row.getString("lead"),
                row.getString("parent"),
                zone == null || week == null
                        ? null
                        : new TeamHours(
                                zone,
                                row.getString("country"),
                                row.getString("subdivision"),
                                week,
                                split(row.getString("closed")).map(LocalDate::parse).toList()));
    }

    private static <V> @Nullable V of(Team team, Function<TeamHours, @Nullable V> part) {
        TeamHours hours = team.hours();
        return hours == null ? null : part.apply(hours);
    }

    private static String closed(Team team) {
        TeamHours hours = team.hours();
        return hours == null ? "" : joined(hours.closed(), LocalDate::toString);
    }

    private static String text(Absence absence) {
        return absence.from() + "/" + absence.until();
    }

    private static Absence absence(String text) {
        String[] ends = text.split("/");
        return new Absence(Instant.parse(ends[0]), Instant.parse(ends[1]));
    }

    private static <T> String joined(List<T> values, Function<T, String> text) {
        return values.stream().map(text).collect(Collectors.joining(","));
    }

    private static Stream<String> split(@Nullable String values) {
        return values == null || values.isEmpty() ? Stream.empty() : Stream.of(values.split(","));
    }
}
