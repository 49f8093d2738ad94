// Part of the stand-in for Aspire: see DistributedApplication.cs.
using System.Runtime.CompilerServices;

namespace Aspire.Hosting.ApplicationModel;

internal enum EndpointProperty
{
    Url,
    Host,
    Port,
}

internal sealed record EndpointReference(Resource Resource, string Name)
{
    public EndpointReferenceExpression Property(EndpointProperty property) => new(this, property);

    public string Evaluate(EndpointProperty property = EndpointProperty.Url) => property switch
    {
        EndpointProperty.Host => "localhost",
        EndpointProperty.Port => $"{Resource.Endpoint(Name).Port}",
        _ => Resource.Endpoint(Name).Url,
    };
}

internal sealed record EndpointReferenceExpression(EndpointReference Endpoint, EndpointProperty Property);

/// <summary>A text with holes that are filled when a process starts: ports and passwords are not known before.</summary>
internal sealed class ReferenceExpression(List<Func<string>> parts)
{
    public static ReferenceExpression Create(Handler handler) => new(handler.Parts);

    public string Evaluate() => string.Concat(parts.Select(part => part()));

    [InterpolatedStringHandler]
    internal readonly struct Handler(int literalLength, int formattedCount)
    {
        public List<Func<string>> Parts { get; } = new(formattedCount + (literalLength > 0 ? 1 : 0));

        public void AppendLiteral(string value) => Parts.Add(() => value);

        public void AppendFormatted(string? value) => Parts.Add(() => value ?? "");

        public void AppendFormatted(IResourceBuilder<ParameterResource> value) => Parts.Add(() => value.Resource.Value);

        public void AppendFormatted(EndpointReference value) => Parts.Add(() => value.Evaluate());

        public void AppendFormatted(EndpointReferenceExpression value) => Parts.Add(() => value.Endpoint.Evaluate(value.Property));
    }
}
