using Npgsql;

namespace StrongCities.Admission;

/// <summary>
/// Who may book, read from the service's own tables: once for all bookings of a batch, in the transaction and the round trip in which the ledger reads what it decides by.
/// What <paramref name="Ask"/> locks stays as it is until the bookings are committed, so whoever changes it finds them.
/// </summary>
/// <param name="Ask">The statement about bookings of one offering. It answers one row for each, which begins with the number of its booking, from 1.</param>
/// <param name="Admit">
/// The booking as it is to be decided, by its row. What this throws, <see cref="Ledger.SubmitAsync"/> throws; nothing of it is kept, and the same key asks anew.
/// It runs while the offering is locked.
/// </param>
public sealed record Eligibility(Func<IReadOnlyList<Book>, NpgsqlBatchCommand> Ask, Func<Book, NpgsqlDataReader, Book> Admit);
