using StrongCities.Admission.Labels;
using StrongCities.Contracts.Demonstration;
using StrongCities.Contracts.Gatherings;

namespace StrongCities.Training.Demonstration;

/// <summary>Three fictional cohorts of the fictional courses, by the course's theme; each says that it is invented.</summary>
internal static class DemonstrationCohorts
{
    /// <summary>In the year given, so that a demonstration always lies ahead.</summary>
    public static IReadOnlyList<(string Theme, GatheringContent Content)> In(int year) =>
    [
        ("accounting", Cohort("fr", "Lyon", "Europe/Paris", "", "online", $"{year}-02-02T18:00", $"{year}-02-23T20:00", capacity: 12, placesPerOrganization: 3,
            DemonstrationText.Of("Books in order: evenings in French", "Des comptes en ordre : en soirée"),
            DemonstrationText.Of("Two people who keep the books of an association (invented)", "Deux personnes qui tiennent les comptes d’une association (fictif)"),
            Session($"{year}-02-02T18:00", $"{year}-02-02T20:00", "Cash book and receipts", "Livre de caisse et justificatifs"),
            Session($"{year}-02-09T18:00", $"{year}-02-09T20:00", "A budget that is compared", "Un budget que l’on compare"),
            Session($"{year}-02-16T18:00", $"{year}-02-16T20:00", "Four eyes on each payment", "Deux personnes pour chaque paiement"),
            Session($"{year}-02-23T18:00", $"{year}-02-23T20:00", "What an auditor asks", "Ce que demande un contrôle"))),
        ("funding", Cohort("en", "Bratislava", "Europe/Bratislava", "Demonstration venue, old market hall", "hybrid", $"{year}-04-13T09:00", $"{year}-04-14T16:00", capacity: 20, placesPerOrganization: 3,
            DemonstrationText.Of("From idea to grant: two days in Bratislava", "De l’idée à la subvention : deux jours à Bratislava"),
            DemonstrationText.Of("A former assessor of calls for projects (invented)", "Une ancienne évaluatrice d’appels à projets (fictif)"),
            Session($"{year}-04-13T09:00", $"{year}-04-13T16:00", "Reading a call, writing a need", "Lire un appel, écrire un besoin"),
            Session($"{year}-04-14T09:00", $"{year}-04-14T16:00", "Budget and partners", "Budget et partenaires"))),
        ("monitoring-evaluation", Cohort("en", "Denver", "America/Denver", "", "online", $"{year}-05-11T10:00", $"{year}-05-25T12:00", capacity: 3, placesPerOrganization: 2,
            DemonstrationText.Of("Showing what changed: a small working group", "Montrer ce qui a changé : un petit groupe de travail"),
            DemonstrationText.Of("Two evaluators (invented)", "Deux évaluatrices (fictif)"),
            Session($"{year}-05-11T10:00", $"{year}-05-11T12:00", "From activity to change", "De l’action au changement"),
            Session($"{year}-05-25T10:00", $"{year}-05-25T12:00", "What must never be collected", "Ce qu’il ne faut jamais recueillir"))),
    ];

    /// <summary>What taking part in any of them would involve.</summary>
    public static Label Label { get; } = new()
    {
        Hosts = Words("The network’s management unit. Demonstration: nobody really invites.", "L’équipe de coordination du réseau. Démonstration : personne n’invite réellement."),
        Pays = Words("The course: the network; travel: each organisation its own. Demonstration: no money flows.", "Le cours : le réseau ; déplacements : chaque organisation les siens. Démonstration : aucun argent ne circule."),
        Police = false,
        SecurityServices = false,
        Press = false,
        Photos = false,
        Recordings = false,
        DataLeave = false,
    };

    private static GatheringContent Cohort(
        string language, string city, string zone, string venue, string format, string starts, string ends, int capacity, int placesPerOrganization,
        LocalText[] title, LocalText[] trainers, params SessionContent[] sessions) => new()
        {
            Title = { title },
            Starts = starts,
            Ends = ends,
            TimeZone = zone,
            HostCity = city,
            Venue = venue,
            Format = format,
            Capacity = capacity,
            SeatsPerOrganization = placesPerOrganization,
            Sessions = { sessions },
            Language = language,
            Trainers = { trainers },
        };

    private static SessionContent Session(string starts, string ends, string english, string french) => new() { Title = { DemonstrationText.Of(english, french) }, Starts = starts, Ends = ends };

    private static LabelText Words(string english, string french) => new(new Dictionary<string, string> { ["en"] = english, ["fr"] = french });
}
