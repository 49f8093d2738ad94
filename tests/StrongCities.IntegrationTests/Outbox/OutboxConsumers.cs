using System.Diagnostics;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using StrongCities.Outbox;

namespace StrongCities.IntegrationTests.Outbox;

public sealed class NoteDecisionConsumer(OutboxDb db) : FactConsumer<OutboxDb, DecisionMade>(db)
{
    protected override Task HandleAsync(DecisionMade fact, FactContext context, CancellationToken stop)
    {
        if (fact.Number == Poison)
        {
            throw new InvalidOperationException("secret words of a person");
        }

        Db.Effects.Add(new Effect { Key = fact.Key, Number = fact.Number, Consumer = "inbox", Trace = Activity.Current?.TraceId.ToString() });
        return Task.CompletedTask;
    }

    public const int Poison = -1;
}

public sealed class NoteRequiredDecisionConsumer(OutboxDb db) : FactConsumer<OutboxDb, RequiredDecisionMade>(db)
{
    protected override Task HandleAsync(RequiredDecisionMade fact, FactContext context, CancellationToken stop)
    {
        Db.Effects.Add(new Effect { Key = fact.Key, Number = fact.Number, Consumer = "inbox" });
        return Task.CompletedTask;
    }
}

/// <summary>So slow that a kill always finds prefetched messages.</summary>
public sealed class NoteSlowlyConsumer(OutboxDb db) : FactConsumer<OutboxDb, DecisionMade>(db)
{
    protected override async Task HandleAsync(DecisionMade fact, FactContext context, CancellationToken stop)
    {
        Console.WriteLine("handling");
        await Task.Delay(150, stop);
        Db.Effects.Add(new Effect { Key = fact.Key, Number = fact.Number, Consumer = "slow" });
    }
}

/// <summary>The negative control of the inbox: the same effect without it.</summary>
public sealed class NaiveConsumer(OutboxDb db) : IConsumer<DecisionMade>, IFactConsumer
{
    public async Task Consume(ConsumeContext<DecisionMade> context)
    {
        db.Effects.Add(new Effect { Key = context.Message.Key, Number = context.Message.Number, Consumer = "naive" });
        await db.SaveChangesAsync(context.CancellationToken);
    }
}
