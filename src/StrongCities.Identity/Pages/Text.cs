namespace StrongCities.Identity.Pages;

/// <summary>Every text of the sign-in pages. French follows the usage of communes: vous, courriel, no-break spaces before : ; ! ?</summary>
internal static class Text
{
    public static readonly Phrase Network = new("Strong Cities", "Strong Cities");
    public static readonly Phrase NetworkLine = new("Transatlantic dialogue", "Dialogue transatlantique");
    public static readonly Phrase SkipToContent = new("Skip to the content", "Aller au contenu");
    public static readonly Phrase Languages = new("Language", "Langue");
    public static readonly Phrase ErrorPrefix = new("Error: ", "Erreur : ");
    public static readonly Phrase ThereIsAProblem = new("There is a problem", "Il y a un problème");
    public static readonly Phrase Help = new("Somebody answers at", "Quelqu’un vous répond à");
    public static readonly Phrase PageReference = new("Reference of this page:", "Référence de cette page :");
    public static readonly Phrase BackToSite = new("Back to the site", "Retour au site");
    public static readonly Phrase Stale = new(
        "This page had been open for too long. What you typed is still here: please send it again.",
        "Cette page est restée ouverte trop longtemps. Votre saisie est conservée : veuillez l’envoyer à nouveau.");
    public static readonly Phrase TooMany = new(
        "Too many requests came from your network. Please wait five minutes and try again.",
        "Trop de demandes proviennent de votre réseau. Veuillez patienter cinq minutes, puis réessayer.");

    public static readonly Phrase SignIn = new("Sign in", "Se connecter");
    public static readonly Phrase SignInLede = new(
        "We send a code to your e-mail address. No password is needed.",
        "Nous envoyons un code à votre adresse électronique. Aucun mot de passe n’est nécessaire.");
    public static readonly Phrase Email = new("E-mail address", "Adresse électronique");
    public static readonly Phrase EmailHint = new("The address your network knows you by, such as name@city.example", "L’adresse connue du réseau, par exemple nom@ville.example");
    public static readonly Phrase EmailMissing = new("Enter your e-mail address", "Saisissez votre adresse électronique");
    public static readonly Phrase EmailWrong = new(
        "Enter an e-mail address in the form name@city.example", "Saisissez une adresse électronique de la forme nom@ville.example");
    public static readonly Phrase SendCode = new("Send me a code", "M’envoyer un code");
    public static readonly Phrase UsePassword = new("Use a password and a code instead", "Utiliser plutôt un mot de passe et un code");
    public static readonly Phrase UseCode = new("Use only a code sent by e-mail instead", "Utiliser uniquement un code reçu par courriel");
    public static readonly Phrase NotAMember = new(
        "Your organisation is not a member yet?", "Votre organisation n’est pas encore membre ?");
    public static readonly Phrase Apply = new("Apply to join", "Déposer une demande d’adhésion");

    public static readonly Phrase DemonstrationData = new("Demonstration data", "Données de démonstration");
    public static readonly Phrase DemonstrationWords = new(
        "Places are real; organisations, people and activity are invented.",
        "Les lieux sont réels ; les organisations, les personnes et les activités sont inventées.");
    public static readonly Phrase DemonstrationTitle = new("Demonstration people", "Personnes de démonstration");
    public static readonly Phrase DemonstrationLede = new(
        "These people are fictional. One press signs you in as one of them and counts as a second factor too; this list exists on development machines only.",
        "Ces personnes sont fictives. Un clic vous connecte sous leur identité et tient aussi lieu de second facteur ; cette liste n’existe que sur les machines de développement.");
    public static readonly Phrase SignInAs = new("Sign in as {0}", "Se connecter en tant que {0}");

