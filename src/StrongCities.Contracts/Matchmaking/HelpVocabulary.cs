namespace StrongCities.Contracts.Matchmaking;

/// <summary>One kind of help that an organization may need or offer, in the network's three languages.</summary>
public readonly record struct HelpTerm(string Code, string English, string French, string Spanish)
{
    /// <summary>The word in that language (BCP 47), English where there is none.</summary>
    public string In(string language) => language.Split('-')[0] switch
    {
        "fr" => French,
        "es" => Spanish,
        _ => English,
    };
}

/// <summary>What is needed and offered, in one shared list, so that a need meets its offer across languages. Codes are added and never reused.</summary>
public static class HelpVocabulary
{
    /// <summary>The languages in which every term has its word, each with its own name.</summary>
    public static IReadOnlyList<(string Code, string OwnName)> Languages { get; } = [("en", "English"), ("fr", "Français"), ("es", "Español")];

    /// <summary>All terms, in the order of a form.</summary>
    public static IReadOnlyList<HelpTerm> All { get; } =
    [
        new("youth-work", "Work with young people", "Travail avec les jeunes", "Trabajo con jóvenes"),
        new("school-programmes", "Programmes in schools", "Actions dans les écoles", "Programas en centros escolares"),
        new("mediation", "Mediation in neighbourhoods", "Médiation dans les quartiers", "Mediación en los barrios"),
        new("victim-support", "Support for victims of hate", "Soutien aux victimes de la haine", "Apoyo a las víctimas del odio"),
        new("exit-work", "Support for people leaving extremism", "Accompagnement des sorties de l’extrémisme", "Acompañamiento a personas que abandonan el extremismo"),
        new("online-hate", "Answers to hate online", "Réponses à la haine en ligne", "Respuestas al odio en línea"),
        new("media-literacy", "Media literacy", "Éducation aux médias", "Alfabetización mediática"),
        new("training-staff", "Training of staff", "Formation des agents", "Formación del personal"),
        new("local-strategy", "A local prevention strategy", "Stratégie locale de prévention", "Estrategia local de prevención"),
        new("evaluation", "Evaluation of projects", "Évaluation de projets", "Evaluación de proyectos"),
        new("funding", "Finding and managing grants", "Recherche et gestion de subventions", "Búsqueda y gestión de subvenciones"),
        new("volunteers", "Finding and keeping volunteers", "Recrutement et suivi de bénévoles", "Captación y acompañamiento del voluntariado"),
        new("legal-advice", "Legal advice", "Conseil juridique", "Asesoramiento jurídico"),
        new("venue", "Rooms and meeting places", "Salles et lieux de rencontre", "Salas y lugares de encuentro"),
    ];

    private static readonly Dictionary<string, HelpTerm> ByCode = All.ToDictionary(term => term.Code, StringComparer.Ordinal);

    /// <summary>The term of a code, or null when this version of the program does not know it.</summary>
    public static HelpTerm? Find(string code) => ByCode.TryGetValue(code, out var term) ? term : null;
}
