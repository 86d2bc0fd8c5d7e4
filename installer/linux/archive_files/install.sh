#!/bin/sh
# Installs Shadan for one user, without root; or takes it away again and leaves what was made with it.
# What MANIFEST.sha256 of a program folder does not list is its user's: it is taken over, and left.
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

force='' settled='' on_desktop=''
mode=install
for word in "$@"; do
    case "$word" in
        --force) force=1 ;;
        --uninstall) mode=uninstall ;;
        *) stop 2 "$USAGE" ;;
    esac
done
[ -d "${HOME:-}" ] || stop 2 "$NO_HOME"

opt=$HOME/.local/opt
target=$opt/shadan
# Where the new one is laid and the old one waits; a folder of this name without the mark is somebody else's.
work=$HOME/.local/opt/.shadan-install
old=$work/old
new=$work/new
manifest=MANIFEST.sha256
mark=.made-by-shadan-install
mark_text='install.sh of Shadan made this folder.'
newline='
'
command=$HOME/.local/bin/shadan
case "${XDG_DATA_HOME:-}" in
    /*) share=$XDG_DATA_HOME ;;
    *) share=$HOME/.local/share ;;
esac

there() {
    [ -e "$1" ] || [ -L "$1" ]
}

empty() {
    [ -d "$1" ] && [ ! -L "$1" ] && [ -z "$(ls -A "$1")" ]
}

# When a process began, in the system's own count; nothing of one that is dead.
born() {
    sed -n 's/^.*) [^XZ] //p' "/proc/$1/stat" 2>/dev/null | cut -d ' ' -f 19
}

# Installing and removing is one's at a time. Each makes a file that bears the name of its process, and only then looks
# for those of others: whoever comes second sees the first, and of two that come together neither goes on. No file is
# made twice, so what a killed one left can be taken away at any moment. Processes of another machine, or of another
# table of processes, that share this home cannot be seen: their file counts for an hour.
apart=$(printf '%s %s' "$(uname -n)" "$(readlink /proc/self/ns/pid)" | tr -c 'A-Za-z0-9-' _)
claims=$opt/.shadan-busy
claim=$claims.$apart.$$.$(born $$)

others() (
    for other in "$claims".*; do
        if [ "$other" = "$claim" ] || ! [ -f "$other" ]; then continue; fi
        began=${other##*.}
        rest=${other%.*}
        if [ "${rest%.*}" = "$claims.$apart" ]; then
            [ "$(born "${rest##*.}")" != "$began" ]
        else
            [ -n "$(find "$other" -mmin +60 2>/dev/null)" ]
        fi && rm -f "$other" && continue
        printf '%s' "$other"
        exit 0
    done
)

enter() {
    mkdir -p "$opt" || stop 2 "$FAILED" "$opt"
    trap 'rm -f "$claim"' EXIT
    trap 'exit 2' HUP INT TERM
    tries=0
    while :; do
        printf '' >"$claim" || stop 2 "$FAILED" "$opt"
        other=$(others)
        [ -n "$other" ] || return 0
        rm -f "$claim"
        tries=$((tries + 1))
        [ "$tries" -lt 120 ] || stop 2 "$BUSY" "$other"
        # About a minute in all, in steps that two do not go alike.
        sleep "0.$(($(od -A n -N 1 -t u1 /dev/urandom) % 9 + 1))" 2>/dev/null || sleep 1
    done
}

# Whether some process of this user runs the installed program; a replaced file is shown as "(deleted)".
running() {
    for place in "$target" "$old"; do
        real=$(CDPATH='' cd -- "$place" 2>/dev/null && pwd -P) || continue
        for link in /proc/[0-9]*/exe; do
            case "$(readlink "$link" 2>/dev/null)" in
                "$real/shadan" | "$real/shadan (deleted)") return 0 ;;
            esac
        done
    done
    return 1
}

version_in() {
    sed -n 's/^ *"version": *"\([^"]*\)".*/\1/p' "$1/_internal/resources/build.json" 2>/dev/null
}

# Whether the first version is older than the second; 1.2.3-rc.1 is older than 1.2.3, whichever `sort` is asked.
older() (
    full() { printf '%s\n' "$@" | sed 's/^[^-][^-]*$/&-zz/'; }
    [ "$1" != "$2" ] && [ "$(full "$1" "$2" | sort -V | head -n 1)" = "$(full "$1")" ]
)

# Whether a folder holds the program, whole or not: what of it may be taken away is told by its list alone.
ours() {
    [ -d "$1" ] && [ ! -L "$1" ] && [ -f "$1/$manifest" ] && [ ! -L "$1/$manifest" ] &&
        grep -q '^[0-9a-f]\{64\}  shadan$' "$1/$manifest" &&
        grep -q '^[0-9a-f]\{64\}  _internal/resources/build\.json$' "$1/$manifest"
}

