namespace StrongCities.Notifications.CheckSender;

/// <summary>What one of the three records says.</summary>
internal sealed record SenderFinding(string Name, bool Holds, string Words);

/// <summary>Reads a domain's TXT records: SPF (RFC 7208) names the servers that may send, DKIM (RFC 6376) holds the key of the signature, DMARC (RFC 7489) says what happens to the rest.</summary>
internal static class SenderPolicy
{
    public static SenderFinding Spf(IEnumerable<string> texts)
    {
        var records = texts.Where(text => text == "v=spf1" || text.StartsWith("v=spf1 ", StringComparison.OrdinalIgnoreCase)).ToList();
        if (records.Count != 1)
        {
            return Mend(records.Count == 0 ? "There is no record \"v=spf1 ...\": no server is named that may send." : "There are several records \"v=spf1\": receivers ignore all of them.");
        }

        var terms = records[0].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return terms.Any(term => term is "-all" or "~all") ? new SenderFinding("SPF", true, records[0])
            : terms.Any(term => term is "all" or "+all" or "?all") ? Mend("It ends by letting every server send: end it with -all.")
            // Another domain's record decides then, and that one is not ours to read.
            : terms.Any(term => term.StartsWith("redirect=", StringComparison.OrdinalIgnoreCase)) ? new SenderFinding("SPF", true, records[0])
            : Mend("It says nothing of other servers: end it with -all.");

        static SenderFinding Mend(string words) => new("SPF", false, words);
    }

    public static SenderFinding Dkim(IEnumerable<string> texts, string selector)
    {
        var record = texts.FirstOrDefault(text => Tags(text).ContainsKey("p"));
        return record is null ? new SenderFinding("DKIM", false, $"There is no key under {selector}._domainkey: signatures cannot be checked.")
            : Tags(record)["p"].Length == 0 ? new SenderFinding("DKIM", false, $"The key {selector} is withdrawn (its p= is empty).")
            : new SenderFinding("DKIM", true, $"There is a key under {selector}._domainkey.");
    }

    public static SenderFinding Dmarc(IEnumerable<string> texts)
    {
        var records = texts.Where(text => text.StartsWith("v=DMARC1", StringComparison.Ordinal)).ToList();
        if (records.Count != 1)
        {
            return new SenderFinding("DMARC", false, records.Count == 0 ? "There is no record \"v=DMARC1; ...\": receivers are told nothing." : "There are several records \"v=DMARC1\": receivers ignore all of them.");
        }

        return Tags(records[0]).GetValueOrDefault("p") switch
        {
            "reject" or "quarantine" => new SenderFinding("DMARC", true, records[0]),
            _ => new SenderFinding("DMARC", false, "It asks receivers to do nothing: set p=quarantine, later p=reject."),
        };
    }

    private static Dictionary<string, string> Tags(string record)
    {
        var tags = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var tag in record.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (tag.IndexOf('=', StringComparison.Ordinal) is var at and > 0)
            {
                tags[tag[..at].Trim()] = tag[(at + 1)..].Trim();
            }
        }

        return tags;
    }
}
