using StrongCities.ServiceDefaults;

namespace StrongCities.Notifications.Replies;

/// <summary>The sender's mailbox, where calendar programmes and mail servers answer.</summary>
/// <param name="Security">tls (default), starttls or none.</param>
internal sealed record ReplySettings(string Host, int Port, string User, string Password, string Security)
{
    /// <summary>Which mailbox a position is in.</summary>
    public string Mailbox => $"{User}@{Host}:{Port}";

    /// <summary>Null where no mailbox is set: nothing is read then.</summary>
    /// <exception cref="MissingSettingException"><c>Imap__Host</c> without <c>Imap__User</c> or <c>Imap__Password</c>.</exception>
    public static ReplySettings? Read(IHostApplicationBuilder builder) =>
        builder.Configuration["Imap:Host"] is not { Length: > 0 } host ? null : new ReplySettings(
            host,
            builder.Configuration.GetValue("Imap:Port", 993),
            builder.Setting("Imap:User"),
            builder.Setting("Imap:Password"),
            builder.Configuration["Imap:Security"] ?? "tls");
}
