/* Shadan.exe and Shadan-cli.exe: start the program with the Python in the folder `runtime` beside them.
 *
 * Built twice, as a windowed and (-DCONSOLE) as a console program. It links to no Python: the library is loaded by its
 * full path, so that none from elsewhere can take its place. Exit code: the program's; 101 when it cannot be started.
 */
#define WIN32_LEAN_AND_MEAN
#include <windows.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <wchar.h>

#define LIBRARY L"runtime\\python311.dll"
#define PROGRAM L"program\\app\\__main__.pyc"
#define NOT_STARTED 101
#define ROOM 32768

typedef int(__cdecl *python_main)(int, wchar_t **);

/* Say in both languages what to do; the windowed program has only a box for that. */
static int cannot_start(const wchar_t *what)
{
    static wchar_t text[ROOM + 512];
    _snwprintf(text, ROOM + 511,
               L"\x906E\x65AD\x3092\x8D77\x52D5\x3067\x304D\x307E\x305B\x3093\x3002\x6B21\x306E\x30D5\x30A1\x30A4\x30EB"
               L"\x304C\x306A\x3044\x304B\x58CA\x308C\x3066\x3044\x307E\x3059\xFF1A\n%ls\n"
               L"\x30A4\x30F3\x30B9\x30C8\x30FC\x30EB\x3057\x76F4\x3057\x3066\x304F\x3060\x3055\x3044\x3002\n\n"
               L"Shadan cannot start: this file is missing or damaged. Please install it again.",
               what);
    text[ROOM + 511] = 0;
#ifdef CONSOLE
    HANDLE out = GetStdHandle(STD_ERROR_HANDLE);
    DWORD written;
    if (!WriteConsoleW(out, text, (DWORD)wcslen(text), &written, NULL)) {
        static char bytes[4 * (ROOM + 512)];
        int length = WideCharToMultiByte(CP_UTF8, 0, text, -1, bytes, sizeof bytes, NULL, NULL);
        if (length > 1)
            WriteFile(out, bytes, (DWORD)(length - 1), &written, NULL);
    }
#else
    wchar_t quiet[8];
    /* A roll-out that tries the program without anybody there must not wait for a click. */
    if (!GetEnvironmentVariableW(L"SHADAN_NO_MESSAGE", quiet, 8))
        MessageBoxW(NULL, text, L"\x906E\x65AD", MB_OK | MB_ICONERROR);
#endif
    return NOT_STARTED;
}

#ifndef CONSOLE
/* A parent may hand over odd handles, with which Python would not start; the files of its C library lead nowhere. */
static void close_streams(void)
{
    HMODULE library = GetModuleHandleW(L"ucrtbase.dll");
    if (!library)
        library = LoadLibraryW(L"ucrtbase.dll");
    if (!library)
        return;
    int(__cdecl *close_file)(int) = (int(__cdecl *)(int))(void *)GetProcAddress(library, "_close");
    int(__cdecl *open_file)(const wchar_t *, int, ...) =
        (int(__cdecl *)(const wchar_t *, int, ...))(void *)GetProcAddress(library, "_wopen");
    if (!close_file || !open_file)
        return;
    for (int number = 0; number < 3; number++)
        close_file(number);
    for (int number = 0; number < 3; number++)
        open_file(L"NUL", number ? 0x0001 /* _O_WRONLY */ : 0x0000 /* _O_RDONLY */);
}
#endif

int wmain(int count, wchar_t **words)
{
    static wchar_t folder[ROOM], place[ROOM + 64];
    DWORD length = GetModuleFileNameW(NULL, folder, ROOM);
    if (!length || length >= ROOM)
        return cannot_start(L"Shadan.exe");
    words[0] = _wcsdup(folder);
    wchar_t *end = wcsrchr(folder, L'\\');
    if (!end)
        return cannot_start(folder);
    end[1] = 0;

    _snwprintf(place, ROOM + 63, L"%ls%ls", folder, PROGRAM);
    if (GetFileAttributesW(place) == INVALID_FILE_ATTRIBUTES)
        return cannot_start(place);
    /* Not from the folder that somebody happens to be in. */
    SetDllDirectoryW(L"");
    _snwprintf(place, ROOM + 63, L"%ls%ls", folder, LIBRARY);
    HMODULE library = LoadLibraryExW(place, NULL, LOAD_WITH_ALTERED_SEARCH_PATH);
    python_main start = library ? (python_main)(void *)GetProcAddress(library, "Py_Main") : NULL;
    if (!start)
        return cannot_start(place);
    /* What the program tells people to type. */
    SetEnvironmentVariableW(L"SHADAN_COMMAND", L"Shadan-cli");
#ifndef CONSOLE
    close_streams();
#endif

    static wchar_t *const first[] = {L"-I", L"-B", L"-X", L"utf8", L"-m", L"app"};
    const int more = sizeof first / sizeof *first;
    wchar_t **all = calloc((size_t)(count + more + 1), sizeof *all);
    if (!all)
        return NOT_STARTED;
    all[0] = words[0];
    for (int i = 0; i < more; i++)
        all[1 + i] = first[i];
    for (int i = 1; i < count; i++)
        all[more + i] = words[i];
    return start(count + more, all);
}

#ifndef CONSOLE
int WINAPI wWinMain(HINSTANCE instance, HINSTANCE before, LPWSTR line, int show)
{
    (void)instance, (void)before, (void)line, (void)show;
    return wmain(__argc, __wargv);
}
#endif
