#!/bin/sh
# Installs Shadan for one user, without root; or takes it away again and leaves what was made with it.
#
#   sh install.sh [--force]      into ~/.local/opt/shadan, with menu entry, kind of file, and the command `shadan`
#   sh install.sh --uninstall
#
# Exit code: 0; 2 usage, or it failed; 3 this system is not fit; 4 a newer version is installed; 5 the program is running.
set -u
umask 022

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P) || exit 2
case "${LC_ALL:-${LC_MESSAGES:-${LANG:-}}}" in
    ja*) language=ja ;;
    *) language=en ;;
esac
# shellcheck disable=SC1090 # both lie beside this file
. "$here/share/install/$language.sh"

say() {
    # shellcheck disable=SC2059 # the formats are those of share/install
    printf "$@"
    printf '\n'
}

stop() {
    code=$1
    shift
    say "$@" >&2
    exit "$code"
}

force=
mode=install
for word in "$@"; do
    case "$word" in
        --force) force=1 ;;
        --uninstall) mode=uninstall ;;
        *) stop 2 "$USAGE" ;;
    esac
done
[ -d "${HOME:-}" ] || stop 2 "$NO_HOME"

target=$HOME/.local/opt/shadan
command=$HOME/.local/bin/shadan
case "${XDG_DATA_HOME:-}" in
    /*) share=$XDG_DATA_HOME ;;
    *) share=$HOME/.local/share ;;
esac

# Whether some process of this user runs the installed program; a replaced file is shown as "(deleted)".
running() {
    real=$(CDPATH='' cd -- "$target" 2>/dev/null && pwd -P) || return 1
    for link in /proc/[0-9]*/exe; do
        case "$(readlink "$link" 2>/dev/null)" in
            "$real/shadan" | "$real/shadan (deleted)") return 0 ;;
        esac
    done
    return 1
}

version_in() {
    sed -n 's/^ *"version": *"\([^"]*\)".*/\1/p' "$1/_internal/resources/build.json" 2>/dev/null
}

# Whether the first version is older than the second; 1.2.3-rc.1 is older than 1.2.3.
older() {
    [ "$1" != "$2" ] &&
        [ "$(printf '%s\n%s\n' "$1" "$2" | sed 's/-/~/' | sort -V | head -n 1)" = "$(printf '%s' "$1" | sed 's/-/~/')" ]
}

ours() {
    [ -f "$1/shadan" ] && [ -d "$1/_internal" ]
}

# What the desktop keeps in tables is looked at anew where there are programs for it.
refresh() {
    if command -v update-desktop-database >/dev/null 2>&1; then
        update-desktop-database -q "$share/applications" 2>/dev/null
    fi
    if command -v update-mime-database >/dev/null 2>&1; then
        update-mime-database "$share/mime" >/dev/null 2>&1
    fi
    if command -v gtk-update-icon-cache >/dev/null 2>&1; then
        gtk-update-icon-cache -q -t "$share/icons/hicolor" >/dev/null 2>&1
    fi
    return 0
}

