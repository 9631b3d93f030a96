# System packages that the scripts need, and their installation. Sourced by bash scripts.
# shellcheck shell=bash disable=SC2034 # those scripts use the lists

# gcc links, and compiles the one C library (aws-lc).
packages_build=(gcc libc6-dev ca-certificates)

# Loaded at run time when the window opens; the linker does not need them.
packages_window=(libgcc-s1 libx11-6 libx11-xcb1 libxcursor1 libxi6 libxkbcommon-x11-0 libgl1-mesa-dri libegl1
    libfontconfig1)

# A virtual screen with a keyring, a clipboard and an accessibility bus. The window manager gives focus. age opens an exported file.
packages_desktop=(xvfb matchbox-window-manager xdotool xclip imagemagick dbus gnome-keyring libsecret-tools
    at-spi2-core python3-pyatspi strace age openssh-client)

# The same without an X server, with its tools for screenshots, clipboard and keys; and compositors with one.
packages_wayland=(sway grim wl-clipboard wtype util-linux mutter weston xwayland)

# Programs that receive a copied header: clipboard managers, GTK, and a browser, which Ubuntu has only as a snap.
packages_clipboard=(parcellite copyq xfce4-clipman-plugin clipman gir1.2-gtk-3.0)
if grep -qs "^ID=debian" /etc/os-release; then packages_clipboard+=(chromium); fi
# Proxies that a company may have; Squid itself is unpacked.
packages_proxies=(mitmproxy openssl libcap2 libecap3 libgssapi-krb5-2 libltdl7 libnetfilter-conntrack3 libsystemd0)

# Their programs are needed, not what installing them brings: most of Plasma (700 MB), a proxy that starts with the computer, a logind in
# place of systemd's.
packages_unpacked=(plasma-workspace squid squid-common squid-langpack elogind libelogind0)
# The libraries of Klipper, which is in plasma-workspace.
if grep -qs "^VERSION_CODENAME=bookworm" /etc/os-release; then
    packages_clipboard+=(libkf5completion5 libkf5globalaccel5 libkf5iconthemes5 libkf5kiogui5 libkf5prison5 libkf5textwidgets5
        libkf5waylandclient5 libkf5xmlgui5)
fi

# Fonts for names in Hebrew, Arabic, Chinese and emoji; the icon's renderer; readers and makers of files for packages.
packages_test=(librsvg2-bin imagemagick python3-venv shellcheck desktop-file-utils appstream openssl curl fonts-noto-core
    fonts-droid-fallback fonts-noto-color-emoji icnsutils)

# What runs Postman's own runner. Another Node.js, such as NodeSource's with its own npm, will do.
packages_postman=()
command -v npm >/dev/null || packages_postman=(nodejs npm)

# Another keyring; the plugins have its encryption.
packages_kwallet=(libkf5wallet-bin libqca-qt5-2-plugins)

# One more keyring, and a counter of instructions.
packages_full=(keepassxc valgrind)

# What scripts/bench compares with, and what it measures by.
packages_bench=(keepassxc chromium python3-xlib)

# Cross-compiles tokendesk.exe, packs it and signs it; NASM assembles its cryptography; zip keeps the order of its files.
packages_windows=(gcc-mingw-w64-x86-64 nasm nsis zip osslsigncode)

# Runs tokendesk.exe.
packages_wine=(wine64 xvfb xdotool xclip imagemagick)

# The fuzzer's library is C++.
packages_fuzz=(g++)

# Installs what is missing. Without apt-get, names what is needed, and continues if the programs are there.
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
        echo "The packages could not be installed; the complete log is target/logs/00-packages.log" >&2
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

# A program that shows that a package is installed; none for libraries.
packages_programs() { # package…
    local package
    for package in "$@"; do
        case $package in
            gcc | g++ | valgrind | xdotool | xclip | keepassxc | openssl | curl | shellcheck | matchbox-window-manager) echo "$package" ;;
            sway | grim | wtype | mutter | weston | parcellite | copyq | clipman | chromium) echo "$package" ;;
            xfce4-clipman-plugin) echo xfce4-clipman ;;
            mitmproxy) echo mitmdump ;;
            libkf5wallet-bin) echo kwalletd5 ;;
            wl-clipboard) echo wl-paste ;;
            xwayland) echo Xwayland ;;
            xvfb) echo Xvfb ;;
            imagemagick) echo import ;;
            icnsutils) echo png2icns ;;
            nodejs) echo node ;;
            npm) echo npm ;;
            dbus) echo dbus-run-session ;;
            gnome-keyring) echo gnome-keyring-daemon ;;
            libsecret-tools) echo secret-tool ;;
            python3-*) echo python3 ;;
        esac
    done
}

# Unpacks packages into target/companions instead of installing them. A flow that needs what is missing says so.
need_unpacked() { # package…
    local folder=$PWD/target/companions package
    command -v apt-get >/dev/null || return 0
    mkdir -p "$folder" target/logs
    download_package() { (cd "$folder" && apt-get download "$package"); }
    for package in "$@"; do
        [ ! -e "$folder/$package" ] || continue
        { download_package || { apt-get update && download_package; } } >>target/logs/00-companions.log 2>&1 || true
        { dpkg-deb --extract "$folder/$package"_*.deb "$folder" && touch "$folder/$package"; } \
            >>target/logs/00-companions.log 2>&1 ||
            echo "$package could not be downloaded; the log is target/logs/00-companions.log" >&2
    done
}

need_rust() {
    # rustup adds this folder to PATH only from the next login.
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

# A venv of programs from PyPI, as scripts/lib/pypi/NAME.txt has them; made when that changes.
need_venv() { # folder, name
    local venv=$1 requirements=scripts/lib/pypi/$2.txt
    if ! cmp --quiet "$requirements" "$venv/.requirements"; then
        python3 -m venv --clear "$venv" &&
            "$venv/bin/pip" install --quiet --disable-pip-version-check --require-hashes --requirement "$requirements" &&
            cp "$requirements" "$venv/.requirements"
    fi
}
