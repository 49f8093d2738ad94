using System.Reflection;

namespace StrongCities.Outbox;

/// <summary>The facts that can be published: the public records of the contracts assembly, known by their full name.</summary>
public sealed class FactTypes(Assembly contracts)
{
    private readonly Dictionary<string, Type> byName = contracts.GetExportedTypes()
        .Where(type => type is { IsClass: true, IsAbstract: false, IsGenericType: false, Namespace: not null })
        .ToDictionary(type => type.FullName!);

    /// <summary>The record of that full name, or null when this version of the program does not know it.</summary>
    public Type? Find(string name) => byName.GetValueOrDefault(name);
}
