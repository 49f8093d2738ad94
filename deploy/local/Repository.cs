namespace StrongCities.Local;

/// <summary>Where this checkout is and how it was built.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string Configuration { get; } = BuildFolder().Parent!.Name;

    public static string Framework { get; } = BuildFolder().Name;

    /// <summary>The program that runs .dll files: the one this process runs on.</summary>
    public static string Dotnet { get; } =
        Path.GetFullPath(Path.Combine(System.Runtime.InteropServices.RuntimeEnvironment.GetRuntimeDirectory(), "../../../dotnet"));

    /// <summary>What a project built beside this one; both stand in bin/CONFIGURATION/FRAMEWORK.</summary>
    public static string Assembly(string projectPath) => Path.Combine(
        Path.GetDirectoryName(projectPath)!, "bin", Configuration, Framework, $"{Path.GetFileNameWithoutExtension(projectPath)}.dll");

    private static DirectoryInfo BuildFolder() => new(AppContext.BaseDirectory.TrimEnd('/'));

    private static string FindRoot()
    {
        for (var folder = BuildFolder(); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "StrongCities.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"No StrongCities.sln above {AppContext.BaseDirectory}.");
    }
}
