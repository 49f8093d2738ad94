using System.Reflection;

namespace StrongCities.Web.Languages;

/// <summary>All translations of one language, read from every <c>Languages/&lt;code&gt;/*.po</c> in the assembly.</summary>
public sealed class Catalog
{
    private readonly Dictionary<(string? Context, string Text), PoEntry> _entries = [];

    private Catalog(string language) => Language = language;

    public string Language { get; }

    public IReadOnlyCollection<PoEntry> Entries => _entries.Values;

    public static Catalog Read(string language)
    {
        var catalog = new Catalog(language);
        foreach (var (file, entries) in ReadFiles(language))
        {
            foreach (var entry in entries)
            {
                catalog._entries[(entry.Context, entry.Text)] = entry;
            }
        }

        return catalog;
    }

    /// <summary>The files of a language by name, each with its entries; the same text may stand in several files with the same translation.</summary>
    public static IEnumerable<(string File, IReadOnlyList<PoEntry> Entries)> ReadFiles(string language)
    {
        var assembly = Assembly.GetExecutingAssembly();
        var prefix = $"Languages/{language}/";
        foreach (var name in assembly.GetManifestResourceNames().Order(StringComparer.Ordinal))
        {
            var path = name.Replace('\\', '/');
            if (path.StartsWith(prefix, StringComparison.Ordinal))
            {
                using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
                yield return (path, PoFile.Read(reader, path));
            }
        }
    }

    public PoEntry? Find(string? context, string text) => _entries.GetValueOrDefault((context, text));
}
