using System.Diagnostics;

namespace StrongCities.Local.Native;

/// <summary>
/// A clock that a test moves for a process that knows nothing of it: a library, compiled here, that the process is started with,
/// and a file that says how far its clock is off, such as <c>+11m</c> (s, m, h or d), looked at five times a second.
/// </summary>
internal static class MovedClock
{
    public const string Compiler = "/usr/bin/cc";

    /// <summary>A header of the C library's package, to see whether that is there.</summary>
    public const string Header = "/usr/include/dlfcn.h";

    // Only what tells the time of day: waits follow the monotonic clock, and that goes on as it is. No lock, no heap, so it may be asked in a signal handler.
    private const string Source =
        """
        #define _GNU_SOURCE
        #include <dlfcn.h>
        #include <errno.h>
        #include <fcntl.h>
        #include <stdatomic.h>
        #include <stdlib.h>
        #include <string.h>
        #include <sys/syscall.h>
        #include <sys/time.h>
        #include <time.h>
        #include <unistd.h>

        static int (*real)(clockid_t, struct timespec *);
        static const char *file;
        static atomic_long ahead, looked;

        __attribute__((constructor)) static void start(void) {
            // A copy: PostgreSQL writes its title over the environment.
            const char *named = getenv("MOVED_CLOCK_FILE");
            file = named ? strdup(named) : 0;
            real = dlsym(RTLD_NEXT, "clock_gettime");
        }

        static int ask(clockid_t clock, struct timespec *at) {
            return real ? real(clock, at) : (int)syscall(SYS_clock_gettime, clock, at);
        }

        static void look(void) {
            int before = errno;
            char text[24] = "";
            int opened = file ? open(file, O_RDONLY | O_CLOEXEC) : -1;
            if (opened >= 0) {
                ssize_t length = read(opened, text, sizeof text - 1);
                close(opened);
                // An empty file is one that is just being written.
                if (length > 0) {
                    long number = 0, unit = 1;
                    for (char *c = text; *c; c++) {
                        if (*c >= '0' && *c <= '9') number = 10 * number + (*c - '0');
                        if (*c == 'm') unit = 60;
                        if (*c == 'h') unit = 3600;
                        if (*c == 'd') unit = 86400;
                    }
                    ahead = (text[0] == '-' ? -1 : 1) * number * unit;
                }
            }
            errno = before;
        }

        int clock_gettime(clockid_t clock, struct timespec *at) {
            int failed = ask(clock, at);
            if (!failed && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) {
                struct timespec now;
                ask(CLOCK_MONOTONIC, &now);
                long tick = 1 + now.tv_sec * 5 + now.tv_nsec / 200000000;
                if (tick != looked) {
                    looked = tick;
                    look();
                }
                at->tv_sec += ahead;
            }
            return failed;
        }

        int gettimeofday(struct timeval *restrict at, void *restrict zone) {
            struct timespec now;
            clock_gettime(CLOCK_REALTIME, &now);
            at->tv_sec = now.tv_sec;
            at->tv_usec = now.tv_nsec / 1000;
            return 0;
        }

        time_t time(time_t *at) {
            struct timespec now;
            clock_gettime(CLOCK_REALTIME, &now);
            if (at) *at = now.tv_sec;
            return now.tv_sec;
        }
        """;

    /// <summary>Compiles the library into the folder; its path.</summary>
    /// <exception cref="InvalidOperationException">The compiler refused.</exception>
    public static async Task<string> BuildAsync(string folder)
    {
        var library = Path.Combine(folder, "moved-clock.so");
        // Under another name first: a process that has the old one loaded keeps it.
        var fresh = $"{library}.{System.Environment.ProcessId}";
        using var compiler = Process.Start(new ProcessStartInfo(Compiler, ["-shared", "-fPIC", "-O2", "-Wall", "-Werror", "-o", fresh, "-x", "c", "-"])
        {
            RedirectStandardInput = true,
            RedirectStandardError = true,
        })!;
        var errors = compiler.StandardError.ReadToEndAsync();
        await compiler.StandardInput.WriteAsync(Source);
        compiler.StandardInput.Close();
        await compiler.WaitForExitAsync();
        if (compiler.ExitCode != 0)
        {
            throw new InvalidOperationException(await errors);
        }

        File.Move(fresh, library, overwrite: true);
        return library;
    }

    /// <summary>What a process must have in its environment to go by this clock.</summary>
    public static (string Name, string Value)[] Environment(string library, string file) => [("LD_PRELOAD", library), ("MOVED_CLOCK_FILE", Path.GetFullPath(file))];
}