# The path as an argument in a desktop entry: quoted, its escapes escaped once more, no field codes.
quoted() {
    # shellcheck disable=SC2016 # sed's, not the shell's
    printf '"%s"' "$(printf '%s' "$1" | sed -e 's/["`$\\]/\\&/g' -e 's/\\/\\\\/g' -e 's/%/%%/g')"
}

remove_from_desktop() {
    (cd "$1/share" && find applications mime metainfo icons -type f) 2>/dev/null | while IFS= read -r file; do
        rm -f "$share/$file"
    done
    if [ -L "$command" ] && [ "$(readlink "$command")" = "$target/shadan" ]; then
        rm -f "$command"
    fi
}

uninstall() {
    ours "$target" || stop 2 "$NOT_INSTALLED" "$target"
    running && stop 5 "$RUNNING"
    remove_from_desktop "$target"
    refresh
    # In the portable mode, what was made lies in there.
    for entry in "$target"/* "$target"/.[!.]*; do
        case "$entry" in
            "$target/data" | "$target/portable.flag") [ -d "$target/data" ] && continue ;;
        esac
        rm -rf "$entry" || stop 2 "$FAILED" "$target"
    done
    rmdir "$target" 2>/dev/null
    say "$REMOVED"
}

# The data of the portable mode lie in the program's folder: never in one that is thrown away.
take_data() {
    for kept in data portable.flag; do
        [ ! -e "$target.old/$kept" ] && continue
        [ ! -e "$target/$kept" ] || stop 2 "$IN_THE_WAY" "$target.old/$kept"
        mv "$target.old/$kept" "$target/$kept" || stop 2 "$FAILED" "$target.old/$kept"
    done
}

# An earlier installation may have been cut off between any two of its steps.
finish_earlier() {
    if [ -e "$target.old" ] && [ ! -e "$target" ]; then
        mv "$target.old" "$target" || stop 2 "$FAILED" "$target.old"
    fi
    take_data
    rm -rf "$target.old" "$target.new"
}

install() {
    [ "$(uname -s) $(uname -m)" = 'Linux x86_64' ] || stop 3 "$WRONG_SYSTEM"
    [ "$here" != "$(CDPATH='' cd -- "$target" 2>/dev/null && pwd -P)" ] || stop 2 "$IS_INSTALLED"
    (cd "$here" && sha256sum --check --quiet --strict MANIFEST.sha256) >/dev/null 2>&1 || stop 2 "$DAMAGED"
    new_version=$(version_in "$here")
    finish_earlier
    if [ -e "$target" ]; then
        ours "$target" || stop 2 "$IN_THE_WAY" "$target"
        old_version=$(version_in "$target")
        if [ -z "$force" ] && older "$new_version" "$old_version"; then
            stop 4 "$NEWER" "$old_version" "$new_version"
        fi
        running && stop 5 "$RUNNING"
    fi
    mkdir -p "$HOME/.local/opt" "$HOME/.local/bin" "$share" || stop 2 "$FAILED" "$HOME/.local"
    cp -R "$here" "$target.new" || {
        rm -rf "$target.new"
        stop 2 "$FAILED" "$target.new"
    }
    # Where it will be: the folder that this lies in may not let programs run.
    said=$("$target.new/shadan" --version 2>&1) || {
        rm -rf "$target.new"
        stop 3 "$DOES_NOT_RUN" "$said"
    }
    # A stick's data and its sign are not of this program folder.
    rm -rf "$target.new/data" "$target.new/portable.flag"
    if [ -e "$target" ]; then
        remove_from_desktop "$target"
        mv "$target" "$target.old" || stop 2 "$FAILED" "$target"
    fi
    mv "$target.new" "$target" || {
        [ ! -e "$target.old" ] || mv "$target.old" "$target"
        stop 2 "$FAILED" "$target"
    }
    take_data
    rm -rf "$target.old"
    (cd "$target/share" && find applications mime metainfo icons -type f) | while IFS= read -r file; do
        mkdir -p "$share/$(dirname "$file")"
        cp "$target/share/$file" "$share/$file"
    done
    exec_line="Exec=$(quoted "$target/shadan") %f"
    while IFS= read -r line; do
        case "$line" in
            Exec=*) printf '%s\n' "$exec_line" ;;
            *) printf '%s\n' "$line" ;;
        esac
    done <"$target/share/applications/shadan.desktop" >"$share/applications/shadan.desktop"
    if [ ! -e "$command" ] || [ -L "$command" ]; then
        ln -sf "$target/shadan" "$command"
    else
        say "$COMMAND_IN_THE_WAY" "$command"
    fi
    refresh
    say "$INSTALLED" "$new_version" "$target"
    case ":$PATH:" in
        *":$HOME/.local/bin:"*) ;;
        *) say "$NOT_IN_PATH" "$HOME/.local/bin" ;;
    esac
    if command -v ldd >/dev/null 2>&1; then
        missing=$(LD_LIBRARY_PATH=$target/_internal ldd "$target/_internal/PySide6/Qt/plugins/platforms/libqxcb.so" 2>/dev/null |
            sed -n 's/^[[:space:]]*\([^ ]*\) => not found.*/\1/p' | sort -u | tr '\n' ' ')
        [ -z "$missing" ] || say "$LIBRARIES_MISSING" "$missing"
    fi
}

"$mode"
