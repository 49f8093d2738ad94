using StrongCities.Membership.Applications;
using StrongCities.Membership.Organizations;
using StrongCities.Membership.Vetting;
using StrongCities.ServiceDefaults.Refusals;

namespace StrongCities.Membership.Suspensions;

/// <summary>That a member is suspended by decision: proposed by one person, decided by another, appealed in the other region, lifted.</summary>
internal sealed class Suspension
{
    public const int DecisionDays = 14;
    public const int AppealDays = 30;
    public const int AppealAnswerDays = 21;
    public const int WordsMax = 4000;

    /// <summary>The only reason of the published list that fits a member: the others are about being admitted.</summary>
    public const string Reason = RefusalReasons.Principles;

    public Guid Id { get; init; }
    public Guid OrganizationId { get; init; }
    public string State { get; set; } = SuspensionState.Proposed;
    public long Version { get; set; } = 1;

    /// <summary>Where it is handled now.</summary>
    public string Hub { get; set; } = "";

    public Guid ProposedBy { get; init; }
    public DateTimeOffset ProposedAt { get; init; }
    public Guid[] ReviewerOrganizations { get; init; } = [];
    public string[] ReviewerRegions { get; init; } = [];

    /// <summary>The published tests of the reason, as the proposal names them.</summary>
    public string Principle { get; init; } = "";
    public string Conduct { get; init; } = "";
    public string Evidence { get; init; } = "";

    /// <summary>What the organization is told.</summary>
    public string Words { get; init; } = "";

    public DateTimeOffset DecisionDueAt { get; set; }
    public Guid? DecidedBy { get; set; }
    public DateTimeOffset? DecidedAt { get; set; }
    public string? DecidedHub { get; set; }
    public Guid[]? DeciderOrganizations { get; set; }
    public string[]? DeciderRegions { get; set; }

    /// <summary>The standing that a lifting gives back.</summary>
    public string? StandingBefore { get; set; }

    public DateTimeOffset? AppealedAt { get; set; }
    public string? AppealWords { get; set; }
    public DateTimeOffset? AppealDueAt { get; set; }
    public Guid? AppealDecidedBy { get; set; }
    public DateTimeOffset? AppealDecidedAt { get; set; }
    public string? AppealDecisionWords { get; set; }

    public Guid? LiftProposedBy { get; set; }
    public DateTimeOffset? LiftProposedAt { get; set; }
    public string? LiftWords { get; set; }
    public Guid[]? LiftOrganizations { get; set; }
    public string[]? LiftRegions { get; set; }
    public Guid? LiftedBy { get; set; }
    public DateTimeOffset? LiftedAt { get; set; }

    public bool IsInForce => SuspensionState.InForce.Contains(State);

    /// <summary>Until when the organization may appeal; null when it may not, or has.</summary>
    public DateTimeOffset? AppealUntil => State == SuspensionState.Suspended ? DecidedAt?.AddDays(AppealDays) : null;

    /// <summary>The deadline of whoever must act next in the network, or null.</summary>
    public DateTimeOffset? DueAt => State switch
    {
        SuspensionState.Proposed => DecisionDueAt,
        SuspensionState.Appealed => AppealDueAt,
        _ => null,
    };

    /// <summary>What keeps a member from being proposed, field by field; nothing when all is named.</summary>
    public static IReadOnlyList<(string Field, Refusal Refusal)> BadFields(string principle, string conduct, string evidence, string words)
    {
        var bad = new List<(string, Refusal)>();
        Need("principle", principle, SuspensionRefusals.PrincipleNotNamed);
        Need("conduct", conduct, SuspensionRefusals.ConductNotNamed);
        Need("evidence", evidence, SuspensionRefusals.EvidenceNotNamed);
        Need("words", words, SuspensionRefusals.SuspensionWordsMissing);
        return bad;

        void Need(string field, string text, Refusal missing)
        {
            if (string.IsNullOrWhiteSpace(text) || text.Length > WordsMax)
            {
                bad.Add((field, string.IsNullOrWhiteSpace(text) ? missing : SuspensionRefusals.TextTooLong));
            }
        }
    }

    public static bool CanBeSuspended(Organization organization) => organization.Standing is OrganizationStanding.Member or OrganizationStanding.Paused;

    /// <summary>The two-person rule of applications.</summary>
    public Refusal? MayBeDecided(Vetter decider, Organization organization, bool suspend, string words) =>
        State != SuspensionState.Proposed ? SuspensionRefusals.SuspensionNotProposed
        : decider.PersonId == ProposedBy ? VettingRefusals.SamePerson
        : decider.IsOnSideOf(ReviewerOrganizations, ReviewerRegions) ? VettingRefusals.SameSide
        : words.Length > WordsMax ? VettingRefusals.DecisionWordsTooLong
        : suspend && !CanBeSuspended(organization) ? SuspensionRefusals.NotAMember : null;

