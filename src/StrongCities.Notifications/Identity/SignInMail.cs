using StrongCities.Notifications.Delivery;
using StrongCities.Notifications.Letters;
using StrongCities.ServiceDefaults.Languages;

namespace StrongCities.Notifications.Identity;

/// <summary>The code and link that sign a person in: made by Identity at the moment of sending, in one mail.</summary>
internal sealed class SignInMail(IdentityQuestion identity, WordsOf wordsOf)
{
    public async Task<AddressedLetter?> AddressAsync(MailIntent intent, CancellationToken stop)
    {
        if (await identity.AskAsync<MadeSignIn>(HttpMethod.Post, $"/internal/sign-in-mails/{intent.AboutId}", stop) is not { } made)
        {
            return null;
        }

        var words = wordsOf.Language(made.Language);
        return new AddressedLetter(made.Email, made.Language, new Letter(
            words["Strong Cities: your code to sign in"],
            words["Good day,"],
            [
                words["Type this code on the page where you asked for it. It works once, for ten minutes."],
                words["Or open the link and press the button there. If you did not ask for this, ignore this mail: nothing happens."],
            ],
            [(words["Code"], made.Code)],
            (words["Sign in"], made.Link)));
    }

    private sealed record MadeSignIn(string Email, string Language, string Code, string Link);
}
