using StrongCities.Contracts.Demonstration;

namespace StrongCities.Events.Demonstration;

/// <summary>Fictional dialogues; the cities are real places, everything said about them here is invented.</summary>
internal static class DemonstrationDialogues
{
    private const string Series = "Demonstration: Transatlantic dialogues";

    /// <summary>In the year given, so that a demonstration always lies ahead.</summary>
    public static IReadOnlyList<Wire.GatheringContent> In(int year) =>
    [
        Dialogue("Oslo", "Europe/Oslo", "Demonstration venue, city hall", "in-person", $"{year}-01-21T09:00", $"{year}-01-22T16:00", capacity: 60, seatsPerOrganization: 4,
            DemonstrationText.Of("Winter dialogue: prevention begins in the neighbourhood", "Dialogue d’hiver : la prévention commence dans le quartier"),
            DemonstrationText.Of(
                "Two days for mayors, their deputies and practitioners: how a municipality, its schools and local groups notice polarisation early and answer together. "
                    + "Demonstration data: this dialogue is invented.",
                "Deux jours pour les maires, leurs adjointes et adjoints et les professionnels de terrain : comment une commune, ses écoles et ses associations repèrent tôt "
                    + "la polarisation et y répondent ensemble. Données de démonstration : ce dialogue est inventé."),
            Session($"{year}-01-21T09:30", $"{year}-01-21T11:00", "", "Opening: what changed in a year", "Ouverture : ce qui a changé en un an"),
            Session($"{year}-01-21T13:00", $"{year}-01-21T15:00", "Mayors", "Speaking up when a group is attacked", "Prendre la parole quand un groupe est attaqué"),
            Session($"{year}-01-21T13:00", $"{year}-01-21T15:00", "Practitioners", "Schools and youth clubs as partners", "Écoles et clubs de jeunes partenaires"),
            Session($"{year}-01-22T10:00", $"{year}-01-22T12:00", "", "What we take home", "Ce que nous rapportons chez nous")),
        Dialogue("Denver", "America/Denver", "Demonstration venue, public library", "hybrid", $"{year}-03-18T09:00", $"{year}-03-19T15:00", capacity: 4, seatsPerOrganization: 3,
            DemonstrationText.Of("Small workshop: small grants for grass-roots groups", "Petit atelier : de petites subventions pour les collectifs"),
            DemonstrationText.Of(
                "A workshop of four seats: how a city gives small grants to groups without accounts or letterhead, and what it asks in return. "
                    + "Because it is so small it soon has a waiting list. Demonstration data: this dialogue is invented.",
                "Un atelier de quatre places : comment une ville accorde de petites subventions à des groupes sans comptes ni papier à en-tête, et ce qu’elle demande en retour. "
                    + "Si petit, il a vite une liste d’attente. Données de démonstration : ce dialogue est inventé."),
            Session($"{year}-03-18T09:30", $"{year}-03-18T12:00", "", "Forms that a group of three can fill in", "Des formulaires qu’un groupe de trois personnes peut remplir"),
            Session($"{year}-03-19T09:30", $"{year}-03-19T12:00", "", "Reporting without burden", "Rendre compte sans charge inutile")),
        Dialogue("Bratislava", "Europe/Bratislava", "Demonstration venue, old market hall", "in-person", $"{year}-06-09T09:00", $"{year}-06-11T13:00", capacity: 80, seatsPerOrganization: 5,
            DemonstrationText.Of("Summer dialogue: hate against local officials", "Dialogue d’été : la haine contre les élus et agents locaux"),
            DemonstrationText.Of(
                "Three days on threats against mayors, councillors and staff: protection, solidarity between cities, and how to stay open to residents. "
                    + "Demonstration data: this dialogue is invented.",
                "Trois jours sur les menaces contre les maires, les conseillers et les agents : protection, solidarité entre villes, et comment rester ouverts aux habitants. "
                    + "Données de démonstration : ce dialogue est inventé."),
            Session($"{year}-06-09T09:30", $"{year}-06-09T12:00", "", "The situation in figures", "La situation en chiffres"),
            Session($"{year}-06-10T09:30", $"{year}-06-10T12:00", "Mayors", "When your own family is a target", "Quand sa propre famille est visée"),
            Session($"{year}-06-10T09:30", $"{year}-06-10T12:00", "Practitioners", "A first-hour plan for the town hall", "Un plan de première heure pour la mairie"),
            Session($"{year}-06-11T09:30", $"{year}-06-11T12:00", "", "Promises until next year", "Engagements d’ici l’an prochain")),
        Dialogue("Montréal", "America/Toronto", "Demonstration venue, community centre", "in-person", $"{year}-10-28T09:00", $"{year}-10-29T16:00", capacity: 45, seatsPerOrganization: 3,
            DemonstrationText.Of("Autumn dialogue: cities and associations, building long relations", "Dialogue d’automne : villes et associations, construire la durée"),
            DemonstrationText.Of(
                "How local authorities and civil society organisations work together beyond a single project, in two languages. Demonstration data: this dialogue is invented.",
                "Comment les collectivités et les associations travaillent ensemble au-delà d’un seul projet, en deux langues. Données de démonstration : ce dialogue est inventé."),
            Session($"{year}-10-28T09:30", $"{year}-10-28T12:00", "", "Listening first", "D’abord écouter"),
            Session($"{year}-10-28T13:30", $"{year}-10-28T16:00", "", "Open networks: who is missing?", "Réseaux ouverts : qui manque ?"),
            Session($"{year}-10-29T09:30", $"{year}-10-29T12:00", "", "A calendar for two years", "Un calendrier pour deux ans")),
    ];

