using StrongCities.Faults.Harness;
using StrongCities.Faults.Naive;
using StrongCities.Faults.Rows;
using StrongCities.IntegrationTests;

// Faults on demand (docs/operations.md): dotnet run --project tests/StrongCities.Faults -- list | all | ROW...
const int Usage = 64;

if (args is [NaiveProcess.Role, var port, var database, var broker])
{
    return await NaiveProcess.RunAsync(port, database, broker);
}

var rows = args is ["all"] ? Row.All : [.. args.Select(name => Row.All.FirstOrDefault(row => row.Name == name)).OfType<Row>()];
if (args is [] or ["list"] || (rows.Count != args.Length && args is not ["all"]))
{
    Console.WriteLine("usage: dotnet run --project tests/StrongCities.Faults -- list | all | ROW...\n");
    foreach (var row in Row.All)
    {
        Console.WriteLine($"  {row.Name,-20} {row.Fault}");
    }

    return args is ["list"] ? 0 : Usage;
}

using var sink = new MailSink();
await using var copy = await LocalCopy.StartAsync(
    "--env", "notifications:Smtp__Host=localhost", "--env", $"notifications:Smtp__Port={sink.Port}", "--env", "notifications:Smtp__Security=none");
Console.WriteLine($"A copy runs in {copy.Directory}.");
var failed = 0;
foreach (var row in rows)
{
    Console.WriteLine($"\n{row.Name}: {row.Fault}");
    var scene = new Scene(copy, sink);
    try
    {
        await row.RunAsync(scene);
        scene.Say("survived, and its control behaves");
    }
    catch (NotSurvivedException problem)
    {
        failed++;
        scene.Say($"FAILED. {problem.Message}");
    }
    catch (Exception problem) when (problem is Grpc.Core.RpcException or Npgsql.NpgsqlException or HttpRequestException or TimeoutException or InvalidOperationException)
    {
        failed++;
        scene.Say($"FAILED. {problem}");
    }
}

Console.WriteLine($"\n{rows.Count - failed} of {rows.Count} rows survived.");
return failed == 0 ? 0 : 1;
