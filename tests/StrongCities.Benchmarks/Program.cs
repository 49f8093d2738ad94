using StrongCities.Benchmarks;

// Speed and scale against yardsticks made in the same run (docs/operations.md).
const int Usage = 64;
const string RoundsWanted = "5";

var suites = new (string Name, string What, Func<int, Task<IReadOnlyList<Result>>> RunAsync)[]
{
    ("ledger", "P1 to P4: seats booked in process, beside pgbench writing the same rows", LedgerSuite.RunAsync),
    ("rpc", "P5: seats booked over gRPC with the real Events, beside an RPC that does nothing", RpcSuite.RunAsync),
    ("ordinary", "P6: seats booked in process, beside the ordinary way as we would write it", LedgerSuite.RunBesideTheOrdinaryWayAsync),
    ("pages", "P10: the public calendar from the cache, beside a page that does nothing and the same page uncached", PagesSuite.RunAsync),
    ("start", "P13: a first and a second start, and the memory of our services after five idle minutes", StartSuite.RunAsync),
};

if (args is [BenchmarkServices.NoOpRole or BenchmarkServices.LedgerRole])
{
    await BenchmarkServices.RunAsync(args[0]);
    return 0;
}

var options = args.Skip(1).Chunk(2).ToDictionary(pair => pair[0], pair => pair.ElementAtOrDefault(1));
options.Remove("--json", out var file);
options.Remove("--rounds", out var wanted);
if (Array.Find(suites, suite => suite.Name == args.FirstOrDefault()).RunAsync is not { } run || options.Count > 0 || !int.TryParse(wanted ?? RoundsWanted, out var rounds) || rounds < 1)
{
    Console.WriteLine("usage: dotnet run -c Release --project tests/StrongCities.Benchmarks -- SUITE [--json FILE] [--rounds 5]\n");
    foreach (var suite in suites)
    {
        Console.WriteLine($"  {suite.Name,-8} {suite.What}");
    }

    return Usage;
}

var results = await run(rounds);
Result.Print(results);
if (file is not null)
{
    await Result.WriteAsync(results, file);
}

return 0;