    public static readonly Phrase CodeTitle = new("Enter your code", "Saisissez votre code");
    public static readonly Phrase CodeSent = new(
        "If the network knows this address, a message with a code and a link is on its way. It works for ten minutes, in this browser.",
        "Si le réseau connaît cette adresse, un courriel contenant un code et un lien vous parvient. Le code est valable dix minutes, dans ce navigateur.");
    public static readonly Phrase Code = new("Code of eight digits", "Code à huit chiffres");
    public static readonly Phrase CodeHint = new("Spaces do not matter", "Les espaces sont ignorées");
    public static readonly Phrase CodeMissing = new("Enter the code from the message", "Saisissez le code figurant dans le courriel");
    public static readonly Phrase CodeMalformed = new("The code has eight digits", "Le code comporte huit chiffres");
    public static readonly Phrase CodeWrong = new(
        "This code is wrong or has expired. Check the newest message, or ask for a new code.",
        "Ce code est erroné ou a expiré. Vérifiez le dernier courriel reçu ou demandez un nouveau code.");
    public static readonly Phrase CodeDead = new(
        "This code no longer works after five attempts or ten minutes. Ask for a new one.",
        "Ce code n’est plus valable après cinq essais ou dix minutes. Demandez-en un nouveau.");
    public static readonly Phrase NoRequest = new(
        "No code was asked for in this browser, or it is too long ago. Ask for a new one.",
        "Aucun code n’a été demandé dans ce navigateur, ou la demande est trop ancienne. Demandez-en un nouveau.");
    public static readonly Phrase NoMessage = new("No message after a few minutes?", "Pas de courriel au bout de quelques minutes ?");
    public static readonly Phrase NoMessageHelp = new(
        "Look in the junk folder, check the address, then ask again.",
        "Regardez dans les courriers indésirables, vérifiez l’adresse, puis recommencez.");
    public static readonly Phrase AskAgain = new("Ask for a new code", "Demander un nouveau code");

    public static readonly Phrase LinkTitle = new("Sign in from your e-mail", "Se connecter depuis votre courriel");
    public static readonly Phrase LinkLede = new(
        "You are about to sign in as {0}. Continue only if you asked for this message yourself.",
        "Vous allez vous connecter en tant que {0}. Continuez uniquement si vous avez vous-même demandé ce courriel.");
    public static readonly Phrase LinkButton = new("Sign me in", "Me connecter");
    public static readonly Phrase LinkDead = new(
        "This link was already used or has expired. Links work once, for ten minutes.",
        "Ce lien a déjà servi ou a expiré. Un lien fonctionne une seule fois, pendant dix minutes.");

    public static readonly Phrase PersonTitle = new("Who are you?", "Qui êtes-vous ?");
    public static readonly Phrase PersonLede = new(
        "Several people use this address. Each has their own record: choose yourself.",
        "Plusieurs personnes utilisent cette adresse. Chacune a son propre compte : choisissez le vôtre.");

    public static readonly Phrase PasswordTitle = new("Sign in with a password", "Se connecter avec un mot de passe");
    public static readonly Phrase PasswordLede = new(
        "After the password we send you a code: both together sign you in.",
        "Après le mot de passe, nous vous envoyons un code : les deux ensemble vous connectent.");
    public static readonly Phrase Password = new("Password", "Mot de passe");
    public static readonly Phrase PasswordMissing = new("Enter your password", "Saisissez votre mot de passe");
    public static readonly Phrase PasswordWrong = new(
        "Address and password do not belong together", "L’adresse et le mot de passe ne correspondent pas");
    public static readonly Phrase PasswordWait = new(
        "Too many wrong passwords. Wait {0} seconds, or sign in with a code sent by e-mail.",
        "Trop de mots de passe erronés. Patientez {0} secondes ou connectez-vous avec un code reçu par courriel.");
    public static readonly Phrase PasswordPaused = new(
        "Signing in with a password is paused for this address. A code sent by e-mail still works.",
        "La connexion par mot de passe est suspendue pour cette adresse. Un code reçu par courriel fonctionne toujours.");
    public static readonly Phrase Continue = new("Continue", "Continuer");

