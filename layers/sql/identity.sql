-- Who is at work in this session, for policies, column defaults and the change log.
-- Settings can be made by anybody, so they are believed only in the sessions of the web's own login and of the owner, which
-- have checked whom they act for; whoever comes with a login of their own is who the server says they are. A setting that was
-- made once is '' afterwards, never null again, so '' always means "not given".
-- They are PL/pgSQL because every statement of a writer calls them: SQL functions with a path of their own are planned anew
-- each time, which costs more than the whole change log.
CREATE FUNCTION layers.trusted() RETURNS boolean
    LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RETURN pg_has_role(session_user, 'dongha_service', 'MEMBER');
END $$;
COMMENT ON FUNCTION layers.trusted() IS 'Phiên của hệ thống / whether the session may say for whom it acts';

CREATE FUNCTION layers.actor() RETURNS text
    LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF layers.trusted() THEN
        RETURN coalesce(nullif(current_setting('dongha.actor', true), ''), session_user::text);
    END IF;
    RETURN session_user::text;
END $$;
COMMENT ON FUNCTION layers.actor() IS 'Tên đăng nhập của người đang thao tác / login of whoever is at work';

CREATE FUNCTION layers.client() RETURNS text
    LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF current_setting('dongha.client', true) <> '' AND layers.trusted() THEN
        RETURN current_setting('dongha.client', true);
    END IF;
    RETURN current_setting('application_name', true);
END $$;
COMMENT ON FUNCTION layers.client() IS 'Chương trình đang dùng / the program they work with';

CREATE FUNCTION layers.own_ward() RETURNS text
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF layers.trusted() THEN
        RETURN nullif(current_setting('dongha.ward', true), '');
    END IF;
    RETURN (SELECT a.ward_code FROM auth.accounts a WHERE a.name = session_user AND a.active);
END $$;
COMMENT ON FUNCTION layers.own_ward() IS 'Mã phường của người đang thao tác / ward of whoever is at work; null: none';
