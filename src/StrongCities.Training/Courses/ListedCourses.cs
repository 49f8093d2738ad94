using System.Buffers.Binary;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;

namespace StrongCities.Training.Courses;

/// <summary>What the catalogue lists, and how a cache tells one state of it from the next.</summary>
internal static class ListedCourses
{
    public const int CoursesMax = 200;

    /// <summary>Published courses of that theme and level (empty for all), oldest first.</summary>
    public static IQueryable<Course> Listed(this TrainingDb db, string theme = "", string level = "") =>
        db.Courses.Where(course => course.State == CourseState.Published && (theme == "" || course.Theme == theme) && (level == "" || course.Level == level))
            .OrderBy(course => course.PublishedAt).ThenBy(course => course.Id).Take(CoursesMax);

    /// <summary>A digest of every listed row's version, which only rises: what a cache stored under it cannot be taken for another state. It reads counters, no text.</summary>
    public static async Task<string> ListVersionAsync(this TrainingDb db, CancellationToken stop)
    {
        var rows = await db.Listed().Select(course => new { course.Id, course.Version }).ToListAsync(stop);
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> row = stackalloc byte[24];
        foreach (var listed in rows.OrderBy(row => row.Id))
        {
            listed.Id.TryWriteBytes(row);
            BinaryPrimitives.WriteInt64LittleEndian(row[16..], listed.Version);
            digest.AppendData(row);
        }

        return Convert.ToHexStringLower(digest.GetHashAndReset()[..16]);
    }
}
