using System.Net;

namespace StrongCities.Notifications.CheckSender;

/// <summary>
/// <c>dotnet StrongCities.Notifications.dll check-sender network.example [--selector NAME] [--server ADDRESS[:PORT]]</c>:
/// whether the domain says who may send mail in its name, so that receivers can tell ours from others'.
/// </summary>
internal static class CheckSender
{
    public const string Command = "check-sender";
    private const int DnsPort = 53;

    /// <summary>0 when all three hold, 1 when something is missing or too weak, 2 when it could not be asked.</summary>
    public static async Task<int> RunAsync(string[] arguments, TextWriter output, CancellationToken stop)
    {
        var domain = arguments.Skip(1).TakeWhile(argument => !argument.StartsWith('-')).SingleOrDefault();
        var server = Option(arguments, "--server") is { } given ? ServerOf(given) : OwnServer();
        if (domain is null || server is null)
        {
            await output.WriteLineAsync($"Usage: {Command} <domain> [--selector NAME] [--server ADDRESS[:PORT]]");
            return 2;
        }

        var records = new TxtRecords(server);
        try
        {
            SenderFinding[] findings =
            [
                SenderPolicy.Spf(await records.AskAsync(domain, stop)),
                Option(arguments, "--selector") is { } selector
                    ? SenderPolicy.Dkim(await records.AskAsync($"{selector}._domainkey.{domain}", stop), selector)
                    : new SenderFinding("DKIM", Holds: false, "Not looked up: name the key with --selector, as your mail server signs with it."),
                SenderPolicy.Dmarc(await records.AskAsync($"_dmarc.{domain}", stop)),
            ];
            foreach (var finding in findings)
            {
                await output.WriteLineAsync($"{finding.Name,-6}{(finding.Holds ? "good" : "MEND"),-6}{finding.Words}");
            }

            var good = findings.All(finding => finding.Holds);
            await output.WriteLineAsync(good ? $"Receivers can tell mail of {domain} from mail of others." : $"Mail of others can pass for mail of {domain}. docs/operations.md says what to set.");
            return good ? 0 : 1;
        }
        catch (NameServerException failure)
        {
            await output.WriteLineAsync(failure.Message);
            return 2;
        }
    }

    private static string? Option(string[] arguments, string name) => Array.IndexOf(arguments, name) is var at and >= 0 && at + 1 < arguments.Length ? arguments[at + 1] : null;

    private static IPEndPoint? ServerOf(string given) =>
        IPAddress.TryParse(given, out var alone) ? new IPEndPoint(alone, DnsPort) : IPEndPoint.TryParse(given, out var server) ? server : null;

    /// <summary>The first name server that this machine uses.</summary>
    private static IPEndPoint? OwnServer() => File.Exists("/etc/resolv.conf")
        ? File.ReadLines("/etc/resolv.conf").Where(line => line.StartsWith("nameserver ", StringComparison.Ordinal)).Select(line => ServerOf(line["nameserver ".Length..].Trim())).FirstOrDefault()
        : null;
}
