using Npgsql;

namespace StrongCities.ServiceDefaults.Refusals;

/// <summary>Tells an outage of the database from a fault.</summary>
public static class DatabaseAway
{
    /// <summary>Whether the database does not answer, which says nothing about the request: it may be sent again.</summary>
    public static bool Caused(Exception error)
    {
        for (var cause = error; cause is not null; cause = cause.InnerException)
        {
            if (cause is NpgsqlException { IsTransient: true } or NpgsqlException and not PostgresException)
            {
                return true;
            }
        }

        return false;
    }
}
