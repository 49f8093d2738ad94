using System.Diagnostics;
using StrongCities.IntegrationTests;

namespace StrongCities.Faults.Harness;

/// <summary>A running copy with a mail server of ours, and a voice.</summary>
internal sealed class Scene(LocalCopy copy, MailSink sink)
{
    private static readonly int[] Capacities = [20, 60, 120];
    private readonly Stopwatch _watch = Stopwatch.StartNew();

    public LocalCopy Copy => copy;

    public MailSink Sink => sink;

    public void Say(string what) => Console.WriteLine($"  {_watch.Elapsed.TotalSeconds,6:0.0} s  {what}");

    /// <summary>
    /// Runs a load of registrations while the fault happens, then holds the books against what the callers were told (I1 to I4, I6, I7; I5 as: nobody waits for
    /// whom there are seats), the dead-letter queues and the mails at the sink; then makes a fault of each kind on a copy of the books and demands that it is found.
    /// </summary>
    public async Task UnderLoadAsync(Func<Stage, RegistrationLoad, Task> fault, Func<Stage, Task<IReadOnlyList<Contracts.Gatherings.Registrations.RegistrationsClient>>>? services = null, string service = "events")
    {
        await using var stage = await Stage.SetAsync(copy, organizations: 250, service);
        var dialogues = await stage.PublishGatheringsAsync(Capacities);
        var load = stage.Load(dialogues, services is null ? [] : [.. await services(stage)]);
        using var dead = new DeadLetters(copy);
        var queues = await dead.QueuesAsync();
        load.Start();
        await fault(stage, load);
        await Task.Delay(1000);
        await load.StopAsync();
        Say($"load over: {load.Acknowledged.Count} acknowledged, slowest answer {load.Longest.TotalSeconds:0.0} s, asked again after {string.Join(", ", load.Indefinite.Select(status => $"{status.Value} x {status.Key}"))}");
        Demand.Nothing(load.Refused, "what callers were refused");
        Demand.That(load.Acknowledged.Count > 0, "somebody was acknowledged");
        foreach (var told in load.Acknowledged.Where(told => told.Tries > 1).Take(20))
        {
            Demand.That(await load.AskAgainAsync(told.Wish) == told.Registration, "the same key has the same answer");
        }

        await using (var books = await stage.BooksAsync(dialogues, load.Acknowledged))
        {
            Demand.Nothing(await Stage.SettledAsync(books), "the books");
        }

        Demand.Nothing(await dead.FindAsync(queues), "the dead-letter queues");
        await OneMailEachAsync(dialogues, database: stage.Database);
        Say("books right, no dead letter, one mail each at the mail server");
        await stage.TheChecksFindEachFaultAsync(dialogues, load.Acknowledged);
        Say("every fault made on a copy of the books found");
    }

    /// <summary>I3 where it counts: each registration's one intent has arrived at the mail server once, by its Message-ID.</summary>
    public async Task OneMailEachAsync(Guid[] dialogues, int copiesMax = 1, string database = "eventsdb")
    {
        await Demand.EventuallyAsync(
            async () => MailFindings(await IntentsOfAsync(dialogues, database), sink.Mails, copiesMax).Count == 0, "every registration has its mail", seconds: 180);

        // The control: a mail that did not arrive and one that arrived once too often are seen.
        var some = sink.Mails.Take(5).ToList();
        var known = some.Select(mail => Guid.ParseExact(mail.MessageId.Split('@')[0], "N")).Distinct().ToList();
        Demand.That(MailFindings([.. known, Guid.NewGuid()], some, copiesMax).Count > 0, "a missing mail is found");
        Demand.That(MailFindings(known, [.. some, .. Enumerable.Repeat(some[0], copiesMax)], copiesMax).Count > 0, "a mail too many is found");
    }

    /// <summary>What the sink has of the registrations for these dialogues, and not what an earlier row left to be sent.</summary>
    public async Task<List<SunkMail>> MailsOfAsync(Guid[] dialogues)
    {
        var intents = (await IntentsOfAsync(dialogues, "eventsdb")).Select(intent => intent.ToString("N")).ToHashSet();
        return [.. sink.Mails.Where(mail => intents.Contains(mail.MessageId.Split('@')[0]))];
    }

    private async Task<List<Guid>> IntentsOfAsync(Guid[] dialogues, string database)
    {
        await using var seats = await copy.ConnectAsync(database);
        await using var notifications = await copy.ConnectAsync("notificationsdb");
        var registrations = await seats.ListAsync<Guid>("select id from admission_entries where offering_id = any($1)", dialogues);
        return await notifications.ListAsync<Guid>("select id from mail_intents where kind = 'registered' and about_id = any($1)", registrations.ToArray());
    }

    private static List<string> MailFindings(IEnumerable<Guid> intents, IEnumerable<SunkMail> mails, int copiesMax)
    {
        var arrived = mails.GroupBy(mail => mail.MessageId.Split('@')[0]).ToDictionary(same => same.Key, same => same.Count());
        return [.. intents.Select(intent => (intent, copies: arrived.GetValueOrDefault(intent.ToString("N"))))
            .Where(mail => mail.copies < 1 || mail.copies > copiesMax).Select(mail => $"{mail.copies} mails of intent {mail.intent}")];
    }
}
