using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace StrongCities.UnitTests.Observability;

/// <summary>YAML as maps, lists and text, with merge keys resolved.</summary>
internal static class Yaml
{
    public static object Read(string text) =>
        new DeserializerBuilder().Build().Deserialize<object>(new MergingParser(new Parser(new StringReader(text))))!;

    public static object? At(this object? node, string key) => node is Dictionary<object, object?> map ? map.GetValueOrDefault(key) : null;

    public static IEnumerable<object?> Items(this object? node) => node as List<object?> ?? [];

    public static IEnumerable<(string Key, object? Value)> Entries(this object? node) =>
        (node as Dictionary<object, object?> ?? []).Select(entry => ($"{entry.Key}", entry.Value));
}