    public static readonly Phrase FactorTitle = new("Code of your app", "Code de votre application");
    public static readonly Phrase FactorLede = new(
        "Your account is protected by an authenticator app. Type the code it shows now.",
        "Votre compte est protégé par une application d’authentification. Saisissez le code qu’elle affiche actuellement.");
    public static readonly Phrase FactorCode = new("Code of six digits, or a recovery code", "Code à six chiffres, ou code de secours");
    public static readonly Phrase FactorHint = new("Each code works once. Spaces and hyphens do not matter.", "Chaque code ne sert qu’une fois. Les espaces et les tirets sont ignorés.");
    public static readonly Phrase FactorMalformed = new(
        "Enter the six digits from your app, or one of your recovery codes", "Saisissez les six chiffres de votre application ou l’un de vos codes de secours");
    public static readonly Phrase FactorWrong = new(
        "This code is wrong or was already used. Wait until your app shows the next one.",
        "Ce code est erroné ou a déjà servi. Attendez que votre application affiche le suivant.");
    public static readonly Phrase FactorWait = new(
        "Too many wrong codes. Wait {0} seconds before the next one.", "Trop de codes erronés. Patientez {0} secondes avant le suivant.");
    public static readonly Phrase FactorPaused = new(
        "Too many wrong codes were tried for this account today. One of your recovery codes still works.",
        "Trop de codes erronés ont été essayés aujourd’hui pour ce compte. L’un de vos codes de secours fonctionne toujours.");
    public static readonly Phrase FactorOver = new(
        "No code of an app is awaited in this browser: five were tried, or it is too long ago. Begin again with a new code by e-mail.",
        "Aucun code d’application n’est attendu dans ce navigateur : cinq ont été essayés, ou la demande est trop ancienne. Recommencez avec un nouveau code reçu par courriel.");
    public static readonly Phrase FactorLost = new("Phone lost?", "Téléphone perdu ?");
    public static readonly Phrase FactorLostHelp = new(
        "Type one of the ten recovery codes you kept. Without them, write to the address at the foot of this page.",
        "Saisissez l’un des dix codes de secours que vous avez conservés. À défaut, écrivez à l’adresse indiquée au bas de cette page.");