# Whether a folder holds exactly what its list says. Every line of it is one: busybox passes over what it cannot read.
sound() (
    ours "$1" && CDPATH='' cd -- "$1" && ! grep -q -v '^[0-9a-f]\{64\}  .' "$manifest" &&
        sha256sum -c "$manifest" >/dev/null 2>&1
)

set_mark() {
    rm -f "$1/$mark" && printf '%s\n' "$mark_text" >"$1/$mark"
}

marked() {
    [ -d "$1" ] && [ ! -L "$1" ] && [ -f "$1/$mark" ] && [ ! -L "$1/$mark" ] && [ "$(cat "$1/$mark")" = "$mark_text" ]
}

# What the desktop keeps in tables is looked at anew where there are programs for it.
refresh() {
    update-desktop-database -q "$share/applications" >/dev/null 2>&1
    update-mime-database "$share/mime" >/dev/null 2>&1
    gtk-update-icon-cache -q -t "$share/icons/hicolor" >/dev/null 2>&1
    return 0
}

# The path as an argument in a desktop entry: quoted, its escapes escaped once more, no field codes.
quoted() {
    # shellcheck disable=SC2016 # sed's, not the shell's
    printf '"%s"' "$(printf '%s' "$1" | sed -e 's/["`$\\]/\\&/g' -e 's/\\/\\\\/g' -e 's/%/%%/g')"
}

# Whether the command is the link that was made here; other ways of installing make one of that name, too.
our_command() {
    [ -L "$command" ] || return 1
    case "$(readlink "$command")" in
        "$target"/*) return 0 ;;
    esac
    real=$(CDPATH='' cd -- "$target" 2>/dev/null && pwd -P) || return 1
    case "$(readlink -f "$command")" in
        "$real"/*) return 0 ;;
    esac
    return 1
}

# What a program folder shows to the desktop, as paths below its `share`.
shown() {
    sed -n -E 's#^[0-9a-f]{64}  share/((applications|mime|metainfo|icons)/.*)$#\1#p' "$1/$manifest" | grep -v -F ..
}

remove_from_desktop() {
    shown "$1" | while IFS= read -r file; do
        rm -f "$share/$file"
    done
    if our_command; then
        rm -f "$command"
    fi
}

# Take out of a folder what its list names, and those of its folders that are empty then. `find` tells what lies in the
# folder itself: a link is taken away where it is listed, and never followed.
remove_listed() (
    [ -f "$1/$manifest" ] && [ ! -L "$1/$manifest" ] || exit 0
    CDPATH='' cd -- "$1" || exit 1
    listed() {
        sed -n 's#^[0-9a-f]\{64\}  #./#p' "$manifest"
    }
    found() {
        find . -name "*$newline*" -prune -o "$@" -print
    }
    {
        listed | LC_ALL=C sort -u
        found ! -type d
    } | LC_ALL=C sort | LC_ALL=C uniq -d | tr '\n' '\0' | xargs -0 rm -f || exit 1
    {
        listed | sed -n -e :up -e 's#/[^/]*$##p' -e '/\//b up' | grep -v -x -F . | LC_ALL=C sort -u
        found -type d
    } | LC_ALL=C sort | LC_ALL=C uniq -d | LC_ALL=C sort -r | while IFS= read -r folder; do
        rmdir "$folder" 2>/dev/null
    done
    # Last, so that what was cut off can be taken up again.
    rm -f "$manifest"
)

# Rename what a folder holds into another; what finds its place taken goes, under its path ($4), into a third.
# The mark stays.
merge() (
    for entry in "$1"/* "$1"/.[!.]* "$1"/..?*; do
        there "$entry" || continue
        name=${entry##*/}
        [ "$4$name" != "$mark" ] || continue
        if ! there "$2/$name"; then
            mv -T "$entry" "$2/$name" || exit 1
        elif [ -d "$entry" ] && [ ! -L "$entry" ] && [ -d "$2/$name" ] && [ ! -L "$2/$name" ]; then
            merge "$entry" "$2/$name" "$3" "$4$name/" || exit 1
            rmdir "$entry" || exit 1
        else
            mkdir -p "$3/$4" || exit 1
            mv -T "$entry" "$3/$4$name" || exit 1
        fi
    done
)

# What the user keeps in the folder of the old program, into that of the new one; nothing else is left of the old.
settle_old() {
    there "$old" || return 0
    # At every moment list or mark tell whose it is.
    set_mark "$old" && remove_listed "$old" || return 1
    name=kept
    number=1
    while there "$target/$name" || there "$old/$name"; do
        number=$((number + 1))
        name=kept-$number
    done
    aside=$target/$name
    merge "$old" "$target" "$aside" "" || return 1
    ! there "$aside" || say "$KEPT_ASIDE" "$aside"
    rm -f "$old/$mark" && rmdir "$old"
}

clear_work() {
    rm -rf "$new" && rm -f "$work/$mark"
    rmdir "$work" 2>/dev/null || set_mark "$work"
}

# An earlier installation may have been cut off between any two of its steps.
finish_earlier() {
    marked "$work" || return 0
    if there "$old" && ! there "$target"; then
        # The list may be gone from it, and what is left is its user's.
        ours "$old" || set_mark "$old" || stop 2 "$FAILED" "$old"
        mv -T "$old" "$target" || stop 2 "$FAILED" "$old"
    fi
    settle_old || stop 2 "$FAILED" "$old"
    clear_work
}

# Sets `program` to where the program is, or was when an installation was cut off; empty where there is none.
look() {
    program=
    if there "$target"; then
        ours "$target" || marked "$target" || stop 2 "$IN_THE_WAY" "$target"
        program=$target
    elif marked "$work" && there "$old"; then
        program=$old
    fi
}

uninstall() {
    there "$target" || there "$work" || stop 2 "$NOT_INSTALLED" "$target"
    enter
    look
    ours "$program" || stop 2 "$NOT_INSTALLED" "$target"
    running && stop 5 "$RUNNING"
    finish_earlier
    # By it a later installation knows the folder, also where this one is cut off.
    set_mark "$target" || stop 2 "$FAILED" "$target"
    remove_from_desktop "$target"
    refresh
    remove_listed "$target" || stop 2 "$FAILED" "$target"
    say "$REMOVED"
    if [ "$(ls -A "$target")" = "$mark" ]; then
        rm -f "$target/$mark"
        rmdir "$target" || stop 2 "$FAILED" "$target"
    else
        say "$LEFT" "$target"
    fi
    [ ! -L "$command" ] || say "$COMMAND_LEFT" "$command"
}

# The listed files alone: beside a program that is used where it lies, people keep their own.
copy_new() {
    mkdir "$new" || return 1
    sed -n 's#^[0-9a-f]\{64\}  #./#p' "$here/$manifest" | while IFS= read -r file; do
        folder=$new/${file%/*}
        [ -d "$folder" ] || mkdir -p "$folder" || exit 1
        cp "$here/$file" "$new/$file" || exit 1
    done || return 1
    cp "$here/$manifest" "$new/$manifest" || return 1
    # A stick with FAT knows no right to run.
    chmod 755 "$new/shadan" "$new/install.sh" || return 1
    sound "$new"
}

# The files for the desktop, the menu entry with the place of the program in it. Returns 1 where one is not written.
put_on_desktop() {
    shown "$target" | while IFS= read -r file; do
        # Not through a link that somebody made there.
        mkdir -p "$share/$(dirname "$file")" && rm -f "$share/$file" && cp "$target/share/$file" "$share/$file" || exit 1
    done || return 1
    entry=applications/shadan.desktop
    exec_line="Exec=$(quoted "$target/shadan") %f"
    rm -f "$share/$entry" && while IFS= read -r line; do
        case "$line" in
            Exec=*) printf '%s\n' "$exec_line" ;;
            *) printf '%s\n' "$line" ;;
        esac || return 1
    done <"$target/share/$entry" >"$share/$entry"
}

install() {
    [ "$(uname -s) $(uname -m)" = 'Linux x86_64' ] || stop 3 "$WRONG_SYSTEM"
    [ "$here" != "$(CDPATH='' cd -- "$target" 2>/dev/null && pwd -P)" ] || stop 2 "$IS_INSTALLED"
    sound "$here" || stop 2 "$DAMAGED"
    new_version=$(version_in "$here")
    enter
    if there "$work" && ! marked "$work" && ! empty "$work"; then
        stop 2 "$IN_THE_WAY" "$work"
    fi
    look
    if [ -n "$program" ]; then
        old_version=$(version_in "$program")
        if [ -z "$force" ] && older "$new_version" "$old_version"; then
            stop 4 "$NEWER" "$old_version" "$new_version"
        fi
        running && stop 5 "$RUNNING"
    fi
    finish_earlier
    mkdir -p "$work" "$HOME/.local/bin" "$share" || stop 2 "$FAILED" "$HOME/.local"
    set_mark "$work" || stop 2 "$FAILED" "$work"
    copy_new || {
        clear_work
        stop 2 "$FAILED" "$new"
    }
    # Where it will be: the folder that this lies in may not let programs run.
    said=$("$new/shadan" --version 2>&1) || {
        clear_work
        stop 3 "$DOES_NOT_RUN" "$said"
    }
    if there "$target"; then
        ! ours "$target" || remove_from_desktop "$target"
        mv -T "$target" "$old" || stop 2 "$FAILED" "$target"
    fi
    mv -T "$new" "$target" || {
        ! there "$old" || mv -T "$old" "$target"
        stop 2 "$FAILED" "$target"
    }
    settle_old && settled=1
    put_on_desktop && on_desktop=1
    if ! there "$command" || our_command; then
        ln -sf "$target/shadan" "$command" || on_desktop=
    else
        say "$COMMAND_IN_THE_WAY" "$command"
    fi
    refresh
    [ -n "$settled" ] || stop 2 "$FAILED" "$old"
    clear_work
    [ -n "$on_desktop" ] || stop 2 "$NOT_SHOWN" "$new_version" "$target" "$share" "$HOME/.local/bin"
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
