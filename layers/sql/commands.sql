-- Commands to devices: only what the layer's devices can do, by whom the declaration names, within its limits. Only the house
-- itself says how far a command has come, and every step of it is kept.
CREATE TABLE layers.command_events (
    command_id uuid NOT NULL,
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    status text NOT NULL,
    detail text,
    actor text NOT NULL DEFAULT layers.actor()
);
CREATE INDEX command_events_command_idx ON layers.command_events (command_id, at);
COMMENT ON TABLE layers.command_events IS 'Từng bước của lệnh, chỉ thêm / every step of a command; only added to';

CREATE FUNCTION layers.check_command() RETURNS trigger
    LANGUAGE plpgsql SET search_path = layers, ext, pg_temp
AS $$
DECLARE
    ability layers.abilities;
    target record;
    wrong text;
BEGIN
    SELECT * INTO ability FROM layers.abilities a WHERE a.layer = NEW.target_layer AND a.action = NEW.action;
    SELECT d.geom, d.ward_code INTO target FROM layers.devices d
        WHERE d.layer = NEW.target_layer AND d.feature_id = NEW.target_id;
    wrong := CASE
        WHEN ability.action IS NULL THEN 'action'
        WHEN target.geom IS NULL THEN 'target'
        WHEN NOT EXISTS (SELECT FROM unnest(ability.groups) g WHERE pg_has_role(current_user, g::name, 'MEMBER')) THEN 'right'
        WHEN (ability.ge IS NULL AND ability.le IS NULL) <> (NEW.value IS NULL) THEN 'value'
        WHEN NEW.value IS NOT NULL
            AND NOT (NEW.value BETWEEN coalesce(ability.ge, '-Infinity') AND coalesce(ability.le, 'Infinity')) THEN 'value'
        WHEN NEW.expires_at NOT BETWEEN now() AND now() + interval '7 days' THEN 'expires_at'
        WHEN btrim(NEW.reason) = '' THEN 'reason'
    END;
    IF wrong IS NOT NULL THEN
        RAISE EXCEPTION USING ERRCODE = CASE wrong WHEN 'right' THEN '42501' ELSE 'DH011' END, TABLE = 'commands',
            MESSAGE = 'the command cannot be given', CONSTRAINT = 'commands_' || wrong,
            COLUMN = CASE wrong WHEN 'target' THEN 'target_id' WHEN 'right' THEN 'action' ELSE wrong END,
            DETAIL = CASE wrong WHEN 'value' THEN concat_ws(' ', ability.ge, ability.le, ability.unit) ELSE '' END;
    END IF;
    NEW.geom := target.geom;
    NEW.ward_code := target.ward_code;
    NEW.requested_by := layers.actor();
    RETURN NEW;
END $$;
CREATE TRIGGER a_check_command BEFORE INSERT ON layers.commands FOR EACH ROW WHEN (NOT layers.in_bulk())
    EXECUTE FUNCTION layers.check_command();

CREATE FUNCTION layers.queue_command() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = layers, pg_temp
AS $$
BEGIN
    INSERT INTO layers.commands_state (fid, status, attempts, phenomenon_time, status_at, attempts_at)
        SELECT fid, 'queued', 0, now(), now(), now() FROM came;
    INSERT INTO layers.command_events (command_id, status, detail)
        SELECT id, 'queued', reason FROM came;
    RETURN NULL;
END $$;
CREATE TRIGGER queue_command AFTER INSERT ON layers.commands REFERENCING NEW TABLE AS came
    FOR EACH STATEMENT WHEN (NOT layers.in_bulk()) EXECUTE FUNCTION layers.queue_command();

-- What devices have answered, in the transaction of the batch it came with; the number of commands that ended. What is unknown
-- or ended before is passed over, and what another feature's device says (`features`: whose device answered). Only `done`,
-- `refused` and `failed` end a command; an answer after the deadline still tells the truth. A radio whose device has nothing
-- that shows the outcome can say no more than that it has received it.
CREATE FUNCTION layers.take_answers(ids uuid[], outcomes text[], times timestamptz[], details text[], features uuid[])
    RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = layers, pg_temp
AS $$
DECLARE
    ended integer;
BEGIN
    WITH given AS MATERIALIZED (
        SELECT c.fid, u.id, u.at, left(u.detail, 500) AS detail,
            CASE WHEN u.outcome = 'received' AND a.property IS NULL AND d.protocol = 'chirpstack' THEN 'done' ELSE u.outcome END
                AS outcome
        FROM unnest(ids, outcomes, times, details, features) u (id, outcome, at, detail, feature)
        JOIN layers.commands c ON c.id = u.id AND c.target_id = u.feature
        JOIN layers.devices d ON d.layer = c.target_layer AND d.feature_id = c.target_id
        LEFT JOIN layers.abilities a ON a.layer = c.target_layer AND a.action = c.action
        JOIN layers.commands_state s ON s.fid = c.fid AND s.status IN ('queued', 'sent', 'expired')
    ), noted AS (
        INSERT INTO layers.command_events (command_id, status, detail)
            SELECT id, outcome, detail FROM given ORDER BY at
    ), last AS (
        SELECT DISTINCT ON (fid) * FROM given WHERE outcome IN ('done', 'refused', 'failed') ORDER BY fid, at
    )
    UPDATE layers.commands_state s SET status = l.outcome, status_at = now(), answered_at = l.at, answered_at_at = now(),
        answer = l.detail, answer_at = now(), phenomenon_time = now()
    FROM last l WHERE s.fid = l.fid;
    GET DIAGNOSTICS ended = ROW_COUNT;
    RETURN ended;
END $$;
REVOKE ALL ON FUNCTION layers.take_answers(uuid[], text[], timestamptz[], text[], uuid[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION layers.take_answers(uuid[], text[], timestamptz[], text[], uuid[]) TO dongha_ingest, dongha_service;

CREATE INDEX commands_state_open_idx ON layers.commands_state (fid) WHERE status IN ('queued', 'sent');
GRANT SELECT ON layers.commands TO dongha_ingest, dongha_service;
GRANT SELECT, INSERT ON layers.command_events TO dongha_ingest, dongha_service;
