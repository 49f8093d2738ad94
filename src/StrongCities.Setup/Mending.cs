using System.Globalization;

namespace StrongCities.Setup;

/// <summary>
/// Commands for an operator on the machine. Here, and not a page: they need the administrators' logins, which this program alone holds, and
/// they are wanted when the services that would show and allow a page may be away themselves.
/// </summary>
internal static class Mending
{
    /// <summary>Status of sysexits.h for a command that is not understood.</summary>
    private const int Usage = 64;

    private const string Help = """
        usage: dotnet StrongCities.Setup.dll                    create databases, logins and permissions, migrate
               dotnet StrongCities.Setup.dll dead [QUEUE]       dead letters: how many each queue has; the letters of one
               dotnet StrongCities.Setup.dll replay QUEUE       put the dead letters of a queue back into it
               dotnet StrongCities.Setup.dll parked             facts that a relay gave up on
               dotnet StrongCities.Setup.dll release SERVICE SEQ|all    let the relay try them again
        """;

    public static async Task<int> RunAsync(string[] command, SetupSettings settings, CancellationToken cancellationToken)
    {
        switch (command)
        {
            case ["dead"]:
                await using (var letters = await DeadLetters.OpenAsync(settings, cancellationToken))
                {
                    var counted = await letters.CountAsync(cancellationToken);
                    Say(counted.Select(queue => $"{queue.Letters.ToString(CultureInfo.InvariantCulture),6}  {queue.Queue}"), "No dead letters.");
                }

                return 0;
            case ["dead", var queue]:
                await using (var letters = await DeadLetters.OpenAsync(settings, cancellationToken))
                {
                    var read = await letters.ReadAsync(queue, cancellationToken);
                    Say(read.Select(letter => $"{letter.MessageId}  {letter.Type}  {letter.SentAt}  {letter.Why}  {letter.Values}"), "No dead letters.");
                }

                return 0;
            case ["replay", var queue]:
                await using (var letters = await DeadLetters.OpenAsync(settings, cancellationToken))
                {
                    Console.WriteLine($"{(await letters.ReplayAsync(queue, cancellationToken)).ToString(CultureInfo.InvariantCulture)} letters are in {queue} again.");
                }

                return 0;
            case ["parked"]:
                var parked = await ParkedFacts.ListAsync(settings.Postgres, cancellationToken);
                Say(parked.Select(fact => string.Create(CultureInfo.InvariantCulture, $"{fact.Service}  {fact.Seq}  {fact.Type}  {fact.Attempts} tries  {fact.Error}  {fact.ParkedAt:u}")), "No parked facts.");
                return 0;
            case ["release", var service, "all"]:
                return Released(await ParkedFacts.ReleaseAsync(settings.Postgres, service, null, cancellationToken));
            case ["release", var service, var number] when long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var seq):
                return Released(await ParkedFacts.ReleaseAsync(settings.Postgres, service, seq, cancellationToken));
            default:
                Console.Error.WriteLine(Help);
                return Usage;
        }
    }

    private static int Released(int facts)
    {
        Console.WriteLine($"{facts.ToString(CultureInfo.InvariantCulture)} facts will be tried again.");
        return facts > 0 ? 0 : 1;
    }

    private static void Say(IEnumerable<string> lines, string otherwise)
    {
        var none = true;
        foreach (var line in lines)
        {
            none = false;
            Console.WriteLine(line);
        }

        if (none)
        {
            Console.WriteLine(otherwise);
        }
    }
}
