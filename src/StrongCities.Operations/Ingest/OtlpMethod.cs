using Google.Protobuf;
using Grpc.Core;

namespace StrongCities.Operations.Ingest;

/// <summary>
/// Binds the one method of an OTLP service. Generated binding would answer malformed bytes with an internal error, as if it were our
/// fault, and fill the log with it; here they are the sender's: InvalidArgument, which exporters do not send again.
/// </summary>
internal static class OtlpMethod
{
    public static void Bind<TRequest, TReply>(ServiceBinderBase binder, string service, MessageParser<TRequest> parser, MessageParser<TReply> replyParser)
        where TRequest : class, IMessage<TRequest>
        where TReply : class, IMessage<TReply> => binder.AddMethod(
            new Method<TRequest, TReply>(MethodType.Unary, service, "Export", MarshallerOf(parser.WithDiscardUnknownFields(true)), MarshallerOf(replyParser)),
            (UnaryServerMethod<TRequest, TReply>?)null);

    private static Marshaller<T> MarshallerOf<T>(MessageParser<T> parser)
        where T : class, IMessage<T> => Marshallers.Create(
        (message, context) =>
        {
            context.SetPayloadLength(message.CalculateSize());
            message.WriteTo(context.GetBufferWriter());
            context.Complete();
        },
        context =>
        {
            try
            {
                return parser.ParseFrom(context.PayloadAsReadOnlySequence());
            }
            catch (InvalidProtocolBufferException)
            {
                throw new RpcException(new Status(StatusCode.InvalidArgument, "These bytes are not this request."));
            }
        });
}