    public static readonly Phrase AppTitle = new("Authenticator app", "Application d’authentification");
    public static readonly Phrase SetUpApp = new("Set up an authenticator app", "Configurer une application d’authentification");
    public static readonly Phrase ManageApp = new("Authenticator app", "Application d’authentification");
    public static readonly Phrase AppLede = new(
        "With an app on your phone, nobody who reads your mail can sign in as you.",
        "Avec une application sur votre téléphone, personne ne peut se connecter à votre place en lisant votre courriel.");
    public static readonly Phrase AppWho = new(
        "Management unit, reviewers, deciders, trainers and operators need an authenticator app. For focal points of cities it is recommended.",
        "L’équipe de coordination, les personnes chargées de l’instruction ou de la décision, les formateurs et les responsables de la plateforme ont besoin d’une application d’authentification. Elle est recommandée aux points focaux des villes.");
    public static readonly Phrase AppStepInstall = new(
        "Open an authenticator app on your phone; any that makes codes of six digits will do.",
        "Ouvrez une application d’authentification sur votre téléphone ; toute application produisant des codes à six chiffres convient.");
    public static readonly Phrase AppStepScan = new("Scan the picture with it, or type the key.", "Scannez l’image avec elle, ou saisissez la clé.");
    public static readonly Phrase AppStepType = new("Type the code that the app shows.", "Saisissez le code affiché par l’application.");
    public static readonly Phrase AppPicture = new("QR code with the key below", "Code QR contenant la clé ci-dessous");
    public static readonly Phrase AppKey = new("Key:", "Clé :");
    public static readonly Phrase AppHere = new("The app is on this device: open it", "L’application est sur cet appareil : l’ouvrir");
    public static readonly Phrase AppCode = new("Code of six digits from the app", "Code à six chiffres de l’application");
    public static readonly Phrase AppCodeHint = new("It changes every 30 seconds and works once", "Il change toutes les 30 secondes et ne sert qu’une fois");
    public static readonly Phrase AppCodeMalformed = new("Enter the six digits that your app shows", "Saisissez les six chiffres affichés par votre application");
    public static readonly Phrase AddApp = new("Add the app", "Ajouter l’application");
    public static readonly Phrase AppAdded = new("The app is added. Your other sessions have ended.", "L’application est ajoutée. Vos autres sessions sont terminées.");
    public static readonly Phrase AppSince = new(
        "An app has been in use since {0}. Unused recovery codes: {1}.", "Une application est utilisée depuis le {0}. Codes de secours non utilisés : {1}.");
    public static readonly Phrase AppRemoved = new(
        "The app and its recovery codes are removed.", "L’application et ses codes de secours sont supprimés.");
    public static readonly Phrase RemoveApp = new("Remove the app", "Supprimer l’application");
    public static readonly Phrase RemoveAppHint = new(
        "Without an app a role in the network cannot be used. For a new phone, remove this app and add the new one.",
        "Sans application, un rôle dans le réseau ne peut pas être exercé. Pour un nouveau téléphone, supprimez cette application puis ajoutez la nouvelle.");
    public static readonly Phrase RenewCodes = new("Make new recovery codes", "Créer de nouveaux codes de secours");
    public static readonly Phrase CodesTitle = new("Your recovery codes", "Vos codes de secours");
    public static readonly Phrase CodesLede = new(
        "They are shown this once. Print them or write them down, away from your phone: each signs you in once when the phone is lost.",
        "Ils ne s’affichent que cette fois. Imprimez-les ou notez-les, à l’écart de votre téléphone : chacun vous connecte une fois si le téléphone est perdu.");
    public static readonly Phrase CodesRenewed = new("New recovery codes are made. The former ones no longer work.", "De nouveaux codes de secours sont créés. Les précédents ne fonctionnent plus.");
    public static readonly Phrase CodesKept = new("I have kept them: continue", "Je les ai conservés : continuer");
    public static readonly Phrase BackToAccount = new("Back to your sign-in", "Retour à votre connexion");

    public static readonly Phrase EndOthers = new("End all other sessions", "Mettre fin à toutes les autres sessions");
    public static readonly Phrase OthersEnded = new("All other sessions have ended.", "Toutes les autres sessions sont terminées.");
    public static readonly Phrase UnknownBrowser = new("A browser we do not recognise", "Un navigateur que nous ne reconnaissons pas");

    public static readonly Phrase AccountTitle = new("Your sign-in", "Votre connexion");
    public static readonly Phrase SignedInAs = new("You are signed in as {0}.", "Vous êtes connecté(e) en tant que {0}.");
    public static readonly Phrase SessionsTitle = new("Where you are signed in", "Où vous êtes connecté(e)");
    public static readonly Phrase SessionSince = new("Since {0}", "Depuis le {0}");
    public static readonly Phrase SessionSeen = new("last used {0}", "dernière activité le {0}");
    public static readonly Phrase ThisBrowser = new("this browser", "ce navigateur");
    public static readonly Phrase EndSession = new("End this session", "Mettre fin à cette session");
    public static readonly Phrase SessionEnded = new("The session has ended.", "La session est terminée.");
    public static readonly Phrase SetPassword = new("Set a password", "Définir un mot de passe");
    public static readonly Phrase ChangePassword = new("Change the password", "Modifier le mot de passe");
    public static readonly Phrase NewPassword = new("New password", "Nouveau mot de passe");
    public static readonly Phrase NewPasswordHint = new(
        "At least 15 characters; several words with spaces are fine. No rule about digits or signs.",
        "Au moins 15 caractères ; plusieurs mots séparés par des espaces conviennent. Aucune règle sur les chiffres ou les symboles.");
    public static readonly Phrase NewPasswordShort = new("The password needs at least 15 characters", "Le mot de passe doit comporter au moins 15 caractères");
    public static readonly Phrase NewPasswordLong = new("The password can have at most 128 characters", "Le mot de passe peut comporter au plus 128 caractères");
    public static readonly Phrase NewPasswordCommon = new(
        "This password is easily guessed: it is made of common words, runs or your own address. Choose other words.",
        "Ce mot de passe est facile à deviner : il se compose de mots courants, de suites ou de votre adresse. Choisissez d’autres mots.");
    public static readonly Phrase PasswordSaved = new(
        "The password is saved. Your other sessions have ended.", "Le mot de passe est enregistré. Vos autres sessions sont terminées.");
    public static readonly Phrase Save = new("Save", "Enregistrer");

