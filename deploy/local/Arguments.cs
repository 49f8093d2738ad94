namespace StrongCities.Local;

/// <summary>What was asked on the command line.</summary>
internal sealed record Arguments
{
    public const string Usage = """
        usage: dotnet run --project deploy/local [-- options]             start everything, until Ctrl-C
               dotnet run --project deploy/local -- test [arguments]      install what tests need, then dotnet test with the arguments
               dotnet run --project deploy/local -- check                 say what tests need and this machine lacks; status 2 then
               dotnet run --project deploy/local -- start|stop|restart RESOURCE [--directory DIR]   ask the copy that runs there
               dotnet run --project deploy/local -- environment [--output FILE]                     each resource's environment as JSON
        options: --directory DIR         data, logs and addresses of this copy (default: .local); copies run side by side
                 --only A,B              start these resources alone
                 --except NAME           leave this resource out until it is asked for
                 --env RESOURCE:NAME=VALUE  one more setting for one resource
                 --no-demonstration      no demonstration data
                 --no-install            never install packages
                 --reset                 drop this copy's data first
                 --attached              stop when standard input ends
                 --fake-clock FILE       PostgreSQL's clock is moved by what FILE says (such as +11m)
        """;

    public string Command { get; private init; } = "run";
    public string? Target { get; private init; }
    public string? Directory { get; private init; }
    public string? Output { get; private init; }
    public string? FakeClock { get; private init; }
    public bool Install { get; private init; } = true;
    public bool Demonstration { get; private init; } = true;
    public bool Reset { get; private init; }
    public bool Attached { get; private init; }
    public IReadOnlyList<string> Only { get; private init; } = [];
    public IReadOnlyList<string> Except { get; private init; } = [];
    public IReadOnlyList<(string Resource, string Name, string Value)> Environment { get; private init; } = [];
    public IReadOnlyList<string> TestArguments { get; private init; } = [];
    public string? Mistake { get; private init; }

    public static Arguments Parse(string[] args)
    {
        var arguments = new Arguments();
        for (var i = 0; i < args.Length && arguments.Mistake is null; i++)
        {
            arguments = args[i] switch
            {
                "test" when i == 0 => arguments with { Command = "test", TestArguments = args[1..] },
                "help" or "--help" when i == 0 => arguments with { Command = "help" },
                "check" when i == 0 => arguments with { Command = "check" },
                "environment" when i == 0 => arguments with { Command = "environment" },
                "start" or "stop" or "restart" when i == 0 && args.Length > 1 => arguments with { Command = args[0], Target = args[++i] },
                "--directory" when i + 1 < args.Length => arguments with { Directory = args[++i] },
                "--output" when i + 1 < args.Length => arguments with { Output = args[++i] },
                "--fake-clock" when i + 1 < args.Length => arguments with { FakeClock = args[++i] },
                "--only" when i + 1 < args.Length => arguments with { Only = [.. arguments.Only, .. args[++i].Split(',')] },
                "--except" when i + 1 < args.Length => arguments with { Except = [.. arguments.Except, .. args[++i].Split(',')] },
                "--env" when i + 1 < args.Length => arguments.WithEnvironment(args[++i]),
                "--no-install" => arguments with { Install = false },
                "--no-demonstration" => arguments with { Demonstration = false },
                "--reset" => arguments with { Reset = true },
                "--attached" => arguments with { Attached = true },
                _ => arguments with { Mistake = $"'{args[i]}' is not understood." },
            };

            if (arguments.Command == "test")
            {
                break;
            }
        }

        return arguments;
    }

    private Arguments WithEnvironment(string setting)
    {
        var colon = setting.IndexOf(':', StringComparison.Ordinal);
        var equals = setting.IndexOf('=', StringComparison.Ordinal);
        return colon > 0 && equals > colon + 1
            ? this with { Environment = [.. Environment, (setting[..colon], setting[(colon + 1)..equals], setting[(equals + 1)..])] }
            : this with { Mistake = $"'--env {setting}' is not RESOURCE:NAME=VALUE." };
    }
}
