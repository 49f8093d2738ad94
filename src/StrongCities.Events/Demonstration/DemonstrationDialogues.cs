using StrongCities.Contracts.Demonstration;

namespace StrongCities.Events.Demonstration;

/// <summary>Four fictional dialogues; the cities are real places, everything said about them here is invented.</summary>
internal static class DemonstrationDialogues
{
    private const string Series = "Demonstration: Transatlantic dialogues";

    /// <summary>In the year given, so that a demonstration always lies ahead.</summary>
    public static IReadOnlyList<Wire.GatheringContent> In(int year) =>
    [
        Dialogue("Oslo", "Europe/Oslo", "Demonstration venue, city hall", "in-person", $"{year}-01-21T09:00", $"{year}-01-22T16:00", capacity: 60, seatsPerOrganization: 4,
            DemonstrationText.Of("Winter dialogue: prevention begins in the neighbourhood", "Dialogue d’hiver : la prévention commence dans le quartier"),
            DemonstrationText.Of(
                "Two days for mayors, their deputies and practitioners: how a municipality, its schools and local groups notice polarisation early and answer together. "
                    + "Demonstration data: this dialogue is invented.",
                "Deux jours pour les maires, leurs adjointes et adjoints et les professionnels de terrain : comment une commune, ses écoles et ses associations repèrent tôt "
                    + "la polarisation et y répondent ensemble. Données de démonstration : ce dialogue est inventé."),
            Session($"{year}-01-21T09:30", $"{year}-01-21T11:00", "", "Opening: what changed in a year", "Ouverture : ce qui a changé en un an"),
            Session($"{year}-01-21T13:00", $"{year}-01-21T15:00", "Mayors", "Speaking up when a group is attacked", "Prendre la parole quand un groupe est attaqué"),
            Session($"{year}-01-21T13:00", $"{year}-01-21T15:00", "Practitioners", "Schools and youth clubs as partners", "Écoles et clubs de jeunes partenaires"),
            Session($"{year}-01-22T10:00", $"{year}-01-22T12:00", "", "What we take home", "Ce que nous rapportons chez nous")),
        Dialogue("Denver", "America/Denver", "Demonstration venue, public library", "hybrid", $"{year}-03-18T09:00", $"{year}-03-19T15:00", capacity: 4, seatsPerOrganization: 3,
            DemonstrationText.Of("Small workshop: small grants for grass-roots groups", "Petit atelier : de petites subventions pour les collectifs"),
            DemonstrationText.Of(
                "A workshop of four seats: how a city gives small grants to groups without accounts or letterhead, and what it asks in return. "
                    + "Because it is so small it soon has a waiting list. Demonstration data: this dialogue is invented.",
                "Un atelier de quatre places : comment une ville accorde de petites subventions à des groupes sans comptes ni papier à en-tête, et ce qu’elle demande en retour. "
                    + "Si petit, il a vite une liste d’attente. Données de démonstration : ce dialogue est inventé."),
            Session($"{year}-03-18T09:30", $"{year}-03-18T12:00", "", "Forms that a group of three can fill in", "Des formulaires qu’un groupe de trois personnes peut remplir"),
            Session($"{year}-03-19T09:30", $"{year}-03-19T12:00", "", "Reporting without burden", "Rendre compte sans charge inutile")),
        Dialogue("Bratislava", "Europe/Bratislava", "Demonstration venue, old market hall", "in-person", $"{year}-06-09T09:00", $"{year}-06-11T13:00", capacity: 80, seatsPerOrganization: 5,
            DemonstrationText.Of("Summer dialogue: hate against local officials", "Dialogue d’été : la haine contre les élus et agents locaux"),
            DemonstrationText.Of(
                "Three days on threats against mayors, councillors and staff: protection, solidarity between cities, and how to stay open to residents. "
                    + "Demonstration data: this dialogue is invented.",
                "Trois jours sur les menaces contre les maires, les conseillers et les agents : protection, solidarité entre villes, et comment rester ouverts aux habitants. "
                    + "Données de démonstration : ce dialogue est inventé."),
            Session($"{year}-06-09T09:30", $"{year}-06-09T12:00", "", "The situation in figures", "La situation en chiffres"),
            Session($"{year}-06-10T09:30", $"{year}-06-10T12:00", "Mayors", "When your own family is a target", "Quand sa propre famille est visée"),
            Session($"{year}-06-10T09:30", $"{year}-06-10T12:00", "Practitioners", "A first-hour plan for the town hall", "Un plan de première heure pour la mairie"),
            Session($"{year}-06-11T09:30", $"{year}-06-11T12:00", "", "Promises until next year", "Engagements d’ici l’an prochain")),
        Dialogue("Montréal", "America/Toronto", "Demonstration venue, community centre", "in-person", $"{year}-10-28T09:00", $"{year}-10-29T16:00", capacity: 45, seatsPerOrganization: 3,
            DemonstrationText.Of("Autumn dialogue: cities and associations, building long relations", "Dialogue d’automne : villes et associations, construire la durée"),
            DemonstrationText.Of(
                "How local authorities and civil society organisations work together beyond a single project, in two languages. Demonstration data: this dialogue is invented.",
                "Comment les collectivités et les associations travaillent ensemble au-delà d’un seul projet, en deux langues. Données de démonstration : ce dialogue est inventé."),
            Session($"{year}-10-28T09:30", $"{year}-10-28T12:00", "", "Listening first", "D’abord écouter"),
            Session($"{year}-10-28T13:30", $"{year}-10-28T16:00", "", "Open networks: who is missing?", "Réseaux ouverts : qui manque ?"),
            Session($"{year}-10-29T09:30", $"{year}-10-29T12:00", "", "A calendar for two years", "Un calendrier pour deux ans")),
    ];

    private static Wire.GatheringContent Dialogue(
        string hostCity, string zone, string venue, string format, string starts, string ends, int capacity, int seatsPerOrganization,
        Wire.LocalText[] title, Wire.LocalText[] summary, params Wire.SessionContent[] sessions) => new()
        {
            Title = { title },
            Summary = { summary },
            Starts = starts,
            Ends = ends,
            TimeZone = zone,
            HostCity = hostCity,
            Venue = venue,
            Format = format,
            Series = Series,
            Capacity = capacity,
            SeatsPerOrganization = seatsPerOrganization,
            Sessions = { sessions },
        };

    private static Wire.SessionContent Session(string starts, string ends, string track, string english, string french) =>
        new() { Title = { DemonstrationText.Of(english, french) }, Starts = starts, Ends = ends, Track = track };
}