    public static readonly Phrase SignOut = new("Sign out", "Se déconnecter");
    public static readonly Phrase SignOutLede = new("Do you want to sign out?", "Voulez-vous vous déconnecter ?");
    public static readonly Phrase ForgetDevice = new("Sign out and forget this device", "Se déconnecter et oublier cet appareil");
    public static readonly Phrase ForgetDeviceHint = new(
        "Forgetting removes everything this site stored on the device: for a shared computer or phone.",
        "L’oubli efface tout ce que ce site a enregistré sur l’appareil : pour un ordinateur ou un téléphone partagé.");
    public static readonly Phrase SignedOut = new("You are signed out.", "Vous êtes déconnecté(e).");

    public static readonly Phrase InvitationTitle = new("Become the operator", "Devenir responsable de la plateforme");
    public static readonly Phrase InvitationLede = new(
        "This link makes {0} an operator of this site and signs you in. It works once.",
        "Ce lien fait de {0} responsable de cette plateforme et vous connecte. Il fonctionne une seule fois.");
    public static readonly Phrase InvitationName = new("Your name", "Votre nom");
    public static readonly Phrase InvitationNameMissing = new("Enter your name", "Saisissez votre nom");
    public static readonly Phrase InvitationNameLong = new("The name can have at most 200 characters", "Le nom peut comporter au plus 200 caractères");
    public static readonly Phrase InvitationButton = new("Accept and sign in", "Accepter et se connecter");
    public static readonly Phrase InvitationDead = new(
        "This invitation was already used or has expired. A new one is printed by the command invite-operator.",
        "Cette invitation a déjà servi ou a expiré. La commande invite-operator en imprime une nouvelle.");

    public static readonly Phrase NotFoundTitle = new("Page not found", "Page introuvable");
    public static readonly Phrase NotFoundLede = new("Check the address, or start again from the site.", "Vérifiez l’adresse ou repartez du site.");
    public static readonly Phrase RefusedTitle = new("This sign-in request cannot be answered", "Cette demande de connexion ne peut pas aboutir");
    public static readonly Phrase RefusedLede = new(
        "It is incomplete, too old or was not made by the site. Go back to the site and sign in from there.",
        "Elle est incomplète, trop ancienne ou ne provient pas du site. Retournez sur le site et connectez-vous depuis celui-ci.");
    public static readonly Phrase BusyTitle = new("Too many at once", "Trop de demandes à la fois");
    public static readonly Phrase BusyLede = new(
        "More people are signing in than we can answer just now. Nothing was done: go back and try again in a few seconds.",
        "Trop de personnes se connectent en ce moment. Rien n’a été fait : revenez en arrière et réessayez dans quelques secondes.");
    public static readonly Phrase FaultTitle = new("Something went wrong on our side", "Une erreur est survenue de notre côté");
    public static readonly Phrase FaultLede = new(
        "Nothing you typed was lost by you: please try again in a moment. If it stays, write to us with this reference:",
        "L’erreur ne vient pas de vous : veuillez réessayer dans un instant. Si elle persiste, écrivez-nous en indiquant cette référence :");
}
