namespace StrongCities.Membership.Demonstration;

/// <summary>Keeps invented data out of real networks.</summary>
internal static class DemonstrationGuard
{
    /// <summary>Ends the process when the demonstration is asked for outside Development.</summary>
    public static void RefuseDemonstrationOutsideDevelopment(this WebApplicationBuilder builder)
    {
        if (builder.Configuration.GetValue<bool>("Demonstration:Seed") && !builder.Environment.IsDevelopment())
        {
            throw new InvalidOperationException("Demonstration__Seed is for Development only; this process does not start with it.");
        }
    }
}
