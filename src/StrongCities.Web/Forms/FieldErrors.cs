using System.Collections;

namespace StrongCities.Web.Forms;

/// <summary>What is wrong with a form: field name to message, in the order of the fields; the name "" stands for the form as a whole.</summary>
public sealed class FieldErrors : IEnumerable<KeyValuePair<string, string>>
{
    private readonly List<KeyValuePair<string, string>> _errors = [];

    /// <summary>Whether what was sent may have been done all the same: the service did not answer, or could not confirm it.</summary>
    public bool Unconfirmed { get; set; }

    public bool Any => _errors.Count > 0;

    /// <summary>The first message about a field wins: it is the one to mend first.</summary>
    public void Add(string field, string message)
    {
        if (this[field] is null)
        {
            _errors.Add(new(field, message));
        }
    }

    public void Clear() => _errors.Clear();

    public string? this[string field] => _errors.Find(error => error.Key == field).Value;

    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => _errors.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
