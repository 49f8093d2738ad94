using StrongCities.Notifications.Delivery;
using StrongCities.Notifications.Letters;
using StrongCities.ServiceDefaults.Languages;

namespace StrongCities.Notifications.Identity;

/// <summary>That an authenticator app was added or removed; the address is asked of Identity, which alone knows that of an operator.</summary>
internal sealed class SecondFactorMail(IdentityQuestion identity, WordsOf wordsOf)
{
    public async Task<AddressedLetter?> AddressAsync(MailIntent intent, CancellationToken stop)
    {
        if (await identity.AskAsync<Reader>(HttpMethod.Get, $"/internal/second-factor-mails/{intent.PersonId}", stop) is not { } reader)
        {
            return null;
        }

        return new AddressedLetter(reader.Email, reader.Language, Write(intent.Kind, reader.Name, wordsOf.Language(reader.Language)));
    }

    internal static Letter Write(string kind, string name, Words words) => new(
        kind == MailKinds.SecondFactorAdded ? words["Strong Cities: an authenticator app was added"] : words["Strong Cities: your authenticator app was removed"],
        words["Dear {name},", ("name", name)],
        [
            kind == MailKinds.SecondFactorAdded
                ? words["From now on, signing in to your account needs a code of the app as well. Your other sessions have ended."]
                : words["Your account no longer asks for a code of the app, and its recovery codes are void. If you have a role in the network, set up an app before you use it again."],
            words["If this was not you, answer this mail at once: somebody else may be reading your messages."],
        ],
        []);

    private sealed record Reader(string Email, string Name, string Language);
}
