using Google.Protobuf.Reflection;
using StrongCities.Contracts.Membership;
using StrongCities.ServiceDefaults.Callers;

namespace StrongCities.UnitTests.Architecture;

/// <summary>What a contract says may be asked twice is a reading, or bears the key that makes a second time the same as the first.</summary>
public class RepetitionTests
{
    private static readonly List<MethodDescriptor> Rpcs =
    [
        .. typeof(Me).Assembly.GetTypes().Where(type => type.Name.EndsWith("Reflection", StringComparison.Ordinal))
            .Select(type => type.GetProperty("Descriptor")?.GetValue(null)).OfType<FileDescriptor>().SelectMany(file => file.Services).SelectMany(service => service.Methods),
    ];

    [Fact]
    public void A_write_that_is_tried_again_bears_a_key()
    {
        var writes = Rpcs.Where(rpc => LevelOf(rpc) == MethodOptions.Types.IdempotencyLevel.Idempotent).ToList();
        Assert.NotEmpty(writes);
        Assert.Empty(writes.Where(rpc => rpc.InputType.FindFieldByName("key") is null).Select(rpc => rpc.FullName));
        Assert.Empty(Rpcs.Where(rpc => rpc.InputType.FindFieldByName("key") is not null).Except(writes).Select(rpc => rpc.FullName));
    }

    [Fact]
    public void Nothing_that_sounds_like_a_deed_is_tried_again_without_a_key()
    {
        string[] readings = ["Get", "List", "Search", "Find", "Describe", "Preview", "Holds", "Confirm", "Stream", "Watch"];
        var readingsAgain = Rpcs.Where(rpc => LevelOf(rpc) == MethodOptions.Types.IdempotencyLevel.NoSideEffects).ToList();
        Assert.True(readingsAgain.Count > 40);
        Assert.Empty(readingsAgain.Where(rpc => !readings.Any(verb => rpc.Name.StartsWith(verb, StringComparison.Ordinal))).Select(rpc => rpc.FullName));
        // They hand out links, each of which ends the one before.
        Assert.DoesNotContain(Rpcs.Where(AskAgain.BearsRepetition), rpc => rpc.InputType.Fields.InDeclarationOrder().Any(field => field.Name.StartsWith("issue_", StringComparison.Ordinal)));
    }

    [Fact]
    public void Only_what_says_so_is_in_the_clients_configuration()
    {
        var config = AskAgain.For<Applications.ApplicationsClient>();
        var names = Assert.Single(config.MethodConfigs).Names.Select(name => name.Method).ToList();
        Assert.Contains("GetApplication", names);
        Assert.Contains("SubmitApplication", names);
        Assert.DoesNotContain("StartApplication", names);
        Assert.DoesNotContain("Appeal", names);
    }

    private static MethodOptions.Types.IdempotencyLevel? LevelOf(MethodDescriptor rpc) => rpc.GetOptions()?.IdempotencyLevel;
}
