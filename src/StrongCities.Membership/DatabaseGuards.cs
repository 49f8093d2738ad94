namespace StrongCities.Membership;

/// <summary>What the migration adds in plain SQL: search without accents or case, and histories that only grow.</summary>
internal static class DatabaseGuards
{
    /// <summary>A CSO is found by no more of its place than it shows.</summary>
    public const string SearchText =
        "simple_text(name || ' ' || CASE WHEN kind = 'city' OR listing = 'town' THEN place ELSE '' END"
        + " || ' ' || CASE WHEN kind = 'city' OR listing IN ('town', 'region') THEN province ELSE '' END)";

    /// <summary>
    /// To run before the tables. <c>unaccent</c> is only stable because its dictionary may be replaced; ours is not, so an index may rest on it.
    /// The ICU collation makes lower() right for É whatever the database was created with.
    /// </summary>
    public const string Functions =
        """
        CREATE FUNCTION simple_text(value text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS
        $$ SELECT lower(public.unaccent('public.unaccent'::regdictionary, value) COLLATE "und-x-icu") $$;

        CREATE FUNCTION refuse_history_change() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'History rows are only added.' USING ERRCODE = 'insufficient_privilege'; END $$;
        """;

    /// <summary>To run after the tables. Setup leaves the running role of a table called *_history no right to change its rows; the triggers also stop whoever has it.</summary>
    public const string Histories =
        """
        CREATE TRIGGER case_history_only_grow BEFORE UPDATE OR DELETE OR TRUNCATE ON case_history FOR EACH STATEMENT EXECUTE FUNCTION refuse_history_change();
        CREATE TRIGGER profile_history_only_grow BEFORE UPDATE OR DELETE OR TRUNCATE ON profile_history FOR EACH STATEMENT EXECUTE FUNCTION refuse_history_change();
        CREATE TRIGGER membership_history_only_grow BEFORE UPDATE OR DELETE OR TRUNCATE ON membership_history FOR EACH STATEMENT EXECUTE FUNCTION refuse_history_change();
        CREATE TRIGGER suspension_history_only_grow BEFORE UPDATE OR DELETE OR TRUNCATE ON suspension_history FOR EACH STATEMENT EXECUTE FUNCTION refuse_history_change();
        CREATE INDEX applications_contact_address ON applications (lower(answers_contact_email));
        """;
}
