using Grpc.Core;
using StrongCities.Contracts.Membership;
using StrongCities.Notifications.Delivery;
using StrongCities.Notifications.Letters;
using StrongCities.ServiceDefaults.Languages;

namespace StrongCities.Notifications.Membership;

/// <summary>Mail about people whom a colleague registered: to them, and back to the colleague when they undo it.</summary>
internal sealed class ColleagueMail(Colleagues.ColleaguesClient colleagues, Contacts.ContactsClient contacts, MailSettings settings, WordsOf wordsOf)
{
    public async Task<AddressedLetter?> AddressAsync(MailIntent intent, CancellationToken stop)
    {
        try
        {
            var about = await colleagues.DescribeNoticeAsync(new DescribeNoticeRequest { RoleId = intent.AboutId.ToString() }, cancellationToken: stop);
            var reader = await contacts.GetContactAsync(new GetContactRequest { PersonId = intent.PersonId.ToString() }, cancellationToken: stop);
            return Write(intent.Kind, about, reader, wordsOf.Language(reader.Language)) is { } letter ? new AddressedLetter(reader.Email, reader.Language, letter) : null;
        }
        catch (RpcException error) when (Mailer.IsGone(error))
        {
            return null;
        }
    }

    /// <summary>The letter, or null when it would no longer be true.</summary>
    internal Letter? Write(string kind, ColleagueNotice about, Contact reader, Words words)
    {
        var organization = about.OrganizationKind == "city" ? words.Place(about.OrganizationName) : about.OrganizationName;
        return kind switch
        {
            MailKinds.ColleagueRegistered when about.State == "asked" => new Letter(
                words["Strong Cities: you were registered by a colleague"], words["Dear {name},", ("name", reader.Name)],
                [
                    words["{colleague} registered you on behalf of {organisation}.", ("colleague", about.RegisteredByName), ("organisation", organization)],
                    words["Until you agree, your name is shown to no one but {colleague} and the network's staff. If this is a mistake, you undo it with one press.", ("colleague", about.RegisteredByName)],
                    words["Opening the link changes nothing: the page asks you first. You need not sign in. The link works for 30 days."],
                ],
                [(words["Organisation"], organization)],
                (words["Agree, or undo it"], $"{settings.Site}/{words.Language.Code}/colleagues/{about.Token}")),
            MailKinds.ColleagueUndone when about.State == "undone" => new Letter(
                words["Strong Cities: about your colleagues"], words["Dear {name},", ("name", reader.Name)],
                [
                    words["{colleague}, whom you registered on behalf of {organisation}, has undone it and is no longer on its page.", ("colleague", about.KnownAs), ("organisation", organization)],
                    words["You need do nothing. Please register the same person again only after asking."],
                ],
                []),
            _ => null,
        };
    }
}
