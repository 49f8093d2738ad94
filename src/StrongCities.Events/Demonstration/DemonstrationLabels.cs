using StrongCities.Admission.Labels;

namespace StrongCities.Events.Demonstration;

/// <summary>What taking part in the fictional dialogues would involve; each says that it is invented, and none sends anything anywhere.</summary>
internal static class DemonstrationLabels
{
    /// <summary>The label of the dialogue in that city.</summary>
    public static Label In(string hostCity) => hostCity switch
    {
        "Denver" => Of(hostCity, photos: false, leaving:
        [
            new(
                Text("Names of those who come (invented: nothing is sent)", "Noms des personnes présentes (fictif : rien n’est envoyé)"),
                Text("The library’s reception desk", "L’accueil de la bibliothèque"), 2, Names: true),
        ]),
        // On threats against officials: some of those who protect them are in the room, and the label says so.
        "Bratislava" => Of(hostCity, police: true, press: true, leaving:
        [
            new(
                Text("Names and functions of those who come (invented: nothing is sent)", "Noms et fonctions des personnes présentes (fictif : rien n’est envoyé)"),
                Text("The security desk of the market hall", "Le service de sécurité de la halle"), 1, Names: true),
            new(
                Text("How many people of how many cities came, without names (invented: nothing is sent)", "Combien de personnes de combien de villes sont venues, sans noms (fictif : rien n’est envoyé)"),
                Text("The fund that pays", "Le fonds qui finance"), 365, Names: false),
        ]),
        _ => Of(hostCity),
    };

    private static Label Of(string city, bool police = false, bool press = false, bool photos = true, params LeavingData[] leaving) => new()
    {
        Hosts = Text($"The city of {city}, with the network’s management unit. Demonstration: nobody really invites.", $"La ville ({city}), avec l’équipe de coordination du réseau. Démonstration : personne n’invite réellement."),
        Pays = Text(
            "Room and interpretation: the host city; travel: each organisation its own. Demonstration: no money flows.",
            "Salle et interprétation : la ville hôte ; déplacements : chaque organisation les siens. Démonstration : aucun argent ne circule."),
        Police = police,
        SecurityServices = false,
        Press = press,
        Photos = photos,
        Recordings = false,
        DataLeave = leaving.Length > 0,
        Leaving = leaving,
    };

    private static LabelText Text(string english, string french) => new(new Dictionary<string, string> { ["en"] = english, ["fr"] = french });
}
