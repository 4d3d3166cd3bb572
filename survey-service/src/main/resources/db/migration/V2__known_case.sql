-- Who reports a case and what a machine may say to its customer, by the newest fact that says so, by its sequence.
CREATE TABLE known_case (
    case_id  uuid   PRIMARY KEY,
    source   text,
    handling text   NOT NULL,
    sequence bigint NOT NULL
);
