namespace StrongCities.Outbox;

/// <summary>A connection string was not given; unhandled, it ends the process with this one line and status 78 (EX_CONFIG) instead of a stack trace.</summary>
public sealed class MissingConnectionStringException : InvalidOperationException
{
    static MissingConnectionStringException() => AppDomain.CurrentDomain.UnhandledException += (_, raised) =>
    {
        if (raised.ExceptionObject is MissingConnectionStringException missing)
        {
            Console.Error.WriteLine(missing.Message);
            Environment.Exit(78);
        }
    };

    internal MissingConnectionStringException(string name) : base($"Missing setting: ConnectionStrings__{name} (give it in the environment).")
    {
    }
}
