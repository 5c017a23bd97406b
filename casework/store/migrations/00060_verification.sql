-- The control of keyed lists: which were chosen for a second keying and why,
-- what differed, and the rule in force (casework/verification says the rules).

-- +goose Up
-- Who keyed each row: a keying that was given up may be finished by another.
ALTER TABLE keying_row ADD COLUMN staff_id bigint REFERENCES staff;
UPDATE keying_row r SET staff_id = k.staff_id FROM keying k WHERE k.id = r.keying_id;
ALTER TABLE keying_row ALTER COLUMN staff_id SET NOT NULL;
CREATE INDEX ON keying_row (staff_id);
ALTER TABLE keying_row DROP CONSTRAINT keying_row_key_used_check;
ALTER TABLE keying_row ADD CHECK (key_used IN ('digits', 'plus', 'star', 'slash', 'blank', 'tick', 'settled'));

-- A list that goes back after its report was annulled or moved is keyed anew:
-- its keyings are replaced, and their rows stay.
ALTER TABLE keying DROP CONSTRAINT keying_state_check;
ALTER TABLE keying ADD CHECK (state IN ('open', 'done', 'abandoned', 'replaced'));
ALTER TABLE keying DROP CONSTRAINT keying_list_id_pass_key;
CREATE UNIQUE INDEX keying_one ON keying (list_id, pass) WHERE state <> 'replaced';
DROP INDEX keying_two_persons;
CREATE UNIQUE INDEX keying_two_persons ON keying (list_id, staff_id) WHERE state <> 'replaced';

-- Whoever keyed a row of an earlier pass of the list keys none of a later one.
-- +goose StatementBegin
CREATE FUNCTION check_keying_person() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.state <> 'replaced' AND EXISTS (
        SELECT FROM keying k JOIN keying_row r ON r.keying_id = k.id
        WHERE k.list_id = NEW.list_id AND k.state <> 'replaced' AND k.pass < NEW.pass AND r.staff_id = NEW.staff_id) THEN
        RAISE EXCEPTION 'keying % of list %: the person keyed an earlier pass', NEW.pass, NEW.list_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'keying_other_person';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION check_keying_row_person() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE holder bigint; at_pass smallint;
BEGIN
    SELECT staff_id, pass INTO holder, at_pass FROM keying WHERE id = NEW.keying_id;
    IF at_pass < 3 AND holder <> NEW.staff_id THEN
        RAISE EXCEPTION 'row % of keying %: another person keys it', NEW.row, NEW.keying_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'keying_row_person';
    END IF;
    RETURN NEW;
END $$;
-- +goose StatementEnd
CREATE TRIGGER other_person BEFORE INSERT OR UPDATE ON keying FOR EACH ROW EXECUTE FUNCTION check_keying_person();
CREATE TRIGGER own_row BEFORE INSERT OR UPDATE ON keying_row FOR EACH ROW EXECUTE FUNCTION check_keying_row_person();

CREATE TABLE verification_policy (
    id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    mode      text    NOT NULL CHECK (mode IN ('risk', 'always')),
    sample    integer NOT NULL CHECK (sample BETWEEN 0 AND 1000), -- per thousand
    fee_limit bigint  NOT NULL CHECK (fee_limit > 0),             -- öre
    deviation integer NOT NULL CHECK (deviation > 0),             -- per cent
    new_clerk integer NOT NULL CHECK (new_clerk >= 0),            -- rows
    set_by    bigint  REFERENCES staff, -- empty: the command line
    set_at    timestamptz NOT NULL
);

-- One for each finished first keying; reasons empty: the list was not chosen.
CREATE TABLE verification (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    list_id     bigint NOT NULL REFERENCES fee_list,
    keying_id   bigint NOT NULL UNIQUE REFERENCES keying,
    reasons     text[] NOT NULL,
    state       text   NOT NULL CHECK (state IN ('second', 'settling', 'done', 'ended')),
    differences integer NOT NULL DEFAULT 0, -- fields
    asked_at    timestamptz NOT NULL,
    done_at     timestamptz,
    CHECK ((state IN ('done', 'ended')) = (done_at IS NOT NULL))
);
CREATE INDEX verification_waiting ON verification (asked_at, id) WHERE state IN ('second', 'settling');
CREATE UNIQUE INDEX verification_one ON verification (list_id) WHERE state IN ('second', 'settling');
CREATE INDEX ON verification (list_id);

-- How each field that differed was settled; its values stand in the keyings.
CREATE TABLE verification_field (
    verification_id bigint  NOT NULL REFERENCES verification,
    row             integer NOT NULL,
    field           text    NOT NULL CHECK (field IN ('row', 'member', 'control', 'reason', 'written')),
    taken           text    NOT NULL CHECK (taken IN ('first', 'second', 'other')),
    PRIMARY KEY (verification_id, row, field)
);

-- +goose Down
DROP TABLE verification_field, verification, verification_policy;
DROP TRIGGER own_row ON keying_row;
DROP TRIGGER other_person ON keying;
DROP FUNCTION check_keying_row_person, check_keying_person;
DROP INDEX keying_two_persons, keying_one;
DELETE FROM keying_row WHERE keying_id IN (SELECT id FROM keying WHERE state = 'replaced');
DELETE FROM keying WHERE state = 'replaced';
CREATE UNIQUE INDEX keying_two_persons ON keying (list_id, staff_id) WHERE pass < 3;
ALTER TABLE keying ADD UNIQUE (list_id, pass);
ALTER TABLE keying DROP CONSTRAINT keying_state_check;
ALTER TABLE keying ADD CHECK (state IN ('open', 'done', 'abandoned'));
ALTER TABLE keying_row DROP CONSTRAINT keying_row_key_used_check;
UPDATE keying_row SET key_used = CASE key_used WHEN 'tick' THEN 'plus' WHEN 'settled' THEN 'digits' ELSE key_used END;
ALTER TABLE keying_row ADD CHECK (key_used IN ('digits', 'plus', 'star', 'slash', 'blank'));
ALTER TABLE keying_row DROP COLUMN staff_id;