    /// <summary>One that was held in the year given, and is reported on.</summary>
    public static Wire.GatheringContent HeldIn(int year) =>
        Dialogue("Columbus", "America/New_York", "Demonstration venue, main library", "in-person", $"{year}-11-04T09:00", $"{year}-11-05T15:00", capacity: 40, seatsPerOrganization: 3,
            DemonstrationText.Of("Dialogue: when rumours divide a neighbourhood", "Dialogue : quand les rumeurs divisent un quartier"),
            DemonstrationText.Of(
                "Two days on what a city says and does in the first hours after an incident, while rumours travel faster than facts. Demonstration data: this dialogue is invented.",
                "Deux jours sur ce qu’une ville dit et fait dans les premières heures après un incident, quand les rumeurs vont plus vite que les faits. "
                    + "Données de démonstration : ce dialogue est inventé."),
            Session($"{year}-11-04T09:30", $"{year}-11-04T12:00", "", "The first hours", "Les premières heures"),
            Session($"{year}-11-05T09:30", $"{year}-11-05T12:00", "", "Who is believed?", "Qui est cru ?"));

    /// <summary>What came out of it.</summary>
    public static Wire.LocalText[] Findings => DemonstrationText.Of(
        "Demonstration data: these findings are invented.\n\n"
            + "A rumour fills a silence. Cities that said within two hours what they knew, what they did not know and when they would speak again heard fewer rumours the day after.\n\n"
            + "People believe those whom they knew before. Caretakers, sports clubs and shopkeepers carried correct news further than the town hall’s channels; they need a number to call and a short text in their languages.\n\n"
            + "Participants agreed to write a plan of one page for the first hours, to try it out once with schools and associations, and to tell each other what did not work.",
        "Données de démonstration : ces conclusions sont inventées.\n\n"
            + "Une rumeur remplit un silence. Les villes qui ont dit en moins de deux heures ce qu’elles savaient, ce qu’elles ignoraient et quand elles reprendraient la parole ont entendu moins de rumeurs le lendemain.\n\n"
            + "On croit les personnes que l’on connaissait déjà. Gardiens d’immeuble, clubs sportifs et commerçants ont porté les informations justes plus loin que les canaux de la mairie ; il leur faut un numéro à appeler et un texte court dans leurs langues.\n\n"
            + "Les participantes et participants ont convenu de rédiger un plan d’une page pour les premières heures, de l’essayer une fois avec les écoles et les associations, et de se dire ce qui n’a pas fonctionné.");

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
