using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace StrongCities.Outbox;

/// <summary>
/// Empties the pool when one of its connections turns out to be dead: after the server was killed all of them are,
/// and each would fail one more request before it is noticed.
/// </summary>
internal sealed class ForgetLostServer(NpgsqlDataSource source) : DbCommandInterceptor
{
    public override void CommandFailed(DbCommand command, CommandErrorEventData eventData) => Forget(eventData.Exception);

    public override Task CommandFailedAsync(DbCommand command, CommandErrorEventData eventData, CancellationToken cancellationToken = default)
    {
        Forget(eventData.Exception);
        return Task.CompletedTask;
    }

    private void Forget(Exception failure)
    {
        if (IsLost(failure))
        {
            source.Clear();
        }
    }

    /// <summary>Whether the connection itself is gone: a broken line, or a server that ends its sessions (class 57P).</summary>
    internal static bool IsLost(Exception failure) => failure switch
    {
        PostgresException ended => ended.SqlState is PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow,
        NpgsqlException broken => broken.InnerException is IOException or System.Net.Sockets.SocketException,
        _ => false,
    };
}
