using StrongCities.Contracts.Demonstration;
using StrongCities.Contracts.Gatherings;
using StrongCities.Gatherings.Texts;

namespace StrongCities.Training.Demonstration;

/// <summary>Six fictional courses on what small organizations ask for; each says that it is invented. Theme and level together name one of them.</summary>
internal static class DemonstrationCourses
{
    public static IReadOnlyList<Wire.CourseContent> All { get; } =
    [
        Course("governance", "introductory",
            ("A board that works: governance for groups of three to thirty", "Une gouvernance qui tient : pour les collectifs de trois à trente personnes"),
            ("Who decides, who signs, who may say no: statutes and a board that fit a small group, conflicts of interest, and minutes that a funder and a newcomer both understand.",
                "Qui décide, qui signe, qui peut dire non : des statuts et un bureau à la taille d’un petit collectif, les conflits d’intérêts, et des comptes rendus qu’un financeur et une personne nouvelle comprennent."),
            ("For coordinators and board members of associations and unregistered groups. Bring your statutes if you have any; none are needed. At the end you hold a one-page division of tasks and a calendar of the year.",
                "Pour celles et ceux qui coordonnent ou administrent une association ou un collectif non déclaré. Apportez vos statuts si vous en avez ; ce n’est pas nécessaire. À la fin, vous avez une répartition des tâches en une page et le calendrier de l’année.")),
        Course("accounting", "introductory",
            ("Books in order with two hours a month", "Des comptes en ordre en deux heures par mois"),
            ("A cash book, a folder of receipts, a budget that is compared with what was spent, and four eyes on each payment: accounting that a volunteer keeps up and an auditor accepts.",
                "Un livre de caisse, un classeur de justificatifs, un budget comparé aux dépenses et deux personnes pour chaque paiement : une comptabilité qu’une personne bénévole peut tenir et qu’un contrôle accepte."),
            ("For whoever keeps the money of a small association, without training in accounting. Exercises with a spreadsheet or on paper; the rules of your country come from your own accountant or authority.",
                "Pour qui tient l’argent d’une petite association, sans formation comptable. Exercices sur tableur ou sur papier ; les règles de votre pays restent à vérifier auprès de votre comptable ou de votre administration.")),
        Course("funding", "intermediate",
            ("From idea to grant: finding and answering a call for projects", "De l’idée à la subvention : trouver un appel à projets et y répondre"),
            ("How calls are written and scored, why two applications out of three are refused, and how to read a refusal. A need with evidence, results that can be checked, a budget with its overheads, partners who really agreed.",
                "Comment les appels sont rédigés et notés, pourquoi deux demandes sur trois sont refusées, et comment lire un refus. Un besoin étayé, des résultats vérifiables, un budget avec ses frais de structure, des partenaires qui ont vraiment dit oui."),
            ("For associations that have run at least one project. You work on an application of your own; nobody else sees it unless you share it.",
                "Pour les associations qui ont mené au moins un projet. Vous travaillez sur votre propre demande ; personne d’autre ne la voit, sauf si vous la partagez.")),
        Course("institutions", "introductory",
            ("How a town hall decides: councils, budgets, calendars", "Comment une mairie décide : conseils, budgets, calendriers"),
            ("What the mayor, the council and the administration each decide, when a budget is still open, what an agreement with a city contains, and whom to speak to about premises, a grant or a problem.",
                "Ce que décident le maire, le conseil et l’administration, quand un budget est encore ouvert, ce que contient une convention avec une ville, et à qui parler d’un local, d’une subvention ou d’un problème."),
            ("For associations that want to work with a local authority and stay free to criticise it. Officers of two cities answer questions.",
                "Pour les associations qui veulent travailler avec une collectivité et rester libres de la critiquer. Des agents de deux villes répondent aux questions.")),
        Course("monitoring-evaluation", "intermediate",
            ("Showing what changed: monitoring and evaluation without harm", "Montrer ce qui a changé : suivre et évaluer sans nuire"),
            ("A simple chain from activity to change, three indicators that you can afford, questions that young people answer honestly, and what must never be collected when people are exposed to hate or surveillance.",
                "Une chaîne simple de l’action au changement, trois indicateurs à votre portée, des questions auxquelles les jeunes répondent sincèrement, et ce qu’il ne faut jamais recueillir quand des personnes sont exposées à la haine ou à la surveillance."),
            ("For project leads of associations and cities. You leave with an evaluation plan of two pages for a project of your own.",
                "Pour les responsables de projet d’associations et de villes. Vous repartez avec un plan d’évaluation de deux pages pour un projet à vous.")),
        Course("funding", "advanced",
            ("Leading a consortium: several partners, one grant", "Conduire un consortium : plusieurs partenaires, une subvention"),
            ("Roles and a partnership agreement, passing money on to small groups, shared reports and an audit trail, and what happens when a partner falls out.",
                "Les rôles et l’accord de partenariat, reverser des fonds à de petits collectifs, des rapports communs et des pièces à l’appui, et que faire quand un partenaire se retire."),
            ("For associations and cities that have managed a grant before and will lead one across borders.",
                "Pour les associations et les villes qui ont déjà géré une subvention et vont en conduire une entre plusieurs pays.")),
    ];

    private static Wire.CourseContent Course(
        string theme, string level, (string English, string French) title, (string English, string French) what, (string English, string French) whom) => new()
        {
            Title = { DemonstrationText.Of(title.English, title.French) },
            Summary =
            {
                DemonstrationText.Of(
                    $"{what.English}\n\n{whom.English} Demonstration data: this course is invented.",
                    $"{what.French}\n\n{whom.French} Données de démonstration : cette formation est inventée."),
            },
            Theme = theme,
            Level = level,
        };
}
