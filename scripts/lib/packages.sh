# What the scripts need from the system, and getting it. Sourced by bash scripts.
# shellcheck shell=bash disable=SC2034 # the lists are for those scripts

# gcc links, and compiles the one C library inside (aws-lc).
packages_build=(gcc libc6-dev ca-certificates)

# Loaded when the window opens, so no linker asks for them.
packages_window=(libgcc-s1 libx11-6 libx11-xcb1 libxcursor1 libxi6 libxkbcommon-x11-0 libgl1-mesa-dri libegl1
    libfontconfig1)

# A screen that nobody sees, with a keyring, a clipboard and what a screen reader reads. The window manager gives focus.
packages_desktop=(xvfb matchbox-window-manager xdotool xclip imagemagick dbus gnome-keyring libsecret-tools
    at-spi2-core python3-pyatspi)

# The same without an X server. Its pictures, its clipboard and its keys.
packages_wayland=(sway grim wl-clipboard wtype util-linux)

# Programs that meet a copied header: a clipboard manager, GTK, and a browser, which Ubuntu has as a snap alone.
packages_clipboard=(parcellite gir1.2-gtk-3.0)
if grep -qs "^ID=debian" /etc/os-release; then packages_clipboard+=(chromium); fi

# Fonts for names in Hebrew, Arabic, Chinese and emoji. What draws the icon.
packages_test=(librsvg2-bin python3-venv shellcheck openssl curl fonts-noto-core fonts-droid-fallback fonts-noto-color-emoji)

# Another keyring than GNOME's, which has to do as well.
packages_full=(keepassxc)

# The fuzzer's library is C++.
packages_fuzz=(g++)

# Installs what is missing. Elsewhere than on Debian and its kin, names what has to be there and goes on if the programs are.
need_packages() { # package…
    local package missing=() root=()
    if ! command -v apt-get >/dev/null; then
        packages_elsewhere "$@"
        return
    fi
    for package in "$@"; do
        [ "$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || missing+=("$package")
    done
    [ "${#missing[@]}" -gt 0 ] || return 0

    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null || {
            echo "Missing: ${missing[*]}" >&2
            echo "Install them as root: apt-get install --no-install-recommends ${missing[*]}" >&2
            return 1
        }
        root=(sudo)
    fi
    echo "Installing: ${missing[*]}"
    mkdir -p target/logs
    {
        "${root[@]}" apt-get update &&
            "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends "${missing[@]}"
    } >target/logs/00-packages.log 2>&1 || {
        tail -n 20 target/logs/00-packages.log >&2
        echo "The packages could not be installed; the whole log is target/logs/00-packages.log" >&2
        return 1
    }
}

packages_elsewhere() { # package…
    local program missing=()
    for program in $(packages_programs "$@"); do
        command -v "$program" >/dev/null || missing+=("$program")
    done
    [ "${#missing[@]}" -gt 0 ] || return 0
    echo "Missing programs: ${missing[*]}" >&2
    echo "This system has no apt-get. Please install what Debian calls: $*" >&2
    return 1
}

# The program by which a package is known to be there; nothing for libraries.
packages_programs() { # package…
    local package
    for package in "$@"; do
        case $package in
            gcc | g++ | xdotool | xclip | keepassxc | openssl | curl | shellcheck | matchbox-window-manager) echo "$package" ;;
            sway | grim | wtype | parcellite | chromium) echo "$package" ;;
            wl-clipboard) echo wl-paste ;;
            xvfb) echo Xvfb ;;
            imagemagick) echo import ;;
            dbus) echo dbus-run-session ;;
            gnome-keyring) echo gnome-keyring-daemon ;;
            libsecret-tools) echo secret-tool ;;
            python3-*) echo python3 ;;
        esac
    done
}

need_rust() {
    # rustup writes this folder into the profile of the next login only.
    command -v cargo >/dev/null || PATH=$HOME/.cargo/bin:$PATH
    command -v cargo >/dev/null || {
        echo "Rust is missing. Install it with rustup (https://rustup.rs); it then takes the version named in" >&2
        echo "rust-toolchain.toml by itself. Then run this again." >&2
        return 1
    }
    cargo --version >/dev/null || {
        echo "cargo is there, but does not start: see its message above." >&2
        return 1
    }
}

# A private folder of Python programs from PyPI, made once.
need_venv() { # folder, requirement…
    local venv=$1
    shift
    if [ "$(cat "$venv/.requirements" 2>/dev/null)" != "$*" ]; then
        python3 -m venv --clear "$venv" &&
            "$venv/bin/pip" install --quiet --disable-pip-version-check "$@" &&
            echo "$*" >"$venv/.requirements"
    fi
}
