using Grpc.Core;
using StrongCities.Contracts.Gatherings;
using StrongCities.Faults.Harness;

namespace StrongCities.Faults.Rows;

/// <summary>Nobody can say who holds a role, so nobody does; who may register is known to Events itself. Control: with Membership there the same call is allowed.</summary>
internal static class MembershipAway
{
    public static Task RunAsync(Scene scene) => scene.UnderLoadAsync(async (stage, load) =>
    {
        var staff = await stage.AsAsync("Tomás Rey");
        var somebody = await stage.AsAsync("Grace Whitfield");
        Demand.That(await StatusAsync(stage, staff) is StatusCode.OK or StatusCode.NotFound, "with Membership there staff may ask");
        Demand.That(await StatusAsync(stage, somebody) == StatusCode.PermissionDenied, "who is no staff may not");

        await stage.Copy.AskAsync("stop", "membership");
        await RefusedWhilePeopleRegisterAsync("stopped");
        await stage.Copy.AskAsync("start", "membership");
        await Demand.EventuallyAsync(async () => await StatusAsync(stage, staff) is StatusCode.OK or StatusCode.NotFound, "staff may ask again", seconds: 30);

        stage.Copy.Pause("membership");
        try
        {
            await RefusedWhilePeopleRegisterAsync("frozen");
        }
        finally
        {
            stage.Copy.Resume("membership");
        }

        await Demand.EventuallyAsync(async () => await StatusAsync(stage, staff) is StatusCode.OK or StatusCode.NotFound, "staff may ask again", seconds: 30);

        async Task RefusedWhilePeopleRegisterAsync(string how)
        {
            var before = load.Acknowledged.Count;
            var status = await StatusAsync(stage, staff);
            Demand.That(status is StatusCode.PermissionDenied or StatusCode.Unavailable or StatusCode.DeadlineExceeded, $"nobody holds a role while Membership is {how} (the answer was {status})");
            await Demand.EventuallyAsync(() => Task.FromResult(load.Acknowledged.Count > before), "people register all the same", seconds: 20);
            scene.Say($"Membership {how}: staff are answered {status}, people register");
        }
    });

    private static async Task<StatusCode> StatusAsync(Stage stage, Metadata caller)
    {
        try
        {
            await stage.Client.ListForGatheringAsync(new ListForGatheringRequest { GatheringId = Guid.NewGuid().ToString() }, caller, DateTime.UtcNow.AddSeconds(15));
            return StatusCode.OK;
        }
        catch (RpcException refused)
        {
            return refused.StatusCode;
        }
    }
}
