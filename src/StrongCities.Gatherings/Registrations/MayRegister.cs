using Npgsql;
using StrongCities.Admission;
using StrongCities.Gatherings.Members;
using StrongCities.ServiceDefaults.Refusals;

namespace StrongCities.Gatherings.Registrations;

/// <summary>
/// Who may register, by what is known when the seats are given: in a gathering that is announced, for a member that the caller acts for, people who act for it.
/// Whatever ends a membership waits until the registration is committed, so it finds the seats to give back.
/// </summary>
internal static class MayRegister
{
    public static readonly Eligibility Eligibility = new(Ask, Admit);

    private const string Sql =
        """
        select asked.number, (select time_zone from gatherings where id = $1 and published_at is not null), found.*
        from unnest($2, $3, $4) with ordinality as asked (caller, organization, people, number)
        left join lateral (
            select member.country, member.standing,
                exists (select 1 from organization_roles acts
                    where acts.organization_id = asked.organization and acts.person_id = asked.caller and acts.held and (acts.until is null or acts.until > now())),
                case when asked.people = '' then 0 else (
                    select count(distinct acts.person_id) from organization_roles acts
                    where acts.organization_id = asked.organization and acts.person_id = any(string_to_array(asked.people, ',')::uuid[])
                        and acts.held and (acts.until is null or acts.until > now())) end
            from member_organizations member where member.id = asked.organization
            offset 0 for share) as found on true
        """;

    private static NpgsqlBatchCommand Ask(IReadOnlyList<Book> bookings) => new(Sql)
    {
        Parameters =
        {
            new NpgsqlParameter<Guid> { TypedValue = bookings[0].OfferingId },
            new NpgsqlParameter<Guid[]> { TypedValue = [.. bookings.Select(booking => booking.Caller)] },
            new NpgsqlParameter<Guid[]> { TypedValue = [.. bookings.Select(booking => booking.OrganizationId)] },
            new NpgsqlParameter<string[]> { TypedValue = [.. bookings.Select(booking => string.Join(',', booking.People))] },
        },
    };

    private static Book Admit(Book booking, NpgsqlDataReader row)
    {
        // Before anything is said of the organization: a draft is like one that is not there.
        if (row.IsDBNull(1))
        {
            throw new RefusedException(GatheringRefusals.Unknown);
        }

        if (row.IsDBNull(2) || !row.GetBoolean(4))
        {
            throw new RefusedException(RegistrationRefusals.OrganizationUnknown);
        }

        var (hostZone, country, standing, people) = (row.GetString(1), row.GetString(2), row.GetString(3), row.GetInt64(5));
        if (standing != "member")
        {
            throw new RefusedException(RegistrationRefusals.OrganizationNotMember);
        }

        return people == booking.People.Count ? booking with { Zone = OrganizationZone.Of(country, hostZone) } : throw new RefusedException(RegistrationRefusals.PersonNotOfOrganization);
    }
}