    public void Decide(Vetter decider, Organization organization, bool suspend, DateTimeOffset now)
    {
        State = suspend ? SuspensionState.Suspended : SuspensionState.Dropped;
        DecidedBy = decider.PersonId;
        DecidedAt = now;
        DecidedHub = Hub;
        DeciderOrganizations = [.. decider.OrganizationIds];
        DeciderRegions = [.. decider.Regions];
        StandingBefore = suspend ? organization.Standing : null;
    }

    public Refusal? MayAppeal(string words, DateTimeOffset now) =>
        AppealedAt is not null ? ApplicationRefusals.AppealAlreadyMade
        : AppealUntil is not { } until ? ApplicationRefusals.AppealNotOpen
        : until < now ? ApplicationRefusals.AppealTooLate
        : string.IsNullOrWhiteSpace(words) ? ApplicationRefusals.AppealEmpty
        : words.Length > WordsMax ? ApplicationRefusals.AppealTooLong : null;

    public void Appeal(string words, DateTimeOffset now)
    {
        State = SuspensionState.Appealed;
        AppealWords = words.Trim();
        AppealedAt = now;
        AppealDueAt = now.AddDays(AppealAnswerDays);
        Hub = Continents.OtherHub(SuspendingRegion);
    }

    private string SuspendingRegion => Continents.RegionOf(DecidedHub!, DeciderRegions!, ReviewerRegions);

    /// <summary>An appeal is decided by somebody of another region than the one that suspended, who had no part in it: no step of its history is theirs.</summary>
    public Refusal? MayAppealBeDecided(Vetter decider, bool hadAPart, string words) =>
        State != SuspensionState.Appealed ? VettingRefusals.AppealNotOpen
        : hadAPart ? VettingRefusals.HadAPart
        : !decider.IsOfAnotherRegionThan(SuspendingRegion) ? VettingRefusals.SameRegion
        : string.IsNullOrWhiteSpace(words) ? SuspensionRefusals.SuspensionWordsMissing
        : words.Length > WordsMax ? VettingRefusals.DecisionWordsTooLong : null;

    public void DecideAppeal(Vetter decider, bool lift, string words, DateTimeOffset now)
    {
        State = lift ? SuspensionState.Lifted : SuspensionState.AppealRefused;
        AppealDecidedBy = decider.PersonId;
        AppealDecidedAt = now;
        AppealDecisionWords = words.Trim();
        LiftedAt = lift ? now : null;
    }

    public Refusal? MayLiftBeProposed(string words) =>
        !IsInForce ? SuspensionRefusals.SuspensionNotInForce
        : LiftProposedBy is not null ? SuspensionRefusals.LiftProposedAlready
        : string.IsNullOrWhiteSpace(words) ? SuspensionRefusals.LiftWordsMissing
        : words.Length > WordsMax ? SuspensionRefusals.TextTooLong : null;

    public void ProposeLift(Vetter reviewer, string words, DateTimeOffset now)
    {
        LiftProposedBy = reviewer.PersonId;
        LiftProposedAt = now;
        LiftWords = words.Trim();
        LiftOrganizations = [.. reviewer.OrganizationIds];
        LiftRegions = [.. reviewer.Regions];
    }

    public Refusal? MayLiftBeDecided(Vetter decider, string words) =>
        !IsInForce || LiftProposedBy is null ? SuspensionRefusals.LiftNotProposed
        : decider.PersonId == LiftProposedBy ? VettingRefusals.SamePerson
        : decider.IsOnSideOf(LiftOrganizations!, LiftRegions!) ? VettingRefusals.SameSide
        : words.Length > WordsMax ? VettingRefusals.DecisionWordsTooLong : null;

    /// <summary>Lifts it, or leaves it and forgets the proposal; the history keeps it.</summary>
    public void DecideLift(Vetter decider, bool lift, DateTimeOffset now)
    {
        if (lift)
        {
            State = SuspensionState.Lifted;
            LiftedBy = decider.PersonId;
            LiftedAt = now;
            return;
        }

        (LiftProposedBy, LiftProposedAt, LiftWords, LiftOrganizations, LiftRegions) = (null, null, null, null, null);
    }

    /// <summary>A proposal that nobody decided on goes on in the other region.</summary>
    public void Move(DateTimeOffset now)
    {
        Hub = Continents.OtherHub(Hub);
        DecisionDueAt = now.AddDays(DecisionDays);
    }
}
