using Grpc.Core;
using StrongCities.ServiceDefaults.Refusals;
using StrongCities.Web.Forms;
using StrongCities.Web.Languages;

namespace StrongCities.Web.Refusals;

/// <summary>Puts what a service answered into the words of the page.</summary>
public static class PageRefusals
{
    /// <summary>
    /// Takes a failed call as something to tell the reader: a refusal beside the field that it is about, or in the summary; a service that
    /// does not answer as "not confirmed, safe to send again". False for anything else, which is a fault: let it pass.
    /// <code>catch (RpcException error) when (Errors.Take(error, L, ("email-invalid", "email"))) { }</code>
    /// </summary>
    public static bool Take(this FieldErrors errors, RpcException error, Words words, params ReadOnlySpan<(string Reason, string Field)> fields)
    {
        if (error.Worded(words) is not { } message)
        {
            return false;
        }

        var refusal = error.ReadRefusal();
        errors.Unconfirmed |= refusal is null or { Reason: "not-confirmed" };
        var before = errors.Count();
        // A refusal of several fields names each with its own reason.
        foreach (var (name, reason) in refusal?.Facts ?? [])
        {
            if (words.Refusal(reason, []) is { } about)
            {
                errors.Add(FieldOf(reason, fields) ?? name, about);
            }
        }

        if (errors.Count() == before)
        {
            errors.Add(FieldOf(refusal?.Reason, fields) ?? "", message);
        }

        return true;
    }

    private static string? FieldOf(string? reason, ReadOnlySpan<(string Reason, string Field)> fields)
    {
        foreach (var (about, field) in fields)
        {
            if (about == reason)
            {
                return field;
            }
        }

        return null;
    }

    /// <summary>The words for a failed call, or null when it is a fault.</summary>
    public static string? Worded(this RpcException error, Words words)
    {
        if (error.ReadRefusal() is { } refusal)
        {
            return words.Refusal(refusal.Reason, refusal.Facts.Select(fact => KeyValuePair.Create(fact.Key, fact.Value)))
                ?? words["This is not possible ({reason}).", ("reason", refusal.Reason)];
        }

        return error.IsAway()
            ? words["We could not confirm this: a part of the site does not answer. Nothing is lost; please send it again in a moment."]
            : null;
    }

    /// <summary>The service did not answer in time, or not at all.</summary>
    public static bool IsAway(this RpcException error) =>
        error.StatusCode is StatusCode.Unavailable or StatusCode.DeadlineExceeded or StatusCode.Cancelled or StatusCode.ResourceExhausted;
}
