using MailKit.Security;
using StrongCities.ServiceDefaults;

namespace StrongCities.Notifications.Delivery;

/// <summary>How mail leaves. Without an SMTP server mail is only kept for the mailbox page, which is for Development alone.</summary>
/// <param name="Site">The site's public address, without a slash at the end.</param>
/// <param name="Sender">Bare address of the sender, also the organizer of calendar invitations.</param>
/// <param name="SmtpHost">Null in Development without a server.</param>
/// <param name="SmtpSecurity">none, starttls (default) or tls.</param>
internal sealed record MailSettings(string Site, string Sender, string? SmtpHost, int SmtpPort, string? SmtpUser, string? SmtpPassword, string SmtpSecurity)
{
    /// <summary>Where a person answers.</summary>
    public string HelpAddress { get; init; } = "";

    /// <summary>Right of the @ in Message-IDs: a mail that comes back is known by its own.</summary>
    public string SenderDomain => Sender.Split('@')[^1];

    /// <summary>none, tls, or starttls, which is also taken for what is none of these: a typing error does not send in clear.</summary>
    public static SecureSocketOptions Security(string setting) => setting switch
    {
        "none" => SecureSocketOptions.None,
        "tls" => SecureSocketOptions.SslOnConnect,
        _ => SecureSocketOptions.StartTls,
    };

    /// <exception cref="MissingSettingException">Outside Development without <c>Smtp__Host</c>.</exception>
    public static MailSettings Read(IHostApplicationBuilder builder)
    {
        var development = builder.Environment.IsDevelopment();
        var host = builder.Configuration["Smtp:Host"] is { Length: > 0 } given ? given : development ? null : builder.Setting("Smtp:Host");
        return new MailSettings(
            builder.Setting("Web:Address").TrimEnd('/'),
            development ? builder.Configuration["Mail:Sender"] ?? "network@strongcities.example" : builder.Setting("Mail:Sender"),
            host,
            builder.Configuration.GetValue("Smtp:Port", 587),
            builder.Configuration["Smtp:User"],
            builder.Configuration["Smtp:Password"],
            builder.Configuration["Smtp:Security"] ?? "starttls")
        {
            HelpAddress = ServiceDefaults.HelpAddress.Of(builder.Configuration),
        };
    }
}
