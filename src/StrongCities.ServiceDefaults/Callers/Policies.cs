namespace StrongCities.ServiceDefaults.Callers;

/// <summary>
/// Who may call: each gRPC method and page names one of these, or <c>[AllowAnonymous]</c>; a method that names none serves nobody.
/// A policy <c>scope:name</c> admits a service's own token with that scope, <c>role:name</c> a person who holds that network role now
/// and whose session has a second factor.
/// </summary>
public static class Policies
{
    /// <summary>Any signed-in person.</summary>
    public const string Person = "person";

    /// <summary>The management unit.</summary>
    public const string Staff = "role:staff";

    /// <summary>Vets applications and recommends.</summary>
    public const string Reviewer = "role:reviewer";

    /// <summary>Decides on applications that another person reviewed.</summary>
    public const string Decider = "role:decider";

    /// <summary>Reads cases: a reviewer or a decider.</summary>
    public const string Vetting = "role:reviewer,decider";

    /// <summary>Runs the platform.</summary>
    public const string Operator = "role:operator";
}
