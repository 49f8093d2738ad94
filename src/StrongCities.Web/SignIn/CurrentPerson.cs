using Grpc.Core;
using StrongCities.Contracts.Membership;
using StrongCities.ServiceDefaults.Callers;

namespace StrongCities.Web.SignIn;

/// <summary>The signed-in person as Membership knows them now. <paramref name="Known"/> is false while Membership does not answer.</summary>
public sealed record Person(Guid Id, string Name, string Language, string TimeZone, IReadOnlyList<string> NetworkRoles, IReadOnlyList<OwnOrganization> Organizations, bool Known)
{
    public bool Holds(string role) => NetworkRoles.Contains(role);

    /// <summary>Has work on the staff desk.</summary>
    public bool IsStaff => Holds("staff") || Holds("reviewer") || Holds("decider");

    public bool ActsFor(string organizationId, params string[] roles) =>
        Organizations.Any(organization => organization.OrganizationId == organizationId && (roles.Length == 0 || organization.Roles.Any(roles.Contains)));
}

/// <summary>Who reads this page; Membership is asked once a request.</summary>
public sealed class CurrentPerson(IHttpContextAccessor accessor, People.PeopleClient people, ILogger<CurrentPerson> logger)
{
    private Task<Person?>? _asked;

    public bool SignedIn => accessor.HttpContext?.User.FindPersonId() is not null;

    /// <summary>The person, or null when nobody is signed in. Never fails: a page does without the name when Membership is away.</summary>
    public async Task<Person?> FindAsync()
    {
        try
        {
            return await AskAsync();
        }
        catch (RpcException error)
        {
            MembershipAway(logger, error.StatusCode, null);
            return accessor.HttpContext?.User.FindPersonId() is { } id ? new Person(id, "", "", "", [], [], Known: false) : null;
        }
    }

    /// <summary>The person of a page behind sign-in.</summary>
    /// <exception cref="RpcException">Membership does not answer or does not know the person.</exception>
    public async Task<Person> GetAsync() =>
        await AskAsync() ?? throw new RpcException(new Status(StatusCode.Unauthenticated, "Nobody is signed in."));

    private Task<Person?> AskAsync() => _asked ??= AskOnceAsync();

    private async Task<Person?> AskOnceAsync()
    {
        if (accessor.HttpContext is not { } http || http.User.FindPersonId() is not { } id)
        {
            return null;
        }

        var me = await people.GetMeAsync(new GetMeRequest(), deadline: DateTime.UtcNow.AddSeconds(2), cancellationToken: http.RequestAborted);
        return new Person(id, me.Name, me.Language, me.TimeZone, me.NetworkRoles, me.Organizations, Known: true);
    }

    private static readonly Action<ILogger, StatusCode, Exception?> MembershipAway = LoggerMessage.Define<StatusCode>(
        LogLevel.Warning, new EventId(1, "MembershipAway"), "Membership does not say who is signed in: {Status}");
}
