-- The default rights of V1 of messaging hold for every table of a service; the history of its migrations is none of the running role's.
REVOKE ALL ON flyway_schema_history FROM ${app};
